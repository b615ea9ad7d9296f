// SPDX-License-Identifier: GPL-3.0-or-later
/* The addresses that a journal's entries name by number; 0 is nobody. Adding, reclaiming and
 * reading names happen under the journal's lock; touching and releasing only on its writer's
 * thread, which is also the only one that adds. */
#include "config.h"

#include "prise-peer-table.h"

typedef struct {
  GRefString *name;
  guint64 end_position; /* one past the last entry that names it */
  gboolean held;
} PrisePeer;

struct _PrisePeerTable {
  GArray *peers;
  GArray *free_numbers;
  gsize size;
};

/* What a peer costs beside the characters of its name. */
#define PEER_OVERHEAD (sizeof (PrisePeer) + 24)

/**
 * prise_peer_table_new:
 *
 * Returns: (transfer full): a table in which 0 is nobody
 */
PrisePeerTable *
prise_peer_table_new (void)
{
  PrisePeerTable *self = g_new0 (PrisePeerTable, 1);
  PrisePeer nobody = { .held = TRUE };

  self->peers = g_array_new (FALSE, FALSE, sizeof (PrisePeer));
  self->free_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->peers, nobody);

  return self;
}

void
prise_peer_table_free (PrisePeerTable *self)
{
  for (guint i = 1; i < self->peers->len; i++)
    g_clear_pointer (&g_array_index (self->peers, PrisePeer, i).name, g_ref_string_release);

  g_array_unref (self->peers);
  g_array_unref (self->free_numbers);
  g_free (self);
}

/**
 * prise_peer_table_add:
 * @name: "address:port"
 *
 * Returns: the peer's number, held until prise_peer_table_release()
 */
guint
prise_peer_table_add (PrisePeerTable *self, const char *name)
{
  PrisePeer peer = { .name = g_ref_string_new (name), .held = TRUE };
  guint n_free = self->free_numbers->len;
  guint number = self->peers->len;

  self->size += PEER_OVERHEAD + g_ref_string_length (peer.name);
  if (n_free == 0) {
    g_array_append_val (self->peers, peer);
    return number;
  }

  number = g_array_index (self->free_numbers, guint, n_free - 1);
  g_array_set_size (self->free_numbers, n_free - 1);
  g_array_index (self->peers, PrisePeer, number) = peer;

  return number;
}

/**
 * prise_peer_table_touch:
 * @peer: a peer's number
 * @position: of a new entry that names it
 */
void
prise_peer_table_touch (PrisePeerTable *self, guint peer, guint64 position)
{
  g_array_index (self->peers, PrisePeer, peer).end_position = position + 1;
}

/**
 * prise_peer_table_release:
 * @peer: a peer's number
 *
 * No new entry will name @peer.
 */
void
prise_peer_table_release (PrisePeerTable *self, guint peer)
{
  if (peer != 0)
    g_array_index (self->peers, PrisePeer, peer).held = FALSE;
}

/**
 * prise_peer_table_reclaim:
 * @first: the first entry that is kept
 *
 * Forgets the peers that are released and that no kept entry names.
 */
void
prise_peer_table_reclaim (PrisePeerTable *self, guint64 first)
{
  for (guint i = 1; i < self->peers->len; i++) {
    PrisePeer *peer = &g_array_index (self->peers, PrisePeer, i);

    if (peer->held || peer->name == NULL || peer->end_position > first)
      continue;

    self->size -= PEER_OVERHEAD + g_ref_string_length (peer->name);
    g_clear_pointer (&peer->name, g_ref_string_release);
    g_array_append_val (self->free_numbers, i);
  }
}

/**
 * prise_peer_table_dup_name:
 * @peer: a peer's number
 *
 * Returns: its name, for g_ref_string_release(); %NULL for nobody
 */
GRefString *
prise_peer_table_dup_name (PrisePeerTable *self, guint peer)
{
  GRefString *name = g_array_index (self->peers, PrisePeer, peer).name;

  return name != NULL ? g_ref_string_acquire (name) : NULL;
}

/**
 * prise_peer_table_get_size:
 *
 * Returns: the memory that its peers take, in bytes
 */
gsize
prise_peer_table_get_size (PrisePeerTable *self)
{
  return self->size;
}
