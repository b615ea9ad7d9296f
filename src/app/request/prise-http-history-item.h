// SPDX-License-Identifier: GPL-3.0-or-later
/* A request that was sent, and what came of it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseHttpHistoryItem:status:
 *
 * That of the response; 0 if none came.
 */

/**
 * PriseHttpHistoryItem:time:
 *
 * When it was sent: µs since 1970-01-01 UTC.
 */

/**
 * PriseHttpHistoryItem:words:
 *
 * What a search looks at.
 */

#define PRISE_TYPE_HTTP_HISTORY_ITEM (prise_http_history_item_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpHistoryItem,
                      prise_http_history_item,
                      PRISE,
                      HTTP_HISTORY_ITEM,
                      GObject)

PriseHttpHistoryItem *prise_http_history_item_new (const char *url,
                                                   GBytes *request,
                                                   guint status,
                                                   gint64 time);
const char *prise_http_history_item_get_url (PriseHttpHistoryItem *self);
GBytes *prise_http_history_item_get_request (PriseHttpHistoryItem *self);
void prise_http_history_item_drop_body (PriseHttpHistoryItem *self);
guint prise_http_history_item_get_status (PriseHttpHistoryItem *self);
void prise_http_history_item_set_status (PriseHttpHistoryItem *self, guint status);
gint64 prise_http_history_item_get_time (PriseHttpHistoryItem *self);

G_END_DECLS
