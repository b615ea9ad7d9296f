// SPDX-License-Identifier: GPL-3.0-or-later
/* Menus that are made when they are shown for the first time. Main thread. */
#include "config.h"

#include "prise-menus.h"

static GQuark
menu_quark (void)
{
  return g_quark_from_static_string ("prise-menu");
}

static GQuark
popover_quark (void)
{
  return g_quark_from_static_string ("prise-menu-popover");
}

static void
create_popup (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, menu);
}

/**
 * prise_menus_set_button:
 * @button: a button without a menu
 * @menu: what it shows
 */
void
prise_menus_set_button (GtkMenuButton *button, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  gtk_menu_button_set_create_popup_func (button, create_popup, g_object_ref (menu), g_object_unref);
}

/**
 * prise_menus_set_context:
 * @widget: a widget that lays its children out, and unparents them at its end
 * @menu: what prise_menus_pop_up() shows
 */
void
prise_menus_set_context (GtkWidget *widget, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set_qdata_full (G_OBJECT (widget), menu_quark (), g_object_ref (menu), g_object_unref);
}

/**
 * prise_menus_pop_up:
 * @widget: a widget with a context menu
 * @place: what it is about, in the widget
 */
void
prise_menus_pop_up (GtkWidget *widget, const GdkRectangle *place)
{
  GMenuModel *menu = g_object_get_qdata (G_OBJECT (widget), menu_quark ());
  GtkWidget *popover = g_object_get_qdata (G_OBJECT (widget), popover_quark ());

  g_return_if_fail (menu != NULL);

  if (popover == NULL) {
    popover = gtk_popover_menu_new_from_model (menu);
    gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
    gtk_widget_set_halign (popover, GTK_ALIGN_START);
    gtk_widget_set_parent (popover, widget);
    g_object_set_qdata (G_OBJECT (widget), popover_quark (), popover);
  }
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), place);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/**
 * prise_menus_did_press:
 * @widget: a widget with a context menu
 * @n_presses: ignored
 * @x: where, in @widget
 * @y: where, in @widget
 * @gesture: what recognized a press of the menu button
 *
 * Shows the menu where the pointer is. Templates name it as a handler.
 */
void
prise_menus_did_press (GtkWidget *widget, int n_presses, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  prise_menus_pop_up (widget, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}
