// SPDX-License-Identifier: GPL-3.0-or-later
/* One run of a TCP server, from start to stop, on the I/O thread. Its functions may be called from
 * the owner's thread; they return at once and take effect in order. */
#pragma once

#include "prise-io.h"
#include "prise-journal.h"
#include "prise-mailbox.h"
#include "prise-responder.h"
#include "prise-tcp-peer-news.h"

G_BEGIN_DECLS

typedef struct _PriseTcpServerRun PriseTcpServerRun;

typedef struct {
  guint close_after_reply : 1;
  guint once : 1;
  guint keep_half_open : 1;
} PriseTcpServerFlags;

PriseTcpServerRun *prise_tcp_server_run_new (PriseIo *io,
                                             PriseJournal *journal,
                                             PriseMailbox *mailbox,
                                             guint number);
PriseTcpServerRun *prise_tcp_server_run_ref (PriseTcpServerRun *self);
void prise_tcp_server_run_unref (PriseTcpServerRun *self);
void prise_tcp_server_run_configure (PriseTcpServerRun *self,
                                     PriseResponder *responder,
                                     PriseTcpServerFlags flags);
void prise_tcp_server_run_start (PriseTcpServerRun *self, const char *host, guint16 port);
void prise_tcp_server_run_stop (PriseTcpServerRun *self, gboolean abort);
void prise_tcp_server_run_send (PriseTcpServerRun *self, guint64 id, GBytes *bytes);
void prise_tcp_server_run_disconnect (PriseTcpServerRun *self, guint64 id, gboolean abort);
GArray *prise_tcp_server_run_take_news (PriseTcpServerRun *self, guint64 *queued_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseTcpServerRun, prise_tcp_server_run_unref)

G_END_DECLS
