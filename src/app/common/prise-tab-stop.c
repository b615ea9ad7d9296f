// SPDX-License-Identifier: GPL-3.0-or-later
/* A list that Tab enters once, and leaves, and whose rows have names. In GTK 4.8 each row is a
 * stop, and nothing can be set against it; from 4.12 on there is gtk_list_view_set_tab_behavior().
 * Main thread. */
#include "config.h"

#include "prise-tab-stop.h"

#include "prise-accessible.h"
#include "prise-widget.h"

struct _PriseTabStop {
  AdwBin parent_instance;

  GtkRoot *root; /* while it is in a window */
};

G_DEFINE_FINAL_TYPE (PriseTabStop, prise_tab_stop, ADW_TYPE_BIN)

/* Returns the row of a list that the focus is in; NULL if it is elsewhere. */
static GtkWidget *
find_focused_row (GtkWidget *widget)
{
  GtkWidget *row = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (row == NULL || !gtk_widget_is_ancestor (row, widget))
    return NULL;
  while (row != NULL && !GTK_IS_LIST_BASE (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);

  return row;
}

static gboolean
prise_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *row = find_focused_row (widget);
  GtkWidget *list = prise_widget_find (widget, GTK_TYPE_LIST_BASE);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (prise_tab_stop_parent_class)->focus (widget, direction);
  if (row != NULL)
    return gtk_widget_child_focus (row, direction);
  if (list != NULL && gtk_widget_is_focus (list))
    return FALSE;

  /* To the row where the user was last. */
  return list != NULL && gtk_widget_get_mapped (list) && gtk_widget_grab_focus (list);
}

static void
did_move_focus (PriseTabStop *self)
{
  GtkWidget *row = find_focused_row (GTK_WIDGET (self));

  if (row != NULL)
    prise_accessible_name_row (row);
}

static void
prise_tab_stop_root (GtkWidget *widget)
{
  PriseTabStop *self = PRISE_TAB_STOP (widget);

  GTK_WIDGET_CLASS (prise_tab_stop_parent_class)->root (widget);

  self->root = gtk_widget_get_root (widget);
  g_signal_connect_swapped (self->root, "notify::focus-widget", G_CALLBACK (did_move_focus), self);
}

static void
prise_tab_stop_unroot (GtkWidget *widget)
{
  PriseTabStop *self = PRISE_TAB_STOP (widget);

  g_signal_handlers_disconnect_by_func (self->root, did_move_focus, self);
  self->root = NULL;

  GTK_WIDGET_CLASS (prise_tab_stop_parent_class)->unroot (widget);
}

static void
prise_tab_stop_class_init (PriseTabStopClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = prise_tab_stop_focus;
  widget_class->root = prise_tab_stop_root;
  widget_class->unroot = prise_tab_stop_unroot;
}

static void
prise_tab_stop_init (PriseTabStop *self)
{
}
