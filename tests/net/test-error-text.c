// SPDX-License-Identifier: GPL-3.0-or-later
/* What the system says, as a sentence. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "net-fixture.h"
#include "prise-error-text.h"

static const struct {
  PriseAttempt attempt;
  int code;
  PriseNetError expected;
  const char *message;
} cases[] = {
  { PRISE_ATTEMPT_BIND, EADDRINUSE, PRISE_NET_ERROR_PORT_IN_USE,
    "Port 80 is in use by another program: choose another port" },
  { PRISE_ATTEMPT_BIND, EACCES, PRISE_NET_ERROR_PORT_NEEDS_RIGHTS,
    "Port 80 needs administrator rights: choose one above 1023" },
  { PRISE_ATTEMPT_BIND, EPERM, PRISE_NET_ERROR_PORT_NEEDS_RIGHTS,
    "Port 80 needs administrator rights: choose one above 1023" },
  { PRISE_ATTEMPT_BIND, EADDRNOTAVAIL, PRISE_NET_ERROR_ADDRESS_NOT_LOCAL,
    "192.0.2.77 isn’t an address of this machine: choose one of its own, or none for "
    "all" },
  { PRISE_ATTEMPT_BIND, EAFNOSUPPORT, PRISE_NET_ERROR_ADDRESS_NOT_LOCAL,
    "192.0.2.77 isn’t an address of this machine: choose one of its own, or none for "
    "all" },
  { PRISE_ATTEMPT_CONNECT, ECONNREFUSED, PRISE_NET_ERROR_REFUSED,
    "192.0.2.77:80 refused the connection: nobody listens there. Start the server, or check the "
    "port" },
  { PRISE_ATTEMPT_CONNECT, ECONNRESET, PRISE_NET_ERROR_RESET,
    "192.0.2.77:80 reset the connection" },
  { PRISE_ATTEMPT_CONNECT, ETIMEDOUT, PRISE_NET_ERROR_TIMED_OUT,
    "192.0.2.77:80 didn’t respond: check the address" },
  { PRISE_ATTEMPT_CONNECT, ENETUNREACH, PRISE_NET_ERROR_UNREACHABLE,
    "No route to 192.0.2.77:80: check the address and this machine’s network" },
  { PRISE_ATTEMPT_CONNECT, EHOSTUNREACH, PRISE_NET_ERROR_UNREACHABLE,
    "No route to 192.0.2.77:80: check the address and this machine’s network" },
  { PRISE_ATTEMPT_CONNECT, EADDRNOTAVAIL, PRISE_NET_ERROR_UNREACHABLE,
    "No route to 192.0.2.77:80: check the address and this machine’s network" },
  { PRISE_ATTEMPT_SEND, ECONNREFUSED, PRISE_NET_ERROR_REFUSED,
    "Nobody listens on 192.0.2.77:80: start the other program, or check the port" },
  { PRISE_ATTEMPT_SEND, EACCES, PRISE_NET_ERROR_NEEDS_BROADCAST,
    "192.0.2.77:80 is a broadcast address: allow broadcast first" },
  { PRISE_ATTEMPT_SEND, EINVAL, PRISE_NET_ERROR_UNREACHABLE,
    "No route to 192.0.2.77:80 from this local address: to reach other machines, give no local "
    "address" },
  { PRISE_ATTEMPT_SEND, ENETUNREACH, PRISE_NET_ERROR_UNREACHABLE,
    "No route to 192.0.2.77:80: check the address and this machine’s network" },
  { PRISE_ATTEMPT_SEND, EHOSTUNREACH, PRISE_NET_ERROR_UNREACHABLE,
    "No route to 192.0.2.77:80: check the address and this machine’s network" },
  { PRISE_ATTEMPT_SEND, ENETDOWN, PRISE_NET_ERROR_UNREACHABLE,
    "No route to 192.0.2.77:80: check the address and this machine’s network" },
  { PRISE_ATTEMPT_SEND, EAFNOSUPPORT, PRISE_NET_ERROR_UNREACHABLE,
    "192.0.2.77:80 is an IPv4 address, and the local address is IPv6: give one of the same family, "
    "or none" },
};

/* What the address itself explains. */
static const struct {
  PriseAttempt attempt;
  const char *address;
  int code;
  PriseNetError expected;
  const char *message;
} addresses[] = {
  { PRISE_ATTEMPT_SEND, "::1", EAFNOSUPPORT, PRISE_NET_ERROR_UNREACHABLE,
    "[::1]:80 is an IPv6 address, and the local address is IPv4: give one of the same family, or "
    "none" },
  { PRISE_ATTEMPT_SEND, "fe80::1", EINVAL, PRISE_NET_ERROR_BAD_ADDRESS,
    "[fe80::1]:80 is a link-local address: add its interface, as in “fe80::1%eth0”" },
  { PRISE_ATTEMPT_CONNECT, "fe80::1", EINVAL, PRISE_NET_ERROR_BAD_ADDRESS,
    "[fe80::1]:80 is a link-local address: add its interface, as in “fe80::1%eth0”" },
  { PRISE_ATTEMPT_BIND, "fe80::1", EINVAL, PRISE_NET_ERROR_BAD_ADDRESS,
    "[fe80::1]:80 is a link-local address: add its interface, as in “fe80::1%eth0”" },
  { PRISE_ATTEMPT_SEND, "2001:db8::1", EINVAL, PRISE_NET_ERROR_UNREACHABLE,
    "No route to [2001:db8::1]:80 from this local address: to reach other machines, give no local "
    "address" },
  { PRISE_ATTEMPT_CONNECT, "239.1.2.3", ENETUNREACH, PRISE_NET_ERROR_BAD_ADDRESS,
    "239.1.2.3:80 is a multicast address, and TCP has no multicast: use UDP" },
  { PRISE_ATTEMPT_CONNECT, "ff02::1", EINVAL, PRISE_NET_ERROR_BAD_ADDRESS,
    "[ff02::1]:80 is a multicast address, and TCP has no multicast: use UDP" },
};

static void
test_errno (void)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.77", 80);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error =
        prise_net_error_from_errno (cases[i].attempt, cases[i].code, address);

    g_assert_error (error, PRISE_NET_ERROR, (int) cases[i].expected);
    g_assert_cmpstr (error->message, ==, cases[i].message);
  }
}

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (GSocketAddress) address =
        g_inet_socket_address_new_from_string (addresses[i].address, 80);
    g_autoptr (GError) error =
        prise_net_error_from_errno (addresses[i].attempt, addresses[i].code, address);

    g_assert_error (error, PRISE_NET_ERROR, (int) addresses[i].expected);
    g_assert_cmpstr (error->message, ==, addresses[i].message);
  }
}

/* What nobody can act on keeps GIO's code, and the system's words. */
static void
test_other_errno (void)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("192.0.2.77", 80);
  g_autoptr (GError) bind_error = prise_net_error_from_errno (PRISE_ATTEMPT_BIND, EMFILE, address);
  g_autoptr (GError) connect_error =
      prise_net_error_from_errno (PRISE_ATTEMPT_CONNECT, EMFILE, address);
  g_autoptr (GError) send_error = prise_net_error_from_errno (PRISE_ATTEMPT_SEND, EMFILE, address);

  g_assert_error (bind_error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  g_assert_nonnull (strstr (bind_error->message, g_strerror (EMFILE)));
  g_assert_error (connect_error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  g_assert_nonnull (strstr (connect_error->message, "192.0.2.77:80"));
  g_assert_error (send_error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  g_assert_nonnull (strstr (send_error->message, "192.0.2.77:80"));
  g_assert_nonnull (strstr (send_error->message, g_strerror (EMFILE)));
}

static const struct {
  int code;
  const char *message;
} broken_cases[] = {
  { ECONNRESET, "The peer reset the connection" },
  { EPIPE, "The peer reset the connection" },
  { ETIMEDOUT, "The connection was lost: Connection timed out" },
};

static void
test_broken (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (broken_cases); i++) {
    g_autoptr (GError) error = prise_net_error_broken (broken_cases[i].code);

    g_assert_cmpstr (error->message, ==, broken_cases[i].message);
    if (i < 2)
      g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
    else
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  }
}

static void
test_timed_out (void)
{
  g_autoptr (GError) one = prise_net_error_timed_out ("here:80", 1);
  g_autoptr (GError) many = prise_net_error_timed_out ("here:80", 10);

  g_assert_error (one, PRISE_NET_ERROR, PRISE_NET_ERROR_TIMED_OUT);
  g_assert_cmpstr (one->message, ==,
                   "here:80 didn’t respond within 1 second: check the address, or wait longer");
  g_assert_cmpstr (many->message, ==,
                   "here:80 didn’t respond within 10 seconds: check the address, or wait longer");
}

static const struct {
  GResolverError cause;
  const char *message;
} resolver_cases[] = {
  { G_RESOLVER_ERROR_NOT_FOUND, "No address belongs to the name “nobody”: check its spelling" },
  { G_RESOLVER_ERROR_TEMPORARY_FAILURE,
    "The name “nobody” can’t be resolved: the name server doesn’t respond" },
};

static void
test_not_found (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (resolver_cases); i++) {
    GError cause = { G_RESOLVER_ERROR, (int) resolver_cases[i].cause, (char *) "" };
    g_autoptr (GError) error = prise_net_error_not_found ("nobody", &cause);

    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NAME_NOT_FOUND);
    g_assert_cmpstr (error->message, ==, resolver_cases[i].message);
  }
}

/* What isn't seen in a name is seen in the sentence about it. */
static void
test_hidden_in_name (void)
{
  GError cause = { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, (char *) "" };
  g_autoptr (GError) error = prise_net_error_not_found ("local\u200bhost", &cause);
  g_autoptr (GError) no_interface = prise_net_error_no_interface ("eth\u202e0");

  g_assert_cmpstr (error->message, ==,
                   "No address belongs to the name “local\\u200Bhost”: check its spelling");
  g_assert_cmpstr (no_interface->message, ==,
                   "This machine has no interface “eth\\u202E0”: choose another");
}

/* What only datagrams know. */
static void
test_datagrams (void)
{
  g_autoptr (GError) not_open = prise_net_error_not_open ();
  g_autoptr (GError) too_long = prise_net_error_too_long (104857600, 65507);
  g_autoptr (GError) no_interface = prise_net_error_no_interface ("eth7");

  g_assert_error (not_open, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED);
  g_assert_cmpstr (not_open->message, ==, "The socket isn’t open: open it first");
  g_assert_error (too_long, PRISE_NET_ERROR, PRISE_NET_ERROR_TOO_LONG);
  g_assert_cmpstr (too_long->message, ==,
                   "104857600 bytes are too many for one datagram: at most 65507 fit, so send them "
                   "in parts");
  g_assert_error (no_interface, PRISE_NET_ERROR, PRISE_NET_ERROR_NO_INTERFACE);
  g_assert_cmpstr (no_interface->message, ==,
                   "This machine has no interface “eth7”: choose another");
}

static void
test_codes (void)
{
  const struct {
    GQuark domain;
    int code;
    PriseErrorCode expected;
  } known[] = {
    { PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_PORT, PRISE_CODE_BAD_ADDRESS },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE, PRISE_CODE_PORT_IN_USE },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_NEEDS_RIGHTS, PRISE_CODE_NOT_PERMITTED },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_ADDRESS, PRISE_CODE_BAD_ADDRESS },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_NAME_NOT_FOUND, PRISE_CODE_UNRESOLVED },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_ADDRESS_NOT_LOCAL, PRISE_CODE_BAD_ADDRESS },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_REFUSED, PRISE_CODE_REFUSED },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_TIMED_OUT, PRISE_CODE_TIMED_OUT },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE, PRISE_CODE_UNREACHABLE },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED, PRISE_CODE_NOT_CONNECTED },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_RESET, PRISE_CODE_RESET },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_TOO_LONG, PRISE_CODE_TOO_LONG },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_NEEDS_BROADCAST, PRISE_CODE_NOT_PERMITTED },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_GROUP, PRISE_CODE_BAD_ADDRESS },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_ALREADY_JOINED, PRISE_CODE_BAD_ADDRESS },
    { PRISE_NET_ERROR, PRISE_NET_ERROR_NO_INTERFACE, PRISE_CODE_BAD_ADDRESS },
    { PRISE_NET_ERROR, 1000, PRISE_CODE_FAILED },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, PRISE_CODE_TIMED_OUT },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, PRISE_CODE_UNREACHABLE },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, PRISE_CODE_UNREACHABLE },
    { G_IO_ERROR, G_IO_ERROR_FAILED, PRISE_CODE_FAILED },
    { G_IO_ERROR, -1, PRISE_CODE_FAILED },
    { G_FILE_ERROR, G_FILE_ERROR_EXIST, PRISE_CODE_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autoptr (GError) error = g_error_new_literal (known[i].domain, known[i].code, "");

    g_assert_cmpint (prise_error_get_code (error), ==, known[i].expected);
  }
}

/* From the least to the furthest. */
static void
test_progress (void)
{
  const int order[] = {
    PRISE_NET_ERROR_NAME_NOT_FOUND, PRISE_NET_ERROR_UNREACHABLE, PRISE_NET_ERROR_TIMED_OUT,
    PRISE_NET_ERROR_REFUSED,        PRISE_NET_ERROR_RESET,
  };

  for (gsize i = 1; i < G_N_ELEMENTS (order); i++) {
    GError less = { PRISE_NET_ERROR, order[i - 1], (char *) "" };
    GError more = { PRISE_NET_ERROR, order[i], (char *) "" };

    g_assert_cmpuint (prise_net_error_progress (&less), <, prise_net_error_progress (&more));
  }
}

static void
test_cancelled (void)
{
  GError cancelled = { G_IO_ERROR, G_IO_ERROR_CANCELLED, (char *) "" };
  GError other = { G_IO_ERROR, G_IO_ERROR_FAILED, (char *) "" };

  g_assert_true (prise_error_is_cancelled (&cancelled));
  g_assert_false (prise_error_is_cancelled (&other));
  g_assert_false (prise_error_is_cancelled (NULL));
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  g_test_add_func ("/error/errno", test_errno);
  g_test_add_func ("/error/addresses", test_addresses);
  g_test_add_func ("/error/other-errno", test_other_errno);
  g_test_add_func ("/error/broken", test_broken);
  g_test_add_func ("/error/timed-out", test_timed_out);
  g_test_add_func ("/error/not-found", test_not_found);
  g_test_add_func ("/error/hidden-in-name", test_hidden_in_name);
  g_test_add_func ("/error/datagrams", test_datagrams);
  g_test_add_func ("/error/progress", test_progress);
  g_test_add_func ("/error/codes", test_codes);
  g_test_add_func ("/error/cancelled", test_cancelled);

  return g_test_run ();
}
