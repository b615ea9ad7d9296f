// SPDX-License-Identifier: GPL-3.0-or-later
/* The cells of the log's columns. */
#pragma once

#include "prise-log-view.h"

G_BEGIN_DECLS

/* In the order of the .ui file. */
typedef enum {
  PRISE_LOG_COLUMN_TIME,
  PRISE_LOG_COLUMN_KIND,
  PRISE_LOG_COLUMN_PEER,
  PRISE_LOG_COLUMN_SIZE,
  PRISE_LOG_COLUMN_DATA,
} PriseLogColumn;

#define PRISE_LOG_N_COLUMNS (PRISE_LOG_COLUMN_DATA + 1)

void prise_log_cells_fill (PriseLogView *view, GListModel *columns);
void prise_log_cells_rebind (GtkWidget *list);
void prise_log_cells_show_columns (GtkColumnView *view, gboolean is_narrow);
guint prise_log_cells_get_position (GtkWidget *widget);

/* From prise-log-view.c: whether a row is better bound later, and the monotonic time from which its
 * time counts. */
gboolean prise_log_view_skips_row (PriseLogView *self, guint position);
gint64 prise_log_view_get_time_reference (PriseLogView *self, guint position);

G_END_DECLS
