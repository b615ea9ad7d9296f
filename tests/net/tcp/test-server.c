// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP server's start and stop: where it listens, what it says when it can't, cancelling. */
#include "config.h"

#include <fcntl.h>
#include <libglib-testing/signal-logger.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-error-text.h"

/* Whom a process without rights belongs to, on every system: "nobody". */
#define NOBODY 65534

typedef struct {
  PriseIo *io;
  PriseTcpServer *server;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
  fixture->server = prise_tcp_server_new (fixture->io);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  net_stop (fixture->server, TRUE);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->io);
}

static void
assert_reachable (int family, guint16 port)
{
  int fd = net_connect (family, port);

  close (fd);
}

static const struct {
  const char *name;
  const char *host;
  const char *ipv4;
  const char *ipv6;
} hosts[] = {
  { "ipv4", "127.0.0.1", "127.0.0.1:%u", NULL },
  { "ipv6", "::1", NULL, "[::1]:%u" },
  { "localhost", "localhost", "127.0.0.1:%u", "[::1]:%u" },
  { "localhost-in-capitals", "LocalHost", "127.0.0.1:%u", "[::1]:%u" },
  { "name", "prise.localhost", "127.0.0.1:%u", "[::1]:%u" },
  { "no-host", NULL, "0.0.0.0:%u", "[::]:%u" },
  { "empty-host", "", "0.0.0.0:%u", "[::]:%u" },
  { "star", "*", "0.0.0.0:%u", "[::]:%u" },
};

static void
assert_listens (PriseTcpServer *server, const char *format, int family)
{
  const char *const *addresses = prise_endpoint_get_local_addresses (PRISE_ENDPOINT (server));
  guint16 port = prise_endpoint_get_local_port (PRISE_ENDPOINT (server));
  g_autofree char *port_text = g_strdup_printf (":%u", port);
  g_autofree char *address = g_strndup (format, strlen (format) - strlen (":%u"));
  g_autofree char *expected = g_strconcat (address, port_text, NULL);

  g_assert_true (g_strv_contains (addresses, expected));
  assert_reachable (family, port);
}

/* Port 0 is a free one, the same for IPv4 and IPv6. */
static void
test_hosts (Fixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  guint n_expected = (hosts[i].ipv4 != NULL) + (hosts[i].ipv6 != NULL);
  g_autoptr (GError) error = NULL;
  const char *const *addresses;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  g_assert_true (net_start (fixture->server, hosts[i].host, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_ACTIVE);

  addresses = prise_endpoint_get_local_addresses (PRISE_ENDPOINT (fixture->server));
  g_assert_cmpuint (g_strv_length ((char **) addresses), ==, n_expected);
  if (hosts[i].ipv4 != NULL)
    assert_listens (fixture->server, hosts[i].ipv4, AF_INET);
  if (hosts[i].ipv6 != NULL)
    assert_listens (fixture->server, hosts[i].ipv6, AF_INET6);
}

static void
test_entries (Fixture *fixture, gconstpointer data)
{
  g_assert_true (net_start (fixture->server, "127.0.0.1", 0, NULL));
  net_stop (fixture->server, FALSE);
  net_assert_transcript (fixture->server, "opened - Listening on 127.0.0.1:PORT\n"
                                          "closed - Server stopped\n");
}

static void
assert_fails (PriseTcpServer *server, const char *host, guint16 port, PriseNetError code)
{
  g_autoptr (GError) error = NULL;
  PriseJournal *journal = prise_endpoint_get_journal (PRISE_ENDPOINT (server));
  guint64 before = prise_journal_get_end (journal);
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  g_assert_false (net_start (server, host, port, &error));
  g_assert_error (error, PRISE_NET_ERROR, (int) code);
  g_assert_cmpint (net_get_state (server), ==, PRISE_ENDPOINT_FAILED);
  g_assert_error (prise_endpoint_get_error (PRISE_ENDPOINT (server)), PRISE_NET_ERROR, (int) code);
  g_assert_null (prise_endpoint_get_local_addresses (PRISE_ENDPOINT (server)));

  g_assert_cmpuint (prise_journal_get_end (journal), >, before);
  prise_journal_read (journal, prise_journal_get_end (journal) - 1, &entry);
  g_assert_cmpint (entry.kind, ==, PRISE_ENTRY_ERROR);
  g_assert_cmpmem (entry.data, entry.size, error->message, strlen (error->message));
}

static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  int fd = net_listen (AF_INET, 1, &port);
  g_autofree char *sentence =
      g_strdup_printf ("Port %u is in use by Prise itself: stop it, or choose another port", port);

  assert_fails (fixture->server, "127.0.0.1", port, PRISE_NET_ERROR_PORT_IN_USE);
  g_assert_cmpstr (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->server))->message, ==,
                   sentence);
  assert_fails (fixture->server, "localhost", port, PRISE_NET_ERROR_PORT_IN_USE);
  assert_fails (fixture->server, NULL, port, PRISE_NET_ERROR_PORT_IN_USE);

  close (fd);
  g_assert_true (net_start (fixture->server, "127.0.0.1", port, NULL));
  g_assert_null (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->server)));
}

/* In use on the second address only: the first is given back. */
static void
test_in_use_on_ipv6 (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  int fd, reserved_fd;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  fd = net_listen_alone (AF_INET6, &port, &reserved_fd);
  close (reserved_fd);
  assert_fails (fixture->server, "localhost", port, PRISE_NET_ERROR_PORT_IN_USE);
  reserved_fd = net_reserve (AF_INET, &port);
  g_assert_cmpint (reserved_fd, >=, 0);
  close (reserved_fd);
  close (fd);
}

static void
test_not_ours (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture->server, "192.0.2.77", 0, PRISE_NET_ERROR_ADDRESS_NOT_LOCAL);
}

/* The system lets one listen there, and nobody can connect. */
static void
test_group (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture->server, "239.1.2.3", 0, PRISE_NET_ERROR_BAD_ADDRESS);
}

static void
test_no_such_name (Fixture *fixture, gconstpointer data)
{
  assert_fails (fixture->server, "does-not-exist.invalid", 0, PRISE_NET_ERROR_NAME_NOT_FOUND);
  g_assert_cmpuint (net_count_entries (prise_endpoint_get_journal (
                                           PRISE_ENDPOINT (fixture->server)),
                                       PRISE_ENTRY_NOTE, "Resolving “does-not-exist.invalid”"),
                    ==, 1);
}

static gboolean
low_ports_are_free (void)
{
  g_autofree char *text = NULL;

  return g_file_get_contents ("/proc/sys/net/ipv4/ip_unprivileged_port_start", &text, NULL, NULL) &&
         g_ascii_strtoull (text, NULL, 10) <= 7;
}

/* The tests may run as root: so the subprocess lays its rights down first. */
static void
test_needs_rights_subprocess (void)
{
  g_autoptr (PriseIo) io = NULL;
  g_autoptr (PriseTcpServer) server = NULL;

  if (geteuid () == 0) {
    g_assert_no_errno (setgid (NOBODY));
    g_assert_no_errno (setuid (NOBODY));
    prctl (PR_SET_DUMPABLE, 1);
  }
  io = prise_io_new ();
  server = prise_tcp_server_new (io);
  assert_fails (server, "127.0.0.1", 7, PRISE_NET_ERROR_PORT_NEEDS_RIGHTS);
  assert_fails (server, "localhost", 7, PRISE_NET_ERROR_PORT_NEEDS_RIGHTS);
  g_assert_cmpstr (prise_endpoint_get_error (PRISE_ENDPOINT (server))->message, ==,
                   "Port 7 needs administrator rights: choose one above 1023");
}

static void
test_needs_rights (void)
{
  if (low_ports_are_free ()) {
    g_test_skip ("Anybody may use low ports here");
    return;
  }
  g_test_trap_subprocess ("/server/needs-rights/subprocess", 0, 0);
  g_test_trap_assert_passed ();
}

static void
start_cancelled (Fixture *fixture, const char *host, gboolean before)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (before)
    g_cancellable_cancel (cancellable);
  prise_tcp_server_start_async (fixture->server, host, 0, cancellable, net_keep_result, &result);
  g_cancellable_cancel (cancellable);
  net_wait_for (result != NULL);
  g_assert_false (prise_tcp_server_start_finish (fixture->server, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Canceled is never shown as an error, and the next start is as good as the first. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  const char *names[] = { "does-not-exist.invalid", "127.0.0.1" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    start_cancelled (fixture, names[i], FALSE);
    net_wait_for (net_get_state (fixture->server) == PRISE_ENDPOINT_IDLE);
    g_assert_null (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->server)));
  }
  g_assert_cmpuint (net_count_entries (prise_endpoint_get_journal (
                                           PRISE_ENDPOINT (fixture->server)),
                                       PRISE_ENTRY_ERROR, ""),
                    ==, 0);
  g_assert_true (net_start (fixture->server, "127.0.0.1", 0, NULL));
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  start_cancelled (fixture, "127.0.0.1", TRUE);
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_IDLE);
  net_assert_transcript (fixture->server, "");
}

/* A cancellable that is cancelled after the start has no say any more. */
static void
test_cancelled_after (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  prise_tcp_server_start_async (fixture->server, "127.0.0.1", 0, cancellable, net_keep_result,
                                &result);
  net_wait_for (result != NULL);
  g_assert_true (prise_tcp_server_start_finish (fixture->server, result, NULL));
  g_cancellable_cancel (cancellable);
  assert_reachable (AF_INET, prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->server)));
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_ACTIVE);
}

static void
test_start_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  prise_tcp_server_start_async (fixture->server, "127.0.0.1", 0, NULL, net_keep_result, &first);
  prise_tcp_server_start_async (fixture->server, "127.0.0.1", 0, NULL, net_keep_result, &second);
  net_wait_for (first != NULL && second != NULL);
  g_assert_true (prise_tcp_server_start_finish (fixture->server, first, NULL));
  g_assert_false (prise_tcp_server_start_finish (fixture->server, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);

  g_clear_error (&error);
  g_assert_false (net_start (fixture->server, "127.0.0.1", 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_ACTIVE);
}

static void
test_stop_idle (Fixture *fixture, gconstpointer data)
{
  net_stop (fixture->server, FALSE);
  net_stop (fixture->server, TRUE);
  prise_endpoint_stop_async (PRISE_ENDPOINT (fixture->server), FALSE, NULL, NULL);
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_IDLE);
}

static void
test_stop_while_starting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) start = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  PriseEndpoint *endpoint = PRISE_ENDPOINT (fixture->server);

  prise_tcp_server_start_async (fixture->server, "does-not-exist.invalid", 0, NULL, net_keep_result,
                                &start);
  prise_endpoint_stop_async (endpoint, FALSE, net_keep_result, &first);
  prise_endpoint_stop_async (endpoint, TRUE, net_keep_result, &second);
  g_assert_cmpint (net_get_state (endpoint), ==, PRISE_ENDPOINT_STOPPING);
  net_wait_for (start != NULL && first != NULL && second != NULL);
  g_assert_false (prise_tcp_server_start_finish (fixture->server, start, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (prise_endpoint_stop_finish (endpoint, first, NULL));
  g_assert_true (prise_endpoint_stop_finish (endpoint, second, NULL));
  g_assert_cmpint (net_get_state (endpoint), ==, PRISE_ENDPOINT_IDLE);
}

/* Once it has stopped, the port is free. */
static void
test_runs (Fixture *fixture, gconstpointer data)
{
  guint16 port = 0;

  for (guint i = 0; i < 5; i++) {
    g_autoptr (GError) error = NULL;

    net_start (fixture->server, "127.0.0.1", port, &error);
    g_assert_no_error (error);
    port = prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->server));
    assert_reachable (AF_INET, port);
    net_stop (fixture->server, i % 2 == 0);
    g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_IDLE);
    g_assert_cmpuint (prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->server)), ==, 0);
  }
}

/* Each change is told once, and the state last. */
static void
test_signals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  PriseTcpServer *server = fixture->server;

  gt_signal_logger_connect (logger, server, "notify");
  g_assert_false (net_start (server, "192.0.2.77", 0, NULL));
  gt_signal_logger_assert_notify_emission_pop (logger, server, "state");
  gt_signal_logger_assert_notify_emission_pop (logger, server, "error");
  gt_signal_logger_assert_notify_emission_pop (logger, server, "state");
  gt_signal_logger_assert_no_emissions (logger);

  g_assert_true (net_start (server, "127.0.0.1", 0, NULL));
  gt_signal_logger_assert_notify_emission_pop (logger, server, "error");
  gt_signal_logger_assert_notify_emission_pop (logger, server, "state");
  gt_signal_logger_assert_notify_emission_pop (logger, server, "local-addresses");
  gt_signal_logger_assert_notify_emission_pop (logger, server, "state");
  gt_signal_logger_assert_no_emissions (logger);

  net_stop (server, FALSE);
  gt_signal_logger_assert_notify_emission_pop (logger, server, "state");
  gt_signal_logger_assert_notify_emission_pop (logger, server, "local-addresses");
  gt_signal_logger_assert_notify_emission_pop (logger, server, "state");
  gt_signal_logger_assert_no_emissions (logger);
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
    g_autofree char *path = g_strconcat ("/server/hosts/", hosts[i].name, NULL);

    g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_hosts, tear_down);
  }
}

/* Whoever closes first keeps the port busy for a while (RFC 9293, section 3.6.1): not for us. */
static void
test_restart_on_port (void)
{
  PriseIo *io = prise_io_new ();
  guint16 port;
  PriseTcpServer *server = net_start_server (io, NULL, &port);
  int fd = net_connect (AF_INET, port);
  g_autoptr (GError) error = NULL;

  net_wait_for (net_count_peers (server) == 1);
  prise_endpoint_stop_async (PRISE_ENDPOINT (server), FALSE, NULL, NULL);
  net_expect_end (fd);
  close (fd);
  net_wait_for (net_get_state (server) == PRISE_ENDPOINT_IDLE);

  g_assert_true (net_start (server, "127.0.0.1", port, &error));
  g_assert_no_error (error);
  net_stop (server, FALSE);
  g_assert_finalize_object (server);
  g_assert_finalize_object (io);
}

/* A program that is started meanwhile doesn't get a connection, which it would keep open. */
static void
test_not_inherited (void)
{
  PriseIo *io = prise_io_new ();
  guint16 port;
  PriseTcpServer *server = net_start_server (io, NULL, &port);
  PriseTcpClient *client = prise_tcp_client_new (io);
  guint n_sockets = 0;

  g_assert_true (net_connect_client (client, "127.0.0.1", port, NULL));
  net_wait_for (net_count_peers (server) == 1);
  for (int fd = 3; fd < 256; fd++) {
    struct sockaddr_storage local;
    socklen_t size = sizeof local;

    if (getsockname (fd, (struct sockaddr *) &local, &size) < 0 || local.ss_family != AF_INET)
      continue;
    n_sockets++;
    g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, !=, 0);
  }
  g_assert_cmpuint (n_sockets, ==, 3);

  net_stop (client, FALSE);
  net_stop (server, FALSE);
  g_assert_finalize_object (client);
  g_assert_finalize_object (server);
  g_assert_finalize_object (io);
}

/* A small message isn't held back for the reply to the one before, on either side. */
static void
test_no_delay (void)
{
  PriseIo *io = prise_io_new ();
  guint16 port;
  PriseTcpServer *server = net_start_server (io, NULL, &port);
  PriseTcpClient *client = prise_tcp_client_new (io);
  guint n_connected = 0;

  g_assert_true (net_connect_client (client, "127.0.0.1", port, NULL));
  net_wait_for (net_count_peers (server) == 1);
  for (int fd = 3; fd < 256; fd++) {
    int no_delay = 0;
    socklen_t size = sizeof no_delay;
    struct sockaddr_storage peer;
    socklen_t peer_size = sizeof peer;

    if (getpeername (fd, (struct sockaddr *) &peer, &peer_size) < 0 || peer.ss_family != AF_INET)
      continue;
    n_connected++;
    g_assert_cmpint (getsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &no_delay, &size), ==, 0);
    g_assert_cmpint (no_delay, !=, 0);
  }
  g_assert_cmpuint (n_connected, ==, 2);

  net_stop (client, FALSE);
  net_stop (server, FALSE);
  g_assert_finalize_object (client);
  g_assert_finalize_object (server);
  g_assert_finalize_object (io);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add_hosts ();
  add ("/server/entries", test_entries);
  add ("/server/in-use", test_in_use);
  add ("/server/in-use-on-ipv6", test_in_use_on_ipv6);
  add ("/server/not-ours", test_not_ours);
  add ("/server/group", test_group);
  add ("/server/no-such-name", test_no_such_name);
  g_test_add_func ("/server/needs-rights", test_needs_rights);
  g_test_add_func ("/server/needs-rights/subprocess", test_needs_rights_subprocess);
  add ("/server/cancel", test_cancel);
  add ("/server/cancelled-before", test_cancelled_before);
  add ("/server/cancelled-after", test_cancelled_after);
  add ("/server/start-twice", test_start_twice);
  add ("/server/stop-idle", test_stop_idle);
  add ("/server/stop-while-starting", test_stop_while_starting);
  add ("/server/runs", test_runs);
  add ("/server/signals", test_signals);
  g_test_add_func ("/server/no-delay", test_no_delay);
  g_test_add_func ("/server/not-inherited", test_not_inherited);
  g_test_add_func ("/server/restart-on-port", test_restart_on_port);

  return g_test_run ();
}
