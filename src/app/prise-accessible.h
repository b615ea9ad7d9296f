// SPDX-License-Identifier: GPL-3.0-or-later
/* Names that GTK 4.8 doesn't give by itself to what has the focus. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_accessible_name_buttons (GtkWidget *widget);

G_END_DECLS
