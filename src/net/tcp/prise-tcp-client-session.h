// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseTcpClientSession:
 *
 * One session of a TCP client, from connect to close, on the I/O thread. Its functions may be
 * called from the owner's thread; they return at once and take effect in order.
 */
#pragma once

#include "prise-channel.h"
#include "prise-endpoint-subclass.h"

G_BEGIN_DECLS

typedef struct _PriseTcpClientSession PriseTcpClientSession;

/**
 * PriseTcpClientNews:
 * @peer_address: (nullable): "address:port", once connected
 * @sending_finished: whether our half is shut, or about to be
 * @peer_finished: whether the peer's is
 * @queued_bytes: how much waits to be sent
 */
typedef struct {
  char *peer_address;
  gboolean sending_finished;
  gboolean peer_finished;
  guint64 queued_bytes;
} PriseTcpClientNews;

PriseTcpClientSession *prise_tcp_client_session_new (PriseEndpoint *endpoint);
void prise_tcp_client_session_set_socket_options (PriseTcpClientSession *self,
                                                  GSocketAddress *local,
                                                  guint keep_alive);
void prise_tcp_client_session_set_keep_half_open (PriseTcpClientSession *self,
                                                  gboolean keep_half_open);
void prise_tcp_client_session_start (PriseTcpClientSession *self,
                                     const char *host,
                                     guint16 port,
                                     guint timeout);
void prise_tcp_client_session_send (PriseTcpClientSession *self, GBytes *bytes, GTask *task);
void prise_tcp_client_session_finish_sending (PriseTcpClientSession *self);
void prise_tcp_client_session_expect_nothing (PriseTcpClientSession *self);
void prise_tcp_client_session_get_news (PriseTcpClientSession *self, PriseTcpClientNews *news);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseTcpClientSession, prise_session_unref)

G_END_DECLS
