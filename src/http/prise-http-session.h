// SPDX-License-Identifier: GPL-3.0-or-later
/* One connection of an HTTP client, from connect to close, and the exchanges on it, on the I/O
 * thread. Its functions may be called from the owner's thread; they return at once and take effect
 * in order. */
#pragma once

#include "prise-http-exchange.h"
#include "prise-io.h"
#include "prise-journal.h"
#include "prise-mailbox.h"

G_BEGIN_DECLS

typedef struct _PriseHttpRun PriseHttpRun;

PriseHttpRun *prise_http_run_new (PriseIo *io,
                                  PriseJournal *journal,
                                  PriseMailbox *mailbox,
                                  guint timeout);
PriseHttpRun *prise_http_run_ref (PriseHttpRun *self);
void prise_http_run_unref (PriseHttpRun *self);
void prise_http_run_exchange (PriseHttpRun *self, PriseHttpExchange *exchange, GTask *task);
void prise_http_run_stop (PriseHttpRun *self, gboolean abort);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpRun, prise_http_run_unref)

G_END_DECLS
