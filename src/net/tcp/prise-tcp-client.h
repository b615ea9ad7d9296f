// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseTcpClient:
 *
 * A TCP client: at most one channel.
 */
#pragma once

#include "prise-endpoint.h"

G_BEGIN_DECLS

#define PRISE_TCP_CLIENT_DEFAULT_TIMEOUT 10

/**
 * PriseTcpClient:timeout:
 *
 * For resolving and connecting together, in seconds; 0: as long as the system tries. Counts from
 * the next connect.
 */

/**
 * PriseTcpClient:keep-half-open:
 *
 * Whether to stay connected for sending when the peer has finished.
 */

/**
 * PriseTcpClient:peer-address:
 *
 * "address:port"; %NULL while nothing is connected.
 */

/**
 * PriseTcpClient:sending-finished:
 *
 * Whether our half is closed, or will be once the queue is empty.
 */

/**
 * PriseTcpClient:peer-finished:
 *
 * Whether the peer has finished sending.
 */

#define PRISE_TYPE_TCP_CLIENT (prise_tcp_client_get_type ())
G_DECLARE_FINAL_TYPE (PriseTcpClient, prise_tcp_client, PRISE, TCP_CLIENT, PriseEndpoint)

PriseTcpClient *prise_tcp_client_new (PriseIo *io);
void prise_tcp_client_set_timeout (PriseTcpClient *self, guint seconds);
void prise_tcp_client_set_keep_half_open (PriseTcpClient *self, gboolean keep_half_open);
void prise_tcp_client_set_local (PriseTcpClient *self, GSocketAddress *local);
void prise_tcp_client_set_keep_alive (PriseTcpClient *self, guint seconds);
void prise_tcp_client_expect_nothing (PriseTcpClient *self);
const char *prise_tcp_client_get_peer_address (PriseTcpClient *self);
gboolean prise_tcp_client_get_sending_finished (PriseTcpClient *self);
gboolean prise_tcp_client_get_peer_finished (PriseTcpClient *self);

void prise_tcp_client_connect_async (PriseTcpClient *self,
                                     const char *host,
                                     guint16 port,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean prise_tcp_client_connect_finish (PriseTcpClient *self,
                                          GAsyncResult *result,
                                          GError **error);

void prise_tcp_client_send_async (PriseTcpClient *self,
                                  GBytes *bytes,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean prise_tcp_client_send_finish (PriseTcpClient *self, GAsyncResult *result, GError **error);

void prise_tcp_client_finish_sending (PriseTcpClient *self);

G_END_DECLS
