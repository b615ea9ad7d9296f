// SPDX-License-Identifier: GPL-3.0-or-later
/* One session of a TCP client. It owns the connector, and then the channel, on the I/O thread. */
#include "config.h"

#include "prise-tcp-client-session.h"

#include <glib/gi18n-lib.h>

#include "prise-endpoint-subclass.h"
#include "prise-error-text.h"
#include "prise-tcp-connector.h"

struct _PriseTcpClientSession {
  PriseSession base;

  GSocketAddress *local; /* before the start */
  guint keep_alive;

  /* The I/O thread's */
  PriseTcpConnector *connector;
  PriseChannel *channel;
  gboolean keep_half_open;
  guint grace; /* for the peer when it is stopped */

  GMutex lock;
  PriseTcpClientNews news;
};

/* What a command from the owner's thread needs. */
typedef struct {
  char *host;
  guint16 port;
  guint timeout;
  gboolean flag;
  GBytes *bytes;
  GTask *task;
} Command;

static void
tell (PriseTcpClientSession *self)
{
  PriseChannelState state =
      self->channel != NULL ? prise_channel_get_state (self->channel) : PRISE_CHANNEL_CLOSED;

  g_mutex_lock (&self->lock);
  self->news.sending_finished = prise_channel_state_has_finished (state);
  self->news.peer_finished = prise_channel_state_peer_has_finished (state);
  self->news.queued_bytes =
      self->channel != NULL ? prise_channel_get_queued_bytes (self->channel) : 0;
  g_mutex_unlock (&self->lock);

  prise_mailbox_nudge (self->base.mailbox);
}

static gboolean
did_ask (PriseChannel *channel, gpointer owner)
{
  return FALSE;
}

static void
did_change (PriseChannel *channel, gpointer owner)
{
  tell (owner);
}

static void
did_close (PriseChannel *channel, gpointer owner)
{
  g_autoptr (PriseTcpClientSession) self = prise_session_ref (owner);

  tell (self);
  prise_session_end (self, prise_channel_get_error (channel));
  g_clear_pointer (&self->channel, prise_channel_unref);
}

static const PriseChannelEvents channel_events = {
  .wants_messages = did_ask,
  .peer_finished = did_change,
  .queue_changed = did_change,
  .closed = did_close,
};

static void
open_channel (PriseTcpClientSession *self,
              GSocket *socket,
              const char *local_address,
              const char *peer_address)
{
  g_autofree char *sentence = g_strdup_printf (_ ("Connected from %s"), local_address);
  const char *addresses[] = { local_address, NULL };

  self->channel = prise_channel_new (self->base.io, self->base.journal, socket, peer_address,
                                     &channel_events, self);
  prise_channel_set_keep_half_open (self->channel, self->keep_half_open);

  g_mutex_lock (&self->lock);
  self->news.peer_address = g_strdup (peer_address);
  g_mutex_unlock (&self->lock);
  prise_session_tell_started (self, addresses);
  prise_channel_open (self->channel, sentence);
}

static void
did_connect (GSocket *socket,
             const char *local_address,
             const char *peer_address,
             const GError *error,
             gpointer owner)
{
  /* Once the owner's thread hears of the end it lets go of the session. */
  g_autoptr (PriseTcpClientSession) self = prise_session_ref (owner);

  if (socket == NULL) {
    prise_session_end (self, error);
  } else {
    open_channel (self, socket, local_address, peer_address);
    if (error != NULL)
      prise_channel_break (self->channel, error);
  }
  g_clear_pointer (&self->connector, prise_tcp_connector_free);
}

static void
execute_start (gpointer owner, gpointer user_data)
{
  PriseTcpClientSession *self = owner;
  Command *command = user_data;

  self->connector =
      prise_tcp_connector_new (self->base.io, self->base.journal, command->host, command->port,
                               command->timeout, NULL, did_connect, self);
  prise_tcp_connector_set_local (self->connector, self->local);
  prise_tcp_connector_set_keep_alive (self->connector, self->keep_alive);
}

static void
execute_keep_half_open (gpointer owner, gpointer user_data)
{
  PriseTcpClientSession *self = owner;

  self->keep_half_open = ((Command *) user_data)->flag;
  if (self->channel != NULL)
    prise_channel_set_keep_half_open (self->channel, self->keep_half_open);
}

static void
did_send (const GError *error, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (PriseMailbox) mailbox = prise_mailbox_ref (g_task_get_task_data (task));

  prise_mailbox_return (mailbox, task, error);
}

static void
execute_send (gpointer owner, gpointer user_data)
{
  PriseTcpClientSession *self = owner;
  Command *command = user_data;
  g_autoptr (GError) error = NULL;

  if (self->channel != NULL) {
    /* By which it is completed, whatever becomes of the session meanwhile. */
    g_task_set_task_data (command->task, prise_mailbox_ref (self->base.mailbox),
                          (GDestroyNotify) prise_mailbox_unref);
    prise_channel_send (self->channel, command->bytes, did_send, g_steal_pointer (&command->task));
    return;
  }

  error = g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED,
                               _ ("Not connected: connect first"));
  prise_error_record (error, self->base.journal, PRISE_JOURNAL_NO_PEER);
  prise_mailbox_return (self->base.mailbox, g_steal_pointer (&command->task), error);
}

static void
execute_finish_sending (gpointer owner, gpointer user_data)
{
  PriseTcpClientSession *self = owner;

  if (self->channel == NULL)
    return;

  prise_channel_finish (self->channel);
  tell (self);
}

static void
execute_expect_nothing (gpointer owner, gpointer user_data)
{
  ((PriseTcpClientSession *) owner)->grace = PRISE_CHANNEL_GRACE;
}

static void
prise_tcp_client_session_stop (PriseSession *session, gboolean abort)
{
  PriseTcpClientSession *self = (PriseTcpClientSession *) session;

  if (self->channel != NULL) {
    if (abort)
      prise_channel_abort (self->channel);
    else
      prise_channel_close (self->channel, self->grace);
    return;
  }

  if (self->connector != NULL) {
    prise_journal_append_sentence (session->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                                   _ ("Connecting was canceled"));
    g_clear_pointer (&self->connector, prise_tcp_connector_free);
  }
  prise_session_end (self, NULL);
}

static void
prise_tcp_client_session_finalize (PriseSession *session)
{
  PriseTcpClientSession *self = (PriseTcpClientSession *) session;

  g_assert (self->connector == NULL && self->channel == NULL);
  g_clear_object (&self->local);
  g_free (self->news.peer_address);
  g_mutex_clear (&self->lock);
}

static const PriseSessionClass session_class = {
  .size = sizeof (PriseTcpClientSession),
  .stop = prise_tcp_client_session_stop,
  .finalize = prise_tcp_client_session_finalize,
};

static void
clear_command (gpointer user_data)
{
  Command *command = user_data;

  g_free (command->host);
  g_clear_pointer (&command->bytes, g_bytes_unref);
  g_clear_object (&command->task);
}

static void
send_command (PriseTcpClientSession *self, PriseCommandFunc execute, Command command)
{
  prise_session_send_command (self, execute, &command, sizeof command, clear_command);
}

/**
 * prise_tcp_client_session_new:
 * @endpoint: whose session it is
 *
 * Returns: (transfer none): a session, to be started
 */
PriseTcpClientSession *
prise_tcp_client_session_new (PriseEndpoint *endpoint)
{
  PriseTcpClientSession *self = prise_endpoint_new_session (endpoint, &session_class);

  g_mutex_init (&self->lock);
  self->grace = PRISE_CHANNEL_LINGER;

  return self;
}

/**
 * prise_tcp_client_session_set_socket_options:
 * @local: (nullable): from where to connect, as for prise_tcp_connector_set_local()
 * @keep_alive: as for prise_tcp_connector_set_keep_alive()
 *
 * Before prise_tcp_client_session_start().
 */
void
prise_tcp_client_session_set_socket_options (PriseTcpClientSession *self,
                                             GSocketAddress *local,
                                             guint keep_alive)
{
  g_set_object (&self->local, local);
  self->keep_alive = keep_alive;
}

/**
 * prise_tcp_client_session_set_keep_half_open:
 * @keep_half_open: whether to stay open for sending when the peer has finished
 */
void
prise_tcp_client_session_set_keep_half_open (PriseTcpClientSession *self, gboolean keep_half_open)
{
  send_command (self, execute_keep_half_open, (Command){ .flag = keep_half_open });
}

/**
 * prise_tcp_client_session_start:
 * @host: a name or an address
 * @port: the port
 * @timeout: in seconds; 0: as long as the system tries
 */
void
prise_tcp_client_session_start (PriseTcpClientSession *self,
                                const char *host,
                                guint16 port,
                                guint timeout)
{
  send_command (self, execute_start,
                (Command){ .host = g_strdup (host), .port = port, .timeout = timeout });
}

/**
 * prise_tcp_client_session_send:
 * @bytes: what to send
 * @task: completed when the system has taken all of it, or never will
 */
void
prise_tcp_client_session_send (PriseTcpClientSession *self, GBytes *bytes, GTask *task)
{
  send_command (self, execute_send,
                (Command){ .bytes = g_bytes_ref (bytes), .task = g_object_ref (task) });
}

/**
 * prise_tcp_client_session_finish_sending:
 *
 * Half-closes, after what is queued.
 */
void
prise_tcp_client_session_finish_sending (PriseTcpClientSession *self)
{
  send_command (self, execute_finish_sending, (Command){ 0 });
}

/**
 * prise_tcp_client_session_expect_nothing:
 *
 * When it is stopped, the peer's end of stream isn't waited for.
 */
void
prise_tcp_client_session_expect_nothing (PriseTcpClientSession *self)
{
  send_command (self, execute_expect_nothing, (Command){ 0 });
}

/**
 * prise_tcp_client_session_get_news:
 * @news: (out caller-allocates): how it stands; free its address
 *
 * The owner's thread.
 */
void
prise_tcp_client_session_get_news (PriseTcpClientSession *self, PriseTcpClientNews *news)
{
  g_mutex_lock (&self->lock);
  *news = self->news;
  news->peer_address = g_strdup (self->news.peer_address);
  g_mutex_unlock (&self->lock);
}
