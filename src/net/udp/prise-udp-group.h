// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpGroup:
 *
 * A multicast group that a socket has joined, on one interface. An immutable object, any thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseUdpGroup:address:
 *
 * Such as "239.1.2.3".
 */

/**
 * PriseUdpGroup:interface:
 *
 * Such as "eth0"; %NULL: the one that the system chose.
 */

#define PRISE_TYPE_UDP_GROUP (prise_udp_group_get_type ())
G_DECLARE_FINAL_TYPE (PriseUdpGroup, prise_udp_group, PRISE, UDP_GROUP, GObject)

PriseUdpGroup *prise_udp_group_new (const char *address, const char *interface);
const char *prise_udp_group_get_address (PriseUdpGroup *self);
const char *prise_udp_group_get_interface (PriseUdpGroup *self);
gboolean prise_udp_group_equal (PriseUdpGroup *self, PriseUdpGroup *other);
char *prise_udp_group_to_string (PriseUdpGroup *self);

G_END_DECLS
