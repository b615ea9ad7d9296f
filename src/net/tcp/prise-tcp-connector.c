// SPDX-License-Identifier: GPL-3.0-or-later
/* Resolves a host and tries its addresses in turn, each attempt an entry of the journal, until one
 * replies or the time is up. It owns the socket of the attempt; freeing it cancels at once. */
#include "config.h"

#include "prise-tcp-connector.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "prise-address.h"
#include "prise-error-text.h"
#include "prise-resolve.h"
#include "prise-socket.h"
#include "prise-timeout.h"

struct _PriseTcpConnector {
  PriseIo *io;
  PriseJournal *journal;
  char *where; /* "host:port" as asked for */
  guint timeout;
  GSocketAddress *local; /* NULL: the system chooses */
  guint keep_alive;      /* in seconds; 0: never */
  PriseResolvedFunc resolved;
  PriseConnectedFunc connected;
  gpointer owner;

  GCancellable *resolving;
  GSource *timer;
  GList *addresses; /* those not yet tried */

  GSocketAddress *address;
  GSocket *socket; /* of the attempt; NULL between attempts */
  PriseIoWatch watch;
  GError *furthest; /* of the attempts that failed */
};

static void try_next (PriseTcpConnector *self);

static void
stop_attempt (PriseTcpConnector *self)
{
  prise_io_unwatch (&self->watch);
  g_clear_object (&self->socket);
  g_clear_object (&self->address);
}

static void
keep_furthest (PriseTcpConnector *self, GError *error)
{
  if (self->furthest != NULL &&
      prise_net_error_progress (self->furthest) >= prise_net_error_progress (error)) {
    g_error_free (error);
    return;
  }

  g_clear_error (&self->furthest);
  self->furthest = error;
}

static void
did_fail (PriseTcpConnector *self, GError *error)
{
  prise_error_record (error, self->journal, PRISE_JOURNAL_NO_PEER);
  keep_furthest (self, error);
}

static void
apply_options (PriseTcpConnector *self)
{
  g_socket_set_option (self->socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (self->keep_alive == 0)
    return;

  g_socket_set_keepalive (self->socket, TRUE);
  g_socket_set_option (self->socket, IPPROTO_TCP, TCP_KEEPIDLE, (int) self->keep_alive, NULL);
  g_socket_set_option (self->socket, IPPROTO_TCP, TCP_KEEPINTVL, (int) self->keep_alive, NULL);
}

/* @error: by which the connection is broken already. */
static void
did_connect (PriseTcpConnector *self, const GError *error)
{
  g_autofree char *local_address = prise_socket_dup_local_address (self->socket);
  g_autofree char *peer_address = prise_socket_address_to_string (self->address);

  apply_options (self);
  prise_io_unwatch (&self->watch);

  self->connected (g_steal_pointer (&self->socket), local_address, peer_address, error,
                   self->owner);
}

static void
did_fail_attempt (PriseTcpConnector *self, GError *error)
{
  did_fail (self, error);
  stop_attempt (self);
}

static GError *
make_error (PriseTcpConnector *self, int code)
{
  return prise_net_error_from_errno (PRISE_ATTEMPT_CONNECT, code, self->address);
}

/* How connecting ended, as an errno. It looks for bytes, because a peer may send some and reset the
 * connection before we look: the reset is then told behind them, by the socket, which tells it
 * once. GIO doesn't peek. */
static int
get_result (PriseTcpConnector *self)
{
  gssize n_read;
  char first;

  do
    n_read = recv (g_socket_get_fd (self->socket), &first, sizeof first, MSG_PEEK);
  while (n_read < 0 && errno == EINTR);

  return n_read >= 0 || errno == EAGAIN || errno == EWOULDBLOCK ? 0 : errno;
}

static void
did_become_ready (GIOCondition condition, gpointer user_data)
{
  PriseTcpConnector *self = user_data;
  const int code = get_result (self);
  g_autoptr (GError) error = NULL;

  /* Only a connection that stood can be reset. */
  if (code == ECONNRESET || code == EPIPE)
    error = prise_net_error_broken (code);
  if (code == 0 || error != NULL) {
    did_connect (self, error);
    return;
  }

  did_fail_attempt (self, make_error (self, code));
  try_next (self);
}

/* All addresses, which are of either family, become those of the family that is needed. */
static GSocketAddress *
choose_local (PriseTcpConnector *self)
{
  const GSocketFamily family = g_socket_address_get_family (self->address);
  GInetSocketAddress *local = G_INET_SOCKET_ADDRESS (self->local);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (family);

  if (g_socket_address_get_family (self->local) == family)
    return g_object_ref (self->local);
  if (!g_inet_address_get_is_any (g_inet_socket_address_get_address (local)))
    return NULL;

  return g_inet_socket_address_new (any, g_inet_socket_address_get_port (local));
}

/* Returns why it can't be bound as it was asked for. */
static GError *
bind_to_local (PriseTcpConnector *self)
{
  g_autoptr (GSocketAddress) local = self->local != NULL ? choose_local (self) : NULL;
  g_autoptr (GError) error = NULL;

  if (self->local == NULL)
    return NULL;
  if (local == NULL)
    return prise_net_error_from_errno (PRISE_ATTEMPT_SEND, EAFNOSUPPORT, self->address);
  if (g_socket_bind (self->socket, local, TRUE, &error))
    return NULL;

  return prise_net_error_from_errno (PRISE_ATTEMPT_BIND, prise_socket_get_errno (error), local);
}

/* Begins to connect. Returns why it can't; NULL where the result is awaited. */
static GError *
begin_attempt (PriseTcpConnector *self)
{
  g_autoptr (GError) error = NULL;
  GError *refusal;

  self->socket = g_socket_new (g_socket_address_get_family (self->address), G_SOCKET_TYPE_STREAM,
                               G_SOCKET_PROTOCOL_TCP, &error);
  if (self->socket == NULL)
    return make_error (self, prise_socket_get_errno (error));
  refusal = bind_to_local (self);
  if (refusal != NULL)
    return refusal;

  g_socket_set_blocking (self->socket, FALSE);
  if (g_socket_connect (self->socket, self->address, NULL, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    return NULL;

  return make_error (self, prise_socket_get_errno (error));
}

static gboolean
try_address (PriseTcpConnector *self)
{
  g_autofree char *text = prise_socket_address_to_string (self->address);
  GError *error;

  prise_journal_append_text (self->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                             _ ("Connecting to %s"), text);
  error = begin_attempt (self);
  if (error == NULL) {
    prise_io_watch (self->io, &self->watch, self->socket, G_IO_OUT, did_become_ready, self);
    return TRUE;
  }

  did_fail_attempt (self, error);

  return FALSE;
}

static void
try_next (PriseTcpConnector *self)
{
  g_autoptr (GError) error = NULL;

  while (self->addresses != NULL) {
    self->address = self->addresses->data;
    self->addresses = g_list_delete_link (self->addresses, self->addresses);
    if (try_address (self))
      return;
  }

  error = g_steal_pointer (&self->furthest);
  self->connected (NULL, NULL, NULL, error, self->owner);
}

static void
did_resolve (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseTcpConnector *self = user_data;
  g_autoptr (GError) error = NULL;
  GList *addresses = prise_resolve_finish (result, &error);

  /* Then @self is gone. */
  if (prise_error_is_cancelled (error))
    return;

  if (addresses == NULL) {
    prise_error_record (error, self->journal, PRISE_JOURNAL_NO_PEER);
    self->connected (NULL, NULL, NULL, error, self->owner);
    return;
  }

  self->addresses = addresses;
  if (self->resolved != NULL)
    self->resolved (self->owner);
  try_next (self);
}

static gboolean
did_time_out (gpointer user_data)
{
  PriseTcpConnector *self = user_data;
  g_autofree char *tried =
      self->address != NULL ? prise_socket_address_to_string (self->address) : NULL;
  g_autoptr (GError) error = NULL;

  did_fail (self, prise_net_error_timed_out (tried != NULL ? tried : self->where, self->timeout));
  error = g_steal_pointer (&self->furthest);
  self->connected (NULL, NULL, NULL, error, self->owner);

  return G_SOURCE_REMOVE;
}

/**
 * prise_tcp_connector_new:
 * @io: the I/O thread, which outlives the connector
 * @journal: where each step is recorded
 * @host: a name or an address
 * @port: the port
 * @timeout: for all of it, in seconds; 0: as long as the system tries
 * @resolved: (scope async) (nullable): called when the addresses are known
 * @connected: (scope async): called once, never before this returns
 * @owner: for @resolved and @connected
 *
 * The I/O thread: begins to connect.
 *
 * Returns: (transfer full): the connector
 */
PriseTcpConnector *
prise_tcp_connector_new (PriseIo *io,
                         PriseJournal *journal,
                         const char *host,
                         guint16 port,
                         guint timeout,
                         PriseResolvedFunc resolved,
                         PriseConnectedFunc connected,
                         gpointer owner)
{
  PriseTcpConnector *self = g_new0 (PriseTcpConnector, 1);

  self->io = io;
  self->journal = g_object_ref (journal);
  self->where = prise_host_port_to_string (host, port);
  self->timeout = timeout;
  self->resolved = resolved;
  self->connected = connected;
  self->owner = owner;
  self->resolving = g_cancellable_new ();

  if (prise_resolve_needs_lookup (host))
    prise_journal_append_text (journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                               _ ("Resolving “%s”"), host);
  if (timeout > 0)
    self->timer = prise_io_add_timeout (io, timeout * 1000, did_time_out, self);
  prise_resolve_async (host, port, self->resolving, did_resolve, self);

  return self;
}

/**
 * prise_tcp_connector_set_local:
 * @local: (nullable): from where to connect; its port may be 0, and all addresses (0.0.0.0 or ::)
 *   are those of both families
 *
 * The I/O thread, right after prise_tcp_connector_new().
 */
void
prise_tcp_connector_set_local (PriseTcpConnector *self, GSocketAddress *local)
{
  g_set_object (&self->local, local);
}

/**
 * prise_tcp_connector_set_keep_alive:
 * @seconds: after how long without a byte the system asks the peer whether it is still there, and
 *   how often then; 0: never
 *
 * The I/O thread, right after prise_tcp_connector_new().
 */
void
prise_tcp_connector_set_keep_alive (PriseTcpConnector *self, guint seconds)
{
  self->keep_alive = seconds;
}

/**
 * prise_tcp_connector_free:
 *
 * The I/O thread: what is under way is cancelled at once, without a call.
 */
void
prise_tcp_connector_free (PriseTcpConnector *self)
{
  g_cancellable_cancel (self->resolving);
  g_object_unref (self->resolving);
  prise_timeout_clear (&self->timer);
  stop_attempt (self);
  g_clear_object (&self->local);
  g_list_free_full (self->addresses, g_object_unref);
  g_clear_error (&self->furthest);
  g_object_unref (self->journal);
  g_free (self->where);
  g_free (self);
}
