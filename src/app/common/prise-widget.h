// SPDX-License-Identifier: GPL-3.0-or-later
/* The end of a widget that was made from a template. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_widget_dispose (GObject *object);

G_END_DECLS
