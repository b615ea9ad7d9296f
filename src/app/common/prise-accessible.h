// SPDX-License-Identifier: GPL-3.0-or-later
/* What a screen reader is told: names that GTK doesn't give by itself to what has the focus, and
 * what is wrong with what was typed. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_accessible_name_buttons (GtkWidget *widget);
void prise_accessible_rename (GtkWidget *widget, const char *name);
void prise_accessible_name_row (GtkWidget *row);
void prise_accessible_mark (GtkWidget *field, GtkWidget *frame, const char *error);

G_END_DECLS
