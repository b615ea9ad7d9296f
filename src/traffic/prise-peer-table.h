// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PrisePeerTable:
 *
 * The addresses that a journal's entries name by number. A number is used again once its peer is
 * gone and no kept entry names it. Not thread safe by itself: the journal guards it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PrisePeerTable PrisePeerTable;

PrisePeerTable *prise_peer_table_new (void);
void prise_peer_table_free (PrisePeerTable *self);
guint prise_peer_table_add (PrisePeerTable *self, const char *name);
void prise_peer_table_touch (PrisePeerTable *self, guint peer, guint64 position);
void prise_peer_table_release (PrisePeerTable *self, guint peer);
void prise_peer_table_reclaim (PrisePeerTable *self, guint64 first);
GRefString *prise_peer_table_dup_name (PrisePeerTable *self, guint peer);
gsize prise_peer_table_get_size (PrisePeerTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrisePeerTable, prise_peer_table_free)

G_END_DECLS
