// SPDX-License-Identifier: GPL-3.0-or-later
/* The traffic of one endpoint: a toolbar, the log, and the inspector below it. */
#pragma once

#include <gtk/gtk.h>

#include "prise-endpoint.h"
#include "prise-log-view.h"

G_BEGIN_DECLS

/**
 * PriseTrafficPane:
 *
 * Its actions are `traffic.filter`, `traffic.follow`, `traffic.clear`, `traffic.export` (a string:
 * "text", "json-lines" or "received-bytes"), and `traffic.reply-to` (a string: "address:port").
 */

/**
 * PriseTrafficPane:endpoint:
 *
 * Whose journal is shown; %NULL for none.
 */

/**
 * PriseTrafficPane:direction:
 *
 * Which entries are shown.
 */

/**
 * PriseTrafficPane:filter-text:
 *
 * Which entries are shown: those with this text.
 */

/**
 * PriseTrafficPane:hex:
 *
 * Whether the inspector shows a hex dump, not text.
 */

/**
 * PriseTrafficPane:inspector-position:
 *
 * The height of the log in pixels; -1 until somebody moves the inspector.
 */

/**
 * PriseTrafficPane:empty-title:
 *
 * What an empty log says.
 */

/**
 * PriseTrafficPane:empty-description:
 *
 * What an empty log says below its title.
 */

/**
 * PriseTrafficPane:can-reply:
 *
 * Whether the log offers to reply to the peer of a row.
 */

/**
 * PriseTrafficPane:notice:
 *
 * What is missing from the log, or how far a search is; %NULL if there is nothing to say.
 */

/**
 * PriseTrafficPane::reply-to:
 * @self: what emits it
 * @peer: an address with its port
 *
 * Emitted when somebody is to be replied to.
 */

#define PRISE_TYPE_TRAFFIC_PANE (prise_traffic_pane_get_type ())
G_DECLARE_FINAL_TYPE (PriseTrafficPane, prise_traffic_pane, PRISE, TRAFFIC_PANE, GtkWidget)

void prise_traffic_pane_set_endpoint (PriseTrafficPane *self, PriseEndpoint *endpoint);
PriseLogView *prise_traffic_pane_get_log (PriseTrafficPane *self);

G_END_DECLS
