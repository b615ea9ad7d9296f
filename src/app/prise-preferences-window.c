// SPDX-License-Identifier: GPL-3.0-or-later
/* The preferences. Every change is kept at once; who uses a value listens to the settings. Main
 * thread. */
#include "config.h"

#include "prise-accessible.h"
#include "prise-preferences-window.h"
#include "prise-settings.h"
#include "prise-widget.h"

struct _PrisePreferencesWindow {
  AdwPreferencesWindow parent_instance;

  AdwComboRow *language_row;
  AdwComboRow *color_scheme_row;
  AdwComboRow *time_format_row;
  GtkAdjustment *journal_budget;
};

G_DEFINE_FINAL_TYPE (PrisePreferencesWindow, prise_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* libadwaita 1.2 leaks what such a window held: it should at least stop listening. */
static void
prise_preferences_window_dispose (GObject *object)
{
  PrisePreferencesWindow *self = PRISE_PREFERENCES_WINDOW (object);

  if (self->language_row != NULL) {
    g_settings_unbind (self->language_row, "selected");
    g_settings_unbind (self->color_scheme_row, "selected");
    g_settings_unbind (self->time_format_row, "selected");
    g_settings_unbind (self->journal_budget, "value");
  }
  prise_widget_dispose (object);
}

static void
prise_preferences_window_class_init (PrisePreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = prise_preferences_window_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/prise/Prise/prise-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PrisePreferencesWindow, language_row);
  gtk_widget_class_bind_template_child (widget_class, PrisePreferencesWindow, color_scheme_row);
  gtk_widget_class_bind_template_child (widget_class, PrisePreferencesWindow, time_format_row);
  gtk_widget_class_bind_template_child (widget_class, PrisePreferencesWindow, journal_budget);
}

static void
prise_preferences_window_init (PrisePreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  prise_accessible_name_buttons (GTK_WIDGET (self));
}

/**
 * prise_preferences_window_new:
 * @parent: (nullable): the window it belongs to
 * @settings: the root settings
 *
 * Returns: (transfer none): the window, which belongs to GTK
 */
GtkWidget *
prise_preferences_window_new (GtkWindow *parent, GSettings *settings)
{
  PrisePreferencesWindow *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (PRISE_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  prise_settings_bind_choice (settings, "language", self->language_row, "selected");
  prise_settings_bind_choice (settings, "color-scheme", self->color_scheme_row, "selected");
  prise_settings_bind_choice (settings, "time-format", self->time_format_row, "selected");
  prise_settings_bind_value (settings, "journal-budget", self->journal_budget, "value");
  return GTK_WIDGET (self);
}
