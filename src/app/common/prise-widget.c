// SPDX-License-Identifier: GPL-3.0-or-later
/* The end of a widget that was made from a template. Main thread. */
#include "config.h"

#include "prise-widget.h"

/**
 * prise_widget_dispose_template:
 * @widget: a widget that lays its children out itself, and so has to unparent them
 * @type: the one whose class has the template
 *
 * Takes the children away, those of no template too, such as a menu that was shown, and clears what
 * the template bound.
 */
void
prise_widget_dispose_template (GtkWidget *widget, GType type)
{
  while (gtk_widget_get_first_child (widget) != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (widget));
  gtk_widget_dispose_template (widget, type);
}
