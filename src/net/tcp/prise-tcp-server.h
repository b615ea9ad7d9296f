// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP server: listening sockets and the channels of its clients. */
#pragma once

#include "prise-endpoint.h"
#include "prise-responder.h"
#include "prise-tcp-peer.h"

G_BEGIN_DECLS

/* Properties, writable at any time; a running server takes the first four at once:
 *   responder (PriseResponder), close-after-reply (boolean), once (boolean: stop after the first
 *   client), keep-half-open (boolean: stay open when the peer has finished sending) */
#define PRISE_TYPE_TCP_SERVER (prise_tcp_server_get_type ())
G_DECLARE_FINAL_TYPE (PriseTcpServer, prise_tcp_server, PRISE, TCP_SERVER, PriseEndpoint)

PriseTcpServer *prise_tcp_server_new (PriseIo *io);

/* Listens on @host: a name, an address, "localhost" (127.0.0.1 and ::1); NULL, "" or "*" for all
 * interfaces. @port 0: a free one. Several start at once is an error (G_IO_ERROR_PENDING). */
void prise_tcp_server_start_async (PriseTcpServer *self,
                                   const char *host,
                                   guint16 port,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean prise_tcp_server_start_finish (PriseTcpServer *self, GAsyncResult *result, GError **error);

void prise_tcp_server_set_responder (PriseTcpServer *self, PriseResponder *responder);
void prise_tcp_server_set_close_after_reply (PriseTcpServer *self, gboolean close_after_reply);
void prise_tcp_server_set_once (PriseTcpServer *self, gboolean once);
void prise_tcp_server_set_keep_half_open (PriseTcpServer *self, gboolean keep_half_open);

/* A GListModel of PriseTcpPeer, changed on the owner's context, coalesced. */
GListModel *prise_tcp_server_get_peers (PriseTcpServer *self);

/* @peer: NULL for all. Returns FALSE with PRISE_NET_ERROR_NOT_CONNECTED if there is nobody. */
gboolean prise_tcp_server_send (PriseTcpServer *self,
                                PriseTcpPeer *peer,
                                GBytes *bytes,
                                GError **error);
void prise_tcp_server_disconnect (PriseTcpServer *self, PriseTcpPeer *peer, gboolean abort);

G_END_DECLS
