// SPDX-License-Identifier: GPL-3.0-or-later
/* When what happened in an exchange: a chart with its numbers. */
#pragma once

#include <gtk/gtk.h>

#include "prise-http-exchange.h"

G_BEGIN_DECLS

/**
 * PriseTimingView:note:
 *
 * What else is to be known; %NULL if nothing is.
 */

#define PRISE_TYPE_TIMING_VIEW (prise_timing_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseTimingView, prise_timing_view, PRISE, TIMING_VIEW, GtkWidget)

char *prise_timing_view_to_text (PriseTimingView *self);
void prise_timing_view_look_again (PriseTimingView *self);

G_END_DECLS
