// SPDX-License-Identifier: GPL-3.0-or-later
/* Hears from the system that interfaces or their addresses have changed. What the messages say is
 * thrown away: whoever is told reads everything anew, so that a lost message does no harm. It owns
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

struct _PriseInterfaceMonitor {
  PriseIo *io;
  int fd;
  PriseIoWatch watch;

  PriseInterfacesChangedFunc changed;
  gpointer user_data;
};

/* Returns -1 where there is no such socket, or a sandbox forbids it. */
static int
open_socket (void)
{
#ifdef __linux__
  const struct sockaddr_nl groups = {
    .nl_family = AF_NETLINK,
    .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR,
  };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);

  if (fd >= 0 && bind (fd, (const struct sockaddr *) &groups, sizeof groups) == 0)
    return fd;

  g_debug ("Changes of interfaces can't be heard: %s", g_strerror (errno));
  if (fd >= 0)
    close (fd);
#endif

  return -1;
}

static void
close_socket (PriseInterfaceMonitor *self)
{
  if (self->fd < 0)
    return;

  prise_io_unwatch (&self->watch);
  close (self->fd);
  self->fd = -1;
}

/* A message is thrown away whole, however little of it is read. ENOBUFS says that some had no room:
 * something changed then too. Any other error would stay, and wake us for ever. */
static gboolean
drain (PriseInterfaceMonitor *self)
{
  gboolean has_changed = FALSE;
  char c;

  for (;;) {
    if (recv (self->fd, &c, sizeof c, 0) >= 0 || errno == ENOBUFS)
      has_changed = TRUE;
    else if (errno != EINTR)
      break;
  }
  if (errno != EAGAIN && errno != EWOULDBLOCK)
    close_socket (self);

  return has_changed;
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
 * @user_data: for @changed
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
  self->fd = open_socket ();
  if (self->fd >= 0)
    prise_io_watch (io, &self->watch, self->fd, G_IO_IN, did_become_ready, self);

  return self;
}

/**
 * prise_interface_monitor_free:
 * @self: (transfer full): a monitor
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
