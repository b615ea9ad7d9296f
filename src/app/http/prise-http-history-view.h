// SPDX-License-Identifier: GPL-3.0-or-later
/* The list of the requests that were sent, with a search. */
#pragma once

#include <adwaita.h>

#include "prise-http-history.h"

G_BEGIN_DECLS

/**
 * PriseHttpHistoryView::chosen:
 * @self: what emits it
 * @item: the request
 *
 * Emitted when a request is to be shown.
 */

/**
 * PriseHttpHistoryView::send-again:
 * @self: what emits it
 * @item: the request
 *
 * Emitted when a request is to be sent again.
 */

#define PRISE_TYPE_HTTP_HISTORY_VIEW (prise_http_history_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpHistoryView,
                      prise_http_history_view,
                      PRISE,
                      HTTP_HISTORY_VIEW,
                      AdwBin)

G_END_DECLS
