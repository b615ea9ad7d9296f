// SPDX-License-Identifier: GPL-3.0-or-later
/* Which rows of the log are selected: a GtkSelectionModel that costs the same for 10 million rows
 * as for ten. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRISE_TYPE_RANGE_SELECTION (prise_range_selection_get_type ())
G_DECLARE_FINAL_TYPE (PriseRangeSelection, prise_range_selection, PRISE, RANGE_SELECTION, GObject)

PriseRangeSelection *prise_range_selection_new (GListModel *model);
guint prise_range_selection_get_n_selected (PriseRangeSelection *self);
guint prise_range_selection_get_n_ranges (PriseRangeSelection *self);
void prise_range_selection_get_range (PriseRangeSelection *self,
                                      guint index,
                                      guint *first,
                                      guint *end);

G_END_DECLS
