// SPDX-License-Identifier: GPL-3.0-or-later
/* The sockets of one UDP endpoint, as a whole. */
#include "config.h"

#include "prise-udp-sockets.h"

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
prise_udp_sockets_find (GPtrArray *sockets, sa_family_t family)
{
  for (guint i = 0; i < sockets->len; i++) {
    PriseDatagramSocket *socket = g_ptr_array_index (sockets, i);

    if (prise_datagram_socket_get_address (socket)->any.sa_family == family)
      return socket;
  }

  return NULL;
}
