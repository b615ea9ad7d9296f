// SPDX-License-Identifier: GPL-3.0-or-later
/* One session of a TCP server. It owns the listener and the channels, on the I/O thread. Its
 * owner's thread sends it commands, and takes what happened to clients, which is gathered between
 * two looks. */
#include "config.h"

#include "prise-tcp-server-session.h"

#include <glib/gi18n-lib.h>
#include <stdatomic.h>

#include "prise-channel.h"
#include "prise-error-text.h"
#include "prise-listener.h"
#include "prise-port-owner.h"
#include "prise-resolve.h"

struct _PriseTcpServerSession {
  PriseSession base;

  /* The I/O thread's */
  GCancellable *resolving;
  PriseListener *listener;
  GHashTable *clients; /* id (in the client) → Client */
  PriseResponder *responder;
  GBytes *greeting; /* NULL: none */
  PriseTcpServerFlags flags;
  guint64 last_id;
  guint64 n_messages;
  guint64 queued_bytes;
  PriseReplyBudget reply_budget;
  gboolean is_tight; /* or was, since none waited: it was said */
  gboolean has_listened;
  gboolean is_stopping;

  /* Both threads' */
  PrisePeerChanges *changes; /* of PriseTcpPeerChange */
  _Atomic guint64 shown_queued_bytes;
  _Atomic gboolean has_been_tight;
};

typedef struct {
  PriseTcpServerSession *session;
  guint64 id;
  PriseChannel *channel;
  gsize queued_bytes;
  PrisePeerChangesPlace change_place;
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

/* Lets the owner's thread see how @client stands, who is new the first time. */
static void
tell_change (Client *client)
{
  PriseTcpServerSession *session = client->session;
  PriseTcpPeerChange *change;

  prise_peer_changes_lock (session->changes);
  change = prise_peer_changes_get (session->changes, &client->change_place, client->id,
                                   prise_channel_get_peer_address (client->channel));
  change->half_closed = prise_channel_get_state (client->channel) == PRISE_CHANNEL_PEER_FINISHED;
  change->queued_bytes = client->queued_bytes;
  prise_peer_changes_unlock (session->changes);

  atomic_store_explicit (&session->shown_queued_bytes, session->queued_bytes, memory_order_relaxed);
  prise_mailbox_nudge (session->base.mailbox);
}

static void
tell_departure (Client *client)
{
  PriseTcpServerSession *session = client->session;

  prise_peer_changes_leave (session->changes, &client->change_place, client->id);
  prise_mailbox_nudge (session->base.mailbox);
}

static void
end_if_empty (PriseTcpServerSession *self)
{
  if (!self->is_stopping || prise_session_has_ended (self) || g_hash_table_size (self->clients) > 0)
    return;

  if (self->has_listened)
    prise_journal_append_sentence (self->base.journal, PRISE_ENTRY_CLOSED, PRISE_JOURNAL_NO_PEER,
                                   _ ("Server stopped"));
  prise_session_end (self, NULL);
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
  g_autoptr (GError) error = NULL;

  if (!prise_channel_can_send (channel))
    return;

  reply =
      prise_responder_reply (session->responder, message, prise_channel_get_peer_address (channel),
                             session->n_messages, &error);
  if (reply != NULL)
    prise_channel_reply (channel, reply);
  else if (error != NULL)
    prise_channel_record_error (channel, error);
  if (is_last)
    prise_channel_close (channel, PRISE_CHANNEL_LINGER);
}

static void
did_peer_finish (PriseChannel *channel, gpointer owner)
{
  if (((Client *) owner)->session->flags.keep_half_open)
    tell_change (owner);
}

/* Said once, until none waits any more: who reads a little now and then would fill the log. */
static void
check_reply_budget (PriseTcpServerSession *self)
{
  const gboolean is_tight = prise_reply_budget_is_tight (&self->reply_budget);

  if (is_tight && !self->is_tight)
    prise_journal_append_sentence (self->base.journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                                   _ ("Much memory is taken by replies that wait: nothing more is "
                                      "read from clients that don’t read theirs"));
  self->is_tight = is_tight || (self->is_tight && self->reply_budget.waiting > 0);
  atomic_store_explicit (&self->has_been_tight, self->has_been_tight || is_tight,
                         memory_order_relaxed);
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
  check_reply_budget (client->session);
  tell_change (client);
}

static void
did_close (PriseChannel *channel, gpointer owner)
{
  Client *client = owner;
  g_autoptr (PriseTcpServerSession) session = prise_session_ref (client->session);

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
close_client (Client *client, gboolean abort)
{
  if (abort)
    prise_channel_abort (client->channel);
  else
    prise_channel_close (client->channel, PRISE_CHANNEL_LINGER);
}

static void
stop_listening (PriseTcpServerSession *self)
{
  self->is_stopping = TRUE;
  g_cancellable_cancel (self->resolving);
  if (self->listener != NULL)
    prise_listener_close (self->listener);
}

static void
greet (PriseTcpServerSession *self, PriseChannel *channel)
{
  if (self->greeting == NULL)
    return;

  prise_channel_send (channel, self->greeting, NULL, NULL);
  if (self->flags.finish_after_greeting)
    prise_channel_finish (channel);
}

static gboolean
did_accept (GSocket *socket, const char *peer_address, gpointer owner)
{
  g_autoptr (PriseTcpServerSession) self = prise_session_ref (owner);
  const gboolean is_last = self->flags.once;
  Client *client = g_new0 (Client, 1);
  g_autoptr (PriseChannel) channel = NULL;

  client->session = self;
  client->id = ++self->last_id;
  client->channel = prise_channel_new (self->base.io, self->base.journal, socket, peer_address,
                                       &channel_events, client);
  channel = prise_channel_ref (client->channel);
  prise_channel_set_keep_half_open (channel, self->flags.keep_half_open);
  prise_channel_set_reply_budget (channel, &self->reply_budget);
  g_hash_table_insert (self->clients, &client->id, client);
  tell_change (client);
  prise_channel_open (channel, _ ("Connected"));

  if (is_last)
    stop_listening (self);
  /* After which the client may be gone, and the session over. */
  greet (self, channel);

  return !is_last;
}

static void
did_listen (PriseTcpServerSession *self)
{
  g_auto (GStrv) addresses = prise_listener_dup_addresses (self->listener);
  g_autofree char *text = g_strjoinv (", ", addresses);

  self->has_listened = TRUE;
  prise_journal_append_text (self->base.journal, PRISE_ENTRY_OPENED, PRISE_JOURNAL_NO_PEER,
                             _ ("Listening on %s"), text);
  prise_session_tell_started (self, (const char *const *) addresses);
}

typedef struct {
  PriseTcpServerSession *session;
  guint16 port;
} Start;

static Start *
start_new (PriseTcpServerSession *self, guint16 port)
{
  Start *start = g_new (Start, 1);

  *start = (Start){ prise_session_ref (self), port };

  return start;
}

static void
did_find_owner (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Start *start = user_data;
  g_autoptr (PriseTcpServerSession) self = start->session;
  g_autofree char *owner = prise_port_owner_find_finish (result, NULL);
  g_autoptr (GError) error = prise_net_error_port_in_use (start->port, owner);

  if (!self->is_stopping)
    prise_session_fail (self, error);
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
    prise_session_fail (self, error);
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
    prise_journal_append_text (self->base.journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                               _ ("Resolving “%s”"), command->host);
  self->listener = prise_listener_new (self->base.io, self->base.journal, did_accept, self);
  prise_resolve_async (command->host, command->port, self->resolving, did_resolve,
                       start_new (self, command->port));
}

static void
prise_tcp_server_session_stop (PriseSession *session, gboolean abort)
{
  PriseTcpServerSession *self = (PriseTcpServerSession *) session;
  g_autoptr (GList) clients = g_hash_table_get_values (self->clients);

  stop_listening (self);
  for (GList *l = clients; l != NULL; l = l->next) {
    Client *client = l->data;

    close_client (client, abort);
  }
  end_if_empty (self);
}

static void
prise_tcp_server_session_finalize (PriseSession *session)
{
  PriseTcpServerSession *self = (PriseTcpServerSession *) session;

  g_clear_pointer (&self->listener, prise_listener_free);
  g_hash_table_unref (self->clients);
  prise_peer_changes_free (self->changes);
  prise_responder_unref (self->responder);
  g_clear_pointer (&self->greeting, g_bytes_unref);
  g_object_unref (self->resolving);
}

static const PriseSessionClass session_class = {
  .size = sizeof (PriseTcpServerSession),
  .stop = prise_tcp_server_session_stop,
  .finalize = prise_tcp_server_session_finalize,
};

static void
execute_configure (gpointer owner, gpointer user_data)
{
  PriseTcpServerSession *self = owner;
  Command *command = user_data;
  g_autoptr (GList) clients = g_hash_table_get_values (self->clients);

  g_clear_pointer (&self->responder, prise_responder_unref);
  self->responder = prise_responder_ref (command->responder);
  g_clear_pointer (&self->greeting, g_bytes_unref);
  self->greeting = g_steal_pointer (&command->bytes);
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
    prise_journal_append_error (self->base.journal, PRISE_JOURNAL_NO_PEER, PRISE_CODE_NOT_CONNECTED,
                                "%s", _ ("Not sent: the client has left"));

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

  if (client != NULL)
    close_client (client, command->abort);
}

static void
clear_command (gpointer user_data)
{
  Command *command = user_data;

  g_free (command->host);
  g_clear_pointer (&command->bytes, g_bytes_unref);
  g_clear_pointer (&command->responder, prise_responder_unref);
}

static void
send_command (PriseTcpServerSession *self, PriseCommandFunc execute, Command command)
{
  prise_session_send_command (self, execute, &command, sizeof command, clear_command);
}

/**
 * prise_tcp_server_session_new:
 * @endpoint: whose session it is
 * @number: which session of its server it is: clients of different sessions have different ids
 *
 * Returns: (transfer none): a session, to be configured and started
 */
PriseTcpServerSession *
prise_tcp_server_session_new (PriseEndpoint *endpoint, guint number)
{
  PriseTcpServerSession *self = prise_endpoint_new_session (endpoint, &session_class);

  self->resolving = g_cancellable_new ();
  self->last_id = (guint64) number << 32;
  self->responder = prise_responder_new_none ();
  self->clients = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, client_free);
  self->changes = prise_peer_changes_new (sizeof (PriseTcpPeerChange));
  self->reply_budget.journal = self->base.journal;

  return self;
}

/**
 * prise_tcp_server_session_configure:
 * @responder: what to reply from now on
 * @greeting: (nullable): what each client gets that connects from now on
 * @flags: how to behave from now on
 */
void
prise_tcp_server_session_configure (PriseTcpServerSession *self,
                                    PriseResponder *responder,
                                    GBytes *greeting,
                                    PriseTcpServerFlags flags)
{
  send_command (self, execute_configure,
                (Command){ .responder = prise_responder_ref (responder),
                           .bytes = greeting != NULL ? g_bytes_ref (greeting) : NULL,
                           .flags = flags });
}

/**
 * prise_tcp_server_session_start:
 * @host: (nullable): where to listen
 * @port: the port; 0 for a free one
 */
void
prise_tcp_server_session_start (PriseTcpServerSession *self, const char *host, guint16 port)
{
  send_command (self, execute_start, (Command){ .host = g_strdup (host), .port = port });
}

/**
 * prise_tcp_server_session_send:
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
 * @id: which client
 * @abort: whether to reset the connection
 */
void
prise_tcp_server_session_disconnect (PriseTcpServerSession *self, guint64 id, gboolean abort)
{
  send_command (self, execute_disconnect, (Command){ .id = id, .abort = abort });
}

/**
 * prise_tcp_server_session_get_changes:
 *
 * Any thread.
 *
 * Returns: (transfer none): what happened to clients, pieces of #PriseTcpPeerChange
 */
PrisePeerChanges *
prise_tcp_server_session_get_changes (PriseTcpServerSession *self)
{
  return self->changes;
}

/**
 * prise_tcp_server_session_get_queued_bytes:
 *
 * Any thread.
 *
 * Returns: how much waits in all write queues
 */
guint64
prise_tcp_server_session_get_queued_bytes (PriseTcpServerSession *self)
{
  return atomic_load_explicit (&self->shown_queued_bytes, memory_order_relaxed);
}

/**
 * prise_tcp_server_session_has_been_tight:
 *
 * Any thread.
 *
 * Returns: whether so many replies have waited that clients who don't read were held back
 */
gboolean
prise_tcp_server_session_has_been_tight (PriseTcpServerSession *self)
{
  return atomic_load_explicit (&self->has_been_tight, memory_order_relaxed);
}
