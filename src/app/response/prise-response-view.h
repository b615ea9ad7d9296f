// SPDX-License-Identifier: GPL-3.0-or-later
/* The response that an HTTP client has got, or is getting, in views of the same bytes. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-selection.h"
#include "prise-http-client.h"

G_BEGIN_DECLS

/**
 * PriseResponseView:view:
 *
 * "body", "headers", "raw", "timing" or "problems".
 */

/**
 * PriseResponseView:exchange:
 *
 * The one that is shown.
 */

/**
 * PriseResponseView:response:
 *
 * What the exchange says so far.
 */

/**
 * PriseResponseView:phase:
 *
 * A #PriseHttpPhase.
 */

/**
 * PriseResponseView:received:
 *
 * How much of the body has come, in bytes.
 */

/**
 * PriseResponseView:rate:
 *
 * In bytes a second.
 */

/**
 * PriseResponseView:selection:
 *
 * What the views show together.
 */

#define PRISE_TYPE_RESPONSE_VIEW (prise_response_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseResponseView, prise_response_view, PRISE, RESPONSE_VIEW, GtkWidget)

void prise_response_view_set_client (PriseResponseView *self, PriseHttpClient *client);
void prise_response_view_show (PriseResponseView *self, const char *view);

G_END_DECLS
