// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be done with the rows of the log, and the keys for it. */
#pragma once

#include "prise-exporter.h"
#include "prise-log-view.h"

G_BEGIN_DECLS

void prise_log_actions_install (GtkWidgetClass *widget_class);
PriseExporter *prise_log_actions_new_exporter (PriseLogView *view, const PriseExportFormat *format);
void prise_log_actions_update_reply (PriseLogView *view, gboolean can_reply);

/* The handler of a press of the menu button on the log. */
void prise_log_actions_did_press_menu (PriseLogView *view,
                                       int n_presses,
                                       double x,
                                       double y,
                                       GtkGesture *gesture);

G_END_DECLS
