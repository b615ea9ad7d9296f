// SPDX-License-Identifier: GPL-3.0-or-later
/* What the files of the log share: prise-log-actions.c is a part of PriseLogView. */
#pragma once

#include "prise-log-view.h"

G_BEGIN_DECLS

void prise_log_actions_install (GtkWidgetClass *widget_class);

/* The handlers of presses on the log: of the first button, and of the menu button. */
void prise_log_actions_did_press (PriseLogView *view,
                                  int n_presses,
                                  double x,
                                  double y,
                                  GtkGesture *gesture);
void prise_log_actions_did_press_menu (PriseLogView *view,
                                       int n_presses,
                                       double x,
                                       double y,
                                       GtkGesture *gesture);

G_END_DECLS
