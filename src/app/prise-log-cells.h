// SPDX-License-Identifier: GPL-3.0-or-later
/* The cells of the log's columns. */
#pragma once

#include "prise-log-view.h"

G_BEGIN_DECLS

typedef enum {
  PRISE_LOG_COLUMN_TIME,
  PRISE_LOG_COLUMN_KIND,
  PRISE_LOG_COLUMN_PEER,
  PRISE_LOG_COLUMN_SIZE,
  PRISE_LOG_COLUMN_DATA,
} PriseLogColumn;

#define PRISE_LOG_N_COLUMNS (PRISE_LOG_COLUMN_DATA + 1)

GtkListItemFactory *prise_log_cells_new_factory (PriseLogView *view, PriseLogColumn column);
guint prise_log_cells_get_position (GtkWidget *widget);

/* From prise-log-view.c: the monotonic time from which the row's time counts. */
gint64 prise_log_view_get_time_reference (PriseLogView *self, guint position);

G_END_DECLS
