// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files of several rooms show of a state: pure functions, called by <closure>. The
 * first argument is the widget that the expression belongs to; none of them looks at it. Strings
 * are new ones. */
#pragma once

#include <adwaita.h>

#include "prise-endpoint.h"

G_BEGIN_DECLS

void prise_closures_bind (GtkWidgetClass *widget_class);

gboolean prise_closure_is_closed (gpointer object, PriseEndpointState state);
gboolean prise_closure_is_active (gpointer object, PriseEndpointState state);
gboolean prise_closure_is_filled (gpointer object, const char *text);
gboolean prise_closure_is_none (gpointer object, guint n_items);
GStrv prise_closure_button_classes (gpointer object, PriseEndpointState state);
char *prise_closure_count (gpointer object, guint n_items);

G_END_DECLS
