// SPDX-License-Identifier: GPL-3.0-or-later
/* Menus that are made when they are shown for the first time: most never are, and a window would
 * come later for each. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_menus_set_button (GtkMenuButton *button, GMenuModel *menu);
void prise_menus_set_context (GtkWidget *widget, GMenuModel *menu);
void prise_menus_did_press (GtkWidget *widget,
                            int n_presses,
                            double x,
                            double y,
                            GtkGesture *gesture);
void prise_menus_pop_up (GtkWidget *widget, const GdkRectangle *place);

G_END_DECLS
