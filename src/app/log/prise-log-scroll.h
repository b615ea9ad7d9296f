// SPDX-License-Identifier: GPL-3.0-or-later
/* Where the list of a log stands, who moved it there, and staying at its end. Main thread. */
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

gboolean prise_scroll_place_is_end (const PriseScrollPlace *place);
gboolean prise_scroll_place_is_by_user (const PriseScrollPlace *place,
                                        const PriseScrollPlace *before);

/**
 * PriseLogScroll:
 * @column_view: the list
 * @follow: whether it stays at the end
 *
 * A part of PriseLogView, which sets @column_view and otherwise only reads.
 */
typedef struct {
  GtkColumnView *column_view;
  gboolean follow;

  /*< private >*/
  PriseScrollPlace place;
  guint n_rows; /* at the last sync */
  gboolean is_flooded;
  gboolean has_skipped_rows;
} PriseLogScroll;

gboolean prise_log_scroll_did_move (PriseLogScroll *self);
gboolean prise_log_scroll_is_behind (PriseLogScroll *self);
gboolean prise_log_scroll_did_sync (PriseLogScroll *self, gboolean has_news);
gboolean prise_log_scroll_set_follow (PriseLogScroll *self, gboolean follow);
gboolean prise_log_scroll_skips_row (PriseLogScroll *self, guint row);

void prise_log_scroll_show_row (PriseLogScroll *self, guint row);
gboolean prise_log_scroll_shows_row (PriseLogScroll *self, guint row);

G_END_DECLS
