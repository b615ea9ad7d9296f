// SPDX-License-Identifier: GPL-3.0-or-later
/* What the system has taken may take long to arrive, and nobody responds to it before: so whoever
 * counts the time without a move has to look there, too. Where the system doesn't tell, nothing
 * arrives and nothing is under way. */
#include "config.h"

#include "prise-silence.h"

#ifdef __linux__
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#endif

#include "prise-timeout.h"

/* The system's clock for acknowledgments has steps of some milliseconds: to wait for less than this
 * tells nothing. In ms. */
#define PRECISION 10

/* Returns when the last acknowledgment came. */
static gint64
read_socket (GSocket *socket, guint64 *acknowledged, gboolean *is_under_way)
{
  const gint64 now = g_get_monotonic_time ();
#ifdef __linux__
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  /* GIO gets options that are a number. */
  if (getsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_INFO, &info, &size) == 0) {
    *acknowledged = info.tcpi_bytes_acked;
    *is_under_way = info.tcpi_unacked > 0 || info.tcpi_notsent_bytes > 0;
    return now - (gint64) info.tcpi_last_ack_recv * 1000;
  }
#endif
  *acknowledged = 0;
  *is_under_way = FALSE;

  return now;
}

static void
look (PriseSilence *self)
{
  guint64 acknowledged;
  const gint64 last = read_socket (self->socket, &acknowledged, &self->is_under_way);

  if (acknowledged <= self->acknowledged)
    return;

  self->acknowledged = acknowledged;
  self->since = MAX (self->since, last);
}

static gboolean did_wait (gpointer user_data);

static void
wait (PriseSilence *self, guint milliseconds)
{
  prise_timeout_clear (&self->timeout);
  self->timeout = prise_io_add_timeout (self->io, milliseconds, did_wait, self);
}

/* Nobody stops a clock for each byte. */
static gboolean
did_wait (gpointer user_data)
{
  PriseSilence *self = user_data;
  gint64 left;

  look (self);
  left = (self->since - g_get_monotonic_time ()) / 1000 +
         (self->is_under_way ? self->limit_under_way : self->limit);
  if (left > PRECISION) {
    wait (self, (guint) MIN (left, self->limit));
    return G_SOURCE_REMOVE;
  }

  prise_timeout_clear (&self->timeout);

  return self->fell (self->user_data);
}

/**
 * prise_silence_await:
 * @io: the I/O thread, which outlives it
 * @socket: a connected TCP socket, which outlives it
 * @limit: how long nothing may move, in ms
 * @limit_under_way: the same while some of what the system has taken hasn't arrived
 * @fell: (scope notified): called once when that is over, unless prise_silence_clear() comes before
 *
 * Counts from now, whatever was awaited before.
 */
void
prise_silence_await (PriseSilence *self,
                     PriseIo *io,
                     GSocket *socket,
                     guint limit,
                     guint limit_under_way,
                     GSourceFunc fell,
                     gpointer user_data)
{
  self->io = io;
  self->socket = socket;
  self->limit = limit;
  self->limit_under_way = limit_under_way;
  self->fell = fell;
  self->user_data = user_data;
  read_socket (socket, &self->acknowledged, &self->is_under_way);
  prise_silence_break (self);
  wait (self, limit);
}

gboolean
prise_silence_is_awaited (PriseSilence *self)
{
  return self->timeout != NULL;
}

/**
 * prise_silence_break:
 *
 * Something has come or gone: the time counts from now.
 */
void
prise_silence_break (PriseSilence *self)
{
  self->since = g_get_monotonic_time ();
}

/**
 * prise_silence_clear:
 *
 * It isn't awaited any more.
 */
void
prise_silence_clear (PriseSilence *self)
{
  prise_timeout_clear (&self->timeout);
}
