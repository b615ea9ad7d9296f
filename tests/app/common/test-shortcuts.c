// SPDX-License-Identifier: GPL-3.0-or-later
/* A table of keys becomes shortcuts, the one that menus show last. */
#include "config.h"

#include "prise-shortcuts.h"

static const PriseShortcut shortcuts[] = {
  { "log.copy", { "<Control>c", "<Control>Insert" } },
  { "traffic.export('text')", { "F9" } },
};

/* As they are to be found in a controller. */
static const struct {
  const char *key;
  const char *action;
  const char *argument;
} expected[] = {
  { "<Control>Insert", "log.copy", NULL },
  { "<Control>c", "log.copy", NULL },
  { "F9", "traffic.export", "text" },
};

static void
check (GListModel *model)
{
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (model, i);
    g_autofree char *key = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
    GtkNamedAction *action = GTK_NAMED_ACTION (gtk_shortcut_get_action (shortcut));
    GVariant *arguments = gtk_shortcut_get_arguments (shortcut);

    g_assert_cmpstr (key, ==, expected[i].key);
    g_assert_cmpstr (gtk_named_action_get_action_name (action), ==, expected[i].action);
    g_assert_cmpstr (arguments != NULL ? g_variant_get_string (arguments, NULL) : NULL, ==,
                     expected[i].argument);
  }
}

static void
test_controller (void)
{
  g_autoptr (GtkEventController) controller = gtk_shortcut_controller_new ();

  prise_shortcuts_add_to_controller (GTK_SHORTCUT_CONTROLLER (controller), shortcuts,
                                     G_N_ELEMENTS (shortcuts));
  check (G_LIST_MODEL (controller));
}

typedef GtkWidget KeyWidget;
typedef GtkWidgetClass KeyWidgetClass;

static GType key_widget_get_type (void);
G_DEFINE_TYPE (KeyWidget, key_widget, GTK_TYPE_WIDGET)

static void
key_widget_class_init (KeyWidgetClass *klass)
{
  prise_shortcuts_add_to_class (klass, shortcuts, G_N_ELEMENTS (shortcuts));
}

static void
key_widget_init (KeyWidget *self)
{
}

/* The class has its keys in a controller that each of its widgets has. */
static void
test_class (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (key_widget_get_type (), NULL));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n_checked = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_SHORTCUT_CONTROLLER (controller) &&
        g_list_model_get_n_items (G_LIST_MODEL (controller)) > 0) {
      check (G_LIST_MODEL (controller));
      n_checked++;
    }
  }
  g_assert_cmpuint (n_checked, ==, 1);

  g_clear_object (&controllers);
  g_assert_finalize_object (widget);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/shortcuts/controller", test_controller);
  g_test_add_func ("/shortcuts/class", test_class);

  return g_test_run ();
}
