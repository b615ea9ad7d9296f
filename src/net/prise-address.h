// SPDX-License-Identifier: GPL-3.0-or-later
/* Hosts and ports as people write them, and addresses as Prise shows them. Pure functions. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PrisePortUse:
 * @PRISE_PORT_LISTEN: 0 is allowed and means that the system chooses a free one
 * @PRISE_PORT_LOCAL: likewise, and nothing typed means the same as 0
 * @PRISE_PORT_CONNECT: a destination: 1 to 65535
 */
typedef enum {
  PRISE_PORT_LISTEN,
  PRISE_PORT_LOCAL,
  PRISE_PORT_CONNECT,
} PrisePortUse;

gboolean prise_port_parse (const char *text, PrisePortUse use, guint16 *port, GError **error);
gboolean prise_host_port_parse (const char *text,
                                PrisePortUse use,
                                char **host,
                                guint16 *port,
                                GError **error);
gboolean prise_host_port_from_url (const char *text, char **host, guint16 *port);
gboolean prise_host_check (const char *host, GError **error);
char *prise_host_dup_bracketed (const char *host);
char *prise_socket_address_to_string (GSocketAddress *address);
gboolean prise_socket_address_is_multicast (GSocketAddress *address);
char *prise_host_port_to_string (const char *host, guint16 port);

G_END_DECLS
