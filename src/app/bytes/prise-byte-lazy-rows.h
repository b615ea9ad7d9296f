// SPDX-License-Identifier: GPL-3.0-or-later
/* Which lines of bytes have a row in their list, and which rows are selected. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-lines.h"
#include "prise-log-selection.h"

G_BEGIN_DECLS

/**
 * PriseByteRows:
 * @selection: (read only): the rows
 */
typedef struct {
  /*< public >*/
  PriseLogSelection *selection;

  /*< private >*/
  GtkListView *list;
  PriseByteLines *lines;
  GtkSliceListModel *first_lines;
  guint pending_row; /* to be scrolled to once there is a frame */
  guint tick_id;
} PriseByteRows;

void prise_byte_rows_init (PriseByteRows *self, GtkListView *list, PriseByteLines *lines);
void prise_byte_rows_clear (PriseByteRows *self);
void prise_byte_rows_show_all (PriseByteRows *self);
void prise_byte_rows_scroll_to (PriseByteRows *self, guint row);

G_END_DECLS
