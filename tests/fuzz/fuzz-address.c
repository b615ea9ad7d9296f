// SPDX-License-Identifier: GPL-3.0-or-later
/* Hosts and ports as people write them; what is shown of an address can be written there. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-address.h"
#include "prise-sockaddr.h"

static void
check_written (const char *text, PrisePortUse use)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *host_again = NULL;
  guint16 port = 0, port_again = 0;

  if (!prise_host_port_parse (text, use, &host, &port, &error)) {
    fuzz_assert_mistake (text, 0, error);
    return;
  }
  if (host == NULL || use != PRISE_PORT_CONNECT)
    return;

  shown = prise_host_port_to_string (host, port);
  g_assert_true (prise_host_port_parse (shown, use, &host_again, &port_again, NULL));
  g_assert_cmpstr (host_again, ==, host);
  g_assert_cmpuint (port_again, ==, port);
}

static void
check_field (const char *text, PrisePortUse use)
{
  g_autoptr (GError) host_error = NULL;
  g_autoptr (GError) port_error = NULL;
  g_autofree char *bracketed = prise_host_dup_bracketed (text);
  guint16 port;

  if (!prise_host_check (text, &host_error))
    fuzz_assert_mistake (text, 0, host_error);
  if (!prise_port_parse (text, use, &port, &port_error))
    fuzz_assert_mistake (text, 0, port_error);
  if (bracketed != NULL)
    g_assert_true (prise_host_check (bracketed, NULL));
}

/* An address of the system, without a scope, which is the name of an interface. GLib leaves out
 * port 0. */
static void
check_address (GBytes *bytes)
{
  const gboolean is_ipv6 = g_bytes_get_size (bytes) >= 18;
  PriseSockaddr raw = { .any.sa_family = is_ipv6 ? AF_INET6 : AF_INET };
  const char *data = g_bytes_get_data (bytes, NULL);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocketAddress) again = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *host = NULL;
  PriseSockaddr self, same;
  guint16 port;

  if (g_bytes_get_size (bytes) < 6 || (data[0] == 0 && data[1] == 0))
    return;
  memcpy (is_ipv6 ? &raw.ipv6.sin6_port : &raw.ipv4.sin_port, data, 2);
  memcpy (is_ipv6 ? (gpointer) &raw.ipv6.sin6_addr : &raw.ipv4.sin_addr, data + 2,
          is_ipv6 ? 16 : 4);

  /* What is IPv4 in IPv6 becomes IPv4. */
  address = prise_sockaddr_to_address (&raw);
  g_assert_true (prise_sockaddr_from_address (&self, address));
  shown = prise_sockaddr_to_string (&self);
  g_assert_true (prise_host_port_parse (shown, PRISE_PORT_LISTEN, &host, &port, NULL));
  again = g_inet_socket_address_new_from_string (host, port);
  g_assert_nonnull (again);
  g_assert_true (prise_sockaddr_from_address (&same, again));
  g_assert_true (prise_sockaddr_equal (&same, &self));
  g_assert_cmpuint (prise_sockaddr_hash (&same), ==, prise_sockaddr_hash (&self));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autofree char *text = fuzz_input_take_utf8 (&input);
  g_autoptr (GBytes) rest = fuzz_input_take_rest (&input);

  for (PrisePortUse use = PRISE_PORT_LISTEN; use <= PRISE_PORT_CONNECT; use++) {
    check_written (text, use);
    check_field (text, use);
  }
  check_address (rest);

  return 0;
}
