// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person sends an HTTP request and sees the response. */
#pragma once

#include "prise-endpoint-page.h"
#include "prise-http-client.h"
#include "prise-http-draft.h"
#include "prise-http-history.h"

G_BEGIN_DECLS

/* Properties: history (PriseHttpHistory, construct), the others read: client (PriseHttpClient),
 * draft (PriseHttpDraft), status (string: the last line of the page), redirect (string, nullable:
 * the URL that the last answer names instead), narrow (boolean: there is little room). Actions:
 * http.follow, http.copy-curl, http.paste-curl, http.reset, http.method (s) */
#define PRISE_TYPE_HTTP_PAGE (prise_http_page_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpPage, prise_http_page, PRISE, HTTP_PAGE, PriseEndpointPage)

GtkWidget *prise_http_page_new (PriseIo *io, GSettings *settings, PriseHttpHistory *history);
PriseHttpClient *prise_http_page_get_client (PriseHttpPage *self);
PriseHttpDraft *prise_http_page_get_draft (PriseHttpPage *self);
PriseHttpHistory *prise_http_page_get_history (PriseHttpPage *self);

G_END_DECLS
