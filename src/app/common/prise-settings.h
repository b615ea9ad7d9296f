// SPDX-License-Identifier: GPL-3.0-or-later
/* What every user of the settings needs: finding them, and tying them to widgets. Main thread. */
#pragma once

#include <gio/gio.h>

#include "prise-journal.h"

G_BEGIN_DECLS

GSettings *prise_settings_new (GError **error);
void prise_settings_bind_value (GSettings *settings,
                                const char *key,
                                gpointer object,
                                const char *property);
void prise_settings_bind_choice (GSettings *settings,
                                 const char *key,
                                 gpointer object,
                                 const char *property);
void prise_settings_bind_journal (GSettings *settings, PriseJournal *journal);

G_END_DECLS
