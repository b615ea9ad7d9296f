// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PrisePeerChanges:
 *
 * What happened to an endpoint's peers since its owner last looked, gathered on the I/O thread and
 * taken by the owner's: however much happens to a peer in between, it is one change.
 */
#pragma once

#include "prise-peer-list.h"

G_BEGIN_DECLS

/**
 * PrisePeerChange:
 * @id: of a peer; 0: nothing to tell
 * @address: (nullable): "address:port" of one that is new
 * @gone: whether it left
 *
 * The head of what is told of a peer. What else a kind of endpoint tells stands behind it.
 */
typedef struct {
  guint64 id;
  char *address;
  gboolean gone;
} PrisePeerChange;

/**
 * PrisePeerChangesPlace:
 *
 * Where the last change of a peer stands. Embed it, zeroed, in what the I/O thread has of the peer.
 */
typedef struct {
  /*< private >*/
  guint64 generation;
  guint index;
} PrisePeerChangesPlace;

typedef struct _PrisePeerChanges PrisePeerChanges;

typedef gpointer (*PrisePeerNewFunc) (const PrisePeerChange *change);
typedef void (*PrisePeerUpdateFunc) (gpointer peer, const PrisePeerChange *change);

PrisePeerChanges *prise_peer_changes_new (gsize change_size);
void prise_peer_changes_free (PrisePeerChanges *self);

/* The I/O thread. */
void prise_peer_changes_lock (PrisePeerChanges *self);
void prise_peer_changes_unlock (PrisePeerChanges *self);
gpointer prise_peer_changes_get (PrisePeerChanges *self,
                                 PrisePeerChangesPlace *place,
                                 guint64 id,
                                 const char *address);
void prise_peer_changes_leave (PrisePeerChanges *self, PrisePeerChangesPlace *place, guint64 id);

/* The owner's thread. */
GArray *prise_peer_changes_take (PrisePeerChanges *self);
void prise_peer_changes_apply (PrisePeerChanges *self,
                               PrisePeerList *peers,
                               PrisePeerNewFunc create,
                               PrisePeerUpdateFunc update);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrisePeerChanges, prise_peer_changes_free)

G_END_DECLS
