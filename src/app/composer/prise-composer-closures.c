// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of a choice. Pure functions. */
#include "config.h"

#include "prise-composer-closures.h"
#include "prise-tcp-peer.h"

/**
 * prise_composer_closures_bind:
 * @widget_class: a class with a template
 *
 * Lets the template name the functions of this file.
 */
void
prise_composer_closures_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, prise_closure_choice_name);
}

/**
 * prise_closure_choice_name:
 * @object: ignored
 * @item: (nullable): a client, or the string that stands for all of them
 *
 * Returns: (transfer full): its name in the list of recipients
 */
char *
prise_closure_choice_name (gpointer object, GObject *item)
{
  if (item == NULL)
    return g_strdup ("");
  if (PRISE_IS_TCP_PEER (item))
    return g_strdup (prise_tcp_peer_get_address (PRISE_TCP_PEER (item)));

  return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}
