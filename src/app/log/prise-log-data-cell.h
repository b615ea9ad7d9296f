// SPDX-License-Identifier: GPL-3.0-or-later
/* The cell of the log's last column, whose sentences may use the room of empty cells before it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRISE_TYPE_LOG_DATA_CELL (prise_log_data_cell_get_type ())
G_DECLARE_FINAL_TYPE (PriseLogDataCell, prise_log_data_cell, PRISE, LOG_DATA_CELL, GtkWidget)

GtkWidget *prise_log_data_cell_new (GtkInscription *inscription);
GtkInscription *prise_log_data_cell_get_inscription (PriseLogDataCell *self);
void prise_log_data_cell_set_spans (PriseLogDataCell *self, gboolean spans);

G_END_DECLS
