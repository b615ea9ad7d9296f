// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP client: at most one channel. */
#pragma once

#include "prise-endpoint.h"

G_BEGIN_DECLS

#define PRISE_TCP_CLIENT_DEFAULT_TIMEOUT 10

/* Properties: timeout (uint, seconds for the whole connect; 0: the system's), keep-half-open
 * (boolean: stay connected when the peer has finished sending), peer-address (string, read),
 * sending-finished (boolean, read: our half is closed), peer-finished (boolean, read: the peer's
 * is) */
#define PRISE_TYPE_TCP_CLIENT (prise_tcp_client_get_type ())
G_DECLARE_FINAL_TYPE (PriseTcpClient, prise_tcp_client, PRISE, TCP_CLIENT, PriseEndpoint)

PriseTcpClient *prise_tcp_client_new (PriseIo *io);
void prise_tcp_client_set_timeout (PriseTcpClient *self, guint seconds);
void prise_tcp_client_set_keep_half_open (PriseTcpClient *self, gboolean keep_half_open);
const char *prise_tcp_client_get_peer_address (PriseTcpClient *self);
gboolean prise_tcp_client_get_sending_finished (PriseTcpClient *self);
gboolean prise_tcp_client_get_peer_finished (PriseTcpClient *self);

/* Resolves @host, tries its addresses in turn, each attempt an entry. Cancelling works at once. */
void prise_tcp_client_connect_async (PriseTcpClient *self,
                                     const char *host,
                                     guint16 port,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean prise_tcp_client_connect_finish (PriseTcpClient *self,
                                          GAsyncResult *result,
                                          GError **error);

/* Completes when the system has taken all of @bytes. @callback may be NULL: while connected,
 * failures are entries. */
void prise_tcp_client_send_async (PriseTcpClient *self,
                                  GBytes *bytes,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean prise_tcp_client_send_finish (PriseTcpClient *self, GAsyncResult *result, GError **error);

/* 'I have finished sending': shuts down the write half after what is queued. */
void prise_tcp_client_finish_sending (PriseTcpClient *self);

G_END_DECLS
