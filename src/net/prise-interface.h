// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseInterface:
 *
 * A network interface of this machine, as it was when it was asked for: a name, an index, its
 * addresses. An immutable object, any thread.
 */
#pragma once

#include "prise-sockaddr.h"

G_BEGIN_DECLS

/**
 * PriseInterface:name:
 *
 * Such as "eth0".
 */

/**
 * PriseInterface:index:
 *
 * A number that no other interface has as long as this one is there; above 0.
 */

/**
 * PriseInterface:addresses:
 *
 * Such as "192.168.1.2" and "fe80::1": IPv4 before IPv6, none twice; empty if it has none.
 */

/**
 * PriseInterface:up:
 *
 * Whether it is switched on, with or without a cable in it.
 */

/**
 * PriseInterface:multicast:
 *
 * Whether it says that it carries multicast; Linux's loopback says no, but does.
 */

/**
 * PriseInterface:loopback:
 *
 * Whether it leads to this machine alone.
 */

#define PRISE_TYPE_INTERFACE (prise_interface_get_type ())
G_DECLARE_FINAL_TYPE (PriseInterface, prise_interface, PRISE, INTERFACE, GObject)

GPtrArray *prise_interface_read_all (GError **error);
guint prise_interface_find_index (const char *name);
guint prise_interface_find_route (const PriseSockaddr *address);
const char *prise_interface_get_name (PriseInterface *self);
guint prise_interface_get_index (PriseInterface *self);
const char *const *prise_interface_get_addresses (PriseInterface *self);
gboolean prise_interface_get_up (PriseInterface *self);
gboolean prise_interface_get_multicast (PriseInterface *self);
gboolean prise_interface_get_loopback (PriseInterface *self);
gboolean prise_interface_equal (PriseInterface *self, PriseInterface *other);

G_END_DECLS
