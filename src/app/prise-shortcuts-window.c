// SPDX-License-Identifier: GPL-3.0-or-later
/* The window that shows all keys, and tells them to a screen reader. Main thread. */
#include "config.h"

#include "prise-shortcuts-window.h"

#include <adwaita.h>

/* Returns the keys as people call them, one after the other. */
static char *
say_keys (const char *accelerators)
{
  g_auto (GStrv) keys = g_strsplit (accelerators, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++) {
    GdkModifierType modifiers;
    guint key;

    if (gtk_accelerator_parse (keys[i], &key, &modifiers)) {
      g_free (keys[i]);
      keys[i] = gtk_accelerator_get_label (key, modifiers);
    }
  }

  return g_strjoinv (", ", keys);
}

/* The focus is on the row, whose keys are pictures. */
static void
tell_keys (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell_keys (child);

  if (GTK_IS_SHORTCUT_LABEL (widget)) {
    GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
    g_autofree char *keys =
        say_keys (gtk_shortcut_label_get_accelerator (GTK_SHORTCUT_LABEL (widget)));

    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, keys,
                                    -1);
  }
}

/**
 * prise_shortcuts_window_present:
 * @parent: whose keys they are
 *
 * Shows a window with all keys, until the user closes it.
 */
void
prise_shortcuts_window_present (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/prise/Prise/prise-shortcuts-window.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  tell_keys (GTK_WIDGET (shortcuts));
  gtk_window_set_transient_for (shortcuts, parent);
  gtk_window_present (shortcuts);
}
