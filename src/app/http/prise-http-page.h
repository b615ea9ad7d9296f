// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person sends an HTTP request and sees the response. */
#pragma once

#include "prise-endpoint-page.h"
#include "prise-http-client.h"
#include "prise-http-draft.h"
#include "prise-http-history.h"

G_BEGIN_DECLS

/**
 * PriseHttpPage:
 *
 * Its actions are `http.follow`, `http.copy-curl`, `http.paste-curl`, `http.reset` and
 * `http.method` (a string).
 */

/**
 * PriseHttpPage:status:
 *
 * The last line of the page.
 */

/**
 * PriseHttpPage:redirect:
 *
 * The URL that the last response names instead; %NULL if it names none.
 */

/**
 * PriseHttpPage:narrow:
 *
 * Whether there is little room.
 */

#define PRISE_TYPE_HTTP_PAGE (prise_http_page_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpPage, prise_http_page, PRISE, HTTP_PAGE, PriseEndpointPage)

GtkWidget *prise_http_page_new (PriseIo *io, GSettings *settings, PriseHttpHistory *history);
PriseHttpClient *prise_http_page_get_client (PriseHttpPage *self);
PriseHttpDraft *prise_http_page_get_draft (PriseHttpPage *self);
PriseHttpHistory *prise_http_page_get_history (PriseHttpPage *self);

G_END_DECLS
