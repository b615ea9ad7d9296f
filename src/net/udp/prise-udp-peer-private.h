// SPDX-License-Identifier: GPL-3.0-or-later
/* How the socket makes and changes its peers' objects. The owner's thread. */
#pragma once

#include "prise-udp-peer.h"

G_BEGIN_DECLS

PriseUdpPeer *prise_udp_peer_new (const char *address);
void prise_udp_peer_update (PriseUdpPeer *self, guint64 received, guint64 sent, gint64 last_time);

G_END_DECLS
