// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be done with the selected rows of the log. */
#pragma once

#include "prise-exporter.h"
#include "prise-log-view.h"

G_BEGIN_DECLS

PriseExporter *prise_log_actions_new_exporter (PriseLogView *view, const PriseExportFormat *format);
void prise_log_actions_update_reply (PriseLogView *view, gboolean can_reply);

G_END_DECLS
