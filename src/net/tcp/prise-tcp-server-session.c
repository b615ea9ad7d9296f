// SPDX-License-Identifier: GPL-3.0-or-later
/* One session of a TCP server. It owns the listener and the channels, on the I/O thread. Its
 * owner's thread sends it commands, and takes news of clients, which are gathered between two
 * looks. */
#include "config.h"

#include "prise-tcp-server-session.h"

#include <glib/gi18n-lib.h>

#include "prise-channel.h"
#include "prise-command.h"
#include "prise-error.h"
#include "prise-endpoint-subclass.h"
#include "prise-listener.h"
#include "prise-port-owner.h"
#include "prise-resolve.h"

struct _PriseTcpServerSession {
  gatomicrefcount ref_count;

  PriseIo *io; /* outlives the session */
  PriseJournal *journal;
  PriseMailbox *mailbox;

  /* The I/O thread's */
  GCancellable *resolving;
  PriseListener *listener;
  GHashTable *clients; /* id (in the client) → Client */
  PriseResponder *responder;
  PriseTcpServerFlags flags;
  guint64 last_id;
  guint64 n_messages;
  guint64 queued_bytes;
  gboolean has_listened;
  gboolean is_stopping;
  gboolean has_ended;

  PrisePeerChangesBox *news; /* both threads' */
};

typedef struct {
  PriseTcpServerSession *session;
  guint64 id;
  PriseChannel *channel;
  gsize queued_bytes;
  PrisePeerChangesPlace news_place;
} Client;

/* What a command from the owner's thread needs. */
typedef struct {
  char *host;
  guint16 port;
  guint64 id;
  gboolean abort;
  GBytes *bytes;
  PriseResponder *responder;
  PriseTcpServerFlags flags;
} Command;

static void
tell_arrival (Client *client)
{
  PriseTcpServerSession *session = client->session;

  prise_peer_changes_box_arrive (session->news, &client->news_place, client->id,
                                 prise_channel_get_peer_address (client->channel));
  prise_mailbox_nudge (session->mailbox);
}

static void
tell_change (Client *client)
{
  PriseTcpServerSession *session = client->session;
  PriseChannelState state = prise_channel_get_state (client->channel);

  prise_peer_changes_box_change (session->news, &client->news_place, client->id,
                                 state == PRISE_CHANNEL_PEER_FINISHED, client->queued_bytes);
  prise_peer_changes_box_set_queued_bytes (session->news, session->queued_bytes);
  prise_mailbox_nudge (session->mailbox);
}

static void
tell_departure (Client *client)
{
  PriseTcpServerSession *session = client->session;

  prise_peer_changes_box_leave (session->news, &client->news_place, client->id);
  prise_mailbox_nudge (session->mailbox);
}

static void
end (PriseTcpServerSession *self, GError *error)
{
  if (self->has_ended)
    return;

  self->has_ended = TRUE;
  prise_mailbox_send (self->mailbox, prise_endpoint_did_end, error, (GDestroyNotify) g_error_free);
}

static void
end_if_empty (PriseTcpServerSession *self)
{
  if (!self->is_stopping || self->has_ended || g_hash_table_size (self->clients) > 0)
    return;

  if (self->has_listened)
    prise_journal_append_sentence (self->journal, PRISE_ENTRY_CLOSED, PRISE_JOURNAL_NO_PEER,
                                   _ ("Server stopped"));
  end (self, NULL);
}

static gboolean
did_ask (PriseChannel *channel, gpointer owner)
{
  Client *client = owner;

  client->session->n_messages++;

  return !prise_responder_is_none (client->session->responder);
}

static void
did_receive (PriseChannel *channel, GBytes *message, gpointer owner)
{
  PriseTcpServerSession *session = ((Client *) owner)->session;
  gboolean is_last = session->flags.close_after_reply;
  g_autoptr (GBytes) reply = NULL;

  if (!prise_channel_can_send (channel))
    return;

  reply = prise_responder_reply (session->responder, message,
                                 prise_channel_get_peer_address (channel), session->n_messages);
  if (reply != NULL)
    prise_channel_reply (channel, reply);
  if (is_last)
    prise_channel_close (channel, PRISE_CHANNEL_LINGER);
}

static void
did_peer_finish (PriseChannel *channel, gpointer owner)
{
  if (((Client *) owner)->session->flags.keep_half_open)
    tell_change (owner);
}

static void
did_change_queue (PriseChannel *channel, gpointer owner)
{
  Client *client = owner;
  gsize queued_bytes = prise_channel_get_queued_bytes (channel);

  if (client->queued_bytes == queued_bytes)
    return;

  client->session->queued_bytes += queued_bytes - client->queued_bytes;
  client->queued_bytes = queued_bytes;
  tell_change (client);
}

static void
did_close (PriseChannel *channel, gpointer owner)
{
  Client *client = owner;
  g_autoptr (PriseTcpServerSession) session = prise_tcp_server_session_ref (client->session);

  tell_departure (client);
  g_hash_table_remove (session->clients, &client->id);
  if (session->listener != NULL)
    prise_listener_retry (session->listener);
  end_if_empty (session);
}

static const PriseChannelEvents channel_events = {
  .received = did_receive,
  .wants_messages = did_ask,
  .peer_finished = did_peer_finish,
  .queue_changed = did_change_queue,
  .closed = did_close,
};

static void
client_free (gpointer user_data)
{
  Client *client = user_data;

  prise_channel_unref (client->channel);
  g_free (client);
}

static void
stop_listening (PriseTcpServerSession *self)
{
  self->is_stopping = TRUE;
  g_cancellable_cancel (self->resolving);
  if (self->listener != NULL)
    prise_listener_close (self->listener);
}

static gboolean
did_accept (GSocket *socket, const char *peer_address, gpointer owner)
{
  PriseTcpServerSession *self = owner;
  Client *client = g_new0 (Client, 1);

  client->session = self;
  client->id = ++self->last_id;
  client->news_place = PRISE_PEER_CHANGES_NO_PLACE;
  client->channel =
      prise_channel_new (self->io, self->journal, socket, peer_address, &channel_events, client);
  prise_channel_set_keep_half_open (client->channel, self->flags.keep_half_open);
  g_hash_table_insert (self->clients, &client->id, client);
  tell_arrival (client);
  prise_channel_open (client->channel, _ ("Connected"));

  if (!self->flags.once)
    return TRUE;
  stop_listening (self);

  return FALSE;
}

static void
did_listen (PriseTcpServerSession *self)
{
  char **addresses = prise_listener_dup_addresses (self->listener);
  g_autofree char *text = g_strjoinv (", ", addresses);

  self->has_listened = TRUE;
  prise_journal_append_text (self->journal, PRISE_ENTRY_OPENED, PRISE_JOURNAL_NO_PEER,
                             _ ("Listening on %s"), text);
  prise_mailbox_send (self->mailbox, prise_endpoint_did_start, addresses,
                      (GDestroyNotify) g_strfreev);
}

typedef struct {
  PriseTcpServerSession *session;
  guint16 port;
} Start;

static Start *
start_new (PriseTcpServerSession *self, guint16 port)
{
  Start *start = g_new (Start, 1);

  *start = (Start){ prise_tcp_server_session_ref (self), port };

  return start;
}

static void
fail_start (PriseTcpServerSession *self, GError *error)
{
  prise_journal_append_sentence (self->journal, PRISE_ENTRY_ERROR, PRISE_JOURNAL_NO_PEER,
                                 error->message);
  end (self, error);
}

static void
did_find_owner (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Start *start = user_data;
  g_autoptr (PriseTcpServerSession) self = start->session;
  g_autofree char *owner = prise_port_owner_find_finish (result, NULL);

  if (!self->is_stopping)
    fail_start (self, prise_net_error_port_in_use (start->port, owner));
}

static void
did_resolve (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Start *start = user_data;
  g_autoptr (PriseTcpServerSession) self = start->session;
  g_autoptr (GError) error = NULL;
  GList *addresses = prise_resolve_finish (result, &error);

  if (self->is_stopping) {
    g_list_free_full (addresses, g_object_unref);
    return;
  }

  if (addresses != NULL && prise_listener_open (self->listener, addresses, start->port, &error))
    did_listen (self);
  else if (g_error_matches (error, PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE))
    prise_port_owner_find_async (addresses, G_SOCKET_TYPE_STREAM, self->resolving, did_find_owner,
                                 start_new (self, start->port));
  else
    fail_start (self, g_steal_pointer (&error));
  g_list_free_full (addresses, g_object_unref);
}

static void
execute_start (gpointer owner, gpointer user_data)
{
  PriseTcpServerSession *self = owner;
  Command *command = user_data;

  if (self->is_stopping)
    return;

  if (prise_resolve_needs_lookup (command->host))
    prise_journal_append_text (self->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                               _ ("Resolving “%s”"), command->host);
  self->listener = prise_listener_new (self->io, self->journal, did_accept, self);
  prise_resolve_async (command->host, command->port, self->resolving, did_resolve,
                       start_new (self, command->port));
}

static void
execute_stop (gpointer owner, gpointer user_data)
{
  PriseTcpServerSession *self = owner;
  Command *command = user_data;
  g_autoptr (GList) clients = g_hash_table_get_values (self->clients);

  stop_listening (self);
  for (GList *l = clients; l != NULL; l = l->next) {
    Client *client = l->data;

    if (command->abort)
      prise_channel_abort (client->channel);
    else
      prise_channel_close (client->channel, PRISE_CHANNEL_LINGER);
  }
  end_if_empty (self);
}

static void
execute_configure (gpointer owner, gpointer user_data)
{
  PriseTcpServerSession *self = owner;
  Command *command = user_data;
  g_autoptr (GList) clients = g_hash_table_get_values (self->clients);

  g_clear_pointer (&self->responder, prise_responder_unref);
  self->responder = prise_responder_ref (command->responder);
  self->flags = command->flags;

  /* Some may end by this, and leave the table. */
  for (GList *l = clients; l != NULL; l = l->next)
    prise_channel_set_keep_half_open (((Client *) l->data)->channel, self->flags.keep_half_open);
}

/* A client may leave between the click and here. */
static void
execute_send (gpointer owner, gpointer user_data)
{
  PriseTcpServerSession *self = owner;
  Command *command = user_data;
  g_autoptr (GList) clients = NULL;

  if (command->id == 0)
    clients = g_hash_table_get_values (self->clients);
  else if (g_hash_table_contains (self->clients, &command->id))
    clients = g_list_append (NULL, g_hash_table_lookup (self->clients, &command->id));

  if (clients == NULL)
    prise_journal_append_sentence (self->journal, PRISE_ENTRY_ERROR, PRISE_JOURNAL_NO_PEER,
                                   _ ("Not sent: the client has left"));

  /* A send may fail and take its client from the table. */
  for (GList *l = clients; l != NULL; l = l->next)
    prise_channel_send (((Client *) l->data)->channel, command->bytes, NULL, NULL);
}

static void
execute_disconnect (gpointer owner, gpointer user_data)
{
  PriseTcpServerSession *self = owner;
  Command *command = user_data;
  Client *client = g_hash_table_lookup (self->clients, &command->id);

  if (client == NULL)
    return;
  if (command->abort)
    prise_channel_abort (client->channel);
  else
    prise_channel_close (client->channel, PRISE_CHANNEL_LINGER);
}

static void
command_free (gpointer user_data)
{
  Command *command = user_data;

  g_free (command->host);
  g_clear_pointer (&command->bytes, g_bytes_unref);
  g_clear_pointer (&command->responder, prise_responder_unref);
  g_free (command);
}

static void
send_command (PriseTcpServerSession *self, PriseCommandFunc execute, Command command)
{
  Command *copy = g_new (Command, 1);

  *copy = command;
  prise_command_send (self->io, execute, prise_tcp_server_session_ref (self),
                      (GDestroyNotify) prise_tcp_server_session_unref, copy, command_free);
}

/**
 * prise_tcp_server_session_new:
 * @io: the I/O thread, which outlives the session
 * @journal: where everything is recorded
 * @mailbox: by which the endpoint is told
 * @number: which session of its server it is: clients of different sessions have different ids
 *
 * Returns: (transfer full): a session, to be configured and started
 */
PriseTcpServerSession *
prise_tcp_server_session_new (PriseIo *io,
                              PriseJournal *journal,
                              PriseMailbox *mailbox,
                              guint number)
{
  PriseTcpServerSession *self = g_new0 (PriseTcpServerSession, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->io = io;
  self->journal = g_object_ref (journal);
  self->mailbox = prise_mailbox_ref (mailbox);
  self->resolving = g_cancellable_new ();
  self->last_id = (guint64) number << 32;
  self->responder = prise_responder_new_none ();
  self->clients = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, client_free);
  self->news = prise_peer_changes_box_new ();

  return self;
}

/**
 * prise_tcp_server_session_ref:
 * @self: a session
 *
 * Returns: (transfer full): @self
 */
PriseTcpServerSession *
prise_tcp_server_session_ref (PriseTcpServerSession *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * prise_tcp_server_session_unref:
 * @self: (transfer full): a session, which has ended or was never started
 */
void
prise_tcp_server_session_unref (PriseTcpServerSession *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->listener, prise_listener_free);
  g_hash_table_unref (self->clients);
  prise_peer_changes_box_free (self->news);
  prise_responder_unref (self->responder);
  g_object_unref (self->resolving);
  prise_mailbox_unref (self->mailbox);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_tcp_server_session_configure:
 * @self: a session
 * @responder: what to answer from now on
 * @flags: how to behave from now on
 */
void
prise_tcp_server_session_configure (PriseTcpServerSession *self,
                                    PriseResponder *responder,
                                    PriseTcpServerFlags flags)
{
  send_command (self, execute_configure,
                (Command){ .responder = prise_responder_ref (responder), .flags = flags });
}

/**
 * prise_tcp_server_session_start:
 * @self: a session
 * @host: (nullable): where to listen
 * @port: the port; 0 for a free one
 */
void
prise_tcp_server_session_start (PriseTcpServerSession *self, const char *host, guint16 port)
{
  send_command (self, execute_start, (Command){ .host = g_strdup (host), .port = port });
}

/**
 * prise_tcp_server_session_stop:
 * @self: a session
 * @abort: whether to reset connections
 */
void
prise_tcp_server_session_stop (PriseTcpServerSession *self, gboolean abort)
{
  send_command (self, execute_stop, (Command){ .abort = abort });
}

/**
 * prise_tcp_server_session_send:
 * @self: a session
 * @id: to which client; 0 for all
 * @bytes: what to send
 */
void
prise_tcp_server_session_send (PriseTcpServerSession *self, guint64 id, GBytes *bytes)
{
  send_command (self, execute_send, (Command){ .id = id, .bytes = g_bytes_ref (bytes) });
}

/**
 * prise_tcp_server_session_disconnect:
 * @self: a session
 * @id: which client
 * @abort: whether to reset the connection
 */
void
prise_tcp_server_session_disconnect (PriseTcpServerSession *self, guint64 id, gboolean abort)
{
  send_command (self, execute_disconnect, (Command){ .id = id, .abort = abort });
}

/**
 * prise_tcp_server_session_take_news:
 * @self: a session
 * @queued_bytes: (out): how much waits in all write queues
 *
 * The owner's thread.
 *
 * Returns: (transfer full) (element-type PrisePeerChanges): what happened to clients since the last
 *   call
 */
GArray *
prise_tcp_server_session_take_news (PriseTcpServerSession *self, guint64 *queued_bytes)
{
  return prise_peer_changes_box_take (self->news, queued_bytes);
}
