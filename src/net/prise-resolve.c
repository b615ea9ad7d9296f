// SPDX-License-Identifier: GPL-3.0-or-later
/* From a host as typed to the addresses to try: literal addresses, "localhost" and all interfaces
 * are known without asking; names are GResolver's. Any thread that has a context. */
#include "config.h"

#include "prise-resolve.h"

#include <string.h>

#include "prise-address.h"
#include "prise-error-text.h"
#include "prise-interface.h"

typedef struct {
  char *host;
  guint16 port;
} Lookup;

static void
lookup_free (gpointer user_data)
{
  Lookup *lookup = user_data;

  g_free (lookup->host);
  g_free (lookup);
}

static void
address_list_free (gpointer addresses)
{
  g_list_free_full (addresses, g_object_unref);
}

static GList *
any_or_loopback (gboolean loopback, guint16 port)
{
  const GSocketFamily families[] = { G_SOCKET_FAMILY_IPV4, G_SOCKET_FAMILY_IPV6 };
  GList *addresses = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (families); i++) {
    g_autoptr (GInetAddress) inet =
        loopback ? g_inet_address_new_loopback (families[i]) : g_inet_address_new_any (families[i]);

    addresses = g_list_append (addresses, g_inet_socket_address_new (inet, port));
  }

  return addresses;
}

static gboolean
is_any (const char *host)
{
  return host == NULL || *host == '\0' || g_str_equal (host, "*");
}

/* "ff05::1%eth0": the address, and the name of its interface. */
static GInetAddress *
split_scoped (const char *host, const char **interface)
{
  const char *percent = strchr (host, '%');
  g_autofree char *text = percent != NULL ? g_strndup (host, percent - host) : NULL;
  g_autoptr (GInetAddress) inet = text != NULL ? g_inet_address_new_from_string (text) : NULL;

  if (inet == NULL || g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return NULL;
  *interface = percent + 1;

  return g_steal_pointer (&inet);
}

/* The C library knows scopes of link-local addresses only. */
static GSocketAddress *
parse_scoped (const char *host, guint16 port)
{
  const char *interface;
  g_autoptr (GInetAddress) inet = split_scoped (host, &interface);
  const guint scope_id = inet != NULL ? prise_interface_find_index (interface) : 0;

  if (scope_id == 0)
    return NULL;

  return g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", inet, "port", (guint) port,
                       "scope-id", scope_id, NULL);
}

/**
 * prise_resolve_at_once:
 * @host: (nullable): a name or an address
 * @port: for the addresses
 *
 * Returns: (transfer full) (element-type GInetSocketAddress) (nullable): the addresses of a @host
 *   for which nobody needs to be asked; %NULL for a name
 */
GList *
prise_resolve_at_once (const char *host, guint16 port)
{
  g_autofree char *bracketed = host != NULL ? prise_host_dup_bracketed (host) : NULL;
  GSocketAddress *literal;

  if (bracketed != NULL)
    host = bracketed;
  if (is_any (host))
    return any_or_loopback (FALSE, port);
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return any_or_loopback (TRUE, port);

  literal = parse_scoped (host, port);
  if (literal == NULL)
    literal = g_inet_socket_address_new_from_string (host, port);

  return literal != NULL ? g_list_append (NULL, literal) : NULL;
}

/* Of an address of an interface that isn't there: no name server knows it. */
static const char *
find_missing_interface (const char *host)
{
  const char *interface = NULL;
  g_autofree char *bracketed = host != NULL ? prise_host_dup_bracketed (host) : NULL;
  g_autoptr (GInetAddress) inet =
      host != NULL && bracketed == NULL ? split_scoped (host, &interface) : NULL;

  return inet != NULL && prise_interface_find_index (interface) == 0 ? interface : NULL;
}

static void
did_look_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Lookup *lookup = g_task_get_task_data (task);
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  GList *addresses = NULL;

  if (found == NULL) {
    if (prise_error_is_cancelled (error))
      g_task_return_error (task, g_steal_pointer (&error));
    else
      g_task_return_error (task, prise_net_error_not_found (lookup->host, error));
    return;
  }

  for (GList *l = found; l != NULL; l = l->next)
    addresses = g_list_append (addresses, g_inet_socket_address_new (l->data, lookup->port));
  g_resolver_free_addresses (found);
  g_task_return_pointer (task, addresses, address_list_free);
}

/**
 * prise_resolve_async:
 * @host: (nullable): a name or an address; %NULL, "" or "*" for all interfaces
 * @port: for the addresses
 * @cancellable: (nullable): stops it at once
 * @callback: called on the caller's thread-default context
 *
 * Finds the addresses of @host. "localhost" is 127.0.0.1 and ::1 (RFC 6761, section 6.3).
 */
void
prise_resolve_async (const char *host,
                     guint16 port,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GResolver) resolver = NULL;
  GList *known = prise_resolve_at_once (host, port);
  const char *missing = known == NULL ? find_missing_interface (host) : NULL;
  Lookup *lookup;

  g_task_set_name (task, G_STRFUNC);
  if (known != NULL) {
    g_task_return_pointer (task, known, address_list_free);
    return;
  }
  if (missing != NULL) {
    g_task_return_error (task, prise_net_error_no_interface (missing));
    return;
  }

  lookup = g_new (Lookup, 1);
  *lookup = (Lookup){ g_strdup (host), port };
  g_task_set_task_data (task, lookup, lookup_free);
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, host, cancellable, did_look_up,
                                   g_steal_pointer (&task));
}

/**
 * prise_resolve_finish:
 * @error: return location for a %PRISE_NET_ERROR_NAME_NOT_FOUND, a %PRISE_NET_ERROR_NO_INTERFACE or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type GInetSocketAddress) (nullable): the addresses, at least
 * one
 */
GList *
prise_resolve_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * prise_resolve_needs_lookup:
 * @host: (nullable): a name or an address
 *
 * Returns: whether a name server will be asked, which is worth saying
 */
gboolean
prise_resolve_needs_lookup (const char *host)
{
  GList *known = prise_resolve_at_once (host, 0);
  gboolean needs_lookup = known == NULL && find_missing_interface (host) == NULL;

  address_list_free (known);

  return needs_lookup;
}
