// SPDX-License-Identifier: GPL-3.0-or-later
/* A server's listening sockets and its accept loop. It owns the sockets, lives on the I/O thread,
 * and accepts until it would block. When the process has but a few file descriptors left it pauses
 * instead of spinning, says so once, and tries again when one may have become free. */
#include "config.h"

#include "prise-listener.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-address-watch.h"
#include "prise-address.h"
#include "prise-bind.h"
#include "prise-descriptors.h"
#include "prise-error-text.h"
#include "prise-interface-monitor.h"
#include "prise-sockaddr.h"
#include "prise-socket.h"
#include "prise-timeout.h"

#define BACKLOG              4096
#define MAX_ACCEPTS_PER_TURN 64
#define RETRY_INTERVAL       200

struct _PriseListener {
  PriseIo *io;
  PriseJournal *journal;
  PriseAcceptedFunc accepted;
  gpointer owner;

  GPtrArray *sockets;           /* of ListeningSocket */
  PriseAddressWatch *addresses; /* these two while it listens */
  PriseInterfaceMonitor *monitor;
  GSource *retry;
  gboolean is_near_limit; /* of descriptors */
};

typedef struct {
  PriseListener *listener;
  GSocket *socket;
  GSocketAddress *address;
  PriseIoWatch watch;
} ListeningSocket;

static void
listening_socket_free (gpointer user_data)
{
  ListeningSocket *listening = user_data;

  prise_io_unwatch (&listening->watch);
  g_object_unref (listening->socket);
  g_object_unref (listening->address);
  g_free (listening);
}

static void
set_watching (PriseListener *self, gboolean watching)
{
  for (guint i = 0; i < self->sockets->len; i++) {
    ListeningSocket *listening = g_ptr_array_index (self->sockets, i);

    prise_io_watch_set_condition (&listening->watch, watching ? G_IO_IN : 0);
  }
}

static gboolean
did_wait (gpointer user_data)
{
  set_watching (user_data, TRUE);

  return G_SOURCE_CONTINUE;
}

static void
pause_accepting (PriseListener *self, const char *reason)
{
  set_watching (self, FALSE);
  if (self->retry != NULL)
    return;

  prise_journal_append_error (
      self->journal, PRISE_JOURNAL_NO_PEER, PRISE_CODE_EXHAUSTED,
      _ ("Can’t accept connections temporarily: %s. Clients wait until others leave"), reason);
  self->retry = prise_io_add_timeout (self->io, RETRY_INTERVAL, did_wait, self);
}

/* Nobody waits any more. Before that, one who comes in because another left would be no news. */
static void
resume_accepting (PriseListener *self)
{
  if (self->retry == NULL)
    return;

  prise_timeout_clear (&self->retry);
  set_watching (self, TRUE);
  prise_journal_append_sentence (self->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                                 _ ("Connections are accepted again"));
}

/* A client that is gone before it was accepted is no error of ours (accept(2)). */
static gboolean
is_passing (int code)
{
  return code == ECONNABORTED || code == EINTR || code == EPROTO;
}

/* By the descriptor: accept4() tells whose connection it is even where it was reset by now, which
 * is worth recording. g_socket_accept() doesn't ask, and getpeername() is too late then. */
static int
accept_fd (PriseListener *self, GSocket *listening, PriseSockaddr *address)
{
  socklen_t size = sizeof *address;
  struct rlimit limit;
  int fd;

  if (self->is_near_limit && !prise_descriptors_are_left (PRISE_DESCRIPTORS_KEPT + 1)) {
    errno = EMFILE;
    return -1;
  }

  fd = accept4 (g_socket_get_fd (listening), &address->any, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd >= 0 && getrlimit (RLIMIT_NOFILE, &limit) == 0)
    self->is_near_limit = (rlim_t) fd + 2 * PRISE_DESCRIPTORS_KEPT >= limit.rlim_cur;

  return fd;
}

static gboolean
hand_over (PriseListener *self, int fd, const PriseSockaddr *address)
{
  g_autofree char *peer_address = prise_sockaddr_to_string (address);
  GSocket *socket = g_socket_new_from_fd (fd, NULL);

  if (socket == NULL) {
    close (fd);
    return TRUE;
  }

  g_socket_set_blocking (socket, FALSE);

  return self->accepted (socket, peer_address, self->owner);
}

static void
did_become_ready (GIOCondition condition, gpointer user_data)
{
  ListeningSocket *listening = user_data;
  PriseListener *self = listening->listener;

  for (guint i = 0; i < MAX_ACCEPTS_PER_TURN; i++) {
    PriseSockaddr address;
    int fd = accept_fd (self, listening->socket, &address);

    if (fd >= 0) {
      if (!hand_over (self, fd, &address))
        return;
    } else if (!is_passing (errno)) {
      if (errno == EAGAIN || errno == EWOULDBLOCK)
        resume_accepting (self);
      else
        pause_accepting (self, g_strerror (errno));
      return;
    }
  }
}

/* What is accepted inherits TCP_NODELAY. */
static gboolean
bind_and_listen (GSocket *socket, GSocketAddress *address, GError **error)
{
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, TRUE, NULL);

  return g_socket_bind (socket, address, TRUE, error) && g_socket_listen (socket, error);
}

static gboolean
open_one (GSocketAddress *address, gpointer owner, GError **error)
{
  PriseListener *self = owner;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &cause);
  g_autoptr (GSocketAddress) bound = NULL;
  ListeningSocket *listening;

  /* The system lets one listen there, in vain. */
  if (prise_socket_address_is_multicast (address)) {
    g_propagate_error (error, prise_net_error_no_stream (address));
    return FALSE;
  }
  if (socket != NULL && bind_and_listen (socket, address, &cause))
    bound = g_socket_get_local_address (socket, &cause);
  if (bound == NULL) {
    g_propagate_error (error, prise_net_error_from_errno (PRISE_ATTEMPT_BIND,
                                                          prise_socket_get_errno (cause), address));
    return FALSE;
  }

  listening = g_new0 (ListeningSocket, 1);
  listening->listener = self;
  listening->socket = g_steal_pointer (&socket);
  listening->address = g_steal_pointer (&bound);
  g_ptr_array_add (self->sockets, listening);

  return TRUE;
}

static guint16
get_port (gpointer owner)
{
  PriseListener *self = owner;
  ListeningSocket *first = g_ptr_array_index (self->sockets, 0);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (first->address));
}

static void
close_all (gpointer owner)
{
  prise_listener_close (owner);
}

static const PriseBindEvents bind_events = {
  .open = open_one,
  .get_port = get_port,
  .close_all = close_all,
};

static void
did_change_interfaces (gpointer user_data)
{
  PriseListener *self = user_data;

  prise_address_watch_look (self->addresses);
}

static void
watch_addresses (PriseListener *self)
{
  self->addresses = prise_address_watch_new (self->journal);
  for (guint i = 0; i < self->sockets->len; i++) {
    ListeningSocket *listening = g_ptr_array_index (self->sockets, i);
    PriseSockaddr address;

    if (prise_sockaddr_from_address (&address, listening->address))
      prise_address_watch_add (self->addresses, &address);
  }
  self->monitor = prise_interface_monitor_new (self->io, did_change_interfaces, self);
}

static void
start_accepting (PriseListener *self)
{
  watch_addresses (self);
  for (guint i = 0; i < self->sockets->len; i++) {
    ListeningSocket *listening = g_ptr_array_index (self->sockets, i);

    prise_io_watch (self->io, &listening->watch, listening->socket, G_IO_IN, did_become_ready,
                    listening);
  }
}

/**
 * prise_listener_new:
 * @io: the I/O thread, which outlives the listener
 * @journal: where trouble is recorded
 * @accepted: (scope notified): takes each connection
 * @owner: for @accepted
 *
 * Returns: (transfer full): a listener without sockets
 */
PriseListener *
prise_listener_new (PriseIo *io, PriseJournal *journal, PriseAcceptedFunc accepted, gpointer owner)
{
  PriseListener *self = g_new0 (PriseListener, 1);

  self->io = io;
  self->journal = g_object_ref (journal);
  self->accepted = accepted;
  self->owner = owner;
  self->sockets = g_ptr_array_new_with_free_func (listening_socket_free);

  return self;
}

/**
 * prise_listener_free:
 *
 * The I/O thread; not from its own accepted function.
 */
void
prise_listener_free (PriseListener *self)
{
  prise_listener_close (self);
  g_ptr_array_unref (self->sockets);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_listener_open:
 * @self: a listener without sockets
 * @addresses: (element-type GInetSocketAddress): where to listen; their ports don't count
 * @port: the port; 0 for a free one, the same on all addresses
 * @error: return location for an error
 *
 * The I/O thread: binds, listens and begins to accept.
 *
 * Returns: %FALSE if it can't; then nothing is left open
 */
gboolean
prise_listener_open (PriseListener *self, GList *addresses, guint16 port, GError **error)
{
  if (!prise_bind_all (addresses, port, &bind_events, self, error))
    return FALSE;
  start_accepting (self);

  return TRUE;
}

/**
 * prise_listener_dup_addresses:
 *
 * Returns: (transfer full): where it listens: "127.0.0.1:12345", "[::1]:12345"
 */
char **
prise_listener_dup_addresses (PriseListener *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->sockets->len; i++) {
    ListeningSocket *listening = g_ptr_array_index (self->sockets, i);
    g_autofree char *text = prise_socket_address_to_string (listening->address);

    g_strv_builder_add (builder, text);
  }

  return g_strv_builder_end (builder);
}

/**
 * prise_listener_close:
 *
 * The I/O thread: stops listening. Safe from its own accepted function, if that then says %FALSE.
 */
void
prise_listener_close (PriseListener *self)
{
  prise_timeout_clear (&self->retry);
  g_clear_pointer (&self->monitor, prise_interface_monitor_free);
  g_clear_pointer (&self->addresses, prise_address_watch_free);
  g_ptr_array_set_size (self->sockets, 0);
}

/**
 * prise_listener_retry:
 *
 * The I/O thread: a connection was closed, so that accepting may work again if it was paused.
 */
void
prise_listener_retry (PriseListener *self)
{
  if (self->retry != NULL)
    set_watching (self, TRUE);
}
