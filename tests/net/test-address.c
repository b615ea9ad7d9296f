// SPDX-License-Identifier: GPL-3.0-or-later
/* Hosts and ports as people write them. */
#include "config.h"

#include <string.h>

#include "net-fixture.h"
#include "prise-address.h"
#include "prise-error-text.h"
#include "prise-resolve.h"

/* -1: not a port for that use. */
static const struct {
  const char *text;
  int listen;
  int connect;
} port_cases[] = {
  { "80", 80, 80 },
  { " 80 ", 80, 80 },
  { "\t8080\n", 8080, 8080 },
  { "1", 1, 1 },
  { "65535", 65535, 65535 },
  { "0080", 80, 80 },
  { "0", 0, -1 },
  { "", -1, -1 },
  { "   ", -1, -1 },
  { "65536", -1, -1 },
  { "70000", -1, -1 },
  { "99999999999999999999", -1, -1 },
  { "18446744073709551696", -1, -1 },
  { "-1", -1, -1 },
  { "+1", -1, -1 },
  { "0x50", -1, -1 },
  { "80a", -1, -1 },
  { "8 0", -1, -1 },
  { "80.0", -1, -1 },
  { "1e3", -1, -1 },
  { "http", -1, -1 },
  { "٨٠", -1, -1 },
  { "８０", -1, -1 },
  { "\xff", -1, -1 },
};

static void
check_port (const char *text, PrisePortUse use, int expected)
{
  g_autoptr (GError) error = NULL;
  guint16 port = 4711;
  gboolean is_port = prise_port_parse (text, use, &port, &error);

  if (expected >= 0) {
    g_assert_no_error (error);
    g_assert_true (is_port);
    g_assert_cmpint (port, ==, expected);
    return;
  }

  g_assert_false (is_port);
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_PORT);
  g_assert_nonnull (strstr (error->message, "65535"));
  g_assert_cmpint (port, ==, 4711);
}

/* Where a socket needs a port of its own, whichever it is, nothing need be typed. */
static int
get_local_port (gsize i)
{
  return strspn (port_cases[i].text, " ") == strlen (port_cases[i].text) ? 0 : port_cases[i].listen;
}

static void
test_port (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (port_cases); i++) {
    g_test_message ("“%s”", port_cases[i].text);
    check_port (port_cases[i].text, PRISE_PORT_LISTEN, port_cases[i].listen);
    check_port (port_cases[i].text, PRISE_PORT_CONNECT, port_cases[i].connect);
    check_port (port_cases[i].text, PRISE_PORT_LOCAL, get_local_port (i));
  }
}

static const struct {
  const char *text;
  PrisePortUse use;
  const char *message;
} port_sentences[] = {
  { "8\u200b0", PRISE_PORT_LISTEN, "“8\\u200B0” isn’t a port: enter a number from 0 to 65535" },
  { "", PRISE_PORT_LISTEN, "Enter a port: a number from 0 to 65535" },
  { "", PRISE_PORT_CONNECT, "Enter a port: a number from 1 to 65535" },
  { "abc", PRISE_PORT_CONNECT, "“abc” isn’t a port: enter a number from 1 to 65535" },
  { "70000", PRISE_PORT_LISTEN, "There is no port 70000: enter a number from 0 to 65535" },
};

static void
test_port_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (port_sentences); i++) {
    g_autoptr (GError) error = NULL;
    guint16 port;

    g_assert_false (
        prise_port_parse (port_sentences[i].text, port_sentences[i].use, &port, &error));
    g_assert_cmpstr (error->message, ==, port_sentences[i].message);
  }
}

static const struct {
  const char *text;
  const char *host;
  guint16 port;
} good_host_ports[] = {
  { "80", NULL, 80 },
  { " 80", NULL, 80 },
  { "localhost:80", "localhost", 80 },
  { "127.0.0.1:8080", "127.0.0.1", 8080 },
  { "[::1]:80", "::1", 80 },
  { "[fe80::1%eth0]:80", "fe80::1%eth0", 80 },
  { "example.com:65535", "example.com", 65535 },
  { "bücher.example:80", "bücher.example", 80 },
};

static void
test_host_port (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_host_ports); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *host = NULL;
    guint16 port = 0;

    prise_host_port_parse (good_host_ports[i].text, PRISE_PORT_CONNECT, &host, &port, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (host, ==, good_host_ports[i].host);
    g_assert_cmpint (port, ==, good_host_ports[i].port);
  }
}

static const struct {
  const char *text;
  PrisePortUse use;
  PriseNetError code;
} bad_host_ports[] = {
  { "", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_PORT },
  { "localhost", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_PORT },
  { "localhost:", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_PORT },
  { "localhost:0", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_PORT },
  { "localhost:http", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_PORT },
  { ":80", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "::1:80", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "::1:80", PRISE_PORT_LISTEN, PRISE_NET_ERROR_BAD_ADDRESS },
  { "fe80::1", PRISE_PORT_LISTEN, PRISE_NET_ERROR_BAD_ADDRESS },
  { "[::1]", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "[::1", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "[::1]80", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "[]:80", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "[80", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "local host:80", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "http://localhost:80", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
  { "user@localhost:80", PRISE_PORT_CONNECT, PRISE_NET_ERROR_BAD_ADDRESS },
};

/* What is taken for more than a host, in the field for one. */
static void
test_from_url (void)
{
  static const struct {
    const char *text;
    const char *host; /* NULL: it is left alone */
    guint16 port;
  } cases[] = {
    { "http://example.com:8080/x?y#z", "example.com", 8080 },
    { " https://example.com ", "example.com", 443 },
    { "HTTP://user:secret@localhost", "localhost", 80 },
    { "ws://[::1]:99/", "::1", 99 },
    { "ws://localhost/", "localhost", 80 },
    { "wss://localhost", "localhost", 443 },
    { "http://localhost:0/", "localhost", 80 },
    { "tcp://192.0.2.1", "192.0.2.1", 0 },
    { "localhost:99", "localhost", 99 },
    { "[::1]:99", "::1", 99 },
    { " localhost:99\n", "localhost", 99 },
    { "localhost 99", "localhost", 99 },
    { "\t::1  99 ", "::1", 99 },
    /* Blanks that nobody sees. */
    { " localhost ", "localhost", 0 },
    { "192.0.2.1\r\n", "192.0.2.1", 0 },
    { "\u200b192.0.2.1\ufeff", "192.0.2.1", 0 },
    { "\u00a0localhost\u202f", "localhost", 0 },
    { "\u202alocalhost:99\u202c", "localhost", 99 },
    { " * ", "*", 0 },
    { " ", "", 0 },
    { "localhost 99 100", NULL, 0 },
    { "localhost 0", NULL, 0 },
    { " a/b ", NULL, 0 },
    { "localhost", NULL, 0 },
    { "80", NULL, 0 },
    { "::1", NULL, 0 },
    { "fe80::1:80", NULL, 0 },
    { "*:80", NULL, 0 },
    { "localhost:", NULL, 0 },
    { "localhost:0", NULL, 0 },
    { "localhost:70000", NULL, 0 },
    { "http://", NULL, 0 },
    { "http:///path", NULL, 0 },
    { "http://a b/", NULL, 0 },
    { "http://a:70000/", NULL, 0 },
    { "", NULL, 0 },
    { "\xff://\xff", NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *host = NULL;
    guint16 port = 0;
    const gboolean is_url = prise_host_port_from_url (cases[i].text, &host, &port);

    g_test_message ("“%s”", cases[i].text);
    g_assert_cmpint (is_url, ==, cases[i].host != NULL);
    g_assert_cmpstr (host, ==, cases[i].host);
    if (is_url)
      g_assert_cmpuint (port, ==, cases[i].port);
  }
}

static void
test_bad_host_port (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_host_ports); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *host = NULL;
    guint16 port;

    g_test_message ("“%s”", bad_host_ports[i].text);
    g_assert_false (prise_host_port_parse (bad_host_ports[i].text, bad_host_ports[i].use, &host,
                                           &port, &error));
    g_assert_error (error, PRISE_NET_ERROR, (int) bad_host_ports[i].code);
    g_assert_null (host);
  }
}

static const struct {
  const char *host;
  gboolean is_good;
} hosts[] = {
  { "localhost", TRUE },
  { "127.0.0.1", TRUE },
  { "::1", TRUE },
  { "a_b-c.example.", TRUE },
  { "été.example", TRUE },
  { "[::1]", TRUE },
  { "fe80::1%eth0", TRUE },
  { "[fe80::1%eth0]", TRUE },
  { "ff05::1%eth0", TRUE },
  { "::ffff:1.2.3.4", TRUE },
  { "", FALSE },
  { "a b", FALSE },
  { "a/b", FALSE },
  { "a\nb", FALSE },
  { "\xff", FALSE },
  { "*", FALSE },
  { "[]", FALSE },
  { "[", FALSE },
  { "[::1", FALSE },
  { "::1]", FALSE },
  { "[[::1]]", FALSE },
  { "[127.0.0.1]", FALSE },
  { "[localhost]", FALSE },
  { "fe80::1%", FALSE },
  { "localhost:", FALSE },
  { "localhost:99", FALSE },
  { "[::1]:99", FALSE },
  { "localhost:x", FALSE },
  { "1:2:3", FALSE },
  { "::1::2", FALSE },
  { "[fe80::1%a b]", FALSE },
};

static void
test_host (void)
{
  g_autofree char *longest = g_strnfill (253, 'a');
  g_autofree char *too_long = g_strnfill (254, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (prise_host_check (hosts[i].host, &error) == hosts[i].is_good);
    if (!hosts[i].is_good)
      g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_ADDRESS);
  }
  g_assert_true (prise_host_check (longest, NULL));
  g_assert_false (prise_host_check (too_long, NULL));
}

static const struct {
  const char *host;
  const char *message;
} host_sentences[] = {
  { "a b\u202e", "“a b\\u202E” is neither a name nor an address" },
  { "localhost:99", "Enter only the host here: the port has a field of its own" },
  { "localhost:", "Enter only the host here: the port has a field of its own" },
  { "127.0.0.1:99", "Enter only the host here: the port has a field of its own" },
  { "[::1]:99", "Enter only the host here: the port has a field of its own" },
  { "localhost:x", "“localhost:x” is neither a name nor an address" },
  { "a b:99", "“a b:99” is neither a name nor an address" },
  { ":99", "“:99” is neither a name nor an address" },
  { "user@localhost:99", "“user@localhost:99” is neither a name nor an address" },
  { "::1::2", "“::1::2” is neither a name nor an address" },
};

static void
test_host_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (host_sentences); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (prise_host_check (host_sentences[i].host, &error));
    g_assert_cmpstr (error->message, ==, host_sentences[i].message);
  }
}

/* An IPv6 address is the same with brackets, and nobody need be asked for it. */
static void
test_resolve_brackets (void)
{
  static const struct {
    const char *host;
    const char *text; /* NULL: a name */
  } cases[] = {
    { "::1", "[::1]:80" },
    { "[::1]", "[::1]:80" },
    { "fe80::1%lo", "[fe80::1%lo]:80" },
    { "[fe80::1%lo]", "[fe80::1%lo]:80" },
    { "127.0.0.1", "127.0.0.1:80" },
    { "[127.0.0.1]", NULL },
    { "[]", NULL },
    { "[localhost]", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    GList *addresses = prise_resolve_at_once (cases[i].host, 80);
    g_autofree char *text =
        addresses != NULL ? prise_socket_address_to_string (addresses->data) : NULL;

    g_assert_cmpstr (text, ==, cases[i].text);
    g_list_free_full (addresses, g_object_unref);
  }
}

static const struct {
  const char *host;
  const char *text;
} host_texts[] = {
  { "localhost", "localhost:80" },
  { "127.0.0.1", "127.0.0.1:80" },
  { "::1", "[::1]:80" },
  { "[::1]", "[::1]:80" },
};

static void
test_to_string (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (host_texts); i++) {
    g_autofree char *text = prise_host_port_to_string (host_texts[i].host, 80);

    g_assert_cmpstr (text, ==, host_texts[i].text);
  }
}

static void
test_socket_address (void)
{
  g_autoptr (GSocketAddress) ipv4 = g_inet_socket_address_new_from_string ("127.0.0.1", 80);
  g_autoptr (GSocketAddress) ipv6 = g_inet_socket_address_new_from_string ("::1", 80);
  g_autofree char *text4 = prise_socket_address_to_string (ipv4);
  g_autofree char *text6 = prise_socket_address_to_string (ipv6);

  g_assert_cmpstr (text4, ==, "127.0.0.1:80");
  g_assert_cmpstr (text6, ==, "[::1]:80");
}

/* A scope is shown by its interface's name, and one that isn't there by its number. */
static void
test_scope_to_string (void)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string ("fe80::1");
  g_autoptr (GSocketAddress) here =
      g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", inet, "port", 80u, "scope-id", 1u, NULL);
  g_autoptr (GSocketAddress) nowhere = g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", inet,
                                                     "port", 80u, "scope-id", 999999u, NULL);
  g_autofree char *text = prise_socket_address_to_string (here);
  g_autofree char *number = prise_socket_address_to_string (nowhere);

  g_assert_cmpstr (text, ==, "[fe80::1%lo]:80");
  g_assert_cmpstr (number, ==, "[fe80::1%999999]:80");
}

static const struct {
  const char *text;
  const char *message;
} host_port_sentences[] = {
  { "localhost", "“localhost” has no port: write HOST:PORT, as in “localhost:12345”" },
  { "-1", "“-1” isn’t a port: enter a number from 1 to 65535" },
  { "70000", "There is no port 70000: enter a number from 1 to 65535" },
  { "::1:80", "“::1:80” isn’t HOST:PORT: an IPv6 address stands in brackets, as in “[::1]:80”" },
};

static void
test_host_port_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (host_port_sentences); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *host = NULL;
    guint16 port;

    g_assert_false (prise_host_port_parse (host_port_sentences[i].text, PRISE_PORT_CONNECT, &host,
                                           &port, &error));
    g_assert_cmpstr (error->message, ==, host_port_sentences[i].message);
  }
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  g_test_add_func ("/address/port", test_port);
  g_test_add_func ("/address/port-sentences", test_port_sentences);
  g_test_add_func ("/address/host-port", test_host_port);
  g_test_add_func ("/address/bad-host-port", test_bad_host_port);
  g_test_add_func ("/address/from-url", test_from_url);
  g_test_add_func ("/address/host-port-sentences", test_host_port_sentences);
  g_test_add_func ("/address/host", test_host);
  g_test_add_func ("/address/host-sentences", test_host_sentences);
  g_test_add_func ("/address/resolve-brackets", test_resolve_brackets);
  g_test_add_func ("/address/to-string", test_to_string);
  g_test_add_func ("/address/scope-to-string", test_scope_to_string);
  g_test_add_func ("/address/socket-address", test_socket_address);

  return g_test_run ();
}
