// SPDX-License-Identifier: GPL-3.0-or-later
/* What happened to an endpoint's peers since its owner last looked. A lock guards it, held for a
 * few instructions. */
#include "config.h"

#include "prise-peer-changes.h"

struct _PrisePeerChanges {
  gsize change_size;
  GMutex lock;
  GArray *changes;
  guint64 generation; /* how often they were taken, from 1 */
};

static void
clear_change (gpointer change)
{
  g_free (((PrisePeerChange *) change)->address);
}

static GArray *
new_array (PrisePeerChanges *self)
{
  GArray *changes = g_array_new (FALSE, TRUE, (guint) self->change_size);

  g_array_set_clear_func (changes, clear_change);

  return changes;
}

static PrisePeerChange *
get_change (GArray *changes, guint index)
{
  return (PrisePeerChange *) (changes->data + index * g_array_get_element_size (changes));
}

/**
 * prise_peer_changes_new:
 * @change_size: of the struct that begins with a #PrisePeerChange, in bytes
 *
 * Returns: (transfer full): no changes yet
 */
PrisePeerChanges *
prise_peer_changes_new (gsize change_size)
{
  PrisePeerChanges *self = g_new0 (PrisePeerChanges, 1);

  self->change_size = change_size;
  self->changes = new_array (self);
  self->generation = 1;
  g_mutex_init (&self->lock);

  return self;
}

/**
 * prise_peer_changes_free:
 * @self: (transfer full): changes
 */
void
prise_peer_changes_free (PrisePeerChanges *self)
{
  g_array_unref (self->changes);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * prise_peer_changes_lock:
 * @self: changes
 *
 * Before one or many calls of prise_peer_changes_get().
 */
void
prise_peer_changes_lock (PrisePeerChanges *self)
{
  g_mutex_lock (&self->lock);
}

/**
 * prise_peer_changes_unlock:
 * @self: changes that are locked
 */
void
prise_peer_changes_unlock (PrisePeerChanges *self)
{
  g_mutex_unlock (&self->lock);
}

/**
 * prise_peer_changes_get:
 * @self: changes that are locked
 * @place: the peer's
 * @id: the peer's
 * @address: "address:port", which is told the first time
 *
 * Returns: (transfer none): the change of a peer since the owner last looked, made and zeroed
 * behind its head if there was none; valid until the next call
 */
gpointer
prise_peer_changes_get (PrisePeerChanges *self,
                        PrisePeerChangesPlace *place,
                        guint64 id,
                        const char *address)
{
  const gboolean is_new = place->generation == 0;

  if (place->generation != self->generation) {
    place->generation = self->generation;
    place->index = self->changes->len;
    g_array_set_size (self->changes, place->index + 1);
    get_change (self->changes, place->index)->id = id;
    if (is_new)
      get_change (self->changes, place->index)->address = g_strdup (address);
  }

  return get_change (self->changes, place->index);
}

/**
 * prise_peer_changes_leave:
 * @self: changes that aren't locked
 * @place: the peer's
 * @id: the peer's
 *
 * A peer is gone. Who came and went between two looks was never there.
 */
void
prise_peer_changes_leave (PrisePeerChanges *self, PrisePeerChangesPlace *place, guint64 id)
{
  PrisePeerChange *change;

  if (place->generation == 0)
    return;

  g_mutex_lock (&self->lock);
  change = prise_peer_changes_get (self, place, id, NULL);
  change->gone = TRUE;
  if (change->address != NULL)
    change->id = 0;
  g_mutex_unlock (&self->lock);
}

/**
 * prise_peer_changes_take:
 * @self: changes
 *
 * Returns: (transfer full) (element-type PrisePeerChange): those since the last call, in the order
 *   in which they began
 */
GArray *
prise_peer_changes_take (PrisePeerChanges *self)
{
  GArray *empty = new_array (self);
  GArray *changes;

  g_mutex_lock (&self->lock);
  changes = self->changes;
  self->changes = empty;
  self->generation++;
  g_mutex_unlock (&self->lock);

  return changes;
}

/* Those who leave go by themselves: with those who come, at the other end of the list, everybody
 * between them would be told to have changed. */
static void
remove_gone (GArray *changes, PrisePeerList *peers)
{
  prise_peer_list_begin (peers);
  for (guint i = 0; i < changes->len; i++) {
    const PrisePeerChange *change = get_change (changes, i);

    if (change->id != 0 && change->gone)
      prise_peer_list_remove (peers, change->id);
  }
  prise_peer_list_end (peers);
}

static void
add_new (GArray *changes, PrisePeerList *peers, PrisePeerNewFunc create, PrisePeerUpdateFunc update)
{
  prise_peer_list_begin (peers);
  for (guint i = 0; i < changes->len; i++) {
    const PrisePeerChange *change = get_change (changes, i);

    if (change->id != 0 && change->address != NULL) {
      gpointer peer = create (change);

      update (peer, change);
      prise_peer_list_add (peers, change->id, peer);
    }
  }
  prise_peer_list_end (peers);
}

/**
 * prise_peer_changes_apply:
 * @self: changes, which are taken
 * @peers: the owner's list
 * @create: makes a peer that is new
 * @update: tells a peer how it stands
 *
 * Brings @peers up to date, with two changes of the list at most.
 */
void
prise_peer_changes_apply (PrisePeerChanges *self,
                          PrisePeerList *peers,
                          PrisePeerNewFunc create,
                          PrisePeerUpdateFunc update)
{
  g_autoptr (GArray) changes = prise_peer_changes_take (self);

  remove_gone (changes, peers);
  add_new (changes, peers, create, update);

  /* Nobody looks at the list while it changes; whoever hears of these may. */
  for (guint i = 0; i < changes->len; i++) {
    const PrisePeerChange *change = get_change (changes, i);
    gpointer peer = NULL;

    if (change->id != 0 && !change->gone && change->address == NULL)
      peer = prise_peer_list_find (peers, change->id);
    if (peer != NULL)
      update (peer, change);
  }
}
