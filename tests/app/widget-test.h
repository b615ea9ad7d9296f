// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of widgets share. */
#pragma once

#include <adwaita.h>

#include "prise-journal.h"

G_BEGIN_DECLS

typedef gboolean (*WidgetTestFunc) (gpointer user_data);

void widget_test_init (int *argc, char ***argv);
void widget_test_wait (WidgetTestFunc is_done, gpointer user_data);
void widget_test_wait_frames (GtkWidget *widget, guint n_frames);
GtkWidget *widget_test_show (GtkWidget *widget, int width, int height);
void widget_test_close (GtkWidget *window);

gboolean widget_test_press (GtkWidget *widget, guint key, GdkModifierType state);

void widget_test_assert_finalized (gpointer object);

GtkWidget *widget_test_find (GtkWidget *widget, const char *id);
GtkWidget *widget_test_find_cell (GtkWidget *log, guint row, guint column);
const char *widget_test_get_cell (GtkWidget *log, guint row, guint column);

void widget_test_append (PriseJournal *journal, PriseEntryKind kind, const char *text);
void widget_test_append_lines (PriseJournal *journal, guint n_lines);

G_END_DECLS
