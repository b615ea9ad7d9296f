// SPDX-License-Identifier: GPL-3.0-or-later
/* Opens the sockets of a UDP endpoint. It owns what it has opened until it is handed over. The I/O
 * thread, whose context serves the resolver. */
#include "config.h"

#include "prise-udp-opener.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "prise-address.h"
#include "prise-bind.h"
#include "prise-error-text.h"
#include "prise-port-owner.h"
#include "prise-resolve.h"

typedef struct {
  PriseJournal *journal;
  PriseUdpOpening *opening;
  GList *local_addresses;
  GPtrArray *sockets;
  GSocketAddress *peer;
} Opener;

static void
opener_free (gpointer user_data)
{
  Opener *opener = user_data;

  g_object_unref (opener->journal);
  prise_udp_opening_free (opener->opening);
  g_list_free_full (opener->local_addresses, g_object_unref);
  g_ptr_array_unref (opener->sockets);
  g_clear_object (&opener->peer);
  g_free (opener);
}

static gboolean
open_one (GSocketAddress *address, gpointer owner, GError **error)
{
  Opener *opener = owner;
  PriseDatagramSocket *socket = prise_datagram_socket_new (address, opener->opening->share_port,
                                                           opener->opening->receive_buffer, error);

  if (socket == NULL)
    return FALSE;
  g_ptr_array_add (opener->sockets, socket);

  return TRUE;
}

static guint16
get_port (gpointer owner)
{
  PriseDatagramSocket *first = g_ptr_array_index (((Opener *) owner)->sockets, 0);

  return prise_sockaddr_get_port (prise_datagram_socket_get_address (first));
}

static void
close_all (gpointer owner)
{
  g_ptr_array_set_size (((Opener *) owner)->sockets, 0);
}

static const PriseBindEvents bind_events = {
  .open = open_one,
  .get_port = get_port,
  .close_all = close_all,
};

static void
did_find_owner (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opener *opener = g_task_get_task_data (task);
  g_autofree char *owner = prise_port_owner_find_finish (result, NULL);

  g_task_return_error (task, prise_net_error_port_in_use (opener->opening->port, owner));
}

/* Members of a group reply from their own addresses. */
static void
record_deafness (Opener *opener)
{
  PriseSockaddr peer;

  if (prise_sockaddr_from_address (&peer, opener->peer) &&
      (prise_sockaddr_is_multicast (&peer) || prise_sockaddr_is_broadcast (&peer)))
    prise_journal_append_sentence (
        opener->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
        _ ("Nobody sends from a group’s address: a socket with this peer alone receives nothing"));
}

static gboolean
connect_to_peer (Opener *opener, GError **error)
{
  PriseDatagramSocket *socket = g_ptr_array_index (opener->sockets, 0);

  if (opener->peer == NULL)
    return TRUE;
  record_deafness (opener);
  prise_datagram_socket_set_broadcast (socket, opener->opening->broadcast);

  return prise_datagram_socket_connect (socket, opener->peer, error);
}

static void
open_sockets (GTask *task)
{
  Opener *opener = g_task_get_task_data (task);
  GError *error = NULL;

  if (prise_bind_all (opener->local_addresses, opener->opening->port, &bind_events, opener,
                      &error) &&
      connect_to_peer (opener, &error)) {
    g_task_return_pointer (task, g_ptr_array_ref (opener->sockets),
                           (GDestroyNotify) g_ptr_array_unref);
  } else if (g_error_matches (error, PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE)) {
    g_error_free (error);
    prise_port_owner_find_async (opener->local_addresses, G_SOCKET_TYPE_DATAGRAM,
                                 g_task_get_cancellable (task), did_find_owner,
                                 g_object_ref (task));
  } else {
    g_task_return_error (task, error);
  }
}

/* A socket that is connected has one family: leaves the first local address of @family. */
static gboolean
keep_family (Opener *opener, GSocketFamily family)
{
  for (GList *l = opener->local_addresses; l != NULL; l = l->next) {
    GList *kept = NULL;

    if (g_socket_address_get_family (l->data) != family)
      continue;
    kept = g_list_append (NULL, g_object_ref (l->data));
    g_list_free_full (opener->local_addresses, g_object_unref);
    opener->local_addresses = kept;
    return TRUE;
  }

  return FALSE;
}

static void
did_resolve_peer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opener *opener = g_task_get_task_data (task);
  GError *error = NULL;
  GList *addresses = prise_resolve_finish (result, &error);

  if (addresses == NULL) {
    g_task_return_error (task, error);
    return;
  }

  for (GList *l = addresses; l != NULL && opener->peer == NULL; l = l->next) {
    if (keep_family (opener, g_socket_address_get_family (l->data)))
      opener->peer = g_object_ref (l->data);
  }
  if (opener->peer != NULL)
    open_sockets (task);
  else
    g_task_return_error (task, prise_net_error_from_errno (PRISE_ATTEMPT_SEND, EAFNOSUPPORT,
                                                           addresses->data));
  g_list_free_full (addresses, g_object_unref);
}

static void
resolve (GTask *task, const char *host, guint16 port, GAsyncReadyCallback callback)
{
  Opener *opener = g_task_get_task_data (task);

  if (prise_resolve_needs_lookup (host))
    prise_journal_append_text (opener->journal, PRISE_ENTRY_NOTE, PRISE_JOURNAL_NO_PEER,
                               _ ("Resolving “%s”"), host);
  prise_resolve_async (host, port, g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
did_resolve (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opener *opener = g_task_get_task_data (task);
  const PriseUdpOpening *opening = opener->opening;
  GError *error = NULL;

  opener->local_addresses = prise_resolve_finish (result, &error);
  if (opener->local_addresses == NULL ||
      (opening->peer_host != NULL && !prise_host_check (opening->peer_host, &error)))
    g_task_return_error (task, error);
  else if (opening->peer_host != NULL)
    resolve (task, opening->peer_host, opening->peer_port, did_resolve_peer);
  else
    open_sockets (task);
}

PriseUdpOpening *
prise_udp_opening_copy (const PriseUdpOpening *opening)
{
  PriseUdpOpening *copy = g_new (PriseUdpOpening, 1);

  *copy = *opening;
  copy->host = g_strdup (opening->host);
  copy->peer_host = g_strdup (opening->peer_host);

  return copy;
}

void
prise_udp_opening_free (PriseUdpOpening *opening)
{
  g_free (opening->host);
  g_free (opening->peer_host);
  g_free (opening);
}

/**
 * prise_udp_open_async:
 * @journal: where it is said that a name is looked up
 * @opening: what is to be opened
 * @cancellable: (nullable): stops it at once
 * @callback: called on the thread-default context
 *
 * Opens a socket for each address of the host, all with one port. With a peer there is one socket,
 * connected to the first of the peer's addresses that is of a family of the host's.
 */
void
prise_udp_open_async (PriseJournal *journal,
                      const PriseUdpOpening *opening,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opener *opener = g_new0 (Opener, 1);

  opener->journal = g_object_ref (journal);
  opener->opening = prise_udp_opening_copy (opening);
  opener->sockets = g_ptr_array_new_with_free_func ((GDestroyNotify) prise_datagram_socket_free);
  g_task_set_name (task, G_STRFUNC);
  g_task_set_task_data (task, opener, opener_free);
  resolve (task, opening->host, opening->port, did_resolve);
}

/**
 * prise_udp_open_finish:
 * @peer: (out) (transfer full) (nullable): with whom the socket is connected
 * @error: return location for a #PriseNetError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PriseDatagramSocket) (nullable): the sockets, at least one
 */
GPtrArray *
prise_udp_open_finish (GAsyncResult *result, GSocketAddress **peer, GError **error)
{
  GTask *task = G_TASK (result);
  GPtrArray *sockets = g_task_propagate_pointer (task, error);

  if (sockets != NULL)
    *peer = g_steal_pointer (&((Opener *) g_task_get_task_data (task))->peer);

  return sockets;
}

/**
 * prise_udp_sockets_dup_addresses:
 * @sockets: (element-type PriseDatagramSocket): sockets
 *
 * Returns: (transfer full): a #GStrv of their local addresses
 */
char **
prise_udp_sockets_dup_addresses (GPtrArray *sockets)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < sockets->len; i++) {
    PriseDatagramSocket *socket = g_ptr_array_index (sockets, i);
    g_autofree char *address =
        prise_sockaddr_to_string (prise_datagram_socket_get_address (socket));

    g_strv_builder_add (builder, address);
  }

  return g_strv_builder_end (builder);
}

/**
 * prise_udp_sockets_get_receive_buffer:
 * @sockets: (element-type PriseDatagramSocket): sockets, at least one
 *
 * Returns: how much the system granted the one that got least, in bytes
 */
gsize
prise_udp_sockets_get_receive_buffer (GPtrArray *sockets)
{
  gsize smallest = G_MAXSIZE;

  for (guint i = 0; i < sockets->len; i++)
    smallest =
        MIN (smallest, prise_datagram_socket_get_receive_buffer (g_ptr_array_index (sockets, i)));

  return smallest;
}

/**
 * prise_udp_sockets_find:
 * @sockets: (element-type PriseDatagramSocket): sockets
 * @family: %AF_INET or %AF_INET6
 *
 * Returns: (transfer none) (nullable): the first of them that is of @family
 */
PriseDatagramSocket *
prise_udp_sockets_find (GPtrArray *sockets, int family)
{
  for (guint i = 0; i < sockets->len; i++) {
    PriseDatagramSocket *socket = g_ptr_array_index (sockets, i);

    if (prise_datagram_socket_get_address (socket)->any.sa_family == family)
      return socket;
  }

  return NULL;
}
