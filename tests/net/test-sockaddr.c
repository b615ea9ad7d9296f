// SPDX-License-Identifier: GPL-3.0-or-later
/* Addresses as the system has them. */
#include "config.h"

#include <net/if.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "prise-sockaddr.h"
#include "udp-fixture.h"

#define ANY       (1u << 0)
#define MULTICAST (1u << 1)
#define BROADCAST (1u << 2)
#define LOCAL     (1u << 3)

/* What can be bound is local: all interfaces, and groups, are. Of ::1 it depends on the machine. */
static const struct {
  const char *host;
  guint16 port;
  const char *text;
  guint what;
} cases[] = {
  { "0.0.0.0", 7, "0.0.0.0:7", ANY | LOCAL },
  { "127.0.0.1", 80, "127.0.0.1:80", LOCAL },
  { "127.1.2.3", 65535, "127.1.2.3:65535", LOCAL },
  { "192.0.2.77", 80, "192.0.2.77:80", 0 },
  { "223.255.255.255", 1, "223.255.255.255:1", 0 },
  { "224.0.0.0", 1, "224.0.0.0:1", MULTICAST | LOCAL },
  { "239.255.255.255", 256, "239.255.255.255:256", MULTICAST | LOCAL },
  { "127.255.255.255", 5, "127.255.255.255:5", BROADCAST | LOCAL },
  { "255.255.255.255", 5, "255.255.255.255:5", BROADCAST | LOCAL },
  { "2001:db8::77", 80, "[2001:db8::77]:80", 0 },
  { "fe00::1", 1, "[fe00::1]:1", 0 },
  { "ff05::1234", 1, "[ff05::1234]:1", MULTICAST | LOCAL },
  { "::", 7, "[::]:7", ANY | LOCAL },
  { "::1", 443, "[::1]:443", LOCAL },
};

static gboolean
fill (PriseSockaddr *self, const char *host, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);

  g_assert_nonnull (address);

  return prise_sockaddr_from_address (self, address);
}

static guint
describe (const PriseSockaddr *self)
{
  return (prise_sockaddr_is_any (self) ? ANY : 0) |
         (prise_sockaddr_is_multicast (self) ? MULTICAST : 0) |
         (prise_sockaddr_is_broadcast (self) ? BROADCAST : 0) |
         (prise_sockaddr_is_local (self) ? LOCAL : 0);
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean is_ipv6 = strchr (cases[i].host, ':') != NULL;
    g_autofree char *text = NULL;
    PriseSockaddr native;

    if (is_ipv6 && !net_has_ipv6 ())
      continue;
    g_assert_true (fill (&native, cases[i].host, cases[i].port));
    text = prise_sockaddr_to_string (&native);
    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_cmpuint (prise_sockaddr_get_port (&native), ==, cases[i].port);
    g_assert_cmpuint (prise_sockaddr_get_size (&native), ==,
                      is_ipv6 ? sizeof (struct sockaddr_in6) : sizeof (struct sockaddr_in));
    g_assert_cmphex (describe (&native), ==, cases[i].what);
  }
}

/* A port that is in use, or that one may not have, says nothing about the address. */
static void
test_local_whatever_port (void)
{
  int fd = plain_open ("127.0.0.1", 0);
  PriseSockaddr native;

  g_assert_true (fill (&native, "127.0.0.1", net_get_port (fd)));
  g_assert_true (prise_sockaddr_is_local (&native));
  g_assert_true (fill (&native, "127.0.0.1", 1));
  g_assert_true (prise_sockaddr_is_local (&native));
  g_assert_cmpuint (prise_sockaddr_get_port (&native), ==, 1);
  close (fd);
}

static void
test_there_and_back (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GSocketAddress) address = NULL;
    PriseSockaddr native, again;

    g_assert_true (fill (&native, cases[i].host, cases[i].port));
    address = prise_sockaddr_to_address (&native);
    g_assert_true (prise_sockaddr_from_address (&again, address));
    g_assert_true (prise_sockaddr_equal (&native, &again));
    g_assert_cmpuint (prise_sockaddr_hash (&native), ==, prise_sockaddr_hash (&again));
  }
}

/* The cases all differ; so do the same address with another port, and the same with another scope.
 */
static void
test_equal (void)
{
  PriseSockaddr a, b;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_true (fill (&a, cases[i].host, cases[i].port));
    for (gsize j = 0; j < G_N_ELEMENTS (cases); j++) {
      g_assert_true (fill (&b, cases[j].host, cases[j].port));
      g_assert_cmpint (prise_sockaddr_equal (&a, &b), ==, i == j);
    }
    g_assert_true (fill (&b, cases[i].host, (guint16) (cases[i].port + 1)));
    g_assert_false (prise_sockaddr_equal (&a, &b));
  }
}

static void
test_scope (void)
{
  g_autofree char *text = NULL;
  PriseSockaddr a, b;

  g_assert_true (fill (&a, "fe80::1", 80));
  b = a;
  b.ipv6.sin6_scope_id = if_nametoindex ("lo");
  g_assert_false (prise_sockaddr_equal (&a, &b));
  text = prise_sockaddr_to_string (&b);
  g_assert_cmpstr (text, ==, "[fe80::1%lo]:80");
  a.ipv6.sin6_scope_id = b.ipv6.sin6_scope_id;
  g_assert_true (prise_sockaddr_equal (&a, &b));
  g_assert_cmpuint (prise_sockaddr_hash (&a), ==, prise_sockaddr_hash (&b));
}

/* What the system leaves in the rest of the memory doesn't count, nor does the flow label. */
static void
test_rest_is_ignored (void)
{
  PriseSockaddr a, b;

  g_assert_true (fill (&a, "127.0.0.1", 80));
  memset (&b, 0xff, sizeof b);
  b.ipv4 = a.ipv4;
  memset (b.ipv4.sin_zero, 0xff, sizeof b.ipv4.sin_zero);
  g_assert_true (prise_sockaddr_equal (&a, &b));
  g_assert_cmpuint (prise_sockaddr_hash (&a), ==, prise_sockaddr_hash (&b));

  g_assert_true (fill (&a, "::1", 80));
  b = a;
  b.ipv6.sin6_flowinfo = 1;
  g_assert_true (prise_sockaddr_equal (&a, &b));
  g_assert_cmpuint (prise_sockaddr_hash (&a), ==, prise_sockaddr_hash (&b));
}

/* Neighbours in a network, and ports of one host, don't fall together. */
static void
test_hash_spreads (void)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new (NULL, NULL);
  PriseSockaddr native;

  g_assert_true (fill (&native, "10.0.0.0", 1000));
  for (guint i = 0; i < 256; i++) {
    native.ipv4.sin_addr.s_addr = g_htonl (0x0a000000 + i);
    g_hash_table_add (hashes, GUINT_TO_POINTER (prise_sockaddr_hash (&native)));
  }
  g_assert_cmpuint (g_hash_table_size (hashes), >, 250);

  g_hash_table_remove_all (hashes);
  g_assert_true (fill (&native, "2001:db8::1", 1000));
  for (guint i = 0; i < 256; i++) {
    native.ipv6.sin6_port = g_htons ((guint16) (1000 + i));
    g_hash_table_add (hashes, GUINT_TO_POINTER (prise_sockaddr_hash (&native)));
  }
  g_assert_cmpuint (g_hash_table_size (hashes), >, 250);
}

static void
test_other_family (void)
{
  const struct sockaddr_un unix_native = { .sun_family = AF_UNIX, .sun_path = "/prise" };
  g_autoptr (GSocketAddress) address =
      g_socket_address_new_from_native ((gpointer) &unix_native, sizeof unix_native);
  PriseSockaddr native;

  g_assert_nonnull (address);
  g_assert_false (prise_sockaddr_from_address (&native, address));
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  g_test_add_func ("/sockaddr/cases", test_cases);
  g_test_add_func ("/sockaddr/local-whatever-port", test_local_whatever_port);
  g_test_add_func ("/sockaddr/there-and-back", test_there_and_back);
  g_test_add_func ("/sockaddr/equal", test_equal);
  g_test_add_func ("/sockaddr/scope", test_scope);
  g_test_add_func ("/sockaddr/rest-is-ignored", test_rest_is_ignored);
  g_test_add_func ("/sockaddr/hash-spreads", test_hash_spreads);
  g_test_add_func ("/sockaddr/other-family", test_other_family);

  return g_test_run ();
}
