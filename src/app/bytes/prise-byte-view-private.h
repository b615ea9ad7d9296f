// SPDX-License-Identifier: GPL-3.0-or-later
/* What the files of the view of bytes share: prise-byte-actions.c is a part of PriseByteView. */
#pragma once

#include "prise-byte-view.h"

G_BEGIN_DECLS

void prise_byte_actions_install (GtkWidgetClass *widget_class);

/* The handler of a press of the menu button on the view. */
void prise_byte_actions_did_press_menu (PriseByteView *view,
                                        int n_presses,
                                        double x,
                                        double y,
                                        GtkGesture *gesture);

G_END_DECLS
