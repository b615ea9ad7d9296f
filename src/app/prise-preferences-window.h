// SPDX-License-Identifier: GPL-3.0-or-later
/* The preferences: language, colours, time stamps, journal budget. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PRISE_TYPE_PREFERENCES_WINDOW (prise_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (PrisePreferencesWindow,
                      prise_preferences_window,
                      PRISE,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

GtkWidget *prise_preferences_window_new (GtkWindow *parent, GSettings *settings);

G_END_DECLS
