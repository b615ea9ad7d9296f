// SPDX-License-Identifier: GPL-3.0-or-later
/* A bar of a chart of times. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRISE_TYPE_TIMING_BAR (prise_timing_bar_get_type ())
G_DECLARE_FINAL_TYPE (PriseTimingBar, prise_timing_bar, PRISE, TIMING_BAR, GtkWidget)

GtkWidget *prise_timing_bar_new (guint hue);
void prise_timing_bar_set_span (PriseTimingBar *self, double begin, double end);

G_END_DECLS
