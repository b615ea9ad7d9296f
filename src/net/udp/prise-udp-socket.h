// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpSocket:
 *
 * A UDP socket that listens and sends: server and client in one.
 *
 * What it is told applies at once, to an open socket too, unless it is said otherwise.
 */
#pragma once

#include "prise-endpoint.h"
#include "prise-responder.h"
#include "prise-udp-group.h"
#include "prise-udp-peer.h"

G_BEGIN_DECLS

/* What is asked for; the system may grant less. */
#define PRISE_UDP_RECEIVE_BUFFER (4 * 1024 * 1024)

/* The longest datagram that can come: a 16-bit length with a UDP header of 8 bytes (RFC 768). */
#define PRISE_UDP_MAX_DATAGRAM 65527

/**
 * PriseUdpSocket:responder:
 *
 * What to reply to each datagram from now on; %NULL for nothing.
 */

/**
 * PriseUdpSocket:broadcast:
 *
 * Whether it may send to broadcast addresses.
 */

/**
 * PriseUdpSocket:multicast-interface:
 *
 * Where datagrams to groups leave; %NULL: the system chooses.
 */

/**
 * PriseUdpSocket:multicast-hops:
 *
 * TTL or hop limit of datagrams to groups.
 */

/**
 * PriseUdpSocket:multicast-loopback:
 *
 * Whether this machine gets what it sends to groups.
 */

/**
 * PriseUdpSocket:share-port:
 *
 * Whether other programs may be bound to the same port. Counts from the next open.
 */

/**
 * PriseUdpSocket:max-datagram:
 *
 * Longer ones are cut. Counts from the next open.
 */

/**
 * PriseUdpSocket:peer-address:
 *
 * "address:port" of the fixed peer; %NULL: anybody.
 */

/**
 * PriseUdpSocket:receive-buffer:
 *
 * How many bytes the system granted, of the smallest socket; 0 when closed.
 */

/**
 * PriseUdpSocket:lost:
 *
 * How many datagrams of this session, or the last, the system dropped for want of room.
 */

/**
 * PriseUdpSocket:peers:
 *
 * Those of this session, or the last, as #PriseUdpPeer; the oldest go when there are thousands.
 */

/**
 * PriseUdpSocket:groups:
 *
 * Those that were joined, as #PriseUdpGroup; empty when closed.
 */

#define PRISE_TYPE_UDP_SOCKET (prise_udp_socket_get_type ())
G_DECLARE_FINAL_TYPE (PriseUdpSocket, prise_udp_socket, PRISE, UDP_SOCKET, PriseEndpoint)

PriseUdpSocket *prise_udp_socket_new (PriseIo *io);

void prise_udp_socket_open_async (PriseUdpSocket *self,
                                  const char *host,
                                  guint16 port,
                                  const char *peer_host,
                                  guint16 peer_port,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean prise_udp_socket_open_finish (PriseUdpSocket *self, GAsyncResult *result, GError **error);

void prise_udp_socket_send_async (PriseUdpSocket *self,
                                  const char *host,
                                  guint16 port,
                                  GBytes *bytes,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean prise_udp_socket_send_finish (PriseUdpSocket *self, GAsyncResult *result, GError **error);

void prise_udp_socket_join_async (PriseUdpSocket *self,
                                  const char *group,
                                  const char *interface,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean prise_udp_socket_join_finish (PriseUdpSocket *self, GAsyncResult *result, GError **error);
void prise_udp_socket_leave (PriseUdpSocket *self, PriseUdpGroup *group);

void prise_udp_socket_set_responder (PriseUdpSocket *self, PriseResponder *responder);
const char *prise_udp_socket_get_peer_address (PriseUdpSocket *self);
guint64 prise_udp_socket_get_receive_buffer (PriseUdpSocket *self);
guint64 prise_udp_socket_get_lost (PriseUdpSocket *self);
GListModel *prise_udp_socket_get_peers (PriseUdpSocket *self);
GListModel *prise_udp_socket_get_groups (PriseUdpSocket *self);

G_END_DECLS
