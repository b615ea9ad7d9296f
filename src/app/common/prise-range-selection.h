// SPDX-License-Identifier: GPL-3.0-or-later
/* Which rows of the log are selected: a GtkSelectionModel that costs the same for 10 million rows
 * as for ten. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRISE_TYPE_LOG_SELECTION (prise_log_selection_get_type ())
G_DECLARE_FINAL_TYPE (PriseLogSelection, prise_log_selection, PRISE, LOG_SELECTION, GObject)

PriseLogSelection *prise_log_selection_new (GListModel *model);
guint prise_log_selection_get_n_selected (PriseLogSelection *self);
guint prise_log_selection_get_n_ranges (PriseLogSelection *self);
void prise_log_selection_get_range (PriseLogSelection *self, guint index, guint *first, guint *end);

G_END_DECLS
