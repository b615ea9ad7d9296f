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

static GQuark
focus_quark (void)
{
  return g_quark_from_static_string ("prise-menu-focus");
}

static gboolean
restore_focus (gpointer user_data)
{
  GtkWidget *popover = user_data;
  GWeakRef *focus = g_object_get_qdata (G_OBJECT (popover), focus_quark ());
  g_autoptr (GtkWidget) widget = g_weak_ref_get (focus);

  if (widget != NULL && gtk_widget_get_mapped (widget) && !gtk_widget_get_mapped (popover))
    gtk_widget_grab_focus (widget);

  return G_SOURCE_REMOVE;
}

/* GTK gives the focus to the first thing around that takes it, after this signal. */
static void
did_close (GtkWidget *popover, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, restore_focus, g_object_ref (popover), g_object_unref);
}

static void
focus_free (gpointer user_data)
{
  GWeakRef *focus = user_data;

  g_weak_ref_clear (focus);
  g_free (focus);
}

static GtkWidget *
new_popover (GtkWidget *widget, GMenuModel *menu)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);
  GWeakRef *focus = g_new0 (GWeakRef, 1);

  g_weak_ref_init (focus, NULL);
  g_object_set_qdata_full (G_OBJECT (popover), focus_quark (), focus, focus_free);
  g_signal_connect (popover, "closed", G_CALLBACK (did_close), NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, widget);
  g_object_set_qdata (G_OBJECT (widget), popover_quark (), popover);

  return popover;
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

  if (popover == NULL)
    popover = new_popover (widget, menu);
  g_weak_ref_set (g_object_get_qdata (G_OBJECT (popover), focus_quark ()),
                  gtk_root_get_focus (gtk_widget_get_root (widget)));
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
