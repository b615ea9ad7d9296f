// SPDX-License-Identifier: GPL-3.0-or-later
/* How a UDP socket is opened: the names are resolved, and a socket is bound to each local address;
 * and these sockets as a whole. The I/O thread. */
#pragma once

#include "prise-datagram-socket.h"
#include "prise-journal.h"

G_BEGIN_DECLS

/**
 * PriseUdpOpening:
 * @host: (nullable): a name or an address of this machine; %NULL: all
 * @port: the port; 0 for a free one
 * @peer_host: (nullable): the only one to exchange datagrams with; %NULL: everybody
 * @peer_port: its port
 * @share_port: whether others may be bound to the same port
 * @broadcast: whether the peer may be a broadcast address
 * @receive_buffer: how much memory to ask the system for, in bytes
 *
 * What is to be opened.
 */
typedef struct {
  char *host;
  guint16 port;
  char *peer_host;
  guint16 peer_port;
  gboolean share_port;
  gboolean broadcast;
  gsize receive_buffer;
} PriseUdpOpening;

PriseUdpOpening *prise_udp_opening_copy (const PriseUdpOpening *opening);
void prise_udp_opening_free (PriseUdpOpening *opening);

void prise_udp_open_async (PriseJournal *journal,
                           const PriseUdpOpening *opening,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GPtrArray *prise_udp_open_finish (GAsyncResult *result, GSocketAddress **peer, GError **error);

char **prise_udp_sockets_dup_addresses (GPtrArray *sockets);
gsize prise_udp_sockets_get_receive_buffer (GPtrArray *sockets);
PriseDatagramSocket *prise_udp_sockets_find (GPtrArray *sockets, int family);

G_END_DECLS
