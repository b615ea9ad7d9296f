// SPDX-License-Identifier: GPL-3.0-or-later
/* Which lines of bytes have a row in their list, and which rows are selected. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-model.h"
#include "prise-range-selection.h"

G_BEGIN_DECLS

/**
 * PriseByteLazyRows:
 * @selection: (read only): the rows
 */
typedef struct {
  /*< public >*/
  PriseRangeSelection *selection;

  /*< private >*/
  GtkListView *list;
  PriseByteModel *lines;
  GtkSliceListModel *first_lines;
  guint pending_row; /* to be scrolled to once there is a frame */
  guint tick_id;
} PriseByteLazyRows;

void prise_byte_lazy_rows_init (PriseByteLazyRows *self, GtkListView *list, PriseByteModel *lines);
void prise_byte_lazy_rows_clear (PriseByteLazyRows *self);
void prise_byte_lazy_rows_show_all (PriseByteLazyRows *self);
void prise_byte_lazy_rows_scroll_to (PriseByteLazyRows *self, guint row);

G_END_DECLS
