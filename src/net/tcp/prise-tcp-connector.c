// SPDX-License-Identifier: GPL-3.0-or-later
/* Resolves a host and tries its addresses in turn, each attempt an entry of the journal, until one
 * answers or the time is up. It owns the socket of the attempt; freeing it cancels at once. */
#include "config.h"

#include "prise-tcp-connector.h"

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
did_connect (PriseTcpConnector *self)
{
  g_autofree char *local_address = prise_socket_dup_local_address (self->socket);
  g_autofree char *peer_address = prise_socket_address_to_string (self->address);

  g_socket_set_option (self->socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  prise_io_unwatch (&self->watch);

  self->connected (g_steal_pointer (&self->socket), local_address, peer_address, NULL, self->owner);
}

static void
did_fail_attempt (PriseTcpConnector *self, int code)
{
  did_fail (self, prise_net_error_from_errno (PRISE_ATTEMPT_CONNECT, code, self->address));
  stop_attempt (self);
}

static void
did_become_ready (GIOCondition condition, gpointer user_data)
{
  PriseTcpConnector *self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_socket_check_connect_result (self->socket, &error)) {
    did_connect (self);
    return;
  }

  did_fail_attempt (self, prise_socket_get_errno (error));
  try_next (self);
}

/* Begins to connect. Returns whether the answer is awaited. */
static gboolean
begin_attempt (PriseTcpConnector *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->socket = g_socket_new (g_socket_address_get_family (self->address), G_SOCKET_TYPE_STREAM,
                               G_SOCKET_PROTOCOL_TCP, error);
  if (self->socket == NULL)
    return FALSE;

  g_socket_set_blocking (self->socket, FALSE);
  if (g_socket_connect (self->socket, self->address, NULL, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PENDING))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
try_address (PriseTcpConnector *self)
{
  g_autofree char *text = prise_socket_address_to_string (self->address);
  g_autoptr (GError) error = NULL;

  prise_journal_append_text (self->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                             _ ("Connecting to %s"), text);
  if (begin_attempt (self, &error)) {
    prise_io_watch (self->io, &self->watch, self->socket, G_IO_OUT, did_become_ready, self);
    return TRUE;
  }

  did_fail_attempt (self, prise_socket_get_errno (error));

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
  g_list_free_full (self->addresses, g_object_unref);
  g_clear_error (&self->furthest);
  g_object_unref (self->journal);
  g_free (self->where);
  g_free (self);
}
