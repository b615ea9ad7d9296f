// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseTcpPeer:
 *
 * A client of a TCP server, as the owner's thread sees it: an item of the list that
 * prise_tcp_server_get_peers() returns.
 *
 * Only the server makes and changes it.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PriseTcpPeer:id:
 *
 * By which the server knows it; never used again in one server.
 */

/**
 * PriseTcpPeer:address:
 *
 * "address:port".
 */

/**
 * PriseTcpPeer:half-closed:
 *
 * Whether it has finished sending.
 */

/**
 * PriseTcpPeer:queued-bytes:
 *
 * How much waits to be sent to it.
 */

#define PRISE_TYPE_TCP_PEER (prise_tcp_peer_get_type ())
G_DECLARE_FINAL_TYPE (PriseTcpPeer, prise_tcp_peer, PRISE, TCP_PEER, GObject)

guint64 prise_tcp_peer_get_id (PriseTcpPeer *self);
const char *prise_tcp_peer_get_address (PriseTcpPeer *self);
gboolean prise_tcp_peer_get_half_closed (PriseTcpPeer *self);
guint64 prise_tcp_peer_get_queued_bytes (PriseTcpPeer *self);

G_END_DECLS
