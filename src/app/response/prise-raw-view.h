// SPDX-License-Identifier: GPL-3.0-or-later
/* A response exactly as it came. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-view.h"
#include "prise-http-exchange.h"

G_BEGIN_DECLS

/**
 * PriseRawView:selection:
 *
 * The place that is shown elsewhere, too.
 */

#define PRISE_TYPE_RAW_VIEW (prise_raw_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseRawView, prise_raw_view, PRISE, RAW_VIEW, GtkWidget)

PriseByteView *prise_raw_view_get_bytes (PriseRawView *self);
void prise_raw_view_look_again (PriseRawView *self);

G_END_DECLS
