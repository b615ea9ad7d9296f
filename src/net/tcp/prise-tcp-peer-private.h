// SPDX-License-Identifier: GPL-3.0-or-later
/* How the server makes and changes its peers. */
#pragma once

#include "prise-peer-changes.h"
#include "prise-tcp-peer.h"

G_BEGIN_DECLS

/**
 * PriseTcpPeerChange:
 * @base: whose
 * @half_closed: whether it has finished sending
 * @queued_bytes: how much waits to be sent to it
 *
 * How a client stands since its owner last looked.
 */
typedef struct {
  PrisePeerChange base;
  gboolean half_closed;
  guint64 queued_bytes;
} PriseTcpPeerChange;

gpointer prise_tcp_peer_new (const PrisePeerChange *change);
void prise_tcp_peer_update (gpointer peer, const PrisePeerChange *change);

G_END_DECLS
