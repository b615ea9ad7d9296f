// SPDX-License-Identifier: GPL-3.0-or-later
/* Somebody with whom a UDP socket has exchanged datagrams. The owner's thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Properties, all read: address (string: "address:port"), received and sent (uint64: datagrams from
 * and to it), last-time (int64: µs since 1970-01-01 UTC of the last of them) */
#define PRISE_TYPE_UDP_PEER (prise_udp_peer_get_type ())
G_DECLARE_FINAL_TYPE (PriseUdpPeer, prise_udp_peer, PRISE, UDP_PEER, GObject)

const char *prise_udp_peer_get_address (PriseUdpPeer *self);
guint64 prise_udp_peer_get_received (PriseUdpPeer *self);
guint64 prise_udp_peer_get_sent (PriseUdpPeer *self);
gint64 prise_udp_peer_get_last_time (PriseUdpPeer *self);

G_END_DECLS
