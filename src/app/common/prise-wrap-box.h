// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseWrapBox:
 *
 * A row of widgets that goes on in another row where there is no room for all: beside each other on
 * a desktop, above each other on a telephone or with large text.
 *
 * #PriseWrapBox:spacing is in pixels, between widgets and between rows. With #PriseWrapBox:squeeze
 * widgets first give way to their least width, and a row is broken after that; without, each has
 * all that it asks for as long as the row has it. What is left of a row goes to those that expand.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRISE_TYPE_WRAP_BOX (prise_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (PriseWrapBox, prise_wrap_box, PRISE, WRAP_BOX, GtkWidget)

G_END_DECLS
