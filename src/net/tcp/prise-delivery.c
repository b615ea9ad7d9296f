// SPDX-License-Identifier: GPL-3.0-or-later
/* What the system has taken may take long to arrive, and nobody responds to it before. Whoever
 * counts the time without a move looks here too. Where the system doesn't tell, nothing arrives and
 * nothing waits. */
#include "config.h"

#include "prise-delivery.h"

#ifdef __linux__
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

/* Returns when the last acknowledgment came. */
static gint64
read_socket (GSocket *socket, guint64 *acknowledged, gboolean *is_waiting)
{
  const gint64 now = g_get_monotonic_time ();
#ifdef __linux__
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  /* GIO gets options that are a number. */
  if (getsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_INFO, &info, &size) == 0) {
    *acknowledged = info.tcpi_bytes_acked;
    *is_waiting = info.tcpi_unacked > 0 || info.tcpi_notsent_bytes > 0;
    return now - (gint64) info.tcpi_last_ack_recv * 1000;
  }
#endif
  *acknowledged = 0;
  *is_waiting = FALSE;

  return now;
}

/**
 * prise_delivery_begin:
 * @socket: a connected TCP socket
 *
 * Counts from now.
 */
void
prise_delivery_begin (PriseDelivery *self, GSocket *socket)
{
  read_socket (socket, &self->acknowledged, &self->is_waiting);
  self->since = g_get_monotonic_time ();
}

/**
 * prise_delivery_look:
 * @socket: the same socket
 *
 * Has @self know what has arrived by now.
 */
void
prise_delivery_look (PriseDelivery *self, GSocket *socket)
{
  guint64 acknowledged;
  const gint64 last = read_socket (socket, &acknowledged, &self->is_waiting);

  if (acknowledged <= self->acknowledged)
    return;

  self->acknowledged = acknowledged;
  self->since = MAX (self->since, last);
}
