// SPDX-License-Identifier: GPL-3.0-or-later
/* The peers of an endpoint. A balanced sequence holds them in the order in which they came, a hash
 * table finds them by id: a thousand that leave at once cost no search. What comes and goes between
 * begin and end is told as one change: for each of thousands a list that is shown would do all of
 * its work again. */
#include "config.h"

#include "prise-peer-list.h"

struct _PrisePeerList {
  GObject parent_instance;

  GType item_type;
  gboolean newest_first;
  /* Since a change began: how many there were, and what is the same at both ends. */
  gboolean is_changing;
  guint n_before;
  guint n_same_first;
  guint n_same_last;
  GSequence *places; /* of Place */
  GHashTable *by_id; /* id (in the place) → GSequenceIter */
};

typedef struct {
  guint64 id;
  GObject *peer;
} Place;

static void
place_free (gpointer user_data)
{
  Place *place = user_data;

  g_object_unref (place->peer);
  g_free (place);
}

static GType
get_item_type (GListModel *model)
{
  return PRISE_PEER_LIST (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return g_sequence_get_length (PRISE_PEER_LIST (model)->places);
}

static gpointer
get_item (GListModel *model, guint position)
{
  GSequence *places = PRISE_PEER_LIST (model)->places;
  GSequenceIter *iter = g_sequence_get_iter_at_pos (places, position);

  return g_sequence_iter_is_end (iter) ? NULL
                                       : g_object_ref (((Place *) g_sequence_get (iter))->peer);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PrisePeerList,
                               prise_peer_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
prise_peer_list_finalize (GObject *object)
{
  PrisePeerList *self = PRISE_PEER_LIST (object);

  g_hash_table_unref (self->by_id);
  g_sequence_free (self->places);

  G_OBJECT_CLASS (prise_peer_list_parent_class)->finalize (object);
}

static void
prise_peer_list_class_init (PrisePeerListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_peer_list_finalize;
}

static void
prise_peer_list_init (PrisePeerList *self)
{
  self->places = g_sequence_new (place_free);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
}

/* Tells of it, when it is done, or notes it. */
static void
did_change (PrisePeerList *self, guint position, guint n_removed, guint n_added)
{
  const guint n_after = g_sequence_get_length (self->places) - position - n_added;

  if (!self->is_changing) {
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
    return;
  }

  self->n_same_first = MIN (self->n_same_first, position);
  self->n_same_last = MIN (self->n_same_last, n_after);
}

/**
 * prise_peer_list_new:
 * @item_type: of the peers
 * @newest_first: whether who comes stands before the others
 *
 * Returns: (transfer full): an empty list
 */
PrisePeerList *
prise_peer_list_new (GType item_type, gboolean newest_first)
{
  PrisePeerList *self = g_object_new (PRISE_TYPE_PEER_LIST, NULL);

  self->item_type = item_type;
  self->newest_first = newest_first;

  return self;
}

/**
 * prise_peer_list_add:
 * @id: of a peer that isn't there yet
 * @peer: (transfer full): the peer
 */
void
prise_peer_list_add (PrisePeerList *self, guint64 id, gpointer peer)
{
  guint position = self->newest_first ? 0 : g_sequence_get_length (self->places);
  Place *place = g_new (Place, 1);

  *place = (Place){ id, peer };
  g_hash_table_insert (self->by_id, &place->id,
                       self->newest_first ? g_sequence_prepend (self->places, place)
                                          : g_sequence_append (self->places, place));
  did_change (self, position, 0, 1);
}

/**
 * prise_peer_list_find:
 * @id: of a peer
 *
 * Returns: (transfer none) (nullable): the peer; %NULL if it isn't there
 */
gpointer
prise_peer_list_find (PrisePeerList *self, guint64 id)
{
  GSequenceIter *iter = g_hash_table_lookup (self->by_id, &id);

  return iter != NULL ? ((Place *) g_sequence_get (iter))->peer : NULL;
}

/**
 * prise_peer_list_remove:
 * @id: of a peer that left; one that isn't there is fine
 */
void
prise_peer_list_remove (PrisePeerList *self, guint64 id)
{
  GSequenceIter *iter = g_hash_table_lookup (self->by_id, &id);
  guint position;

  if (iter == NULL)
    return;

  position = g_sequence_iter_get_position (iter);
  g_hash_table_remove (self->by_id, &id);
  g_sequence_remove (iter);
  did_change (self, position, 1, 0);
}

void
prise_peer_list_clear (PrisePeerList *self)
{
  guint n_peers = g_sequence_get_length (self->places);

  if (n_peers == 0)
    return;

  g_hash_table_remove_all (self->by_id);
  g_sequence_remove_range (g_sequence_get_begin_iter (self->places),
                           g_sequence_get_end_iter (self->places));
  did_change (self, 0, n_peers, 0);
}

/**
 * prise_peer_list_begin:
 *
 * What changes from now on is told by prise_peer_list_end(). Between the two nobody may look at the
 * list as a #GListModel.
 */
void
prise_peer_list_begin (PrisePeerList *self)
{
  g_return_if_fail (!self->is_changing);

  self->is_changing = TRUE;
  self->n_before = g_sequence_get_length (self->places);
  self->n_same_first = self->n_before;
  self->n_same_last = self->n_before;
}

/**
 * prise_peer_list_end:
 * @self: a list that is changing
 *
 * Tells of all that has changed at once, as if everything from the first to the last of it had.
 */
void
prise_peer_list_end (PrisePeerList *self)
{
  const guint n_now = g_sequence_get_length (self->places);
  guint n_same;

  g_return_if_fail (self->is_changing);

  self->is_changing = FALSE;
  if (self->n_same_first == self->n_before && n_now == self->n_before)
    return;
  n_same = MIN (self->n_same_first + self->n_same_last, MIN (self->n_before, n_now));
  g_list_model_items_changed (G_LIST_MODEL (self), self->n_same_first, self->n_before - n_same,
                              n_now - n_same);
}
