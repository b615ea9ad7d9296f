// SPDX-License-Identifier: GPL-3.0-or-later
/* Those with whom a UDP socket exchanges datagrams, the longest silent last. It is the I/O
 * thread's; what has changed is copied under a lock when a turn ends, not for each datagram, and
 * the owner's thread takes it from there. */
#include "config.h"

#include "prise-udp-peer-table.h"

/* So many of those who were heard last are looked through for one in whose stead another replies.
 */
#define MAX_NEIGHBOURS 64

struct _PriseUdpContact {
  PriseSockaddr address;
  guint64 id;
  char *name;
  guint journal_peer;
  GList link; /* in the table's order */

  guint64 received;
  guint64 sent;
  gint64 last_time;
  gboolean is_changed;

  gboolean is_self;
  gboolean is_group;
  gboolean is_group_known; /* the system is asked only when something is sent there */
  PriseUdpLoopGuard guard;

  PrisePeerChangesPlace change_place;
};

struct _PriseUdpPeerTable {
  PriseJournal *journal;

  /* The I/O thread's */
  GHashTable *contacts; /* address (in the contact) → PriseUdpContact */
  GQueue order;
  GPtrArray *changed;
  guint64 last_id;
  PriseUdpGroupReplies group_replies;

  PrisePeerChanges *changes; /* of PriseUdpPeerChange; both threads' */
};

static void
contact_free (gpointer user_data)
{
  PriseUdpContact *contact = user_data;

  g_free (contact->name);
  g_free (contact);
}

static void
forget_oldest (PriseUdpPeerTable *self)
{
  PriseUdpContact *contact = self->order.tail->data;

  prise_peer_changes_leave (self->changes, &contact->change_place, contact->id);
  g_ptr_array_remove_fast (self->changed, contact);
  g_queue_unlink (&self->order, &contact->link);
  prise_journal_release_peer (self->journal, contact->journal_peer);
  g_hash_table_remove (self->contacts, &contact->address);
}

/* Whether it is the socket itself that has this address. */
static gboolean
is_self (const PriseSockaddr *address, const PriseSockaddr *local_address)
{
  if (address->any.sa_family != local_address->any.sa_family ||
      prise_sockaddr_get_port (address) != prise_sockaddr_get_port (local_address) ||
      prise_sockaddr_is_multicast (address) || prise_sockaddr_is_broadcast (address))
    return FALSE;

  return prise_sockaddr_is_any (local_address) ? prise_sockaddr_is_local (address)
                                               : prise_sockaddr_equal (address, local_address);
}

static PriseUdpContact *
add (PriseUdpPeerTable *self, const PriseSockaddr *address, const PriseSockaddr *local_address)
{
  PriseUdpContact *contact = g_new0 (PriseUdpContact, 1);

  if (self->order.length >= PRISE_UDP_MAX_PEERS)
    forget_oldest (self);

  contact->address = *address;
  contact->id = ++self->last_id;
  contact->name = prise_sockaddr_to_string (address);
  contact->journal_peer = prise_journal_add_peer (self->journal, contact->name);
  contact->link.data = contact;
  contact->is_self = is_self (address, local_address);
  g_hash_table_insert (self->contacts, &contact->address, contact);
  g_queue_push_head_link (&self->order, &contact->link);

  return contact;
}

static void
did_change (PriseUdpPeerTable *self, PriseUdpContact *contact, const PriseStamp *stamp)
{
  contact->last_time = stamp->wall;
  if (contact->is_changed)
    return;

  contact->is_changed = TRUE;
  g_ptr_array_add (self->changed, contact);
}

/**
 * prise_udp_peer_table_new:
 * @journal: which knows the peers, too
 *
 * Returns: (transfer full): an empty table
 */
PriseUdpPeerTable *
prise_udp_peer_table_new (PriseJournal *journal)
{
  PriseUdpPeerTable *self = g_new0 (PriseUdpPeerTable, 1);

  self->journal = g_object_ref (journal);
  self->contacts =
      g_hash_table_new_full (prise_sockaddr_hash, prise_sockaddr_equal, NULL, contact_free);
  self->changed = g_ptr_array_new ();
  self->changes = prise_peer_changes_new (sizeof (PriseUdpPeerChange));

  return self;
}

/**
 * prise_udp_peer_table_free:
 *
 * The I/O thread, or when that is done with it.
 */
void
prise_udp_peer_table_free (PriseUdpPeerTable *self)
{
  g_hash_table_unref (self->contacts);
  g_ptr_array_unref (self->changed);
  prise_peer_changes_free (self->changes);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_udp_peer_table_find:
 * @address: whose it is
 * @local_address: of the socket that exchanges datagrams with it
 *
 * The I/O thread. Whoever was silent for longest may be forgotten.
 *
 * Returns: (transfer none): the one with @address, made if it isn't known; valid until the next
 * call
 */
PriseUdpContact *
prise_udp_peer_table_find (PriseUdpPeerTable *self,
                           const PriseSockaddr *address,
                           const PriseSockaddr *local_address)
{
  PriseUdpContact *contact = self->order.head != NULL ? self->order.head->data : NULL;

  /* Nearly always it is the one of the datagram before. */
  if (contact != NULL && prise_sockaddr_equal (&contact->address, address))
    return contact;

  contact = g_hash_table_lookup (self->contacts, address);
  if (contact == NULL)
    return add (self, address, local_address);

  g_queue_unlink (&self->order, &contact->link);
  g_queue_push_head_link (&self->order, &contact->link);

  return contact;
}

/**
 * prise_udp_peer_table_count_received:
 * @contact: who sent a datagram
 * @stamp: when it came
 *
 * The I/O thread.
 */
void
prise_udp_peer_table_count_received (PriseUdpPeerTable *self,
                                     PriseUdpContact *contact,
                                     const PriseStamp *stamp)
{
  contact->received++;
  did_change (self, contact, stamp);
}

/**
 * prise_udp_peer_table_count_sent:
 * @contact: to whom a datagram was sent
 * @stamp: when
 *
 * The I/O thread.
 */
void
prise_udp_peer_table_count_sent (PriseUdpPeerTable *self,
                                 PriseUdpContact *contact,
                                 const PriseStamp *stamp)
{
  contact->sent++;
  did_change (self, contact, stamp);
}

/**
 * prise_udp_peer_table_publish:
 *
 * The I/O thread: lets the owner's thread see what was counted.
 *
 * Returns: whether there is anything new
 */
gboolean
prise_udp_peer_table_publish (PriseUdpPeerTable *self)
{
  if (self->changed->len == 0)
    return FALSE;

  prise_peer_changes_lock (self->changes);
  for (guint i = 0; i < self->changed->len; i++) {
    PriseUdpContact *contact = g_ptr_array_index (self->changed, i);
    PriseUdpPeerChange *change =
        prise_peer_changes_get (self->changes, &contact->change_place, contact->id, contact->name);

    change->received = contact->received;
    change->sent = contact->sent;
    change->last_time = contact->last_time;
    contact->is_changed = FALSE;
  }
  prise_peer_changes_unlock (self->changes);
  g_ptr_array_set_size (self->changed, 0);

  return TRUE;
}

/**
 * prise_udp_peer_table_release:
 *
 * The I/O thread: no more datagrams will be exchanged, and the journal need not hold the peers.
 */
void
prise_udp_peer_table_release (PriseUdpPeerTable *self)
{
  for (GList *l = self->order.head; l != NULL; l = l->next)
    prise_journal_release_peer (self->journal, ((PriseUdpContact *) l->data)->journal_peer);
}

/**
 * prise_udp_contact_get_name:
 * @contact: a contact
 *
 * Returns: (transfer none): "address:port"
 */
const char *
prise_udp_contact_get_name (PriseUdpContact *contact)
{
  return contact->name;
}

/**
 * prise_udp_contact_get_journal_peer:
 * @contact: a contact
 *
 * Returns: its number in the journal
 */
guint
prise_udp_contact_get_journal_peer (PriseUdpContact *contact)
{
  return contact->journal_peer;
}

static gboolean
is_group (PriseUdpContact *contact)
{
  if (!contact->is_group_known)
    contact->is_group = prise_sockaddr_is_multicast (&contact->address) ||
                        prise_sockaddr_is_broadcast (&contact->address);
  contact->is_group_known = TRUE;

  return contact->is_group;
}

/**
 * prise_udp_peer_table_expect_reply:
 * @contact: to whom a datagram was just sent
 * @is_reply: whether it is a reply of the responder's
 * @now: the monotonic time in µs
 *
 * The reply to a message isn't replied to: the first datagram from its recipient is taken for it,
 * or from everybody if it went to a group. A socket that writes to itself reads its message first,
 * and replies to it; the reply to that message is its own reply.
 */
void
prise_udp_peer_table_expect_reply (PriseUdpPeerTable *self,
                                   PriseUdpContact *contact,
                                   gboolean is_reply,
                                   gint64 now)
{
  if (contact->is_self != is_reply)
    return;

  if (is_group (contact))
    prise_udp_loop_guard_expect_group (&self->group_replies, now);
  else
    prise_udp_loop_guard_expect (&contact->guard, now);
}

/* A machine may reply from another of its addresses than the one that was written to: a stranger
 * on the same port is taken for it. */
static gboolean
replies_for_another (PriseUdpPeerTable *self, PriseUdpContact *contact, gint64 now)
{
  guint n = 0;

  if (contact->received > 1 || contact->sent > 0)
    return FALSE;

  for (GList *l = contact->link.next; l != NULL && n < MAX_NEIGHBOURS; l = l->next, n++) {
    PriseUdpContact *other = l->data;

    if (prise_sockaddr_get_port (&other->address) == prise_sockaddr_get_port (&contact->address) &&
        !other->is_self && prise_udp_loop_guard_take (&other->guard, now)) {
      prise_udp_loop_guard_expect (&contact->guard, now);
      return prise_udp_loop_guard_take (&contact->guard, now);
    }
  }

  return FALSE;
}

/**
 * prise_udp_peer_table_take_reply:
 * @contact: from whom a datagram just came, which is counted already
 * @now: the monotonic time in µs
 *
 * Returns: whether it is taken for a reply, and isn't to be replied to
 */
gboolean
prise_udp_peer_table_take_reply (PriseUdpPeerTable *self, PriseUdpContact *contact, gint64 now)
{
  if (prise_udp_loop_guard_take (&contact->guard, now))
    return TRUE;
  if (contact->is_self)
    return FALSE;
  if (prise_udp_loop_guard_take_group (&contact->guard, &self->group_replies, now))
    return TRUE;

  return replies_for_another (self, contact, now);
}

/**
 * prise_udp_contact_forgo_reply:
 * @contact: whom a message didn't reach
 *
 * No reply to it will come.
 */
void
prise_udp_contact_forgo_reply (PriseUdpContact *contact)
{
  prise_udp_loop_guard_forgo (&contact->guard);
}

/**
 * prise_udp_contact_judge:
 * @contact: from whom a datagram came that is no reply
 * @now: the monotonic time in µs
 *
 * Returns: whether it gets a reply
 */
PriseUdpVerdict
prise_udp_contact_judge (PriseUdpContact *contact, gint64 now)
{
  return contact->is_self ? PRISE_UDP_VERDICT_REPLY
                          : prise_udp_loop_guard_judge (&contact->guard, now);
}

/**
 * prise_udp_peer_table_get_changes:
 *
 * Any thread.
 *
 * Returns: (transfer none): what was published, pieces of #PriseUdpPeerChange
 */
PrisePeerChanges *
prise_udp_peer_table_get_changes (PriseUdpPeerTable *self)
{
  return self->changes;
}
