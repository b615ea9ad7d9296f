// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpPeer:
 *
 * Somebody with whom a UDP socket has exchanged datagrams. The owner's thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseUdpPeer:address:
 *
 * "address:port".
 */

/**
 * PriseUdpPeer:received:
 *
 * How many datagrams came from it.
 */

/**
 * PriseUdpPeer:sent:
 *
 * How many datagrams went to it.
 */

/**
 * PriseUdpPeer:last-time:
 *
 * When the last of them came or went, in µs since 1970-01-01 UTC.
 */

#define PRISE_TYPE_UDP_PEER (prise_udp_peer_get_type ())
G_DECLARE_FINAL_TYPE (PriseUdpPeer, prise_udp_peer, PRISE, UDP_PEER, GObject)

const char *prise_udp_peer_get_address (PriseUdpPeer *self);
guint64 prise_udp_peer_get_received (PriseUdpPeer *self);
guint64 prise_udp_peer_get_sent (PriseUdpPeer *self);
gint64 prise_udp_peer_get_last_time (PriseUdpPeer *self);

G_END_DECLS
