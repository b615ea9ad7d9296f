// SPDX-License-Identifier: GPL-3.0-or-later
/* An HTTP client, as its owner's thread sees it. A connection is kept for the next request to the
 * same host and port; for another it is closed first. */
#include "config.h"

#include "prise-http-client.h"

#include <glib/gi18n-lib.h>

#include "prise-endpoint-subclass.h"
#include "prise-http-session.h"
#include "prise-property.h"
#include "prise-timeout.h"

/* In ms. Each time labels are laid out again, and nobody reads faster. */
#define PROGRESS_INTERVAL 100

struct _PriseHttpClient {
  PriseEndpoint parent_instance;

  guint timeout;
  guint response_timeout;
  GSocketAddress *local;
  PriseHttpExchange *exchange;
  GTask *sending; /* what the owner awaits */
  gulong cancelled_id;
  char *host; /* whom the session is connected to */
  guint16 port;
  gint64 told;      /* when progress was told the last time, in µs */
  GSource *telling; /* what is known since then */
};

G_DEFINE_FINAL_TYPE (PriseHttpClient, prise_http_client, PRISE_TYPE_ENDPOINT)

enum {
  PROP_0,
  PROP_TIMEOUT,
  PROP_RESPONSE_TIMEOUT,
  PROP_EXCHANGE,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_PROGRESSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void send_or_start (PriseHttpClient *self);

static void
tell_progress (PriseHttpClient *self)
{
  prise_timeout_clear (&self->telling);
  self->told = g_get_monotonic_time ();
  g_signal_emit (self, signals[SIGNAL_PROGRESSED], 0);
}

static gboolean
did_wait (gpointer user_data)
{
  tell_progress (PRISE_HTTP_CLIENT (user_data));

  return G_SOURCE_REMOVE;
}

static gboolean
is_closed (PriseHttpClient *self)
{
  const PriseEndpointState state = prise_endpoint_get_state (PRISE_ENDPOINT (self));

  return state == PRISE_ENDPOINT_IDLE || state == PRISE_ENDPOINT_FAILED;
}

static void
finish (PriseHttpClient *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->sending);

  if (task == NULL) {
    g_clear_error (&error);
    return;
  }

  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  tell_progress (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
did_exchange (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseHttpClient *self = PRISE_HTTP_CLIENT (source);
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)) {
    g_error_free (error);
    send_or_start (self);
    return;
  }
  finish (self, error);
}

static void
send_on_session (PriseHttpClient *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, did_exchange, NULL);

  prise_http_session_exchange (prise_endpoint_get_session (PRISE_ENDPOINT (self)), self->exchange,
                               self->response_timeout, task);
}

static void
finish_cancelled (PriseHttpClient *self)
{
  finish (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Canceled")));
}

/* Failures of connecting are the exchange's, and reach it in its own way. */
static void
did_start (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
start (PriseHttpClient *self)
{
  PriseEndpoint *endpoint = PRISE_ENDPOINT (self);
  g_autoptr (GTask) task = g_task_new (self, NULL, did_start, NULL);

  if (!prise_endpoint_begin (endpoint, task)) {
    finish_cancelled (self);
    return;
  }
  prise_http_session_new (endpoint, self->timeout, self->local);
  g_free (self->host);
  self->host = g_strdup (prise_http_exchange_get_host (self->exchange));
  self->port = prise_http_exchange_get_port (self->exchange);
  send_on_session (self);
}

static void
did_stop (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseHttpClient *self = PRISE_HTTP_CLIENT (source);

  prise_endpoint_stop_finish (PRISE_ENDPOINT (source), result, NULL);
  if (self->sending != NULL)
    send_or_start (self);
}

/* Whether there is a connection that the exchange can use. */
static gboolean
can_reuse (PriseHttpClient *self)
{
  PriseEndpoint *endpoint = PRISE_ENDPOINT (self);

  return prise_endpoint_get_state (endpoint) == PRISE_ENDPOINT_ACTIVE &&
         prise_endpoint_get_session (endpoint) != NULL &&
         self->port == prise_http_exchange_get_port (self->exchange) &&
         g_str_equal (self->host, prise_http_exchange_get_host (self->exchange));
}

static void
send_or_start (PriseHttpClient *self)
{
  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->sending)))
    finish_cancelled (self);
  else if (is_closed (self))
    start (self);
  else if (can_reuse (self))
    send_on_session (self);
  else
    prise_endpoint_stop_async (PRISE_ENDPOINT (self), FALSE, did_stop, NULL);
}

static void
did_cancel (GCancellable *cancellable, gpointer user_data)
{
  prise_endpoint_stop_async (PRISE_ENDPOINT (user_data), TRUE, NULL, NULL);
}

static void
prise_http_client_look_again (PriseEndpoint *endpoint, gpointer session)
{
  PriseHttpClient *self = PRISE_HTTP_CLIENT (endpoint);
  const gint64 wait = self->told / 1000 + PROGRESS_INTERVAL - g_get_monotonic_time () / 1000;

  if (wait <= 0) {
    tell_progress (self);
  } else if (self->telling == NULL) {
    self->telling =
        prise_timeout_add (g_main_context_get_thread_default (), (guint) wait, did_wait, self);
  }
}

static void
prise_http_client_dispose (GObject *object)
{
  PriseHttpClient *self = PRISE_HTTP_CLIENT (object);

  prise_timeout_clear (&self->telling);
  g_clear_pointer (&self->exchange, prise_http_exchange_unref);
  g_clear_pointer (&self->host, g_free);
  g_clear_object (&self->local);

  G_OBJECT_CLASS (prise_http_client_parent_class)->dispose (object);
}

static void
prise_http_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseHttpClient *self = PRISE_HTTP_CLIENT (object);

  switch (id) {
  case PROP_BUSY:
    g_value_set_boolean (value, self->sending != NULL);
    break;
  default:
    prise_property_get (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_TIMEOUT] = PRISE_PROPERTY (PriseHttpClient, timeout),
  [PROP_RESPONSE_TIMEOUT] = PRISE_PROPERTY (PriseHttpClient, response_timeout),
  [PROP_EXCHANGE] = PRISE_PROPERTY (PriseHttpClient, exchange),
};

static void
prise_http_client_class_init (PriseHttpClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  PriseEndpointClass *endpoint_class = PRISE_ENDPOINT_CLASS (klass);

  object_class->dispose = prise_http_client_dispose;
  object_class->get_property = prise_http_client_get_property;
  endpoint_class->look_again = prise_http_client_look_again;

  properties[PROP_TIMEOUT] = g_param_spec_uint ("timeout", NULL, NULL, 0, G_MAXUINT / 1000,
                                                PRISE_HTTP_CLIENT_DEFAULT_TIMEOUT, PRISE_WRITABLE);
  properties[PROP_RESPONSE_TIMEOUT] =
      g_param_spec_uint ("response-timeout", NULL, NULL, 0, G_MAXUINT / 1000, 0, PRISE_WRITABLE);
  properties[PROP_EXCHANGE] =
      g_param_spec_boxed ("exchange", NULL, NULL, PRISE_TYPE_HTTP_EXCHANGE, PRISE_READABLE);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  signals[SIGNAL_PROGRESSED] =
      g_signal_new ("progressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
}

static void
prise_http_client_init (PriseHttpClient *self)
{
  self->timeout = PRISE_HTTP_CLIENT_DEFAULT_TIMEOUT;
}

/**
 * prise_http_client_new:
 * @io: the I/O thread
 *
 * Returns: (transfer full): a client, owned by the calling thread
 */
PriseHttpClient *
prise_http_client_new (PriseIo *io)
{
  return g_object_new (PRISE_TYPE_HTTP_CLIENT, "io", io, NULL);
}

void
prise_http_client_set_timeout (PriseHttpClient *self, guint seconds)
{
  g_return_if_fail (PRISE_IS_HTTP_CLIENT (self));

  prise_property_set_uint (self, &self->timeout, seconds, properties[PROP_TIMEOUT]);
}

void
prise_http_client_set_response_timeout (PriseHttpClient *self, guint seconds)
{
  g_return_if_fail (PRISE_IS_HTTP_CLIENT (self));

  prise_property_set_uint (self, &self->response_timeout, seconds,
                           properties[PROP_RESPONSE_TIMEOUT]);
}

/**
 * prise_http_client_set_local:
 * @local: (nullable): from where to connect, as for prise_tcp_client_set_local()
 *
 * Counts from the next connection.
 */
void
prise_http_client_set_local (PriseHttpClient *self, GSocketAddress *local)
{
  g_return_if_fail (PRISE_IS_HTTP_CLIENT (self));

  g_set_object (&self->local, local);
}

PriseHttpExchange *
prise_http_client_get_exchange (PriseHttpClient *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_CLIENT (self), NULL);

  return self->exchange;
}

gboolean
prise_http_client_get_busy (PriseHttpClient *self)
{
  g_return_val_if_fail (PRISE_IS_HTTP_CLIENT (self), FALSE);

  return self->sending != NULL;
}

/**
 * prise_http_client_send_async:
 * @self: a client without an exchange under way
 * @exchange: a new exchange
 * @cancellable: (nullable): breaks the exchange off; to be cancelled on the owner's thread
 * @callback: called on the owner's context when the response has come, or won't
 *
 * Connects, unless there is a connection that was kept, and sends the request.
 */
void
prise_http_client_send_async (PriseHttpClient *self,
                              PriseHttpExchange *exchange,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (PRISE_IS_HTTP_CLIENT (self));
  g_return_if_fail (exchange != NULL);

  g_task_set_name (task, G_STRFUNC);
  g_task_set_check_cancellable (task, FALSE);
  if (self->sending != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "%s",
                             _ ("A request is in progress: wait for it, or cancel it"));
    return;
  }

  self->sending = g_steal_pointer (&task);
  g_clear_pointer (&self->exchange, prise_http_exchange_unref);
  self->exchange = prise_http_exchange_ref (exchange);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXCHANGE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (did_cancel), self, NULL);
  send_or_start (self);
}

/**
 * prise_http_client_send_finish:
 * @error: return location for a #PriseNetError of connecting, or what broke the connection;
 *   %G_IO_ERROR_CANCELLED, %G_IO_ERROR_PENDING
 *
 * Returns: whether the server has responded and then finished, though maybe not as it should: the
 *   response's problems say so
 */
gboolean
prise_http_client_send_finish (PriseHttpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
