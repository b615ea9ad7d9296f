// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP client's way to a connection: names and addresses, refusal, timeout, cancelling. */
#include "config.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libglib-testing/signal-logger.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-error-text.h"

/* A peer that is faster than we: it has accepted, greeted and reset the connection when connecting
 * returns. */
static _Atomic int hasty_fd = -1;

static const char *greeting;

static void
be_hasty (int listening_fd)
{
  const int fd = net_accept (listening_fd);

  net_send_text (fd, greeting);
  net_reset (fd);
}

int
connect (int fd, __CONST_SOCKADDR_ARG address, socklen_t size)
{
  static int (*real) (int, __CONST_SOCKADDR_ARG, socklen_t);
  int result, code;

  if (real == NULL)
    real = (int (*) (int, __CONST_SOCKADDR_ARG, socklen_t)) dlsym (RTLD_NEXT, "connect");

  result = real (fd, address, size);
  code = errno;
  if (hasty_fd >= 0)
    be_hasty (hasty_fd);
  errno = code;

  return result;
}

typedef struct {
  PriseIo *io;
  PriseTcpClient *client;
  PriseJournal *journal;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
  fixture->client = prise_tcp_client_new (fixture->io);
  fixture->journal = prise_endpoint_get_journal (PRISE_ENDPOINT (fixture->client));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  net_stop (fixture->client, TRUE);
  g_assert_finalize_object (fixture->client);
  g_assert_finalize_object (fixture->io);
}

static const struct {
  const char *name;
  const char *host;
  int family;
  const char *address;
} hosts[] = {
  { "ipv4", "127.0.0.1", AF_INET, "127.0.0.1:%u" },
  { "ipv6", "::1", AF_INET6, "[::1]:%u" },
  { "localhost-ipv4", "localhost", AF_INET, "127.0.0.1:%u" },
  { "localhost-ipv6", "localhost", AF_INET6, "[::1]:%u" },
  { "name-ipv4", "prise.localhost", AF_INET, "127.0.0.1:%u" },
  { "name-ipv6", "prise.localhost", AF_INET6, "[::1]:%u" },
};

static char *
format_address (const char *format, guint16 port)
{
  g_autofree char *host = g_strndup (format, strlen (format) - strlen (":%u"));

  return g_strdup_printf ("%s:%u", host, port);
}

/* Where only one family listens, the other is tried in vain. */
static void
test_hosts (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  guint16 port;
  int listening_fd, reserved_fd, fd;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  listening_fd = net_listen_alone (hosts[i].family, &port, &reserved_fd);
  address = format_address (hosts[i].address, port);
  g_assert_true (net_connect_client (fixture->client, hosts[i].host, port, &error));
  g_assert_no_error (error);
  fd = net_accept (listening_fd);
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_ACTIVE);
  g_assert_cmpstr (prise_tcp_client_get_peer_address (fixture->client), ==, address);
  g_assert_cmpuint (prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->client)), !=, 0);
  close (fd);
  close (listening_fd);
  close (reserved_fd);
}

static void
test_entries (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  int listening_fd = net_listen (AF_INET, 1, &port);
  int fd;

  g_assert_true (net_connect_client (fixture->client, "127.0.0.1", port, NULL));
  fd = net_accept (listening_fd);
  close (fd);
  close (listening_fd);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  net_assert_transcript (fixture->client,
                         "note - Connecting to 127.0.0.1:PORT\n"
                         "opened 127.0.0.1:PORT Connected from 127.0.0.1:PORT\n"
                         "note 127.0.0.1:PORT The peer has finished sending: end of stream\n"
                         "closed 127.0.0.1:PORT Connection closed\n");
}

/* Each address tried is an entry, in the order in which they were tried. */
static void
test_falls_to_other_family (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  int listening_fd, reserved_fd, fd;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  listening_fd = net_listen_alone (AF_INET6, &port, &reserved_fd);
  g_assert_true (net_connect_client (fixture->client, "localhost", port, NULL));
  fd = net_accept (listening_fd);
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_OPENED, "") == 1);
  net_assert_transcript (fixture->client, "note - Connecting to 127.0.0.1:PORT\n"
                                          "error - 127.0.0.1:PORT refused the connection: nobody "
                                          "listens there. Start the server, or check the port\n"
                                          "note - Connecting to [::1]:PORT\n"
                                          "opened [::1]:PORT Connected from [::1]:PORT\n");
  g_assert_null (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->client)));
  close (fd);
  close (listening_fd);
  close (reserved_fd);
}

static void
test_name_entries (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  int listening_fd = net_listen (AF_INET, 1, &port);
  g_autofree char *transcript = NULL;

  g_assert_true (net_connect_client (fixture->client, "prise.localhost", port, NULL));
  transcript = net_dup_transcript (fixture->journal);
  g_assert_true (g_str_has_prefix (transcript, "note - Resolving “prise.localhost”\n"
                                               "note - Connecting to "));
  close (listening_fd);
}

static void
assert_fails (Fixture *fixture, const char *host, guint16 port, PriseNetError code)
{
  PriseEndpoint *endpoint = PRISE_ENDPOINT (fixture->client);
  g_autoptr (GError) error = NULL;

  g_assert_false (net_connect_client (fixture->client, host, port, &error));
  g_assert_error (error, PRISE_NET_ERROR, (int) code);
  g_assert_cmpint (net_get_state (endpoint), ==, PRISE_ENDPOINT_FAILED);
  g_assert_error (prise_endpoint_get_error (endpoint), PRISE_NET_ERROR, (int) code);
  g_assert_null (prise_endpoint_get_local_addresses (endpoint));
  g_assert_null (prise_tcp_client_get_peer_address (fixture->client));
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, error->message), >=, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_OPENED, ""), ==, 0);
}

/* Others may take a port that was free a moment ago. Returns the one that it took. */
static guint16
connect_from_own_port (Fixture *fixture, const char *text, const char *host, guint16 port)
{
  for (;;) {
    const int reserved_fd =
        net_reserve (strchr (host, ':') != NULL ? AF_INET6 : AF_INET, &(guint16){ 0 });
    const guint16 local_port = net_get_port (reserved_fd);
    g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string (text, local_port);
    g_autoptr (GError) error = NULL;

    close (reserved_fd);
    prise_tcp_client_set_local (fixture->client, local);
    if (net_connect_client (fixture->client, host, port, &error))
      return local_port;
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE);
  }
}

/* All addresses, with a port of one's choice, serve both families. */
static void
test_local (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *local;
    int family;
    const char *host;
  } cases[] = {
    { "127.0.0.3", AF_INET, "127.0.0.1" },
    { "0.0.0.0", AF_INET, "127.0.0.1" },
    { "0.0.0.0", AF_INET6, "::1" },
    { "::", AF_INET, "127.0.0.1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases) && net_has_ipv6 (); i++) {
    guint16 port, local_port;
    const int listening_fd = net_listen (cases[i].family, 1, &port);
    int fd;

    local_port = connect_from_own_port (fixture, cases[i].local, cases[i].host, port);
    g_assert_cmpuint (prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->client)), ==,
                      local_port);
    if (i == 0)
      g_assert_true (g_str_has_prefix (
          prise_endpoint_get_local_addresses (PRISE_ENDPOINT (fixture->client))[0], "127.0.0.3:"));
    fd = net_accept (listening_fd);
    net_stop (fixture->client, TRUE);
    close (fd);
    close (listening_fd);
  }
}

static void
test_local_that_is_not_ours (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string ("192.0.2.1", 0);
  g_autoptr (GError) error = NULL;
  guint16 port;
  const int listening_fd = net_listen (AF_INET, 1, &port);

  prise_tcp_client_set_local (fixture->client, local);
  g_assert_false (net_connect_client (fixture->client, "127.0.0.1", port, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_ADDRESS_NOT_LOCAL);
  close (listening_fd);
}

static void
test_local_of_other_family (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string ("::1", 0);
  g_autoptr (GError) error = NULL;
  guint16 port;
  const int listening_fd = net_listen (AF_INET, 1, &port);

  prise_tcp_client_set_local (fixture->client, local);
  g_assert_false (net_connect_client (fixture->client, "127.0.0.1", port, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "IPv4 address, and the local address is IPv6"));
  close (listening_fd);
}

/* No name server is asked. */
static void
test_missing_interface (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (net_connect_client (fixture->client, "fe80::1%nope", 80, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NO_INTERFACE);
  net_assert_transcript (fixture->client,
                         "error - This machine has no interface “nope”: choose another\n");
}

/* Which the client's socket alone knows: it is the one that is connected there. */
static void
test_keep_alive (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  const int listening_fd = net_listen (AF_INET, 1, &port);
  int fd, on = 0, idle = 0, interval = 0;

  prise_tcp_client_set_keep_alive (fixture->client, 7);
  g_assert_true (net_connect_client (fixture->client, "127.0.0.1", port, NULL));
  fd = net_accept (listening_fd);
  for (int other = 0; other < 256 && on == 0; other++) {
    socklen_t size = sizeof on;

    if (getsockopt (other, SOL_SOCKET, SO_KEEPALIVE, &on, &size) == 0 && on != 0) {
      getsockopt (other, IPPROTO_TCP, TCP_KEEPIDLE, &idle, &size);
      getsockopt (other, IPPROTO_TCP, TCP_KEEPINTVL, &interval, &size);
    }
  }
  g_assert_cmpint (idle, ==, 7);
  g_assert_cmpint (interval, ==, 7);
  close (fd);
  close (listening_fd);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  guint16 port = 0;
  int fd = net_reserve (AF_INET, &port);

  assert_fails (fixture, "127.0.0.1", port, PRISE_NET_ERROR_REFUSED);
  assert_fails (fixture, "localhost", port, PRISE_NET_ERROR_REFUSED);
  /* Of two that came as far, the first is named. */
  g_assert_true (
      g_str_has_prefix (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->client))->message,
                        "127.0.0.1:"));
  close (fd);
}

static void
expect_hasty (Fixture *fixture, const char *text, const char *expected)
{
  guint16 port;

  greeting = text;
  hasty_fd = net_listen (AF_INET, 1, &port);
  g_assert_true (net_connect_client (fixture->client, "127.0.0.1", port, NULL));
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_FAILED);
  net_assert_transcript (fixture->client, expected);
  close (hasty_fd);
  hasty_fd = -1;
}

/* What came before the reset is there, and the reset is told. */
static void
test_hasty_peer (Fixture *fixture, gconstpointer data)
{
  expect_hasty (fixture, "too many of you",
                "note - Connecting to 127.0.0.1:PORT\n"
                "opened 127.0.0.1:PORT Connected from 127.0.0.1:PORT\n"
                "received 127.0.0.1:PORT too many of you\n"
                "error 127.0.0.1:PORT The peer reset the connection\n"
                "closed 127.0.0.1:PORT Connection closed\n");
}

/* It was connected, however late we look. */
static void
test_hasty_silent_peer (Fixture *fixture, gconstpointer data)
{
  expect_hasty (fixture, "",
                "note - Connecting to 127.0.0.1:PORT\n"
                "opened 127.0.0.1:PORT Connected from 127.0.0.1:PORT\n"
                "error 127.0.0.1:PORT The peer reset the connection\n"
                "closed 127.0.0.1:PORT Connection closed\n");
}

static void
test_no_such_name (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture, "does-not-exist.invalid", 80, PRISE_NET_ERROR_NAME_NOT_FOUND);
}

/* A listening socket whose backlog is full doesn't reply. */
typedef struct {
  int listening_fd;
  int fds[8];
  guint16 port;
} DeafPeer;

static void
deaf_peer_open (DeafPeer *peer)
{
  struct sockaddr_in native = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };

  peer->listening_fd = net_listen (AF_INET, 0, &peer->port);
  native.sin_port = htons (peer->port);
  for (guint i = 0; i < G_N_ELEMENTS (peer->fds); i++) {
    peer->fds[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    connect (peer->fds[i], (struct sockaddr *) &native, sizeof native);
  }
}

static void
deaf_peer_close (DeafPeer *peer)
{
  for (guint i = 0; i < G_N_ELEMENTS (peer->fds); i++)
    close (peer->fds[i]);
  close (peer->listening_fd);
}

static void
test_timed_out (Fixture *fixture, gconstpointer data)
{
  DeafPeer peer;
  gint64 start = g_get_monotonic_time ();
  gint64 elapsed;

  deaf_peer_open (&peer);
  prise_tcp_client_set_timeout (fixture->client, 1);
  assert_fails (fixture, "127.0.0.1", peer.port, PRISE_NET_ERROR_TIMED_OUT);
  elapsed = g_get_monotonic_time () - start;
  g_assert_cmpint (elapsed, >=, G_USEC_PER_SEC);
  g_assert_cmpint (elapsed, <, 8 * G_USEC_PER_SEC);
  net_assert_transcript (
      fixture->client,
      "note - Connecting to 127.0.0.1:PORT\n"
      "error - 127.0.0.1:PORT didn’t respond within 1 second: check the address, or wait longer\n");
  deaf_peer_close (&peer);
}

/* Canceled, and at once: no error, and no wait for the timeout. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  DeafPeer peer;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;

  deaf_peer_open (&peer);
  prise_tcp_client_set_timeout (fixture->client, NET_LIMIT);
  prise_tcp_client_connect_async (fixture->client, "127.0.0.1", peer.port, cancellable,
                                  net_keep_result, &result);
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "Connecting to") == 1);
  start = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  net_wait_for (result != NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  g_assert_false (prise_tcp_client_connect_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_IDLE);
  g_assert_null (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->client)));
  net_assert_transcript (fixture->client, "note - Connecting to 127.0.0.1:PORT\n"
                                          "note - Connecting was canceled\n");
  deaf_peer_close (&peer);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  prise_tcp_client_connect_async (fixture->client, "127.0.0.1", 9, cancellable, net_keep_result,
                                  &result);
  net_wait_for (result != NULL);
  g_assert_false (prise_tcp_client_connect_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_IDLE);
  net_assert_transcript (fixture->client, "");
}

/* Stopped while it connects, or resolves, is cancelled. */
static void
stop_during (Fixture *fixture, const char *host, guint16 port)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  prise_tcp_client_connect_async (fixture->client, host, port, NULL, net_keep_result, &result);
  net_stop (fixture->client, FALSE);
  net_wait_for (result != NULL);
  g_assert_false (prise_tcp_client_connect_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_IDLE);
}

static void
test_stop_during_connect (Fixture *fixture, gconstpointer data)
{
  DeafPeer peer;

  deaf_peer_open (&peer);
  stop_during (fixture, "127.0.0.1", peer.port);
  stop_during (fixture, "does-not-exist.invalid", 80);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==, 0);
  deaf_peer_close (&peer);
}

static void
test_connect_twice (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  int listening_fd = net_listen (AF_INET, 2, &port);
  g_autoptr (GError) error = NULL;

  g_assert_true (net_connect_client (fixture->client, "127.0.0.1", port, NULL));
  g_assert_false (net_connect_client (fixture->client, "127.0.0.1", port, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_ACTIVE);
  close (listening_fd);
}

/* One object, several connections, failures in between. */
static void
test_runs (Fixture *fixture, gconstpointer data)
{
  guint16 port, closed_port = 0;
  int listening_fd = net_listen (AF_INET, 1, &port);
  int closed_fd = net_reserve (AF_INET, &closed_port);

  for (guint i = 0; i < 5; i++) {
    g_autoptr (GError) error = NULL;
    int fd;

    g_assert_false (net_connect_client (fixture->client, "127.0.0.1", closed_port, NULL));
    g_assert_true (net_connect_client (fixture->client, "127.0.0.1", port, &error));
    g_assert_null (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->client)));
    fd = net_accept (listening_fd);
    net_stop (fixture->client, TRUE);
    net_expect_reset (fd);
    close (fd);
    g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_IDLE);
    g_assert_null (prise_tcp_client_get_peer_address (fixture->client));
  }
  close (closed_fd);
  close (listening_fd);
}

static void
test_signals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  PriseTcpClient *client = fixture->client;
  guint16 port;
  int listening_fd = net_listen (AF_INET, 1, &port);

  gt_signal_logger_connect (logger, client, "notify");
  g_assert_true (net_connect_client (client, "127.0.0.1", port, NULL));
  gt_signal_logger_assert_notify_emission_pop (logger, client, "state");
  gt_signal_logger_assert_notify_emission_pop (logger, client, "peer-address");
  gt_signal_logger_assert_notify_emission_pop (logger, client, "local-addresses");
  gt_signal_logger_assert_notify_emission_pop (logger, client, "state");
  gt_signal_logger_assert_no_emissions (logger);

  net_stop (client, TRUE);
  gt_signal_logger_assert_notify_emission_pop (logger, client, "state");
  gt_signal_logger_assert_notify_emission_pop (logger, client, "peer-address");
  gt_signal_logger_assert_notify_emission_pop (logger, client, "local-addresses");
  gt_signal_logger_assert_notify_emission_pop (logger, client, "state");
  gt_signal_logger_assert_no_emissions (logger);
  close (listening_fd);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

static void
add_hosts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autofree char *path = g_strconcat ("/client/hosts/", hosts[i].name, NULL);

    g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_hosts, tear_down);
  }
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add_hosts ();
  add ("/client/entries", test_entries);
  add ("/client/falls-to-other-family", test_falls_to_other_family);
  add ("/client/name-entries", test_name_entries);
  add ("/client/local", test_local);
  add ("/client/local-that-is-not-ours", test_local_that_is_not_ours);
  add ("/client/local-of-other-family", test_local_of_other_family);
  add ("/client/missing-interface", test_missing_interface);
  add ("/client/keep-alive", test_keep_alive);
  add ("/client/refused", test_refused);
  add ("/client/hasty-peer", test_hasty_peer);
  add ("/client/hasty-silent-peer", test_hasty_silent_peer);
  add ("/client/no-such-name", test_no_such_name);
  add ("/client/timed-out", test_timed_out);
  add ("/client/cancel", test_cancel);
  add ("/client/cancelled-before", test_cancelled_before);
  add ("/client/stop-during-connect", test_stop_during_connect);
  add ("/client/connect-twice", test_connect_twice);
  add ("/client/runs", test_runs);
  add ("/client/signals", test_signals);

  return g_test_run ();
}
