// SPDX-License-Identifier: GPL-3.0-or-later
/* Where the list of a log stands, who moved it there, and staying at its end. The list itself moves
 * its adjustment when rows come and go; what the user does has to be told from that. Main thread.
 */
#include "config.h"

#include "prise-log-scroll.h"

/* With more new rows than this at once, those that can't be seen aren't bound: a list has 200
 * widgets, and binds each of them in every such frame. */
#define MANY_ROWS 32

/**
 * prise_scroll_place_is_end:
 * @place: a place
 *
 * Returns: whether the last row is to be seen
 */
gboolean
prise_scroll_place_is_end (const PriseScrollPlace *place)
{
  return place->value + place->page_size >= place->upper - 1;
}

/**
 * prise_scroll_place_is_by_user:
 * @place: where the list stands now
 * @before: where it stood before
 *
 * When the list lays rows out, the size of everything changes as well as the place. What moves
 * within unchanged sizes was moved by the user.
 *
 * Returns: whether it was the user who moved
 */
gboolean
prise_scroll_place_is_by_user (const PriseScrollPlace *place, const PriseScrollPlace *before)
{
  return place->value != before->value && place->upper == before->upper &&
         place->page_size == before->page_size;
}

static guint
get_n_rows (PriseLogScroll *self)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->column_view);

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

/**
 * prise_log_scroll_show_row:
 * @self: a part of a log
 * @row: one of its rows
 *
 * Scrolls as little as brings @row into sight.
 */
void
prise_log_scroll_show_row (PriseLogScroll *self, guint row)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));

  /* GTK 4.8 has no public way; this is the action by which rows ask for it themselves. */
  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_activate_action (child, "list.scroll-to-item", "u", row);
}

/* The last row becomes the one that the list keeps in sight: it is laid out with the next frame. */
static void
scroll_to_end (PriseLogScroll *self)
{
  const guint n_rows = get_n_rows (self);

  if (n_rows > 0)
    prise_log_scroll_show_row (self, n_rows - 1);
}

/* Returns whether rows were skipped, which now are to be bound. */
static gboolean
end_flood (PriseLogScroll *self)
{
  const gboolean has_skipped_rows = self->has_skipped_rows;

  self->is_flooded = FALSE;
  self->has_skipped_rows = FALSE;

  return has_skipped_rows;
}

/**
 * prise_log_scroll_did_move:
 * @self: a part of a log
 *
 * The adjustment changed.
 *
 * Returns: whether the log follows now: the user's way up ends it, and reaching the end begins
 * it
 */
gboolean
prise_log_scroll_did_move (PriseLogScroll *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->column_view));
  PriseScrollPlace before = self->place;

  self->place = (PriseScrollPlace){
    .value = gtk_adjustment_get_value (adjustment),
    .upper = gtk_adjustment_get_upper (adjustment),
    .page_size = gtk_adjustment_get_page_size (adjustment),
  };

  if (!prise_scroll_place_is_by_user (&self->place, &before))
    return self->follow;

  return prise_scroll_place_is_end (&self->place) ||
         (self->follow && self->place.value > before.value);
}

/**
 * prise_log_scroll_is_behind:
 * @self: a part of a log
 *
 * Returns: whether the log follows and yet isn't at the end
 */
gboolean
prise_log_scroll_is_behind (PriseLogScroll *self)
{
  return self->follow && !prise_scroll_place_is_end (&self->place);
}

/**
 * prise_log_scroll_did_sync:
 * @self: a part of a log
 * @has_news: whether rows changed
 *
 * Goes to the new end if the log follows.
 *
 * Returns: whether rows are to be bound again, since some were skipped
 */
gboolean
prise_log_scroll_did_sync (PriseLogScroll *self, gboolean has_news)
{
  guint n_rows = get_n_rows (self);
  gboolean is_flooded = n_rows > self->n_rows + MANY_ROWS;
  gboolean must_rebind = FALSE;

  /* Fewer rows are old ones that left: a flood may go on. */
  if (is_flooded)
    self->is_flooded = TRUE;
  else if (n_rows >= self->n_rows)
    must_rebind = end_flood (self);
  self->n_rows = n_rows;

  /* Rows that were never laid out have no height, so that the first time doesn't always do. */
  if (self->follow && (has_news || prise_log_scroll_is_behind (self)))
    scroll_to_end (self);

  return must_rebind;
}

/**
 * prise_log_scroll_set_follow:
 * @self: a part of a log
 * @follow: whether it stays at the end
 *
 * Returns: whether rows are to be bound again, since some were skipped
 */
gboolean
prise_log_scroll_set_follow (PriseLogScroll *self, gboolean follow)
{
  self->follow = follow;
  if (!follow)
    return end_flood (self);

  scroll_to_end (self);

  return FALSE;
}

/**
 * prise_log_scroll_skips_row:
 * @self: a part of a log
 * @row: which row
 *
 * Returns: whether it isn't worth a text now, as it can't be seen and soon will be another
 */
gboolean
prise_log_scroll_skips_row (PriseLogScroll *self, guint row)
{
  double row_height = self->place.upper / MAX (self->n_rows, 1);
  double below = ((double) get_n_rows (self) - row - 2) * row_height;
  gboolean skips = self->is_flooded && self->follow && below > self->place.page_size;

  self->has_skipped_rows |= skips;

  return skips;
}

/**
 * prise_log_scroll_shows_row:
 * @self: a part of a log
 * @row: one of its rows
 *
 * Returns: whether all of @row is in sight, or will be when the log has followed to its end; all
 *   rows are of one height
 */
gboolean
prise_log_scroll_shows_row (PriseLogScroll *self, guint row)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->column_view));
  const double upper = gtk_adjustment_get_upper (adjustment);
  const double page_size = gtk_adjustment_get_page_size (adjustment);
  const double height = upper / MAX (get_n_rows (self), 1);
  const double value = self->follow ? upper - page_size : gtk_adjustment_get_value (adjustment);
  const double top = row * height - MAX (value, 0);

  return top >= -1 && top + height <= page_size + 1;
}
