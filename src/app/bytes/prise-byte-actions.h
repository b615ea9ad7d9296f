// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be done in a view of bytes. Main thread. */
#pragma once

#include "prise-byte-view.h"

G_BEGIN_DECLS

void prise_byte_actions_install (GtkWidgetClass *widget_class);
void prise_byte_actions_did_press_menu (PriseByteView *view,
                                        int n_presses,
                                        double x,
                                        double y,
                                        GtkGesture *gesture);

G_END_DECLS
