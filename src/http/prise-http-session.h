// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseHttpSession:
 *
 * One connection of an HTTP client, from connect to close, and the exchanges on it, on the I/O
 * thread. Its functions may be called from the owner's thread; they return at once and take effect
 * in order.
 */
#pragma once

#include "prise-endpoint-subclass.h"
#include "prise-http-exchange.h"

G_BEGIN_DECLS

typedef struct _PriseHttpSession PriseHttpSession;

PriseHttpSession *prise_http_session_new (PriseEndpoint *endpoint,
                                          guint timeout,
                                          GSocketAddress *local);
void prise_http_session_exchange (PriseHttpSession *self,
                                  PriseHttpExchange *exchange,
                                  guint response_timeout,
                                  GTask *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpSession, prise_session_unref)

G_END_DECLS
