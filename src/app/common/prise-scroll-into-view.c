// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps what unfolds in a form in view: GTK scrolls to the focus, but not to the rows that a click
 * has shown below the edge. Main thread. */
#include "config.h"

#include "prise-scroll-into-view.h"

/* Longer than libadwaita takes to show the rows, in µs. */
#define UNFOLDING_TIME (400 * 1000)

/* The whole row, or its top if it is too high. */
static void
scroll_to (GtkWidget *row)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (row, GTK_TYPE_VIEWPORT);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double top;

  /* The content may have a padding, which its own coordinates leave out. */
  if (viewport == NULL || !gtk_widget_compute_bounds (row, viewport, &bounds))
    return;

  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top, top + bounds.size.height);
}

typedef struct {
  GtkWidget *reason; /* or NULL */
  gint64 end;
} Unfolding;

static void
unfolding_free (gpointer user_data)
{
  Unfolding *unfolding = user_data;

  g_clear_object (&unfolding->reason);
  g_free (unfolding);
}

static gboolean
did_tick (GtkWidget *row, GdkFrameClock *clock, gpointer user_data)
{
  Unfolding *unfolding = user_data;

  scroll_to (row);
  if (unfolding->reason != NULL)
    scroll_to (unfolding->reason);

  return gdk_frame_clock_get_frame_time (clock) < unfolding->end ? G_SOURCE_CONTINUE
                                                                 : G_SOURCE_REMOVE;
}

/**
 * prise_scroll_into_view_unfolding:
 * @row: a row in a scrolled form, which has just begun to unfold
 * @reason: (nullable): a widget in the same form, because of which it does
 *
 * Scrolls along until all of @row is in view, or as much of it as there is room for with @reason.
 */
void
prise_scroll_into_view_unfolding (GtkWidget *row, GtkWidget *reason)
{
  Unfolding *unfolding;

  g_return_if_fail (GTK_IS_WIDGET (row));
  g_return_if_fail (reason == NULL || GTK_IS_WIDGET (reason));

  unfolding = g_new (Unfolding, 1);
  unfolding->reason = reason != NULL ? g_object_ref (reason) : NULL;
  unfolding->end = g_get_monotonic_time () + UNFOLDING_TIME;
  gtk_widget_add_tick_callback (row, did_tick, unfolding, unfolding_free);
}
