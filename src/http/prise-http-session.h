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

typedef struct _PriseHttpSession PriseHttpSession;

PriseHttpSession *prise_http_session_new (PriseIo *io,
                                          PriseJournal *journal,
                                          PriseMailbox *mailbox,
                                          guint timeout);
PriseHttpSession *prise_http_session_ref (PriseHttpSession *self);
void prise_http_session_unref (PriseHttpSession *self);
void prise_http_session_exchange (PriseHttpSession *self, PriseHttpExchange *exchange, GTask *task);
void prise_http_session_stop (PriseHttpSession *self, gboolean abort);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpSession, prise_http_session_unref)

G_END_DECLS
