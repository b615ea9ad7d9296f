// SPDX-License-Identifier: GPL-3.0-or-later
/* The requests that were sent, newest first, over restarts. */
#pragma once

#include "prise-http-history-item.h"

G_BEGIN_DECLS

/**
 * PriseHttpHistory:items:
 *
 * A list of #PriseHttpHistoryItem, the newest first.
 */

/**
 * PriseHttpHistory:error:
 *
 * Why it couldn't be read or kept; %NULL if it could.
 */

#define PRISE_TYPE_HTTP_HISTORY (prise_http_history_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpHistory, prise_http_history, PRISE, HTTP_HISTORY, GObject)

PriseHttpHistory *prise_http_history_new (GFile *file);
void prise_http_history_load (PriseHttpHistory *self);
GFile *prise_http_history_get_default_file (void);
GListModel *prise_http_history_get_items (PriseHttpHistory *self);
const char *prise_http_history_get_error (PriseHttpHistory *self);
gboolean prise_http_history_get_busy (PriseHttpHistory *self);
PriseHttpHistoryItem *prise_http_history_add (PriseHttpHistory *self,
                                              const char *url,
                                              GBytes *request);
void prise_http_history_set_status (PriseHttpHistory *self,
                                    PriseHttpHistoryItem *item,
                                    guint status);
void prise_http_history_remove (PriseHttpHistory *self, PriseHttpHistoryItem *item);
void prise_http_history_clear (PriseHttpHistory *self);

G_END_DECLS
