// SPDX-License-Identifier: GPL-3.0-or-later
/* The clients of a TCP server as a GListModel of PriseTcpPeer, found by id. The owner's thread. */
#pragma once

#include <gio/gio.h>

#include "prise-tcp-peer.h"

G_BEGIN_DECLS

#define PRISE_TYPE_TCP_PEER_LIST (prise_tcp_peer_list_get_type ())
G_DECLARE_FINAL_TYPE (PriseTcpPeerList, prise_tcp_peer_list, PRISE, TCP_PEER_LIST, GObject)

PriseTcpPeerList *prise_tcp_peer_list_new (void);
void prise_tcp_peer_list_add (PriseTcpPeerList *self, guint64 id, const char *address);
void prise_tcp_peer_list_remove (PriseTcpPeerList *self, guint64 id);
void prise_tcp_peer_list_update (PriseTcpPeerList *self,
                                 guint64 id,
                                 gboolean half_closed,
                                 guint64 queued_bytes);

G_END_DECLS
