// SPDX-License-Identifier: GPL-3.0-or-later
/* Several addresses, one port. A host such as "localhost" has an IPv4 and an IPv6 address, and a
 * socket stands on each. It owns nothing; the I/O thread. */
#include "config.h"

#include "prise-bind.h"

#include "prise-net-error.h"

/* With port 0 the first address gets a port from the system, which may be in use on the others. */
#define MAX_PORT_TRIES 16

/* Only an IPv6 address has a scope, such as the interface of fe80::1%eth0. */
static GSocketAddress *
with_port (GInetSocketAddress *address, guint16 port)
{
  GInetAddress *inet = g_inet_socket_address_get_address (address);
  guint scope_id = 0;

  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6)
    scope_id = g_inet_socket_address_get_scope_id (address);

  return g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", inet, "port", (guint) port,
                       "scope-id", scope_id, NULL);
}

/* An address that this machine lacks is passed over where it has others, as ::1 without IPv6. */
static gboolean
bind_once (GList *addresses,
           guint16 port,
           const PriseBindEvents *events,
           gpointer owner,
           GError **error)
{
  g_autoptr (GError) first_error = NULL;
  gboolean is_open = FALSE;

  for (GList *l = addresses; l != NULL; l = l->next) {
    g_autoptr (GSocketAddress) address = with_port (l->data, port);
    g_autoptr (GError) local_error = NULL;

    if (events->open (address, owner, &local_error)) {
      is_open = TRUE;
      port = events->get_port (owner);
      continue;
    }
    if (!g_error_matches (local_error, PRISE_NET_ERROR, PRISE_NET_ERROR_ADDRESS_NOT_LOCAL)) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
    if (first_error == NULL)
      first_error = g_steal_pointer (&local_error);
  }

  if (!is_open)
    g_propagate_error (error, g_steal_pointer (&first_error));

  return is_open;
}

/**
 * prise_bind_all:
 * @addresses: (element-type GInetSocketAddress): where; their ports don't count
 * @port: the port; 0 for a free one, the same on all addresses
 * @events: what @owner does
 * @owner: has the sockets
 * @error: return location for a #PriseNetError
 *
 * Opens a socket on each of @addresses.
 *
 * Returns: %FALSE if it can't; then nothing is left open
 */
gboolean
prise_bind_all (GList *addresses,
                guint16 port,
                const PriseBindEvents *events,
                gpointer owner,
                GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < MAX_PORT_TRIES; i++) {
    g_clear_error (&local_error);
    if (bind_once (addresses, port, events, owner, &local_error))
      return TRUE;
    events->close_all (owner);
    if (port != 0 || !g_error_matches (local_error, PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE))
      break;
  }

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
