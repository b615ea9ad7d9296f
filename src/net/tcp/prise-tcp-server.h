// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseTcpServer:
 *
 * A TCP server: listening sockets and the channels of its clients.
 *
 * What it is told applies at once, to a running server too.
 */
#pragma once

#include "prise-endpoint.h"
#include "prise-responder.h"
#include "prise-tcp-peer.h"

G_BEGIN_DECLS

/**
 * PriseTcpServer:responder:
 *
 * What to reply from now on; %NULL for nothing.
 */

/**
 * PriseTcpServer:close-after-reply:
 *
 * Whether to close a connection after the first reply on it.
 */

/**
 * PriseTcpServer:once:
 *
 * Whether to stop after the first client that comes from now on.
 */

/**
 * PriseTcpServer:keep-half-open:
 *
 * Whether a connection stays open for sending when its peer has finished.
 */

/**
 * PriseTcpServer:peers:
 *
 * The clients that are connected, as #PriseTcpPeer; changes come coalesced.
 */

#define PRISE_TYPE_TCP_SERVER (prise_tcp_server_get_type ())
G_DECLARE_FINAL_TYPE (PriseTcpServer, prise_tcp_server, PRISE, TCP_SERVER, PriseEndpoint)

PriseTcpServer *prise_tcp_server_new (PriseIo *io);

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

void prise_tcp_server_set_greeting (PriseTcpServer *self, GBytes *greeting, gboolean finishes);
GListModel *prise_tcp_server_get_peers (PriseTcpServer *self);

gboolean prise_tcp_server_send (PriseTcpServer *self,
                                PriseTcpPeer *peer,
                                GBytes *bytes,
                                GError **error);
void prise_tcp_server_disconnect (PriseTcpServer *self, PriseTcpPeer *peer, gboolean abort);

G_END_DECLS
