// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP client, as its owner's thread sees it: options, what is known of the connection, and
 * commands to the session that does the work on the I/O thread. */
#include "config.h"

#include "prise-tcp-client.h"

#include <glib/gi18n-lib.h>

#include "prise-endpoint-subclass.h"
#include "prise-net-error.h"
#include "prise-property.h"
#include "prise-tcp-client-session.h"

struct _PriseTcpClient {
  PriseEndpoint parent_instance;

  guint timeout;
  gboolean keep_half_open;
  GSocketAddress *local;
  guint keep_alive;
  PriseTcpClientNews news;
};

G_DEFINE_FINAL_TYPE (PriseTcpClient, prise_tcp_client, PRISE_TYPE_ENDPOINT)

enum {
  PROP_0,
  PROP_TIMEOUT,
  PROP_KEEP_HALF_OPEN,
  PROP_PEER_ADDRESS,
  PROP_SENDING_FINISHED,
  PROP_PEER_FINISHED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Says what is new in @news, when all of it is known. */
static void
apply_news (PriseTcpClient *self, const PriseTcpClientNews *news)
{
  PriseTcpClientNews *now = &self->news;

  g_object_freeze_notify (G_OBJECT (self));
  prise_endpoint_set_queued_bytes (PRISE_ENDPOINT (self), news->queued_bytes);
  prise_property_set_string (self, &now->peer_address, news->peer_address,
                             properties[PROP_PEER_ADDRESS]);
  prise_property_set_boolean (self, &now->sending_finished, news->sending_finished,
                              properties[PROP_SENDING_FINISHED]);
  prise_property_set_boolean (self, &now->peer_finished, news->peer_finished,
                              properties[PROP_PEER_FINISHED]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
prise_tcp_client_ended (PriseEndpoint *endpoint)
{
  apply_news (PRISE_TCP_CLIENT (endpoint), &(PriseTcpClientNews){ 0 });
}

static void
prise_tcp_client_look_again (PriseEndpoint *endpoint, gpointer session)
{
  PriseTcpClientNews news;

  prise_tcp_client_session_get_news (session, &news);
  apply_news (PRISE_TCP_CLIENT (endpoint), &news);
  g_free (news.peer_address);
}

static void
prise_tcp_client_finalize (GObject *object)
{
  g_clear_object (&PRISE_TCP_CLIENT (object)->local);

  G_OBJECT_CLASS (prise_tcp_client_parent_class)->finalize (object);
}

static void
did_set_keep_half_open (PriseTcpClient *self)
{
  PriseTcpClientSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  if (session != NULL)
    prise_tcp_client_session_set_keep_half_open (session, self->keep_half_open);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_TIMEOUT] = PRISE_PROPERTY (PriseTcpClient, timeout),
  [PROP_KEEP_HALF_OPEN] =
      PRISE_PROPERTY_THEN (PriseTcpClient, keep_half_open, did_set_keep_half_open),
  [PROP_PEER_ADDRESS] = PRISE_PROPERTY (PriseTcpClient, news.peer_address),
  [PROP_SENDING_FINISHED] = PRISE_PROPERTY (PriseTcpClient, news.sending_finished),
  [PROP_PEER_FINISHED] = PRISE_PROPERTY (PriseTcpClient, news.peer_finished),
};

static void
prise_tcp_client_class_init (PriseTcpClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  PriseEndpointClass *endpoint_class = PRISE_ENDPOINT_CLASS (klass);

  object_class->finalize = prise_tcp_client_finalize;
  endpoint_class->ended = prise_tcp_client_ended;
  endpoint_class->look_again = prise_tcp_client_look_again;

  properties[PROP_TIMEOUT] = g_param_spec_uint ("timeout", NULL, NULL, 0, G_MAXUINT / 1000,
                                                PRISE_TCP_CLIENT_DEFAULT_TIMEOUT, PRISE_WRITABLE);
  properties[PROP_KEEP_HALF_OPEN] =
      g_param_spec_boolean ("keep-half-open", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_PEER_ADDRESS] =
      g_param_spec_string ("peer-address", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_SENDING_FINISHED] =
      g_param_spec_boolean ("sending-finished", NULL, NULL, FALSE, PRISE_READABLE);
  properties[PROP_PEER_FINISHED] =
      g_param_spec_boolean ("peer-finished", NULL, NULL, FALSE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_tcp_client_init (PriseTcpClient *self)
{
  self->timeout = PRISE_TCP_CLIENT_DEFAULT_TIMEOUT;
}

/**
 * prise_tcp_client_new:
 * @io: the I/O thread
 *
 * Returns: (transfer full): a client, owned by the calling thread
 */
PriseTcpClient *
prise_tcp_client_new (PriseIo *io)
{
  return g_object_new (PRISE_TYPE_TCP_CLIENT, "io", io, NULL);
}

void
prise_tcp_client_set_timeout (PriseTcpClient *self, guint seconds)
{
  g_return_if_fail (PRISE_IS_TCP_CLIENT (self));

  prise_property_set_uint (self, &self->timeout, seconds, properties[PROP_TIMEOUT]);
}

void
prise_tcp_client_set_keep_half_open (PriseTcpClient *self, gboolean keep_half_open)
{
  g_return_if_fail (PRISE_IS_TCP_CLIENT (self));

  g_object_set (self, "keep-half-open", keep_half_open, NULL);
}

/**
 * prise_tcp_client_set_local:
 * @local: (nullable): from where to connect; its port may be 0, and all addresses (0.0.0.0 or ::)
 *   are those of both families. %NULL: the system chooses
 *
 * Counts from the next connect.
 */
void
prise_tcp_client_set_local (PriseTcpClient *self, GSocketAddress *local)
{
  g_return_if_fail (PRISE_IS_TCP_CLIENT (self));

  g_set_object (&self->local, local);
}

/**
 * prise_tcp_client_set_keep_alive:
 * @seconds: after how long without a byte the system asks the peer whether it is still there; 0:
 *   never
 *
 * Counts from the next connect.
 */
void
prise_tcp_client_set_keep_alive (PriseTcpClient *self, guint seconds)
{
  g_return_if_fail (PRISE_IS_TCP_CLIENT (self));

  self->keep_alive = seconds;
}

/**
 * prise_tcp_client_expect_nothing:
 *
 * Has the next stop not wait for the peer's end of stream, once all is sent.
 */
void
prise_tcp_client_expect_nothing (PriseTcpClient *self)
{
  PriseTcpClientSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  g_return_if_fail (PRISE_IS_TCP_CLIENT (self));

  if (session != NULL)
    prise_tcp_client_session_expect_nothing (session);
}

const char *
prise_tcp_client_get_peer_address (PriseTcpClient *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_CLIENT (self), NULL);

  return self->news.peer_address;
}

gboolean
prise_tcp_client_get_sending_finished (PriseTcpClient *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_CLIENT (self), FALSE);

  return self->news.sending_finished;
}

gboolean
prise_tcp_client_get_peer_finished (PriseTcpClient *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_CLIENT (self), FALSE);

  return self->news.peer_finished;
}

/**
 * prise_tcp_client_connect_async:
 * @self: a client that isn't connected
 * @host: a name or an address
 * @port: the port
 * @cancellable: (nullable): cancels at once; to be cancelled on the owner's thread
 * @callback: called on the owner's context
 *
 * Resolves @host and tries its addresses in turn; each attempt is an entry of the journal.
 */
void
prise_tcp_client_connect_async (PriseTcpClient *self,
                                const char *host,
                                guint16 port,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  PriseEndpoint *endpoint = PRISE_ENDPOINT (self);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  PriseTcpClientSession *session;

  g_return_if_fail (PRISE_IS_TCP_CLIENT (self));

  g_task_set_name (task, G_STRFUNC);
  if (!prise_endpoint_begin (endpoint, task))
    return;

  session = prise_tcp_client_session_new (endpoint);
  prise_tcp_client_session_set_keep_half_open (session, self->keep_half_open);
  prise_tcp_client_session_set_socket_options (session, self->local, self->keep_alive);
  prise_tcp_client_session_start (session, host, port, self->timeout);
}

/**
 * prise_tcp_client_connect_finish:
 * @error: return location for a #PriseNetError: of the attempt that came furthest; or
 *   %G_IO_ERROR_CANCELLED, %G_IO_ERROR_PENDING
 *
 * Returns: whether it is connected
 */
gboolean
prise_tcp_client_connect_finish (PriseTcpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * prise_tcp_client_send_async:
 * @bytes: what to send; not copied
 * @callback: (nullable): called when the system has taken all of @bytes, or never will
 *
 * Queues @bytes. While connected, what becomes of them stands in the journal.
 */
void
prise_tcp_client_send_async (PriseTcpClient *self,
                             GBytes *bytes,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PriseTcpClientSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  g_return_if_fail (PRISE_IS_TCP_CLIENT (self));

  g_task_set_name (task, G_STRFUNC);
  if (session != NULL)
    prise_tcp_client_session_send (session, bytes, task);
  else
    g_task_return_new_error (task, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED, "%s",
                             _ ("Not connected: connect first"));
}

/**
 * prise_tcp_client_send_finish:
 * @error: return location for %PRISE_NET_ERROR_NOT_CONNECTED, or what broke the connection
 *
 * Returns: whether the system has taken all of the bytes
 */
gboolean
prise_tcp_client_send_finish (PriseTcpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * prise_tcp_client_finish_sending:
 *
 * Shuts the write half after what is queued: the peer sees end of stream, and may go on sending.
 */
void
prise_tcp_client_finish_sending (PriseTcpClient *self)
{
  PriseTcpClientSession *session = prise_endpoint_get_session (PRISE_ENDPOINT (self));

  g_return_if_fail (PRISE_IS_TCP_CLIENT (self));

  if (session != NULL)
    prise_tcp_client_session_finish_sending (session);
}
