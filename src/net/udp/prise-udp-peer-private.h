// SPDX-License-Identifier: GPL-3.0-or-later
/* How the socket makes and changes its peers. */
#pragma once

#include "prise-peer-changes.h"
#include "prise-udp-peer.h"

G_BEGIN_DECLS

/**
 * PriseUdpPeerChange:
 * @base: whose
 * @received: how many datagrams came from it
 * @sent: how many went to it
 * @last_time: µs since 1970-01-01 UTC of the last of them
 *
 * How a peer stands since its owner last looked.
 */
typedef struct {
  PrisePeerChange base;
  guint64 received;
  guint64 sent;
  gint64 last_time;
} PriseUdpPeerChange;

gpointer prise_udp_peer_new (const PrisePeerChange *change);
void prise_udp_peer_update (gpointer peer, const PrisePeerChange *change);

G_END_DECLS
