// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of a choice: pure functions, as those of prise-closures.h. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_composer_closures_bind (GtkWidgetClass *widget_class);

char *prise_closure_choice_name (gpointer object, GObject *item);

G_END_DECLS
