// SPDX-License-Identifier: GPL-3.0-or-later
/* What widgets of any kind need. Main thread. */
#include "config.h"

#include "prise-widget.h"

#include <adwaita.h>

#include "prise-property.h"

/**
 * prise_widget_dispose:
 * @object: a widget that was made from a template, of a type that can't be derived from
 *
 * A #GObjectClass.dispose function, or the end of one. Takes the children away, those of no
 * template too, such as a menu that was shown, clears what the template bound and the properties
 * that are kept in a field, and lets the parent class dispose of the rest.
 */
void
prise_widget_dispose (GObject *object)
{
  const GType type = G_OBJECT_TYPE (object);
  GtkWidget *widget = GTK_WIDGET (object);

  if (ADW_IS_BIN (object))
    adw_bin_set_child (ADW_BIN (object), NULL);
  else if (g_type_parent (type) == GTK_TYPE_WIDGET)
    while (gtk_widget_get_first_child (widget) != NULL)
      gtk_widget_unparent (gtk_widget_get_first_child (widget));
  gtk_widget_dispose_template (widget, type);
  prise_property_clear (object);

  G_OBJECT_CLASS (g_type_class_peek (g_type_parent (type)))->dispose (object);
}

/**
 * prise_widget_find:
 * @widget: where to begin
 * @type: of what is wanted
 *
 * Returns: (transfer none) (nullable): @widget, or the first within it that is of that type
 */
GtkWidget *
prise_widget_find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = prise_widget_find (child, type);

  return found;
}
