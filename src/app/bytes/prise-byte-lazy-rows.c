// SPDX-License-Identifier: GPL-3.0-or-later
/* Which lines of bytes have a row. A list makes two hundred rows for new bytes, which takes longer
 * than a frame lasts: those which one sees come first, and some more with each frame. Until
 * somebody sees the list there are none. Main thread. */
#include "config.h"

#include "prise-byte-lazy-rows.h"

#define ROWS_PER_FRAME 40
#define ROWS_IN_STEPS  240

/* Returns whether there were more lines than rows. */
static gboolean
add_rows (PriseByteLazyRows *self)
{
  const guint n_rows = gtk_slice_list_model_get_size (self->first_lines);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->lines)) <= n_rows)
    return FALSE;

  gtk_slice_list_model_set_size (self->first_lines,
                                 n_rows < ROWS_IN_STEPS ? n_rows + ROWS_PER_FRAME : G_MAXUINT);

  return TRUE;
}

/* Before that a list goes nowhere. */
static gboolean
is_laid_out (PriseByteLazyRows *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  return adjustment != NULL && gtk_adjustment_get_upper (adjustment) > 0;
}

static gboolean
did_tick (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  PriseByteLazyRows *self = user_data;
  const gboolean is_pending =
      gtk_widget_get_mapped (list) &&
      self->pending_row < g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  if (add_rows (self) || (is_pending && !is_laid_out (self)))
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  /* GTK 4.8 has no public way; this is the action by which rows ask for it themselves. */
  if (is_pending)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", self->pending_row);
  if (gtk_widget_get_mapped (list))
    self->pending_row = G_MAXUINT;

  return G_SOURCE_REMOVE;
}

static void
queue_tick (PriseByteLazyRows *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), did_tick, self, NULL);
}

/* Without lines, others will come. */
static void
did_change_lines (PriseByteLazyRows *self)
{
  const guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  if (n_lines == 0) {
    gtk_slice_list_model_set_size (self->first_lines, ROWS_PER_FRAME);
    if (!gtk_widget_get_mapped (GTK_WIDGET (self->list)))
      gtk_list_view_set_model (self->list, NULL);
  } else if (n_lines > gtk_slice_list_model_get_size (self->first_lines)) {
    queue_tick (self);
  }
}

static void
did_map (PriseByteLazyRows *self)
{
  if (gtk_list_view_get_model (self->list) == NULL)
    gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  queue_tick (self);
}

/**
 * prise_byte_lazy_rows_init:
 * @self: rows that aren't yet
 * @list: (transfer none): what shows them; it outlives @self
 * @lines: (transfer none): what they show; likewise
 */
void
prise_byte_lazy_rows_init (PriseByteLazyRows *self, GtkListView *list, PriseByteModel *lines)
{
  self->list = list;
  self->lines = lines;
  self->pending_row = G_MAXUINT;
  self->first_lines =
      gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (lines)), 0, ROWS_PER_FRAME);
  self->selection = prise_range_selection_new (G_LIST_MODEL (self->first_lines));
  g_signal_connect_swapped (lines, "items-changed", G_CALLBACK (did_change_lines), self);
  g_signal_connect_swapped (list, "map", G_CALLBACK (did_map), self);
}

void
prise_byte_lazy_rows_clear (PriseByteLazyRows *self)
{
  if (self->list == NULL)
    return;

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick_id);
  g_signal_handlers_disconnect_by_data (self->lines, self);
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->first_lines);
  self->list = NULL;
}

/**
 * prise_byte_lazy_rows_show_all:
 * @self: rows
 *
 * Gives each line a row at once, so that any can be selected.
 */
void
prise_byte_lazy_rows_show_all (PriseByteLazyRows *self)
{
  gtk_slice_list_model_set_size (self->first_lines, G_MAXUINT);
}

/**
 * prise_byte_lazy_rows_scroll_to:
 * @self: rows
 * @row: which should be seen; %G_MAXUINT: none
 *
 * It is when the list is shown and has its place.
 */
void
prise_byte_lazy_rows_scroll_to (PriseByteLazyRows *self, guint row)
{
  self->pending_row = row;
  if (row != G_MAXUINT)
    queue_tick (self);
}
