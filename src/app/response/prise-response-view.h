// SPDX-License-Identifier: GPL-3.0-or-later
/* The response that an HTTP client has got, or is getting, in views of the same bytes. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-selection.h"
#include "prise-http-client.h"

G_BEGIN_DECLS

/* Properties:
 *   client (PriseHttpClient, nullable),
 *   view (string: "body", "headers", "raw", "timing" or "problems"),
 *   exchange (PriseHttpExchange, read, nullable: the one that is shown),
 *   response (PriseHttpResponse, read, nullable: what it says so far), error (GError, read,
 *   nullable), phase (uint, read: a PriseHttpPhase),
 *   received (uint64, read: of the body), rate (uint64, read: bytes per second),
 *   progress (uint64, read: another number whenever there is more to show),
 *   selection (PriseByteSelection, read: what the views show together) */
#define PRISE_TYPE_RESPONSE_VIEW (prise_response_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseResponseView, prise_response_view, PRISE, RESPONSE_VIEW, GtkWidget)

GtkWidget *prise_response_view_new (void);
void prise_response_view_set_client (PriseResponseView *self, PriseHttpClient *client);
void prise_response_view_show (PriseResponseView *self, const char *view);

G_END_DECLS
