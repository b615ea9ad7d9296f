// SPDX-License-Identifier: GPL-3.0-or-later
/* A layout of children upon each other whose width has nothing to do with their height. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRISE_TYPE_WIDTH_LAYOUT (prise_width_layout_get_type ())
G_DECLARE_FINAL_TYPE (PriseWidthLayout, prise_width_layout, PRISE, WIDTH_LAYOUT, GtkLayoutManager)

G_END_DECLS
