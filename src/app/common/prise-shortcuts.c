// SPDX-License-Identifier: GPL-3.0-or-later
/* The keys of a page or a part of one, as a table. Main thread. */
#include "config.h"

#include "prise-shortcuts.h"

static GtkShortcut *
shortcut_new (const char *action, const char *key)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) arguments = NULL;
  GtkShortcut *shortcut;
  gboolean is_valid;

  is_valid = g_action_parse_detailed_name (action, &name, &arguments, NULL);
  g_assert (is_valid);
  shortcut =
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, arguments);

  return shortcut;
}

/* Menus show the key that was added last: the first comes last. */
static void
add (const PriseShortcut *shortcuts,
     gsize n_shortcuts,
     void (*add_one) (gpointer target, GtkShortcut *shortcut),
     gpointer target)
{
  for (gsize i = 0; i < n_shortcuts; i++) {
    for (gsize j = g_strv_length ((GStrv) shortcuts[i].keys); j > 0; j--) {
      g_autoptr (GtkShortcut) shortcut =
          shortcut_new (shortcuts[i].action, shortcuts[i].keys[j - 1]);

      add_one (target, shortcut);
    }
  }
}

static void
add_to_class (gpointer widget_class, GtkShortcut *shortcut)
{
  gtk_widget_class_add_shortcut (widget_class, shortcut);
}

static void
add_to_controller (gpointer controller, GtkShortcut *shortcut)
{
  gtk_shortcut_controller_add_shortcut (controller, g_object_ref (shortcut));
}

/**
 * prise_shortcuts_add_to_class:
 * @widget_class: whose keys they are while the focus is within
 * @shortcuts: (array length=n_shortcuts): the keys
 * @n_shortcuts: how many
 */
void
prise_shortcuts_add_to_class (GtkWidgetClass *widget_class,
                              const PriseShortcut *shortcuts,
                              gsize n_shortcuts)
{
  add (shortcuts, n_shortcuts, add_to_class, widget_class);
}

/**
 * prise_shortcuts_add_to_controller:
 * @controller: whose scope says where they work
 * @shortcuts: (array length=n_shortcuts): the keys
 * @n_shortcuts: how many
 */
void
prise_shortcuts_add_to_controller (GtkShortcutController *controller,
                                   const PriseShortcut *shortcuts,
                                   gsize n_shortcuts)
{
  add (shortcuts, n_shortcuts, add_to_controller, controller);
}
