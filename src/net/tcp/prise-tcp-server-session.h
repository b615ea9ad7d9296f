// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseTcpServerSession:
 *
 * One session of a TCP server, from start to stop, on the I/O thread. Its functions may be called
 * from the owner's thread; they return at once and take effect in order.
 */
#pragma once

#include "prise-endpoint-subclass.h"
#include "prise-peer-changes.h"
#include "prise-responder.h"
#include "prise-tcp-peer-private.h"

G_BEGIN_DECLS

typedef struct _PriseTcpServerSession PriseTcpServerSession;

typedef struct {
  gboolean close_after_reply;
  gboolean once;
  gboolean keep_half_open;
  gboolean finish_after_greeting;
} PriseTcpServerFlags;

PriseTcpServerSession *prise_tcp_server_session_new (PriseEndpoint *endpoint, guint number);
void prise_tcp_server_session_configure (PriseTcpServerSession *self,
                                         PriseResponder *responder,
                                         GBytes *greeting,
                                         PriseTcpServerFlags flags);
void prise_tcp_server_session_start (PriseTcpServerSession *self, const char *host, guint16 port);
void prise_tcp_server_session_send (PriseTcpServerSession *self, guint64 id, GBytes *bytes);
void prise_tcp_server_session_disconnect (PriseTcpServerSession *self, guint64 id, gboolean abort);
PrisePeerChanges *prise_tcp_server_session_get_changes (PriseTcpServerSession *self);
guint64 prise_tcp_server_session_get_queued_bytes (PriseTcpServerSession *self);
gboolean prise_tcp_server_session_has_been_tight (PriseTcpServerSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseTcpServerSession, prise_session_unref)

G_END_DECLS
