// SPDX-License-Identifier: GPL-3.0-or-later
/* The traffic of one endpoint: a toolbar, the log, and the inspector below it. */
#pragma once

#include <gtk/gtk.h>

#include "prise-endpoint.h"
#include "prise-log-view.h"

G_BEGIN_DECLS

/* Properties:
 *   endpoint (PriseEndpoint, nullable): whose journal is shown,
 *   direction (PriseDirection), filter-text (string): which entries,
 *   follow (boolean), time-format (PriseTimeFormat), hex (boolean: the inspector shows a hex dump),
 *   inspector-position (int: height of the log; -1: not moved yet),
 *   empty-title, empty-description (string: what an empty log says),
 *   can-reply (boolean: the log offers to reply to the peer of a row),
 *   notice (string, nullable, read: what is missing from the log, or how far a search is),
 *   log (PriseLogView, read)
 * Actions: traffic.filter (Ctrl+F), traffic.follow (Ctrl+E), traffic.clear (Ctrl+L),
 * traffic.export (s: "text", "json-lines", "received-bytes"; Ctrl+S for "text"), traffic.reply-to
 * (s: "address:port").
 * Signal: "reply-to" (string: "address:port"): somebody is to be replied to. */
#define PRISE_TYPE_TRAFFIC_PANE (prise_traffic_pane_get_type ())
G_DECLARE_FINAL_TYPE (PriseTrafficPane, prise_traffic_pane, PRISE, TRAFFIC_PANE, GtkWidget)

GtkWidget *prise_traffic_pane_new (void);
void prise_traffic_pane_set_endpoint (PriseTrafficPane *self, PriseEndpoint *endpoint);
PriseLogView *prise_traffic_pane_get_log (PriseTrafficPane *self);

G_END_DECLS
