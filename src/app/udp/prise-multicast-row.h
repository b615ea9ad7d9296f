// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a form that are for broadcast and multicast, under one that shows or hides them. */
#pragma once

#include <adwaita.h>

#include "prise-udp-socket.h"

G_BEGIN_DECLS

/**
 * PriseMulticastRow:
 *
 * Its actions are `multicast.join` and `multicast.leave` (a group, as prise_udp_group_to_string()
 * says it).
 */

/**
 * PriseMulticastRow:n-groups:
 *
 * How many groups the socket has joined.
 */

#define PRISE_TYPE_MULTICAST_ROW (prise_multicast_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseMulticastRow, prise_multicast_row, PRISE, MULTICAST_ROW, AdwExpanderRow)

void prise_multicast_row_bind_settings (PriseMulticastRow *self, GSettings *settings);
void prise_multicast_row_set_interfaces (PriseMulticastRow *self, GListModel *interfaces);

G_END_DECLS
