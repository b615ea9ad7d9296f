// SPDX-License-Identifier: GPL-3.0-or-later
/* One connection of an HTTP client. It owns the connector, and then the channel, on the I/O thread;
 * the first exchange connects, later ones use the connection again while the server keeps it. */
#include "config.h"

#include "prise-http-session.h"

#include <glib/gi18n-lib.h>

#include "prise-call.h"
#include "prise-channel.h"
#include "prise-http-exchange-private.h"
#include "prise-net-error.h"
#include "prise-tcp-connector.h"

struct _PriseHttpSession {
  PriseSession base;
  guint timeout;
  GSocketAddress *local;

  /* The I/O thread's */
  PriseTcpConnector *connector;
  PriseChannel *channel;
  PriseHttpExchange *exchange; /* the one under way */
  PriseHttpExchange *last;     /* the one before it on this connection */
  GTask *task;
  guint response_timeout; /* in seconds; 0: none */
  PriseSilence silence;
  GError *timed_out;
  gboolean has_connected; /* at least once */
  gboolean peer_has_finished;
  gboolean is_leaving; /* the channel takes no other exchange, and is being closed */
  gboolean is_waiting; /* the exchange waits for that, to connect again */
  gboolean is_stopping;
  guint64 n_read; /* of a body in a file */
};

/* Of a body in a file, so much is read at once. */
#define PIECE ((gsize) 256 * 1024)

/* What an exchange on its way to the I/O thread needs. */
typedef struct {
  PriseHttpExchange *exchange;
  guint response_timeout;
  GTask *task;
} Request;

static void connect_again (PriseHttpSession *self);

static guint64
get_n_unsent (PriseHttpSession *self)
{
  return prise_channel_get_queued_bytes (self->channel) +
         prise_http_exchange_get_body_left (self->exchange, self->n_read);
}

/* The exchange under way is over. */
static void
finish_exchange (PriseHttpSession *self, const GError *error)
{
  g_autoptr (PriseHttpExchange) exchange = g_steal_pointer (&self->exchange);

  if (exchange == NULL)
    return;

  prise_silence_clear (&self->silence);
  prise_http_exchange_end (exchange, self->peer_has_finished, error);
  prise_mailbox_nudge (self->base.mailbox);
  prise_mailbox_return (self->base.mailbox, g_steal_pointer (&self->task), error);
  g_clear_pointer (&self->last, prise_http_exchange_unref);
  self->last = g_steal_pointer (&exchange);
}

static gboolean
did_fall_silent (gpointer user_data)
{
  PriseHttpSession *self = user_data;

  self->timed_out =
      g_error_new (PRISE_NET_ERROR, PRISE_NET_ERROR_TIMED_OUT,
                   g_dngettext (GETTEXT_PACKAGE,
                                "Response timeout: no byte was received or sent for %u second",
                                "Response timeout: no byte was received or sent for %u seconds",
                                self->response_timeout),
                   self->response_timeout);
  prise_journal_append_sentence (self->base.journal, PRISE_ENTRY_ERROR, PRISE_JOURNAL_NO_PEER,
                                 self->timed_out->message);
  prise_channel_abort (self->channel);

  return G_SOURCE_REMOVE;
}

static void
await_silence (PriseHttpSession *self)
{
  if (self->response_timeout > 0)
    prise_channel_await_silence (self->channel, &self->silence, self->response_timeout * 1000,
                                 did_fall_silent, self);
}

/* The connection isn't kept. */
static void
leave (PriseHttpSession *self)
{
  self->is_leaving = TRUE;
  prise_channel_close (self->channel, PRISE_CHANNEL_LINGER);
}

static void
did_complete (PriseHttpSession *self, gsize n_extra)
{
  const guint64 n_unsent = get_n_unsent (self);
  const gboolean keeps_open = prise_http_exchange_keeps_open (self->exchange) &&
                              prise_http_exchange_peer_keeps_open (self->exchange) &&
                              n_extra == 0 && n_unsent == 0 && !self->peer_has_finished;

  if (n_unsent > 0)
    prise_http_exchange_note_unsent (self->exchange, n_unsent);
  if (n_extra > 0)
    prise_http_exchange_note_extra (self->exchange, n_extra);
  finish_exchange (self, NULL);
  if (!keeps_open)
    leave (self);
}

static gboolean
did_ask (PriseChannel *channel, gpointer owner)
{
  return TRUE;
}

static gboolean
can_repeat (PriseHttpSession *self)
{
  return self->exchange != NULL && !self->is_stopping && !self->is_waiting &&
         self->timed_out == NULL && prise_http_exchange_get_reused (self->exchange) &&
         prise_http_exchange_can_repeat (self->exchange);
}

/* What comes behind a response is part of no other (RFC 9112, section 9.2). */
static void
did_come_late (PriseHttpSession *self, GBytes *bytes)
{
  if (self->last != NULL) {
    prise_http_exchange_note_late (self->last, g_bytes_get_size (bytes));
    prise_mailbox_nudge (self->base.mailbox);
  }
  if (self->is_leaving)
    return;

  prise_journal_append_sentence (
      self->base.journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
      _ ("The server has sent what nobody asked for: the connection is not "
         "kept"));
  if (can_repeat (self)) {
    prise_silence_clear (&self->silence);
    self->is_waiting = TRUE;
  } else if (self->exchange != NULL) {
    g_autoptr (GError) error =
        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             _ ("The server sent extra bytes after its last response: the response "
                                "to this request can’t be told from them"));

    finish_exchange (self, error);
  }
  self->is_leaving = TRUE;
  prise_channel_close (self->channel,
                       self->is_waiting ? PRISE_CHANNEL_GRACE : PRISE_CHANNEL_LINGER);
}

static void
did_receive (PriseChannel *channel, GBytes *bytes, gpointer owner)
{
  PriseHttpSession *self = owner;
  gsize taken;

  if (self->exchange == NULL || self->is_leaving ||
      !prise_http_exchange_may_take (self->exchange, bytes)) {
    did_come_late (self, bytes);
    return;
  }

  prise_silence_break (&self->silence);
  g_clear_pointer (&self->last, prise_http_exchange_unref);
  taken = prise_http_exchange_take (self->exchange, bytes);
  if (prise_http_exchange_has_ended (self->exchange))
    did_complete (self, g_bytes_get_size (bytes) - taken);
  else
    prise_mailbox_nudge (self->base.mailbox);
}

/* The end of the connection may be the end of the body. */
static void
did_peer_finish (PriseChannel *channel, gpointer owner)
{
  PriseHttpSession *self = owner;

  self->peer_has_finished = TRUE;
  if (self->exchange != NULL && !self->is_waiting && !can_repeat (self)) {
    const guint64 n_unsent = get_n_unsent (self);

    if (n_unsent > 0)
      prise_http_exchange_note_unsent (self->exchange, n_unsent);
    finish_exchange (self, NULL);
  }
  leave (self);
}

static void
did_change_queue (PriseChannel *channel, gpointer owner)
{
  prise_silence_break (&((PriseHttpSession *) owner)->silence);
}

static GError *
make_close_error (PriseHttpSession *self, PriseChannel *channel)
{
  const GError *error =
      self->timed_out != NULL ? self->timed_out : prise_channel_get_error (channel);

  if (error != NULL)
    return g_error_copy (error);
  if (self->is_stopping)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Canceled"));

  return g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED,
                              _ ("The connection was closed before the response came"));
}

static void
did_close (PriseChannel *channel, gpointer owner)
{
  g_autoptr (PriseHttpSession) self = prise_session_ref (owner);

  if (can_repeat (self)) {
    prise_journal_append_sentence (self->base.journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                                   _ ("The server has not kept the connection: reconnecting"));
    g_clear_pointer (&self->channel, prise_channel_unref);
    connect_again (self);
    return;
  }
  if (self->is_waiting && !self->is_stopping) {
    g_clear_pointer (&self->channel, prise_channel_unref);
    connect_again (self);
    return;
  }

  if (self->exchange != NULL) {
    g_autoptr (GError) error = make_close_error (self, channel);

    finish_exchange (self, error);
  }
  prise_session_end (self,
                     self->timed_out != NULL ? self->timed_out : prise_channel_get_error (channel));
  g_clear_pointer (&self->channel, prise_channel_unref);
}

static const PriseChannelEvents channel_events = {
  .received = did_receive,
  .wants_messages = did_ask,
  .peer_finished = did_peer_finish,
  .queue_changed = did_change_queue,
  .closed = did_close,
};

/* A request that is taken when its exchange is over, as by a server that responds early, tells
 * nobody. */
static void
did_send (const GError *error, gpointer user_data)
{
  g_autoptr (PriseHttpExchange) exchange = user_data;

  if (error == NULL)
    prise_http_exchange_did_send (exchange);
}

/* A body in a file, on its way through one channel. */
typedef struct {
  PriseHttpSession *session;
  PriseHttpExchange *exchange;
  PriseChannel *channel;
} Upload;

static void
upload_free (gpointer user_data)
{
  Upload *self = user_data;

  prise_session_unref (self->session);
  prise_http_exchange_unref (self->exchange);
  prise_channel_unref (self->channel);
  g_free (self);
}

/* What is missing will never come: whoever waits for it is to know. */
static void
fail_upload (PriseHttpSession *session)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                           _ ("The body’s file can’t be read, or has become shorter"));

  finish_exchange (session, error);
  session->is_leaving = TRUE;
  prise_channel_abort (session->channel);
}

static Upload *
upload_new (PriseHttpSession *session, PriseHttpExchange *exchange, PriseChannel *channel)
{
  Upload *self = g_new (Upload, 1);

  *self = (Upload){ prise_session_ref (session), prise_http_exchange_ref (exchange),
                    prise_channel_ref (channel) };

  return self;
}

static void did_send_piece (const GError *error, gpointer user_data);

/* Each when the one before is sent, and never from within that: the system may take many at once.
 */
static void
send_piece (gpointer user_data)
{
  Upload *self = user_data;
  PriseHttpSession *session = self->session;
  g_autoptr (GBytes) piece = NULL;

  if (session->channel != self->channel || session->exchange != self->exchange ||
      session->is_leaving)
    return;

  piece = prise_http_exchange_read_body (self->exchange, session->n_read, PIECE);
  if (piece == NULL) {
    fail_upload (session);
    return;
  }
  session->n_read += g_bytes_get_size (piece);
  prise_channel_send (self->channel, piece, did_send_piece,
                      upload_new (session, self->exchange, self->channel));
}

static void
did_send_piece (const GError *error, gpointer user_data)
{
  Upload *self = user_data;

  if (error == NULL &&
      prise_http_exchange_get_body_left (self->exchange, self->session->n_read) > 0) {
    prise_call_in (prise_io_get_context (self->session->base.io), send_piece, self, upload_free);
    return;
  }

  did_send (error, prise_http_exchange_ref (self->exchange));
  upload_free (self);
}

static void
send_request (PriseHttpSession *self)
{
  g_autofree char *missing = prise_http_exchange_describe_missing (self->exchange);

  if (missing != NULL)
    prise_journal_append_sentence (self->base.journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                                   missing);
  await_silence (self);
  self->n_read = 0;
  prise_channel_send (self->channel, prise_http_exchange_get_request (self->exchange),
                      did_send_piece, upload_new (self, self->exchange, self->channel));
  prise_mailbox_nudge (self->base.mailbox);
}

static void
open_channel (PriseHttpSession *self,
              GSocket *socket,
              const char *local_address,
              const char *peer_address)
{
  g_autofree char *sentence = g_strdup_printf (_ ("Connected from %s"), local_address);
  const char *addresses[] = { local_address, NULL };

  self->peer_has_finished = FALSE;
  self->is_leaving = FALSE;
  self->channel = prise_channel_new (self->base.io, self->base.journal, socket, peer_address,
                                     &channel_events, self);
  if (self->has_connected)
    prise_session_tell_moved (self, addresses);
  else
    prise_session_tell_started (self, addresses);
  self->has_connected = TRUE;
  prise_channel_open (self->channel, sentence);
}

static void
did_connect (GSocket *socket,
             const char *local_address,
             const char *peer_address,
             const GError *error,
             gpointer owner)
{
  g_autoptr (PriseHttpSession) self = prise_session_ref (owner);

  if (socket == NULL) {
    finish_exchange (self, error);
    prise_session_end (self, error);
  } else {
    prise_http_exchange_did_connect (self->exchange);
    open_channel (self, socket, local_address, peer_address);
    if (error != NULL)
      prise_channel_break (self->channel, error);
    else
      send_request (self);
  }
  g_clear_pointer (&self->connector, prise_tcp_connector_free);
}

static void
did_resolve (gpointer owner)
{
  PriseHttpSession *self = owner;

  prise_http_exchange_did_resolve (self->exchange);
  prise_mailbox_nudge (self->base.mailbox);
}

static void
connect_again (PriseHttpSession *self)
{
  self->is_waiting = FALSE;
  prise_silence_clear (&self->silence);
  g_clear_pointer (&self->last, prise_http_exchange_unref);
  prise_http_exchange_begin (self->exchange, FALSE);
  self->connector = prise_tcp_connector_new (self->base.io, self->base.journal,
                                             prise_http_exchange_get_host (self->exchange),
                                             prise_http_exchange_get_port (self->exchange),
                                             self->timeout, did_resolve, did_connect, self);
  prise_tcp_connector_set_local (self->connector, self->local);
}

static void
execute_exchange (gpointer owner, gpointer argument)
{
  PriseHttpSession *self = owner;
  Request *request = argument;

  /* The owner's thread has yet to hear that the connection is gone; it will try again. */
  if (self->is_stopping || prise_session_has_ended (self) || self->exchange != NULL) {
    g_autoptr (GError) error =
        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "Gone");

    prise_mailbox_return (self->base.mailbox, g_steal_pointer (&request->task), error);
    return;
  }

  self->exchange = prise_http_exchange_ref (request->exchange);
  self->task = g_steal_pointer (&request->task);
  self->response_timeout = request->response_timeout;
  if (self->channel == NULL) {
    connect_again (self);
    return;
  }
  if (self->is_leaving) {
    self->is_waiting = TRUE;
    prise_http_exchange_begin (self->exchange, FALSE);
    prise_channel_close (self->channel, PRISE_CHANNEL_GRACE);
    return;
  }

  prise_journal_append_text (self->base.journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                             _ ("The connection to %s is reused"),
                             prise_channel_get_peer_address (self->channel));
  prise_http_exchange_begin (self->exchange, TRUE);
  send_request (self);
}

static void
clear_request (gpointer user_data)
{
  Request *request = user_data;

  prise_http_exchange_unref (request->exchange);
  g_clear_object (&request->task);
}

static void
cancel_connecting (PriseHttpSession *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Canceled"));

  prise_journal_append_sentence (self->base.journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                                 _ ("Connecting was canceled"));
  g_clear_pointer (&self->connector, prise_tcp_connector_free);
  finish_exchange (self, error);
}

static void
prise_http_session_stop (PriseSession *session, gboolean abort)
{
  PriseHttpSession *self = (PriseHttpSession *) session;

  self->is_stopping = TRUE;
  if (self->channel != NULL) {
    if (abort || self->exchange != NULL)
      prise_channel_abort (self->channel);
    else
      prise_channel_close (self->channel, PRISE_CHANNEL_GRACE);
    return;
  }

  if (self->connector != NULL)
    cancel_connecting (self);
  prise_session_end (self, NULL);
}

static void
prise_http_session_finalize (PriseSession *session)
{
  PriseHttpSession *self = (PriseHttpSession *) session;

  g_assert (self->connector == NULL && self->channel == NULL && self->exchange == NULL);
  g_assert (!prise_silence_is_awaited (&self->silence));
  g_clear_pointer (&self->last, prise_http_exchange_unref);
  g_clear_error (&self->timed_out);
  g_clear_object (&self->local);
}

static const PriseSessionClass session_class = {
  .size = sizeof (PriseHttpSession),
  .stop = prise_http_session_stop,
  .finalize = prise_http_session_finalize,
};

/**
 * prise_http_session_new:
 * @endpoint: whose session it is
 * @timeout: for connecting, in seconds; 0: as long as the system tries
 * @local: (nullable): from where to connect
 *
 * Returns: (transfer none): a session, which connects for its first exchange
 */
PriseHttpSession *
prise_http_session_new (PriseEndpoint *endpoint, guint timeout, GSocketAddress *local)
{
  PriseHttpSession *self = prise_endpoint_new_session (endpoint, &session_class);

  self->timeout = timeout;
  g_set_object (&self->local, local);

  return self;
}

/**
 * prise_http_session_exchange:
 * @exchange: what to send, and where the response goes
 * @response_timeout: after so many seconds without a byte in either direction it is broken off; 0:
 *   never
 * @task: completed when the response has come, or won't; with %G_IO_ERROR_CONNECTION_CLOSED if the
 *   session is over already
 */
void
prise_http_session_exchange (PriseHttpSession *self,
                             PriseHttpExchange *exchange,
                             guint response_timeout,
                             GTask *task)
{
  const Request request = { prise_http_exchange_ref (exchange), response_timeout,
                            g_object_ref (task) };

  prise_session_send_command (self, execute_exchange, &request, sizeof request, clear_request);
}
