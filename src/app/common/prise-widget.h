// SPDX-License-Identifier: GPL-3.0-or-later
/* What widgets of any kind need: their end, if they were made from a template, and a search within.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_widget_dispose (GObject *object);
GtkWidget *prise_widget_find (GtkWidget *widget, GType type);

G_END_DECLS
