// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PrisePeerList:
 *
 * The peers of an endpoint as a GListModel, found by id. The owner's thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRISE_TYPE_PEER_LIST (prise_peer_list_get_type ())
G_DECLARE_FINAL_TYPE (PrisePeerList, prise_peer_list, PRISE, PEER_LIST, GObject)

PrisePeerList *prise_peer_list_new (GType item_type, gboolean newest_first);
void prise_peer_list_add (PrisePeerList *self, guint64 id, gpointer peer);
gpointer prise_peer_list_find (PrisePeerList *self, guint64 id);
void prise_peer_list_remove (PrisePeerList *self, guint64 id);
void prise_peer_list_clear (PrisePeerList *self);
void prise_peer_list_begin (PrisePeerList *self);
void prise_peer_list_end (PrisePeerList *self);

G_END_DECLS
