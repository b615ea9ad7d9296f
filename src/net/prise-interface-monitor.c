// SPDX-License-Identifier: GPL-3.0-or-later
/* Hears from the system that interfaces or their addresses have changed. What the messages say is
 * thrown away: whoever is told reads everything again, so that a lost message does no harm. It owns
 * the netlink socket and lives on the I/O thread. */
#include "config.h"

#include "prise-interface-monitor.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#endif

#include "prise-socket.h"

struct _PriseInterfaceMonitor {
  PriseIo *io;
  GSocket *socket; /* NULL where the system doesn't tell */
  PriseIoWatch watch;

  PriseInterfacesChangedFunc changed;
  gpointer user_data;
};

/* Returns NULL where there is no such socket, or a sandbox forbids it. GIO makes only sockets of
 * the families that it knows: this one it takes over. */
static GSocket *
open_socket (void)
{
#ifdef __linux__
  struct sockaddr_nl groups = {
    .nl_family = AF_NETLINK,
    .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR,
  };
  g_autoptr (GSocketAddress) address = g_socket_address_new_from_native (&groups, sizeof groups);
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = fd >= 0 ? g_socket_new_from_fd (fd, &error) : NULL;

  if (socket != NULL && g_socket_bind (socket, address, FALSE, &error))
    return g_steal_pointer (&socket);

  g_debug ("Changes of interfaces can't be heard: %s",
           error != NULL ? error->message : g_strerror (errno));
  if (socket == NULL && fd >= 0)
    close (fd);
#endif

  return NULL;
}

static void
close_socket (PriseInterfaceMonitor *self)
{
  prise_io_unwatch (&self->watch);
  g_clear_object (&self->socket);
}

/* A message is thrown away whole, however little of it is read. ENOBUFS says that some had no room:
 * something changed then too. Any other error would stay, and wake us forever. */
static gboolean
drain (PriseInterfaceMonitor *self)
{
  gboolean has_changed = FALSE;

  for (;;) {
    g_autoptr (GError) error = NULL;
    char c;

    if (g_socket_receive_with_blocking (self->socket, &c, sizeof c, FALSE, NULL, &error) < 0) {
      const int code = prise_socket_get_errno (error);

      if (code != EAGAIN && code != ENOBUFS)
        close_socket (self);
      if (code != ENOBUFS)
        return has_changed;
    }
    has_changed = TRUE;
  }
}

static void
did_become_ready (GIOCondition condition, gpointer user_data)
{
  PriseInterfaceMonitor *self = user_data;

  if (drain (self))
    self->changed (self->user_data);
}

/**
 * prise_interface_monitor_new:
 * @io: the I/O thread, which outlives the monitor
 * @changed: (scope notified): called on the I/O thread, once for changes that come together
 *
 * The I/O thread. Where the system doesn't tell, the monitor is silent.
 *
 * Returns: (transfer full): a monitor
 */
PriseInterfaceMonitor *
prise_interface_monitor_new (PriseIo *io, PriseInterfacesChangedFunc changed, gpointer user_data)
{
  PriseInterfaceMonitor *self = NULL;

  g_return_val_if_fail (prise_io_is_current (io), NULL);
  g_return_val_if_fail (changed != NULL, NULL);

  self = g_new0 (PriseInterfaceMonitor, 1);
  self->io = io;
  self->changed = changed;
  self->user_data = user_data;
  self->socket = open_socket ();
  if (self->socket != NULL)
    prise_io_watch (io, &self->watch, self->socket, G_IO_IN, did_become_ready, self);

  return self;
}

/**
 * prise_interface_monitor_free:
 *
 * The I/O thread, but not from the monitor's own function.
 */
void
prise_interface_monitor_free (PriseInterfaceMonitor *self)
{
  g_return_if_fail (prise_io_is_current (self->io));

  close_socket (self);
  g_free (self);
}
