// SPDX-License-Identifier: GPL-3.0-or-later
/* The cells of the log's columns. */
#pragma once

#include <gtk/gtk.h>

#include "prise-filter.h"
#include "prise-format.h"
#include "prise-log-scroll.h"
#include "prise-log-updater.h"

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

/**
 * PriseLogCells:
 * @time_format: how times are shown
 * @updater: (nullable): what knows the times of other rows; %NULL while there are no rows
 * @scroll: which rows are to be seen
 * @filter: (nullable): what is marked in the data
 * @hex: whether data is shown in hexadecimal
 *
 * What cells need to know of the log that they are in, which keeps it true.
 */
typedef struct {
  PriseTimeFormat time_format;
  PriseLogUpdater *updater;
  PriseLogScroll *scroll;
  PriseFilter *filter;
  gboolean hex;
} PriseLogCells;

void prise_log_cells_fill (PriseLogCells *self, GtkColumnView *view);
void prise_log_cells_rebind (GtkWidget *list);
void prise_log_cells_align_titles (GtkColumnView *view);
void prise_log_cells_show_columns (GtkColumnView *view, gboolean is_narrow);
guint prise_log_cells_get_position (GtkWidget *widget);
GtkWidget *prise_log_cells_find_row (GtkWidget *list, guint position);

G_END_DECLS
