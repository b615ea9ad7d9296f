// SPDX-License-Identifier: GPL-3.0-or-later
/* What happened to a server's clients since its owner last looked, gathered on the I/O thread and
 * taken by the owner's: however much happens to a client in between, it is one piece of news. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PrisePeerChanges:
 * @id: of a client; 0: nothing to tell
 * @address: (nullable): "address:port" of one that is new
 * @gone: whether it left
 * @half_closed: whether it has finished sending
 * @queued_bytes: how much waits to be sent to it
 */
typedef struct {
  guint64 id;
  char *address;
  gboolean gone;
  gboolean half_closed;
  guint64 queued_bytes;
} PrisePeerChanges;

/**
 * PrisePeerChangesPlace:
 *
 * Where a client's news stand. Embed it in the client, and start it with
 * %PRISE_PEER_CHANGES_NO_PLACE.
 */
typedef struct {
  /*< private >*/
  guint64 generation;
  guint index;
} PrisePeerChangesPlace;

#define PRISE_PEER_CHANGES_NO_PLACE ((PrisePeerChangesPlace){ .generation = G_MAXUINT64 })

typedef struct _PrisePeerChangesBox PrisePeerChangesBox;

PrisePeerChangesBox *prise_peer_changes_box_new (void);
void prise_peer_changes_box_free (PrisePeerChangesBox *self);
void prise_peer_changes_box_arrive (PrisePeerChangesBox *self,
                                    PrisePeerChangesPlace *place,
                                    guint64 id,
                                    const char *address);
void prise_peer_changes_box_change (PrisePeerChangesBox *self,
                                    PrisePeerChangesPlace *place,
                                    guint64 id,
                                    gboolean half_closed,
                                    guint64 queued_bytes);
void prise_peer_changes_box_leave (PrisePeerChangesBox *self,
                                   PrisePeerChangesPlace *place,
                                   guint64 id);
void prise_peer_changes_box_set_queued_bytes (PrisePeerChangesBox *self, guint64 queued_bytes);
GArray *prise_peer_changes_box_take (PrisePeerChangesBox *self, guint64 *queued_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrisePeerChangesBox, prise_peer_changes_box_free)

G_END_DECLS
