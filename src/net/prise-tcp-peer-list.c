// SPDX-License-Identifier: GPL-3.0-or-later
/* The clients of a TCP server. A balanced sequence holds them in the order in which they came, a
 * hash table finds them by id: a thousand that leave at once cost no search. */
#include "config.h"

#include "prise-tcp-peer-list.h"

#include "prise-tcp-peer-private.h"

struct _PriseTcpPeerList {
  GObject parent_instance;

  GSequence *peers;
  GHashTable *places; /* id (in the peer) → GSequenceIter */
};

static GType
get_item_type (GListModel *model)
{
  return PRISE_TYPE_TCP_PEER;
}

static guint
get_n_items (GListModel *model)
{
  return g_sequence_get_length (PRISE_TCP_PEER_LIST (model)->peers);
}

static gpointer
get_item (GListModel *model, guint position)
{
  GSequence *peers = PRISE_TCP_PEER_LIST (model)->peers;
  GSequenceIter *place = g_sequence_get_iter_at_pos (peers, position);

  return g_sequence_iter_is_end (place) ? NULL : g_object_ref (g_sequence_get (place));
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PriseTcpPeerList,
                               prise_tcp_peer_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
prise_tcp_peer_list_finalize (GObject *object)
{
  PriseTcpPeerList *self = PRISE_TCP_PEER_LIST (object);

  g_hash_table_unref (self->places);
  g_sequence_free (self->peers);

  G_OBJECT_CLASS (prise_tcp_peer_list_parent_class)->finalize (object);
}

static void
prise_tcp_peer_list_class_init (PriseTcpPeerListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_tcp_peer_list_finalize;
}

static void
prise_tcp_peer_list_init (PriseTcpPeerList *self)
{
  self->peers = g_sequence_new (g_object_unref);
  self->places = g_hash_table_new (g_int64_hash, g_int64_equal);
}

/**
 * prise_tcp_peer_list_new:
 *
 * Returns: (transfer full): an empty list
 */
PriseTcpPeerList *
prise_tcp_peer_list_new (void)
{
  return g_object_new (PRISE_TYPE_TCP_PEER_LIST, NULL);
}

/**
 * prise_tcp_peer_list_add:
 * @self: a list
 * @id: of a new client
 * @address: "address:port"
 */
void
prise_tcp_peer_list_add (PriseTcpPeerList *self, guint64 id, const char *address)
{
  guint position = g_sequence_get_length (self->peers);
  PriseTcpPeer *peer = prise_tcp_peer_new (id, address);

  g_hash_table_insert (self->places, prise_tcp_peer_get_key (peer),
                       g_sequence_append (self->peers, peer));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/**
 * prise_tcp_peer_list_remove:
 * @self: a list
 * @id: of a client that left; one that isn't there is fine
 */
void
prise_tcp_peer_list_remove (PriseTcpPeerList *self, guint64 id)
{
  GSequenceIter *place = g_hash_table_lookup (self->places, &id);
  guint position;

  if (place == NULL)
    return;

  position = g_sequence_iter_get_position (place);
  g_hash_table_remove (self->places, &id);
  g_sequence_remove (place);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/**
 * prise_tcp_peer_list_update:
 * @self: a list
 * @id: of a client; one that isn't there is fine
 * @half_closed: whether it has finished sending
 * @queued_bytes: how much waits to be sent to it
 */
void
prise_tcp_peer_list_update (PriseTcpPeerList *self,
                            guint64 id,
                            gboolean half_closed,
                            guint64 queued_bytes)
{
  GSequenceIter *place = g_hash_table_lookup (self->places, &id);

  if (place != NULL)
    prise_tcp_peer_update (g_sequence_get (place), half_closed, queued_bytes);
}
