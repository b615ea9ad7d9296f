// SPDX-License-Identifier: GPL-3.0-or-later
/* Names that GTK 4.8 doesn't give by itself to what has the focus. Main thread. */
#include "config.h"

#include "prise-accessible.h"

/**
 * prise_accessible_name_buttons:
 * @widget: a widget with all that is in it
 *
 * The focus of a drop-down or a menu button is on the button within, which has no name: a screen
 * reader would say “GtkToggleButton”. Gives each of them the name of what it is the button of.
 */
void
prise_accessible_name_buttons (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && (GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget))) {
    gtk_accessible_update_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    widget, NULL, -1);
    return;
  }

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    prise_accessible_name_buttons (child);
}
