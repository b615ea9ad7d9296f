// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP server, as its owner's thread sees it: options, the list of clients, and commands to the
 * session that does the work on the I/O thread. */
#include "config.h"

#include "prise-tcp-server.h"

#include <glib/gi18n-lib.h>

#include "prise-endpoint-subclass.h"
#include "prise-net-error.h"
#include "prise-peer-list.h"
#include "prise-property.h"
#include "prise-tcp-peer-private.h"
#include "prise-tcp-server-session.h"

struct _PriseTcpServer {
  PriseEndpoint parent_instance;

  PriseResponder *responder;
  GBytes *greeting;
  PriseTcpServerFlags flags;
  PrisePeerList *peers;
  guint n_sessions;
};

G_DEFINE_FINAL_TYPE (PriseTcpServer, prise_tcp_server, PRISE_TYPE_ENDPOINT)

enum {
  PROP_0,
  PROP_RESPONDER,
  PROP_CLOSE_AFTER_REPLY,
  PROP_ONCE,
  PROP_KEEP_HALF_OPEN,
  PROP_PEERS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
configure (PriseTcpServer *self)
{
  PriseTcpServerSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  if (session != NULL)
    prise_tcp_server_session_configure (session, self->responder, self->greeting, self->flags);
}

static void
prise_tcp_server_look_again (PriseEndpoint *endpoint, gpointer session)
{
  PriseTcpServer *self = PRISE_TCP_SERVER (endpoint);

  prise_peer_changes_apply (prise_tcp_server_session_get_changes (session), self->peers,
                            prise_tcp_peer_new, prise_tcp_peer_update);
  prise_endpoint_set_queued_bytes (endpoint, prise_tcp_server_session_get_queued_bytes (session));
  if (prise_tcp_server_session_has_been_tight (session))
    prise_endpoint_set_notice (endpoint,
                               _ ("clients that don’t read their replies were held back"));
}

static void
prise_tcp_server_finalize (GObject *object)
{
  g_clear_pointer (&PRISE_TCP_SERVER (object)->greeting, g_bytes_unref);

  G_OBJECT_CLASS (prise_tcp_server_parent_class)->finalize (object);
}

static void
prise_tcp_server_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseTcpServer *self = PRISE_TCP_SERVER (object);

  switch (id) {
  case PROP_RESPONDER:
    prise_tcp_server_set_responder (self, g_value_get_boxed (value));
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_RESPONDER] = PRISE_PROPERTY (PriseTcpServer, responder),
  [PROP_CLOSE_AFTER_REPLY] =
      PRISE_PROPERTY_THEN (PriseTcpServer, flags.close_after_reply, configure),
  [PROP_ONCE] = PRISE_PROPERTY_THEN (PriseTcpServer, flags.once, configure),
  [PROP_KEEP_HALF_OPEN] = PRISE_PROPERTY_THEN (PriseTcpServer, flags.keep_half_open, configure),
  [PROP_PEERS] = PRISE_PROPERTY (PriseTcpServer, peers),
};

static void
prise_tcp_server_class_init (PriseTcpServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  PriseEndpointClass *endpoint_class = PRISE_ENDPOINT_CLASS (klass);

  object_class->finalize = prise_tcp_server_finalize;
  object_class->set_property = prise_tcp_server_set_property;
  endpoint_class->look_again = prise_tcp_server_look_again;

  properties[PROP_RESPONDER] =
      g_param_spec_boxed ("responder", NULL, NULL, PRISE_TYPE_RESPONDER, PRISE_WRITABLE);
  properties[PROP_CLOSE_AFTER_REPLY] =
      g_param_spec_boolean ("close-after-reply", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_ONCE] = g_param_spec_boolean ("once", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_KEEP_HALF_OPEN] =
      g_param_spec_boolean ("keep-half-open", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_PEERS] = g_param_spec_object ("peers", NULL, NULL, G_TYPE_LIST_MODEL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_tcp_server_init (PriseTcpServer *self)
{
  self->responder = prise_responder_new_none ();
  self->peers = prise_peer_list_new (PRISE_TYPE_TCP_PEER, FALSE);
}

/**
 * prise_tcp_server_new:
 * @io: the I/O thread
 *
 * Returns: (transfer full): a server that replies with nothing, owned by the calling thread
 */
PriseTcpServer *
prise_tcp_server_new (PriseIo *io)
{
  return g_object_new (PRISE_TYPE_TCP_SERVER, "io", io, NULL);
}

/**
 * prise_tcp_server_start_async:
 * @self: a server that isn't running
 * @host: (nullable): a name or an address of this machine; "localhost" is 127.0.0.1 and ::1; %NULL,
 *   "" or "*" is all interfaces
 * @port: the port; 0 for a free one
 * @cancellable: (nullable): cancels the start at once; to be cancelled on the owner's thread
 * @callback: called on the owner's context
 *
 * Listens, and then serves until it is stopped.
 */
void
prise_tcp_server_start_async (PriseTcpServer *self,
                              const char *host,
                              guint16 port,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  PriseEndpoint *endpoint = PRISE_ENDPOINT (self);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PriseTcpServerSession *session;

  g_return_if_fail (PRISE_IS_TCP_SERVER (self));

  g_task_set_name (task, G_STRFUNC);
  if (!prise_endpoint_begin (endpoint, task))
    return;

  session = prise_tcp_server_session_new (endpoint, self->n_sessions++);
  configure (self);
  prise_tcp_server_session_start (session, host, port);
}

/**
 * prise_tcp_server_start_finish:
 * @error: return location for a #PriseNetError: port in use or without rights, address not local,
 *   name not found; or %G_IO_ERROR_CANCELLED, %G_IO_ERROR_PENDING
 *
 * Returns: whether it listens
 */
gboolean
prise_tcp_server_start_finish (PriseTcpServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
prise_tcp_server_set_responder (PriseTcpServer *self, PriseResponder *responder)
{
  g_return_if_fail (PRISE_IS_TCP_SERVER (self));

  if (self->responder == responder)
    return;

  g_clear_pointer (&self->responder, prise_responder_unref);
  self->responder =
      responder != NULL ? prise_responder_ref (responder) : prise_responder_new_none ();
  configure (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESPONDER]);
}

void
prise_tcp_server_set_close_after_reply (PriseTcpServer *self, gboolean close_after_reply)
{
  g_return_if_fail (PRISE_IS_TCP_SERVER (self));

  g_object_set (self, "close-after-reply", close_after_reply, NULL);
}

void
prise_tcp_server_set_once (PriseTcpServer *self, gboolean once)
{
  g_return_if_fail (PRISE_IS_TCP_SERVER (self));

  g_object_set (self, "once", once, NULL);
}

void
prise_tcp_server_set_keep_half_open (PriseTcpServer *self, gboolean keep_half_open)
{
  g_return_if_fail (PRISE_IS_TCP_SERVER (self));

  g_object_set (self, "keep-half-open", keep_half_open, NULL);
}

/**
 * prise_tcp_server_set_greeting:
 * @greeting: (nullable): what each client gets that connects from now on
 * @finishes: whether sending is finished after it, so that the client sees the end of stream
 */
void
prise_tcp_server_set_greeting (PriseTcpServer *self, GBytes *greeting, gboolean finishes)
{
  g_return_if_fail (PRISE_IS_TCP_SERVER (self));

  g_clear_pointer (&self->greeting, g_bytes_unref);
  self->greeting = greeting != NULL ? g_bytes_ref (greeting) : NULL;
  self->flags.finish_after_greeting = finishes;
  configure (self);
}

GListModel *
prise_tcp_server_get_peers (PriseTcpServer *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_SERVER (self), NULL);

  return G_LIST_MODEL (self->peers);
}

/**
 * prise_tcp_server_send:
 * @peer: (nullable): to whom; %NULL for all
 * @bytes: what to send; not copied
 * @error: return location for a %PRISE_NET_ERROR_NOT_CONNECTED
 *
 * Queues @bytes. What becomes of them stands in the journal.
 *
 * Returns: whether there is anybody to send to
 */
gboolean
prise_tcp_server_send (PriseTcpServer *self, PriseTcpPeer *peer, GBytes *bytes, GError **error)
{
  PriseTcpServerSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  g_return_val_if_fail (PRISE_IS_TCP_SERVER (self), FALSE);

  if (session == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->peers)) == 0) {
    g_set_error_literal (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED,
                         _ ("Nobody is connected: wait for a client"));
    return FALSE;
  }
  prise_tcp_server_session_send (session, peer != NULL ? prise_tcp_peer_get_id (peer) : 0, bytes);

  return TRUE;
}

/**
 * prise_tcp_server_disconnect:
 * @peer: whom
 * @abort: whether to reset the connection instead of closing it in order
 */
void
prise_tcp_server_disconnect (PriseTcpServer *self, PriseTcpPeer *peer, gboolean abort)
{
  PriseTcpServerSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  g_return_if_fail (PRISE_IS_TCP_SERVER (self));
  g_return_if_fail (PRISE_IS_TCP_PEER (peer));

  if (session != NULL)
    prise_tcp_server_session_disconnect (session, prise_tcp_peer_get_id (peer), abort);
}
