// SPDX-License-Identifier: GPL-3.0-or-later
/* One run of a TCP client, from connect to close, on the I/O thread. Its functions may be called
 * from the owner's thread; they return at once and take effect in order. */
#pragma once

#include "prise-channel.h"
#include "prise-io.h"
#include "prise-journal.h"
#include "prise-mailbox.h"

G_BEGIN_DECLS

typedef struct _PriseTcpClientRun PriseTcpClientRun;

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

PriseTcpClientRun *prise_tcp_client_run_new (PriseIo *io,
                                             PriseJournal *journal,
                                             PriseMailbox *mailbox);
PriseTcpClientRun *prise_tcp_client_run_ref (PriseTcpClientRun *self);
void prise_tcp_client_run_unref (PriseTcpClientRun *self);
void prise_tcp_client_run_set_keep_half_open (PriseTcpClientRun *self, gboolean keep_half_open);
void prise_tcp_client_run_start (PriseTcpClientRun *self,
                                 const char *host,
                                 guint16 port,
                                 guint timeout);
void prise_tcp_client_run_send (PriseTcpClientRun *self, GBytes *bytes, GTask *task);
void prise_tcp_client_run_finish_sending (PriseTcpClientRun *self);
void prise_tcp_client_run_stop (PriseTcpClientRun *self, gboolean abort);
void prise_tcp_client_run_get_news (PriseTcpClientRun *self, PriseTcpClientNews *news);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseTcpClientRun, prise_tcp_client_run_unref)

G_END_DECLS
