// SPDX-License-Identifier: GPL-3.0-or-later
/* One session of a UDP socket. It owns a socket of the system for each local address, on the I/O
 * thread. Its owner's thread sends it commands, and takes news, which are gathered between two
 * looks. */
#include "config.h"

#include "prise-udp-socket-session.h"

#include <glib/gi18n-lib.h>

#include "prise-address.h"
#include "prise-error-text.h"
#include "prise-udp-losses.h"
#include "prise-udp-network.h"
#include "prise-udp-peer-table.h"
#include "prise-udp-sender.h"

struct _PriseUdpSocketSession {
  PriseSession base;
  PriseMailFunc groups_changed;

  /* The I/O thread's */
  PriseUdpOptions options;
  GCancellable *opening;
  gsize wanted_buffer;
  PriseDatagramBatch *batch;
  GPtrArray *sockets; /* these five while it is open */
  PriseUdpSender *sender;
  PriseUdpMembership *membership;
  PriseUdpNetwork *network;
  PriseUdpLosses *losses;
  guint64 n_messages;
  gboolean is_stopping;

  PriseUdpPeerTable *peers; /* both threads' */

  GMutex lock;
  PriseUdpSocketNews news;
};

/* Lets the owner's thread see how it stands. */
static void
tell (PriseUdpSocketSession *self)
{
  gboolean has_news = prise_udp_peer_table_publish (self->peers);
  guint64 queued_bytes = prise_udp_sender_get_queued_bytes (self->sender);

  g_mutex_lock (&self->lock);
  has_news |= self->news.queued_bytes != queued_bytes;
  self->news.queued_bytes = queued_bytes;
  g_mutex_unlock (&self->lock);

  if (has_news)
    prise_mailbox_nudge (self->base.mailbox);
}

static void
did_lose (guint64 lost, gpointer owner)
{
  PriseUdpSocketSession *self = owner;

  g_mutex_lock (&self->lock);
  self->news.lost = lost;
  g_mutex_unlock (&self->lock);
  prise_mailbox_nudge (self->base.mailbox);
}

static void
tell_silence (PriseUdpSocketSession *self, PriseUdpContact *contact, const char *sentence)
{
  const char *name = prise_udp_contact_get_name (contact);

  prise_journal_append_error (self->base.journal, prise_udp_contact_get_journal_peer (contact),
                              PRISE_CODE_GUARDED, "%s", sentence);
  g_mutex_lock (&self->lock);
  g_free (self->news.notice);
  /* Translators: an address. It stands in the status line. */
  self->news.notice =
      g_strdup_printf (_ ("replies to %s were paused: it replies to every one"), name);
  g_mutex_unlock (&self->lock);
  prise_mailbox_nudge (self->base.mailbox);
}

static gboolean
may_reply (PriseUdpSocketSession *self, PriseUdpContact *contact, gint64 now)
{
  const PriseUdpVerdict verdict = prise_udp_contact_judge (contact, now);

  if (verdict == PRISE_UDP_VERDICT_MUTE)
    tell_silence (self, contact,
                  _ ("This peer replies to every reply: no replies to it for 10 seconds"));
  else if (verdict == PRISE_UDP_VERDICT_PAUSE)
    tell_silence (
        self, contact,
        _ ("This peer may be replying to every reply: no replies to it for half a second, to "
           "find out"));

  return verdict == PRISE_UDP_VERDICT_REPLY;
}

static void
reply (PriseUdpSocketSession *self,
       PriseDatagramSocket *socket,
       PriseDatagramBatch *batch,
       guint index,
       PriseUdpContact *contact)
{
  const PriseDatagram datagram = prise_datagram_batch_get (batch, index);
  PriseSockaddr from;
  gboolean has_from = prise_datagram_batch_get_local_address (batch, index, &from);
  /* It stands in the batch until the reply is sent. */
  g_autoptr (GBytes) message = g_bytes_new_static (datagram.data, datagram.size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) reply =
      prise_responder_reply (self->options.responder, message, prise_udp_contact_get_name (contact),
                             self->n_messages, &error);

  if (reply != NULL)
    prise_udp_sender_reply (self->sender, socket, has_from ? &from : NULL, datagram.from, reply);
  else if (error != NULL)
    prise_error_record (error, self->base.journal, prise_udp_contact_get_journal_peer (contact));
}

static void
did_receive (PriseDatagramSocket *socket, PriseDatagramBatch *batch, guint n, gpointer owner)
{
  PriseUdpSocketSession *self = owner;
  const PriseSockaddr *local_address = prise_datagram_socket_get_address (socket);
  const gboolean is_silent = prise_responder_is_none (self->options.responder);
  const PriseStamp stamp = prise_stamp_now ();

  for (guint i = 0; i < n; i++) {
    const PriseDatagram datagram = prise_datagram_batch_get (batch, i);
    PriseUdpContact *contact =
        prise_udp_peer_table_find (self->peers, datagram.from, local_address);

    prise_journal_append_datagram (self->base.journal, prise_udp_contact_get_journal_peer (contact),
                                   datagram.data, datagram.size, datagram.is_truncated, &stamp);
    prise_udp_peer_table_count_received (self->peers, contact, &stamp);
    self->n_messages++;
    if (!prise_udp_peer_table_take_reply (self->peers, contact, stamp.monotonic) && !is_silent &&
        may_reply (self, contact, stamp.monotonic))
      reply (self, socket, batch, i, contact);
  }
}

static void
did_refuse (PriseDatagramSocket *socket, const PriseSockaddr *to, int code, gpointer owner)
{
  PriseUdpSocketSession *self = owner;
  PriseUdpContact *contact =
      prise_udp_peer_table_find (self->peers, to, prise_datagram_socket_get_address (socket));
  g_autoptr (GSocketAddress) address = prise_sockaddr_to_address (to);
  g_autoptr (GError) error = prise_net_error_from_errno (PRISE_ATTEMPT_SEND, code, address);

  prise_udp_contact_forgo_reply (contact);
  prise_error_record (error, self->base.journal, prise_udp_contact_get_journal_peer (contact));
}

static void
did_get_stuck (PriseDatagramSocket *socket, int code, gpointer owner)
{
  PriseUdpSocketSession *self = owner;

  prise_journal_append_error (self->base.journal, PRISE_JOURNAL_NO_PEER, PRISE_CODE_EXHAUSTED,
                              _ ("Can’t receive datagrams: %s"), g_strerror (code));
}

static void
did_settle (PriseDatagramSocket *socket, gpointer owner)
{
  PriseUdpSocketSession *self = owner;

  tell (self);
  prise_udp_losses_look_soon (self->losses);
}

static void
did_get_room (PriseDatagramSocket *socket, gpointer owner)
{
  PriseUdpSocketSession *self = owner;

  prise_udp_sender_did_get_room (self->sender, socket);
  tell (self);
}

static const PriseDatagramEvents datagram_events = {
  .received = did_receive,
  .refused = did_refuse,
  .stuck = did_get_stuck,
  .settled = did_settle,
  .writable = did_get_room,
};

static void
tell_groups (gpointer owner)
{
  PriseUdpSocketSession *self = owner;

  prise_mailbox_send (self->base.mailbox, self->groups_changed,
                      prise_udp_membership_dup_groups (self->membership),
                      (GDestroyNotify) g_ptr_array_unref);
}

static void
apply_options (PriseUdpSocketSession *self)
{
  const PriseUdpOptions *options = &self->options;

  for (guint i = 0; i < self->sockets->len; i++)
    prise_datagram_socket_set_broadcast (g_ptr_array_index (self->sockets, i), options->broadcast);
  prise_udp_network_configure (self->network, options->multicast_interface, options->multicast_hops,
                               options->multicast_loopback);
}

static void
record_opened (PriseUdpSocketSession *self, char **addresses, const char *peer)
{
  g_autofree char *text = g_strjoinv (", ", addresses);

  if (peer != NULL)
    prise_journal_append_text (self->base.journal, PRISE_ENTRY_OPENED, PRISE_JOURNAL_NO_PEER,
                               _ ("Open on %s, only with %s"), text, peer);
  else
    prise_journal_append_text (self->base.journal, PRISE_ENTRY_OPENED, PRISE_JOURNAL_NO_PEER,
                               _ ("Open on %s"), text);
}

static void
record_receive_buffer (PriseUdpSocketSession *self, gsize granted)
{
  if (granted < self->wanted_buffer)
    prise_journal_append_text (
        self->base.journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
        _ ("The receive buffer has %u KiB instead of %u: datagrams that come in a burst may be "
           "lost. The system’s limit is net.core.rmem_max"),
        (guint) (granted / 1024), (guint) (self->wanted_buffer / 1024));
}

static void
did_bind (PriseUdpSocketSession *self, GSocketAddress *peer)
{
  g_auto (GStrv) addresses = prise_udp_sockets_dup_addresses (self->sockets);
  g_autofree char *peer_text = peer != NULL ? prise_socket_address_to_string (peer) : NULL;
  const gsize receive_buffer = prise_udp_sockets_get_receive_buffer (self->sockets);

  record_opened (self, addresses, peer_text);
  record_receive_buffer (self, receive_buffer);
  g_mutex_lock (&self->lock);
  self->news.receive_buffer = receive_buffer;
  self->news.peer_address = g_steal_pointer (&peer_text);
  g_mutex_unlock (&self->lock);

  self->sender =
      prise_udp_sender_new (self->base.journal, self->base.mailbox, self->peers, self->sockets);
  prise_udp_sender_set_fixed_peer (self->sender, peer);
  self->membership = prise_udp_membership_new (self->base.journal, self->sockets);
  self->network = prise_udp_network_new (self->base.io, self->base.journal, self->sockets,
                                         self->membership, tell_groups, self);
  apply_options (self);
  self->losses =
      prise_udp_losses_new (self->base.io, self->base.journal, self->sockets, did_lose, self);
  for (guint i = 0; i < self->sockets->len; i++)
    prise_datagram_socket_start (g_ptr_array_index (self->sockets, i), self->base.io, self->batch,
                                 &datagram_events, self);

  prise_session_tell_started (self, (const char *const *) addresses);
}

static void
did_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseUdpSocketSession) self = user_data;
  g_autoptr (GSocketAddress) peer = NULL;
  g_autoptr (GError) error = NULL;

  self->sockets = prise_udp_open_finish (result, &peer, &error);
  if (self->is_stopping)
    return;

  if (self->sockets != NULL)
    did_bind (self, peer);
  else
    prise_session_fail (self, error);
}

static void
free_opening (gpointer argument)
{
  prise_udp_opening_free (*(PriseUdpOpening **) argument);
}

static void
execute_start (gpointer owner, gpointer argument)
{
  PriseUdpSocketSession *self = owner;
  PriseUdpOpening *opening = *(PriseUdpOpening **) argument;

  if (self->is_stopping)
    return;

  self->wanted_buffer = opening->receive_buffer;
  opening->broadcast = self->options.broadcast;
  prise_udp_open_async (self->base.journal, opening, self->opening, did_open,
                        prise_session_ref (self));
}

static void
close_sockets (PriseUdpSocketSession *self)
{
  prise_udp_losses_look (self->losses);
  prise_udp_sender_close (self->sender);
  tell (self);
  g_clear_pointer (&self->sender, prise_udp_sender_unref);
  g_clear_pointer (&self->network, prise_udp_network_free);
  g_clear_pointer (&self->membership, prise_udp_membership_free);
  g_clear_pointer (&self->losses, prise_udp_losses_free);
  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  prise_udp_peer_table_release (self->peers);
  prise_journal_append_sentence (self->base.journal, PRISE_ENTRY_CLOSED, PRISE_JOURNAL_NO_PEER,
                                 _ ("Socket closed"));
}

static void
prise_udp_socket_session_stop (PriseSession *session, gboolean abort)
{
  PriseUdpSocketSession *self = (PriseUdpSocketSession *) session;

  if (self->is_stopping)
    return;

  self->is_stopping = TRUE;
  g_cancellable_cancel (self->opening);
  if (self->sender != NULL)
    close_sockets (self);
  prise_session_end (self, NULL);
}

static void
clear_options (gpointer argument)
{
  PriseUdpOptions *options = argument;

  g_clear_pointer (&options->responder, prise_responder_unref);
  g_clear_pointer (&options->multicast_interface, g_free);
}

static void
execute_configure (gpointer owner, gpointer argument)
{
  PriseUdpSocketSession *self = owner;

  PriseUdpOptions *options = argument;

  clear_options (&self->options);
  self->options = *options;
  *options = (PriseUdpOptions){ 0 };
  if (self->network != NULL)
    apply_options (self);
}

/* What is asked of an open socket. Its task has to be completed in any case. */
typedef struct {
  char *address;
  guint16 port;
  char *interface;
  GBytes *bytes;
  GTask *task;
} Request;

static void
clear_request (gpointer user_data)
{
  Request *request = user_data;

  g_assert (request->task == NULL);
  g_free (request->address);
  g_free (request->interface);
  g_clear_pointer (&request->bytes, g_bytes_unref);
}

/* It may have been closed since it was asked. */
static gboolean
refuse_if_closed (PriseUdpSocketSession *self, Request *request)
{
  g_autoptr (GError) error = NULL;

  if (self->sender != NULL)
    return FALSE;

  error = prise_net_error_not_open ();
  prise_mailbox_return (self->base.mailbox, g_steal_pointer (&request->task), error);

  return TRUE;
}

static void
execute_send (gpointer owner, gpointer argument)
{
  PriseUdpSocketSession *self = owner;
  Request *request = argument;

  if (refuse_if_closed (self, request))
    return;

  prise_udp_sender_send (self->sender, request->address, request->port, request->bytes,
                         g_steal_pointer (&request->task));
  tell (self);
}

static void
execute_join (gpointer owner, gpointer argument)
{
  PriseUdpSocketSession *self = owner;
  Request *request = argument;
  g_autoptr (GError) error = NULL;

  if (refuse_if_closed (self, request))
    return;

  if (prise_udp_membership_join (self->membership, request->address, request->interface, &error))
    tell_groups (self);
  prise_mailbox_return (self->base.mailbox, g_steal_pointer (&request->task), error);
}

static void
unref_group (gpointer argument)
{
  g_object_unref (*(PriseUdpGroup **) argument);
}

static void
execute_leave (gpointer owner, gpointer argument)
{
  PriseUdpSocketSession *self = owner;

  if (self->membership != NULL &&
      prise_udp_membership_leave (self->membership, *(PriseUdpGroup **) argument))
    tell_groups (self);
}

static void
prise_udp_socket_session_finalize (PriseSession *session)
{
  PriseUdpSocketSession *self = (PriseUdpSocketSession *) session;

  g_assert (self->sender == NULL);
  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  prise_udp_peer_table_free (self->peers);
  prise_datagram_batch_free (self->batch);
  clear_options (&self->options);
  g_free (self->news.peer_address);
  g_free (self->news.notice);
  g_mutex_clear (&self->lock);
  g_object_unref (self->opening);
}

static const PriseSessionClass session_class = {
  .size = sizeof (PriseUdpSocketSession),
  .stop = prise_udp_socket_session_stop,
  .finalize = prise_udp_socket_session_finalize,
};

/**
 * prise_udp_socket_session_new:
 * @endpoint: whose session it is
 * @groups_changed: called by its mailbox with a #GPtrArray of the #PriseUdpGroup that are joined
 * @max_datagram: in bytes; what is longer is cut
 *
 * Returns: (transfer none): a session, to be configured and started
 */
PriseUdpSocketSession *
prise_udp_socket_session_new (PriseEndpoint *endpoint,
                              PriseMailFunc groups_changed,
                              guint max_datagram)
{
  PriseUdpSocketSession *self = prise_endpoint_new_session (endpoint, &session_class);

  self->groups_changed = groups_changed;
  self->opening = g_cancellable_new ();
  self->batch = prise_datagram_batch_new (max_datagram);
  self->peers = prise_udp_peer_table_new (self->base.journal);
  g_mutex_init (&self->lock);

  return self;
}

/**
 * prise_udp_socket_session_configure:
 * @options: how to behave from now on
 */
void
prise_udp_socket_session_configure (PriseUdpSocketSession *self, const PriseUdpOptions *options)
{
  PriseUdpOptions copy = *options;

  prise_responder_ref (copy.responder);
  copy.multicast_interface = g_strdup (copy.multicast_interface);
  prise_session_send_command (self, execute_configure, &copy, sizeof copy, clear_options);
}

/**
 * prise_udp_socket_session_start:
 * @self: a session that is configured
 * @opening: what to open
 */
void
prise_udp_socket_session_start (PriseUdpSocketSession *self, const PriseUdpOpening *opening)
{
  PriseUdpOpening *copy = prise_udp_opening_copy (opening);

  prise_session_send_command (self, execute_start, &copy, sizeof copy, free_opening);
}

/**
 * prise_udp_socket_session_send:
 * @host: to whom, unless there is a fixed peer
 * @port: the port
 * @bytes: the datagram
 * @task: completed when the system has taken it, or won't
 */
void
prise_udp_socket_session_send (PriseUdpSocketSession *self,
                               const char *host,
                               guint16 port,
                               GBytes *bytes,
                               GTask *task)
{
  const Request request = {
    .address = g_strdup (host),
    .port = port,
    .bytes = g_bytes_ref (bytes),
    .task = g_object_ref (task),
  };

  prise_session_send_command (self, execute_send, &request, sizeof request, clear_request);
}

/**
 * prise_udp_socket_session_join:
 * @group: a multicast address
 * @interface: (nullable): an interface's name; %NULL: the system chooses
 * @task: completed when the group is joined, or can't be
 */
void
prise_udp_socket_session_join (PriseUdpSocketSession *self,
                               const char *group,
                               const char *interface,
                               GTask *task)
{
  const Request request = {
    .address = g_strdup (group),
    .interface = g_strdup (interface),
    .task = g_object_ref (task),
  };

  prise_session_send_command (self, execute_join, &request, sizeof request, clear_request);
}

/**
 * prise_udp_socket_session_leave:
 * @group: a group
 */
void
prise_udp_socket_session_leave (PriseUdpSocketSession *self, PriseUdpGroup *group)
{
  g_object_ref (group);
  prise_session_send_command (self, execute_leave, &group, sizeof group, unref_group);
}

/**
 * prise_udp_socket_session_get_news:
 * @news: (out caller-allocates): how it stands; free its address and notice
 *
 * The owner's thread.
 */
void
prise_udp_socket_session_get_news (PriseUdpSocketSession *self, PriseUdpSocketNews *news)
{
  g_mutex_lock (&self->lock);
  *news = self->news;
  news->peer_address = g_strdup (self->news.peer_address);
  news->notice = g_strdup (self->news.notice);
  g_mutex_unlock (&self->lock);
}

/**
 * prise_udp_socket_session_get_peer_changes:
 *
 * Any thread.
 *
 * Returns: (transfer none): what happened to peers, pieces of #PriseUdpPeerChange
 */
PrisePeerChanges *
prise_udp_socket_session_get_peer_changes (PriseUdpSocketSession *self)
{
  return prise_udp_peer_table_get_changes (self->peers);
}
