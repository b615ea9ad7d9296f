// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files of several rooms show of a state. Pure functions:
 * tests/app/common/test-closures.c has the tables. */
#include "config.h"

#include "prise-closures.h"

/**
 * prise_closures_bind:
 * @widget_class: a class with a template
 *
 * Lets the template name the functions of this file.
 */
void
prise_closures_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_closed);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_active);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_filled);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_count);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_is_none);
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_button_classes);
}

/**
 * prise_closure_is_closed:
 * @object: ignored
 * @state: an endpoint's
 *
 * Returns: whether nothing is open, so that the form can be changed
 */
gboolean
prise_closure_is_closed (gpointer object, PriseEndpointState state)
{
  return state == PRISE_ENDPOINT_IDLE || state == PRISE_ENDPOINT_FAILED;
}

/**
 * prise_closure_is_active:
 * @object: ignored
 * @state: an endpoint's
 *
 * Returns: whether it listens or is connected
 */
gboolean
prise_closure_is_active (gpointer object, PriseEndpointState state)
{
  return state == PRISE_ENDPOINT_ACTIVE;
}

/**
 * prise_closure_is_filled:
 * @object: ignored
 * @text: (nullable): a text
 *
 * Returns: whether there is any
 */
gboolean
prise_closure_is_filled (gpointer object, const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * prise_closure_is_none:
 * @object: ignored
 * @n_items: a number
 *
 * Returns: whether it is 0
 */
gboolean
prise_closure_is_none (gpointer object, guint n_items)
{
  return n_items == 0;
}

/**
 * prise_closure_button_classes:
 * @object: ignored
 * @state: an endpoint's
 *
 * Returns: (transfer full): the CSS classes of the main button
 */
GStrv
prise_closure_button_classes (gpointer object, PriseEndpointState state)
{
  const char *closed[] = { "suggested-action", NULL };
  const char *starting[] = { NULL };
  const char *open[] = { "destructive-action", NULL };

  if (prise_closure_is_closed (object, state))
    return g_strdupv ((GStrv) closed);
  if (state == PRISE_ENDPOINT_STARTING)
    return g_strdupv ((GStrv) starting);

  return g_strdupv ((GStrv) open);
}

/**
 * prise_closure_count:
 * @object: ignored
 * @n_items: how many stand in a list
 *
 * Returns: (transfer full): what follows the heading of that list; empty if there is none
 */
char *
prise_closure_count (gpointer object, guint n_items)
{
  return n_items > 0 ? g_strdup_printf ("· %u", n_items) : g_strdup ("");
}
