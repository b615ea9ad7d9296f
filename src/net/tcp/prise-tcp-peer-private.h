// SPDX-License-Identifier: GPL-3.0-or-later
/* How the server makes and changes its clients' objects. The owner's thread. */
#pragma once

#include "prise-tcp-peer.h"

G_BEGIN_DECLS

PriseTcpPeer *prise_tcp_peer_new (guint64 id, const char *address);
void prise_tcp_peer_update (PriseTcpPeer *self, gboolean half_closed, guint64 queued_bytes);

G_END_DECLS
