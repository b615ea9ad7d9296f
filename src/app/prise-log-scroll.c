// SPDX-License-Identifier: GPL-3.0-or-later
/* Where a list stands, who moved it there, and how to get it elsewhere. The list itself moves its
 * adjustment when rows come and go; what the reader does has to be told from that. Main thread. */
#include "config.h"

#include "prise-log-scroll.h"

/**
 * prise_scroll_place_get:
 * @scroller: a scrolled window
 *
 * Returns: where it stands, vertically
 */
PriseScrollPlace
prise_scroll_place_get (GtkScrolledWindow *scroller)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);

  return (PriseScrollPlace){
    .value = gtk_adjustment_get_value (adjustment),
    .upper = gtk_adjustment_get_upper (adjustment),
    .page_size = gtk_adjustment_get_page_size (adjustment),
  };
}

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
 * prise_scroll_place_is_by_reader:
 * @place: where the list stands now
 * @before: where it stood before
 *
 * When the list lays rows out, the size of everything changes as well as the place. What moves
 * within unchanged sizes was moved by the reader.
 *
 * Returns: whether it was the reader who moved
 */
gboolean
prise_scroll_place_is_by_reader (const PriseScrollPlace *place, const PriseScrollPlace *before)
{
  return place->value != before->value && place->upper == before->upper &&
         place->page_size == before->page_size;
}

/**
 * prise_log_scroll_to_row:
 * @column_view: a column view
 * @row: which row
 *
 * Makes @row the one that the list keeps in sight: it is laid out with the next frame.
 */
void
prise_log_scroll_to_row (GtkColumnView *column_view, guint row)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (column_view));

  /* GTK 4.8 has no public way; this is the action by which rows ask for it themselves. */
  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_activate_action (child, "list.scroll-to-item", "u", row);
}
