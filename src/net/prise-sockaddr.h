// SPDX-License-Identifier: GPL-3.0-or-later
/* An address and a port as the system has them: what a datagram comes with, and what stands in hash
 * tables. A GSocketAddress is an object, too dear for each datagram. Values; any thread. */
#pragma once

#include <gio/gio.h>
#include <netinet/in.h>

G_BEGIN_DECLS

/**
 * PriseSockaddr:
 *
 * An IPv4 or IPv6 address and a port, in network byte order.
 */
typedef union {
  struct sockaddr any;
  struct sockaddr_in ipv4;
  struct sockaddr_in6 ipv6;
} PriseSockaddr;

gboolean prise_sockaddr_from_address (PriseSockaddr *self, GSocketAddress *address);
GSocketAddress *prise_sockaddr_to_address (const PriseSockaddr *self);
char *prise_sockaddr_to_string (const PriseSockaddr *self);
gsize prise_sockaddr_get_size (const PriseSockaddr *self);
guint16 prise_sockaddr_get_port (const PriseSockaddr *self);
gboolean prise_sockaddr_is_any (const PriseSockaddr *self);
gboolean prise_sockaddr_is_multicast (const PriseSockaddr *self);
gboolean prise_sockaddr_is_broadcast (const PriseSockaddr *self);
gboolean prise_sockaddr_is_local (const PriseSockaddr *self);
guint prise_sockaddr_hash (gconstpointer self);
gboolean prise_sockaddr_equal (gconstpointer self, gconstpointer other);

G_END_DECLS
