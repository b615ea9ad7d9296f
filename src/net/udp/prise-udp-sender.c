// SPDX-License-Identifier: GPL-3.0-or-later
/* What a session's sockets send. Messages stand in a queue: the first may wait for its host's
 * address, or for room in the system, and the others behind it. A reply that finds no room is
 * dropped, and said to be, as the network drops datagrams: its asker doesn't wait forever. The I/O
 * thread. */
#include "config.h"

#include "prise-udp-sender.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "prise-error-text.h"
#include "prise-resolve.h"
#include "prise-udp-opener.h"

/* So long the addresses of a name are used again, in µs: many messages go to one host. */
#define LOOKUP_LIFETIME (10 * G_USEC_PER_SEC)

struct _PriseUdpSender {
  gatomicrefcount ref_count;

  PriseJournal *journal;
  PriseMailbox *mailbox;
  PriseUdpPeerTable *peers;
  GPtrArray *sockets;
  GSocketAddress *fixed_peer;

  GQueue messages;
  guint64 queued_bytes;
  GCancellable *resolving;
  char *resolved_host;
  GList *resolved; /* its addresses, with any port */
  gint64 resolved_time;
  gboolean is_waiting; /* for an address, or for room */
  gboolean is_closed;
  guint64 n_dropped_replies;
};

typedef struct {
  char *host;
  guint16 port;
  GBytes *bytes;
  GTask *task;
  GList *addresses; /* once they are known */
} Message;

static void send_queued (PriseUdpSender *self);

static void
message_free (Message *message)
{
  g_free (message->host);
  g_bytes_unref (message->bytes);
  g_list_free_full (message->addresses, g_object_unref);
  g_free (message);
}

/* The first message is done with. */
static void
finish (PriseUdpSender *self, const GError *error)
{
  Message *message = g_queue_pop_head (&self->messages);

  self->queued_bytes -= g_bytes_get_size (message->bytes);
  prise_mailbox_return (self->mailbox, g_steal_pointer (&message->task), error);
  message_free (message);
}

static void
record_error (PriseUdpSender *self, guint journal_peer, const GError *error)
{
  prise_error_record (error, self->journal, journal_peer);
}

static void
fail (PriseUdpSender *self, guint journal_peer, const GError *error)
{
  record_error (self, journal_peer, error);
  finish (self, error);
}

/* Returns 0 or a code of `errno`. What was sent is recorded. */
static int
send_datagram (PriseUdpSender *self,
               PriseDatagramSocket *socket,
               const PriseSockaddr *from,
               const PriseSockaddr *to,
               GBytes *bytes,
               gboolean is_reply)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  const PriseStamp stamp = prise_stamp_now ();
  const PriseSockaddr *destination = self->fixed_peer == NULL ? to : NULL;
  PriseUdpContact *contact;
  int code;

  if (size > prise_datagram_socket_get_limit (socket))
    return EMSGSIZE;

  code = prise_datagram_socket_send (socket, from, destination, data, size);
  if (code != 0)
    return code;

  contact = prise_udp_peer_table_find (self->peers, to, prise_datagram_socket_get_address (socket));
  prise_journal_append_stamped (self->journal, PRISE_ENTRY_SENT,
                                prise_udp_contact_get_journal_peer (contact), data, size, &stamp);
  prise_udp_peer_table_count_sent (self->peers, contact, &stamp);
  prise_udp_peer_table_expect_reply (self->peers, contact, is_reply, stamp.monotonic);

  return 0;
}

static gpointer
copy_address (gconstpointer address, gpointer user_data)
{
  return g_object_ref ((gpointer) address);
}

static GError *
make_error (int code, PriseDatagramSocket *socket, GSocketAddress *to, gsize size)
{
  if (code == EMSGSIZE && socket != NULL)
    return prise_net_error_too_long (size, prise_datagram_socket_get_limit (socket));

  return prise_net_error_from_errno (PRISE_ATTEMPT_SEND, code, to);
}

/* Whether another address of the same host may be within reach. */
static gboolean
is_worth_another_try (int code)
{
  return code == ENETUNREACH || code == EHOSTUNREACH || code == EADDRNOTAVAIL ||
         code == EAFNOSUPPORT || code == EINVAL;
}

/* Sends the first message to the first of its addresses that the system takes. Returns FALSE if it
 * has to wait for room. */
static gboolean
send_first (PriseUdpSender *self)
{
  Message *message = g_queue_peek_head (&self->messages);
  const gsize size = g_bytes_get_size (message->bytes);
  g_autoptr (GError) error = NULL;
  int code = EAFNOSUPPORT;

  for (GList *l = message->addresses; l != NULL; l = l->next) {
    PriseDatagramSocket *socket;
    PriseSockaddr to;

    prise_sockaddr_from_address (&to, l->data);
    socket = prise_udp_sockets_find (self->sockets, to.any.sa_family);
    code = socket != NULL ? send_datagram (self, socket, NULL, &to, message->bytes, FALSE)
                          : EAFNOSUPPORT;
    if (code == EAGAIN) {
      prise_datagram_socket_want_room (socket, TRUE);
      return FALSE;
    }
    if (code == 0) {
      finish (self, NULL);
      return TRUE;
    }
    if (error == NULL || (code != EAFNOSUPPORT && l->next == NULL)) {
      g_clear_error (&error);
      error = make_error (code, socket, l->data, size);
    }
    if (!is_worth_another_try (code))
      break;
  }
  fail (self, PRISE_JOURNAL_NO_PEER, error);

  return TRUE;
}

static void
forget_resolved (PriseUdpSender *self)
{
  g_clear_pointer (&self->resolved_host, g_free);
  g_clear_list (&self->resolved, g_object_unref);
}

static void
keep_resolved (PriseUdpSender *self, const Message *message)
{
  forget_resolved (self);
  self->resolved_host = g_strdup (message->host);
  self->resolved = g_list_copy_deep (message->addresses, copy_address, NULL);
  self->resolved_time = g_get_monotonic_time ();
}

/* Returns the addresses of the host of the message before, if it is the same. */
static GList *
dup_resolved (PriseUdpSender *self, const Message *message)
{
  GList *addresses = NULL;

  if (g_strcmp0 (self->resolved_host, message->host) != 0 ||
      g_get_monotonic_time () - self->resolved_time > LOOKUP_LIFETIME)
    return NULL;

  for (GList *l = self->resolved; l != NULL; l = l->next) {
    GInetAddress *inet = g_inet_socket_address_get_address (l->data);

    addresses = g_list_append (addresses, g_inet_socket_address_new (inet, message->port));
  }

  return addresses;
}

static void
did_resolve (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseUdpSender) self = user_data;
  g_autoptr (GError) error = NULL;
  GList *addresses = prise_resolve_finish (result, &error);
  Message *message = g_queue_peek_head (&self->messages);

  self->is_waiting = FALSE;
  if (self->is_closed) {
    g_list_free_full (addresses, g_object_unref);
    return;
  }

  message->addresses = addresses;
  if (addresses == NULL)
    fail (self, PRISE_JOURNAL_NO_PEER, error);
  else
    keep_resolved (self, message);
  send_queued (self);
}

/* Returns FALSE if the first message's host must be asked for. */
static gboolean
find_addresses (PriseUdpSender *self, Message *message)
{
  if (message->addresses == NULL && self->fixed_peer != NULL)
    message->addresses = g_list_append (NULL, g_object_ref (self->fixed_peer));
  else if (message->addresses == NULL)
    message->addresses = prise_resolve_at_once (message->host, message->port);
  if (message->addresses == NULL)
    message->addresses = dup_resolved (self, message);
  if (message->addresses != NULL)
    return TRUE;

  self->is_waiting = TRUE;
  prise_resolve_async (message->host, message->port, self->resolving, did_resolve,
                       prise_udp_sender_ref (self));

  return FALSE;
}

static void
send_queued (PriseUdpSender *self)
{
  while (!self->is_waiting && !g_queue_is_empty (&self->messages)) {
    if (find_addresses (self, g_queue_peek_head (&self->messages)) && !send_first (self))
      self->is_waiting = TRUE;
  }
}

/**
 * prise_udp_sender_new:
 * @journal: where everything is recorded
 * @mailbox: by which tasks are completed
 * @peers: (transfer none): who gets datagrams; it outlives the sender
 * @sockets: (element-type PriseDatagramSocket): what to send by
 *
 * Returns: (transfer full): a sender
 */
PriseUdpSender *
prise_udp_sender_new (PriseJournal *journal,
                      PriseMailbox *mailbox,
                      PriseUdpPeerTable *peers,
                      GPtrArray *sockets)
{
  PriseUdpSender *self = g_new0 (PriseUdpSender, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->journal = g_object_ref (journal);
  self->mailbox = prise_mailbox_ref (mailbox);
  self->peers = peers;
  self->sockets = g_ptr_array_ref (sockets);
  self->resolving = g_cancellable_new ();

  return self;
}

PriseUdpSender *
prise_udp_sender_ref (PriseUdpSender *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * prise_udp_sender_unref:
 * @self: (transfer full): a sender, which is closed
 */
void
prise_udp_sender_unref (PriseUdpSender *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_assert (g_queue_is_empty (&self->messages));
  g_clear_object (&self->fixed_peer);
  forget_resolved (self);
  g_object_unref (self->resolving);
  g_ptr_array_unref (self->sockets);
  prise_mailbox_unref (self->mailbox);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_udp_sender_set_fixed_peer:
 * @fixed_peer: with whom the one socket is connected
 */
void
prise_udp_sender_set_fixed_peer (PriseUdpSender *self, GSocketAddress *fixed_peer)
{
  g_set_object (&self->fixed_peer, fixed_peer);
}

/**
 * prise_udp_sender_send:
 * @host: (nullable): to whom, unless there is a fixed peer
 * @port: the port
 * @bytes: the datagram
 * @task: (transfer full): completed when the system has taken it, or won't
 */
void
prise_udp_sender_send (PriseUdpSender *self,
                       const char *host,
                       guint16 port,
                       GBytes *bytes,
                       GTask *task)
{
  Message *message = g_new0 (Message, 1);

  *message = (Message){ g_strdup (host), port, g_bytes_ref (bytes), task, NULL };
  g_queue_push_tail (&self->messages, message);
  self->queued_bytes += g_bytes_get_size (bytes);
  send_queued (self);
}

/* Said once for all that were dropped in a row. */
static void
tell_dropped_replies (PriseUdpSender *self)
{
  g_autofree char *count = NULL;

  if (self->n_dropped_replies == 0)
    return;

  count = g_strdup_printf ("%" G_GUINT64_FORMAT, self->n_dropped_replies);
  prise_journal_append_error (
      self->journal, PRISE_JOURNAL_NO_PEER, PRISE_CODE_NOT_SENT,
      g_dngettext (GETTEXT_PACKAGE, "%s reply wasn’t sent: the system takes datagrams too slowly",
                   "%s replies weren’t sent: the system takes datagrams too slowly",
                   (gulong) MIN (self->n_dropped_replies, G_MAXUINT)),
      count);
  self->n_dropped_replies = 0;
}

/**
 * prise_udp_sender_reply:
 * @socket: by which to send
 * @from: (nullable): from which address of this machine
 * @to: to whom
 * @bytes: the reply
 */
void
prise_udp_sender_reply (PriseUdpSender *self,
                        PriseDatagramSocket *socket,
                        const PriseSockaddr *from,
                        const PriseSockaddr *to,
                        GBytes *bytes)
{
  const int code = send_datagram (self, socket, from, to, bytes, TRUE);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  PriseUdpContact *contact;

  if (code == EAGAIN) {
    self->n_dropped_replies++;
    prise_datagram_socket_want_room (socket, TRUE);
    return;
  }
  tell_dropped_replies (self);
  if (code == 0)
    return;

  address = prise_sockaddr_to_address (to);
  error = make_error (code, socket, address, g_bytes_get_size (bytes));
  contact = prise_udp_peer_table_find (self->peers, to, prise_datagram_socket_get_address (socket));
  record_error (self, prise_udp_contact_get_journal_peer (contact), error);
}

/**
 * prise_udp_sender_did_get_room:
 * @socket: which the system lets send again
 */
void
prise_udp_sender_did_get_room (PriseUdpSender *self, PriseDatagramSocket *socket)
{
  Message *message = g_queue_peek_head (&self->messages);

  prise_datagram_socket_want_room (socket, FALSE);
  tell_dropped_replies (self);
  if (message != NULL && message->addresses != NULL)
    self->is_waiting = FALSE;
  send_queued (self);
}

/**
 * prise_udp_sender_get_queued_bytes:
 *
 * Returns: how much waits to be sent
 */
guint64
prise_udp_sender_get_queued_bytes (PriseUdpSender *self)
{
  return self->queued_bytes;
}

/**
 * prise_udp_sender_close:
 *
 * Sends nothing more; what waits is said not to be sent.
 */
void
prise_udp_sender_close (PriseUdpSender *self)
{
  g_autoptr (GError) error = g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED,
                                                  _ ("Not sent: the socket was closed before"));

  if (self->is_closed)
    return;

  self->is_closed = TRUE;
  g_cancellable_cancel (self->resolving);
  tell_dropped_replies (self);
  while (!g_queue_is_empty (&self->messages))
    fail (self, PRISE_JOURNAL_NO_PEER, error);
}
