// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpSocketSession:
 *
 * One session of a UDP socket, from open to close, on the I/O thread. Its functions may be called
 * from the owner's thread; they return at once and take effect in order.
 */
#pragma once

#include "prise-endpoint-subclass.h"
#include "prise-peer-changes.h"
#include "prise-responder.h"
#include "prise-udp-group.h"
#include "prise-udp-opener.h"

G_BEGIN_DECLS

typedef struct _PriseUdpSocketSession PriseUdpSocketSession;

/**
 * PriseUdpOptions:
 * @responder: what to reply
 * @broadcast: whether datagrams may go to broadcast addresses
 * @multicast_interface: (nullable): where datagrams to groups leave; %NULL: the system chooses
 * @multicast_hops: their TTL or hop limit, 0 to 255
 * @multicast_loopback: whether this machine gets them too
 *
 * What can be changed of a UDP socket while it is open.
 */
typedef struct {
  PriseResponder *responder;
  gboolean broadcast;
  char *multicast_interface;
  guint multicast_hops;
  gboolean multicast_loopback;
} PriseUdpOptions;

/**
 * PriseUdpSocketNews:
 * @peer_address: (nullable): the fixed peer's "address:port"
 * @receive_buffer: bytes that the system granted
 * @lost: datagrams that the system dropped for want of room
 * @queued_bytes: how much waits to be sent
 * @notice: (nullable): what #PriseEndpoint:notice says
 */
typedef struct {
  char *peer_address;
  guint64 receive_buffer;
  guint64 lost;
  guint64 queued_bytes;
  char *notice;
} PriseUdpSocketNews;

PriseUdpSocketSession *prise_udp_socket_session_new (PriseEndpoint *endpoint,
                                                     PriseMailFunc groups_changed,
                                                     guint max_datagram);

void prise_udp_socket_session_configure (PriseUdpSocketSession *self,
                                         const PriseUdpOptions *options);
void prise_udp_socket_session_start (PriseUdpSocketSession *self, const PriseUdpOpening *opening);
void prise_udp_socket_session_send (PriseUdpSocketSession *self,
                                    const char *host,
                                    guint16 port,
                                    GBytes *bytes,
                                    GTask *task);
void prise_udp_socket_session_join (PriseUdpSocketSession *self,
                                    const char *group,
                                    const char *interface,
                                    GTask *task);
void prise_udp_socket_session_leave (PriseUdpSocketSession *self, PriseUdpGroup *group);

void prise_udp_socket_session_get_news (PriseUdpSocketSession *self, PriseUdpSocketNews *news);
PrisePeerChanges *prise_udp_socket_session_get_peer_changes (PriseUdpSocketSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseUdpSocketSession, prise_session_unref)

G_END_DECLS
