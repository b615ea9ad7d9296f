// SPDX-License-Identifier: GPL-3.0-or-later
/* One session of a TCP server, from start to stop, on the I/O thread. Its functions may be called
 * from the owner's thread; they return at once and take effect in order. */
#pragma once

#include "prise-io.h"
#include "prise-journal.h"
#include "prise-mailbox.h"
#include "prise-responder.h"
#include "prise-peer-changes.h"

G_BEGIN_DECLS

typedef struct _PriseTcpServerSession PriseTcpServerSession;

typedef struct {
  gboolean close_after_reply;
  gboolean once;
  gboolean keep_half_open;
} PriseTcpServerFlags;

PriseTcpServerSession *prise_tcp_server_session_new (PriseIo *io,
                                                     PriseJournal *journal,
                                                     PriseMailbox *mailbox,
                                                     guint number);
PriseTcpServerSession *prise_tcp_server_session_ref (PriseTcpServerSession *self);
void prise_tcp_server_session_unref (PriseTcpServerSession *self);
void prise_tcp_server_session_configure (PriseTcpServerSession *self,
                                         PriseResponder *responder,
                                         PriseTcpServerFlags flags);
void prise_tcp_server_session_start (PriseTcpServerSession *self, const char *host, guint16 port);
void prise_tcp_server_session_stop (PriseTcpServerSession *self, gboolean abort);
void prise_tcp_server_session_send (PriseTcpServerSession *self, guint64 id, GBytes *bytes);
void prise_tcp_server_session_disconnect (PriseTcpServerSession *self, guint64 id, gboolean abort);
GArray *prise_tcp_server_session_take_news (PriseTcpServerSession *self, guint64 *queued_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseTcpServerSession, prise_tcp_server_session_unref)

G_END_DECLS
