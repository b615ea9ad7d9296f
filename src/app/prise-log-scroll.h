// SPDX-License-Identifier: GPL-3.0-or-later
/* Where a list stands, who moved it there, and how to get it elsewhere. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PriseScrollPlace:
 * @value: of the vertical adjustment
 * @upper: likewise
 * @page_size: likewise
 */
typedef struct {
  double value;
  double upper;
  double page_size;
} PriseScrollPlace;

PriseScrollPlace prise_scroll_place_get (GtkScrolledWindow *scroller);
gboolean prise_scroll_place_is_end (const PriseScrollPlace *place);
gboolean prise_scroll_place_is_by_reader (const PriseScrollPlace *place,
                                          const PriseScrollPlace *before);
void prise_log_scroll_to_row (GtkColumnView *column_view, guint row);

G_END_DECLS
