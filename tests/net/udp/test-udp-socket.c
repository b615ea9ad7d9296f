// SPDX-License-Identifier: GPL-3.0-or-later
/* A UDP socket from open to close: where it stands, and what keeps it from opening. */
#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-error-text.h"
#include "udp-fixture.h"

#define N_SENDERS 16

static const struct {
  const char *name;
  const char *host;
  const char *transcript;
} hosts[] = {
  { "ipv4", "127.0.0.1", "opened - Open on 127.0.0.1:PORT\n" },
  { "ipv6", "::1", "opened - Open on [::1]:PORT\n" },
  { "localhost", "localhost", "opened - Open on 127.0.0.1:PORT, [::1]:PORT\n" },
  { "null", NULL, "opened - Open on 0.0.0.0:PORT, [::]:PORT\n" },
  { "empty", "", "opened - Open on 0.0.0.0:PORT, [::]:PORT\n" },
  { "star", "*", "opened - Open on 0.0.0.0:PORT, [::]:PORT\n" },
};

/* All addresses have one port. */
static void
assert_one_port (UdpFixture *fixture, guint16 port)
{
  const char *const *addresses =
      prise_endpoint_get_local_addresses (PRISE_ENDPOINT (fixture->socket));
  g_autofree char *end = g_strdup_printf (":%u", port);

  g_assert_nonnull (addresses);
  g_assert_nonnull (addresses[0]);
  for (guint i = 0; addresses[i] != NULL; i++)
    g_assert_true (g_str_has_suffix (addresses[i], end));
}

static void
test_hosts (UdpFixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  guint16 port;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  port = udp_open_on (fixture->socket, hosts[i].host);
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_ACTIVE);
  udp_assert_transcript (fixture->socket, hosts[i].transcript);
  assert_one_port (fixture, port);
}

/* What comes to either address is received by the one socket. */
static void
test_both_families_receive (UdpFixture *fixture, gconstpointer data)
{
  int fd = plain_open ("127.0.0.1", 0);
  int ipv6_fd;
  guint16 port;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  ipv6_fd = plain_open ("::1", 0);
  port = udp_open_on (fixture->socket, "localhost");
  plain_send_text (fd, "127.0.0.1", port, "four");
  udp_wait_received (fixture->socket, 1);
  plain_send_text (ipv6_fd, "::1", port, "six");
  udp_wait_received (fixture->socket, 2);
  udp_send_text (fixture->socket, "127.0.0.1", net_get_port (fd), "to four");
  g_assert_cmpuint (plain_expect (fd, "to four"), ==, port);
  udp_send_text (fixture->socket, "::1", net_get_port (ipv6_fd), "to six");
  g_assert_cmpuint (plain_expect (ipv6_fd, "to six"), ==, port);
  udp_assert_transcript (fixture->socket, "opened - Open on 127.0.0.1:PORT, [::1]:PORT\n"
                                          "received 127.0.0.1:PORT four\n"
                                          "received [::1]:PORT six\n"
                                          "sent 127.0.0.1:PORT to four\n"
                                          "sent [::1]:PORT to six\n");
  close (ipv6_fd);
  close (fd);
}

static void
test_name_entries (UdpFixture *fixture, gconstpointer data)
{
  g_autofree char *transcript = NULL;

  udp_open_on (fixture->socket, "prise.localhost");
  transcript = udp_dup_transcript (fixture->journal);
  g_assert_true (g_str_has_prefix (transcript, "note - Resolving “prise.localhost”\n"
                                               "opened - Open on "));
}

/* What the system granted is shown, and said if it is less. */
static void
test_receive_buffer (UdpFixture *fixture, gconstpointer data)
{
  guint64 granted;

  g_assert_cmpuint (prise_udp_socket_get_receive_buffer (fixture->socket), ==, 0);
  udp_open_on (fixture->socket, "127.0.0.1");
  granted = prise_udp_socket_get_receive_buffer (fixture->socket);
  g_assert_cmpuint (granted, >=, 4096);
  g_assert_cmpuint (granted, <=, PRISE_UDP_RECEIVE_BUFFER);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "net.core.rmem_max"), ==,
                    granted < PRISE_UDP_RECEIVE_BUFFER);
  net_stop (fixture->socket, FALSE);
  g_assert_cmpuint (prise_udp_socket_get_receive_buffer (fixture->socket), ==, 0);
}

static void
assert_fails (UdpFixture *fixture, const char *host, guint16 port, PriseNetError code)
{
  PriseEndpoint *endpoint = PRISE_ENDPOINT (fixture->socket);
  g_autoptr (GError) error = NULL;

  g_assert_false (udp_open (fixture->socket, host, port, &error));
  g_assert_error (error, PRISE_NET_ERROR, (int) code);
  g_assert_cmpint (net_get_state (endpoint), ==, PRISE_ENDPOINT_FAILED);
  g_assert_error (prise_endpoint_get_error (endpoint), PRISE_NET_ERROR, (int) code);
  g_assert_null (prise_endpoint_get_local_addresses (endpoint));
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, error->message), >=, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_OPENED, ""), ==, 0);
}

/* Once the I/O thread has those that it always has. */
static guint
count_fds (UdpFixture *fixture)
{
  udp_sync (fixture->socket);

  return net_count_fds ();
}

static void
test_port_in_use (UdpFixture *fixture, gconstpointer data)
{
  int fd = plain_open ("127.0.0.1", 0);
  g_autofree char *transcript = NULL;
  g_autofree char *expected = NULL;

  assert_fails (fixture, "127.0.0.1", net_get_port (fd), PRISE_NET_ERROR_PORT_IN_USE);
  transcript = udp_dup_transcript (fixture->journal);
  expected = g_strdup_printf ("error - Port %u is in use by Prise itself: stop it, or choose "
                              "another port\n",
                              net_get_port (fd));
  g_assert_cmpstr (transcript, ==, expected);
  close (fd);
}

/* Both families of localhost, or neither. */
static void
test_port_in_use_of_one_family (UdpFixture *fixture, gconstpointer data)
{
  guint n_fds;
  int fd;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  fd = plain_open ("::1", 0);
  n_fds = count_fds (fixture);
  assert_fails (fixture, "localhost", net_get_port (fd), PRISE_NET_ERROR_PORT_IN_USE);
  net_wait_for (net_count_fds () == n_fds);
  close (fd);
}

static void
test_not_local (UdpFixture *fixture, gconstpointer data)
{
  assert_fails (fixture, "192.0.2.77", 0, PRISE_NET_ERROR_ADDRESS_NOT_LOCAL);
}

static void
test_no_such_name (UdpFixture *fixture, gconstpointer data)
{
  assert_fails (fixture, "does-not-exist.invalid", 0, PRISE_NET_ERROR_NAME_NOT_FOUND);
}

static guint64
get_n_received (PriseUdpSocket *socket)
{
  return net_get_counters (socket).received_entries;
}

/* A port that is shared is had by both; one that isn't, by nobody else. Datagrams aren't dealt out
 * among them: the last who came gets all, whoever sends. */
static void
test_share_port (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (PriseUdpSocket) other = prise_udp_socket_new (fixture->io);
  g_autoptr (GError) error = NULL;
  guint16 port;

  g_object_set (fixture->socket, "share-port", TRUE, NULL);
  port = udp_open_on (fixture->socket, "127.0.0.1");
  g_assert_false (udp_open (other, "127.0.0.1", port, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_PORT_IN_USE);

  g_object_set (other, "share-port", TRUE, NULL);
  g_assert_true (udp_open (other, "127.0.0.1", port, NULL));
  g_assert_cmpuint (prise_endpoint_get_local_port (PRISE_ENDPOINT (other)), ==, port);

  for (guint i = 0; i < N_SENDERS; i++) {
    int fd = plain_open ("127.0.0.1", 0);

    plain_send_text (fd, "127.0.0.1", port, "Bonjour");
    close (fd);
  }
  net_wait_for (get_n_received (fixture->socket) + get_n_received (other) == N_SENDERS);
  g_assert_cmpuint (get_n_received (fixture->socket), ==, 0);
  net_stop (other, FALSE);
  g_assert_finalize_object (g_steal_pointer (&other));
}

static void
assert_cancelled (UdpFixture *fixture, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (prise_udp_socket_open_finish (fixture->socket, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_IDLE);
  g_assert_null (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->socket)));
}

static void
wait_for_lock (gpointer user_data)
{
  GMutex *lock = user_data;

  g_mutex_lock (lock);
  g_mutex_unlock (lock);
}

/* Canceled before anything was done, or as soon as a name is looked up. */
static void
test_cancel (UdpFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) result = NULL;
    GMutex lock;

    g_mutex_init (&lock);
    g_mutex_lock (&lock);
    prise_io_invoke (fixture->io, wait_for_lock, &lock);
    if (i == 2)
      g_cancellable_cancel (cancellable);
    prise_udp_socket_open_async (fixture->socket, i == 1 ? "does-not-exist.invalid" : "127.0.0.1",
                                 0, NULL, 0, cancellable, net_keep_result, &result);
    g_cancellable_cancel (cancellable);
    g_mutex_unlock (&lock);
    net_wait_for (result != NULL);
    assert_cancelled (fixture, result);
    g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==, 0);
    udp_sync (fixture->socket);
    g_mutex_clear (&lock);
  }
}

/* It has failed already, but nobody knows yet: whoever cancels isn't told of an error. */
static void
test_cancel_a_failure (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  prise_udp_socket_open_async (fixture->socket, "192.0.2.77", 0, NULL, 0, cancellable,
                               net_keep_result, &result);
  while (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "") == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  net_wait_for (result != NULL);
  assert_cancelled (fixture, result);
}

/* Whether it was opened already or not; an end of its own is no error. */
static void
test_close_while_opening (UdpFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 30; i++) {
    g_autoptr (GAsyncResult) result = NULL;

    prise_udp_socket_open_async (fixture->socket, i % 2 == 0 ? "127.0.0.1" : "localhost", 0, NULL,
                                 0, NULL, net_keep_result, &result);
    if (i % 3 == 0)
      udp_sync (fixture->socket);
    if (net_get_state (fixture->socket) == PRISE_ENDPOINT_ACTIVE) {
      net_wait_for (result != NULL);
      net_stop (fixture->socket, FALSE);
      continue;
    }
    net_stop (fixture->socket, FALSE);
    net_wait_for (result != NULL);
    assert_cancelled (fixture, result);
  }
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==, 0);
}

static void
test_open_twice (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");

  g_assert_false (udp_open (fixture->socket, "127.0.0.1", 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_ACTIVE);
  g_assert_cmpuint (prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->socket)), ==, port);
}

/* Dropped without a word: no descriptor is left, and so the port is free. */
static void
test_finalize_while_open (UdpFixture *fixture, gconstpointer data)
{
  guint n_fds = count_fds (fixture);

  udp_open_on (fixture->socket, "localhost");
  g_assert_cmpuint (net_count_fds (), >, n_fds);
  g_assert_finalize_object (g_steal_pointer (&fixture->socket));
  net_wait_for (net_count_fds () == n_fds);
}

/* While it opens its task keeps it; then it goes like any other. */
static void
test_drop_while_opening (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  PriseUdpSocket *socket = fixture->socket;

  prise_udp_socket_open_async (socket, "127.0.0.1", 0, NULL, 0, NULL, net_keep_result, &result);
  g_object_unref (socket);
  net_wait_for (result != NULL);
  g_assert_true (prise_udp_socket_open_finish (socket, result, NULL));
  fixture->socket = NULL;
  g_object_add_weak_pointer (G_OBJECT (socket), (gpointer *) &socket);
  g_clear_object (&result);
  net_wait_for (socket == NULL);
}

/* One object, several runs, failures in between; nothing of the run before is left. */
static void
test_runs (UdpFixture *fixture, gconstpointer data)
{
  int busy_fd = plain_open ("127.0.0.1", 0);
  int fd = plain_open ("127.0.0.1", 0);

  for (guint i = 0; i < 5; i++) {
    guint16 port;

    g_assert_false (udp_open (fixture->socket, "127.0.0.1", net_get_port (busy_fd), NULL));
    port = udp_open_on (fixture->socket, "127.0.0.1");
    g_assert_null (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->socket)));
    g_assert_cmpuint (g_list_model_get_n_items (prise_udp_socket_get_peers (fixture->socket)), ==,
                      0);
    plain_send_text (fd, "127.0.0.1", port, "hello");
    udp_wait_received (fixture->socket, i + 1);
    net_stop (fixture->socket, FALSE);
    g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_IDLE);
    g_assert_cmpuint (g_list_model_get_n_items (prise_udp_socket_get_peers (fixture->socket)), ==,
                      1);
  }
  close (busy_fd);
  close (fd);
}

static void
test_signals (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  PriseUdpSocket *socket = fixture->socket;

  gt_signal_logger_connect (logger, socket, "notify");
  udp_open_on (socket, "127.0.0.1");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "state");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "receive-buffer");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "local-addresses");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "state");
  gt_signal_logger_assert_no_emissions (logger);

  net_stop (socket, FALSE);
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "state");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "receive-buffer");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "local-addresses");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "state");
  gt_signal_logger_assert_no_emissions (logger);
  udp_assert_transcript (socket, "opened - Open on 127.0.0.1:PORT\n"
                                 "closed - Socket closed\n");
}

/* Each property notifies when it changes, and only then. */
static void
test_properties (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  PriseUdpSocket *socket = fixture->socket;
  g_autofree char *interface = NULL;
  gboolean broadcast, loopback, share_port;
  guint hops, max_datagram;

  gt_signal_logger_connect (logger, socket, "notify");
  for (guint i = 0; i < 2; i++) {
    g_object_set (socket, "broadcast", TRUE, NULL);
    g_object_set (socket, "multicast-interface", "lo", NULL);
    g_object_set (socket, "multicast-hops", 7, NULL);
    g_object_set (socket, "multicast-loopback", FALSE, NULL);
    g_object_set (socket, "share-port", TRUE, NULL);
    g_object_set (socket, "max-datagram", 100, NULL);
  }
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "broadcast");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "multicast-interface");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "multicast-hops");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "multicast-loopback");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "share-port");
  gt_signal_logger_assert_notify_emission_pop (logger, socket, "max-datagram");
  gt_signal_logger_assert_no_emissions (logger);
  g_object_get (socket, "broadcast", &broadcast, "multicast-interface", &interface,
                "multicast-hops", &hops, "multicast-loopback", &loopback, "share-port", &share_port,
                "max-datagram", &max_datagram, NULL);
  g_assert_true (broadcast);
  g_assert_cmpstr (interface, ==, "lo");
  g_assert_cmpuint (hops, ==, 7);
  g_assert_false (loopback);
  g_assert_true (share_port);
  g_assert_cmpuint (max_datagram, ==, 100);
}

static void
assert_not_sent (UdpFixture *fixture, const char *host, PriseNetError code, const char *message)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_false (udp_send (fixture->socket, host, 9, bytes, &error));
  g_assert_error (error, PRISE_NET_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

/* Before, after, and a group likewise. */
static void
test_closed (UdpFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    assert_not_sent (fixture, "127.0.0.1", PRISE_NET_ERROR_NOT_CONNECTED,
                     "The socket isn’t open: open it first");
    g_assert_false (udp_join (fixture->socket, "239.255.1.2", "lo", &error));
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED);
    udp_open_on (fixture->socket, "127.0.0.1");
    net_stop (fixture->socket, FALSE);
  }
}

static void
test_no_destination (UdpFixture *fixture, gconstpointer data)
{
  udp_open_on (fixture->socket, "127.0.0.1");
  assert_not_sent (fixture, NULL, PRISE_NET_ERROR_BAD_ADDRESS,
                   "Enter a host: a name such as “localhost”, or an address");
  assert_not_sent (fixture, "", PRISE_NET_ERROR_BAD_ADDRESS,
                   "Enter a host: a name such as “localhost”, or an address");
  assert_not_sent (fixture, "does-not-exist.invalid", PRISE_NET_ERROR_NAME_NOT_FOUND,
                   "No address belongs to the name “does-not-exist.invalid”: check its spelling");
  g_assert_cmpuint (net_get_counters (fixture->socket).sent_entries, ==, 0);
}

/* What is asked for in one go with the close is replied to, whether it was sent or not. */
static void
test_close_while_sending (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (GAsyncResult) waiting = NULL;
  g_autoptr (GAsyncResult) behind = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port = net_get_port (fd);

  udp_open_on (fixture->socket, "127.0.0.1");
  prise_udp_socket_send_async (fixture->socket, "127.0.0.1", port, bytes, net_keep_result, &sent);
  prise_udp_socket_send_async (fixture->socket, "does-not-exist.invalid", port, bytes,
                               net_keep_result, &waiting);
  prise_udp_socket_send_async (fixture->socket, "127.0.0.1", port, bytes, net_keep_result, &behind);
  prise_endpoint_stop_async (PRISE_ENDPOINT (fixture->socket), FALSE, NULL, NULL);
  prise_udp_socket_send_async (fixture->socket, "127.0.0.1", port, bytes, net_keep_result, &late);
  net_wait_for (sent != NULL && waiting != NULL && behind != NULL && late != NULL);
  g_assert_true (prise_udp_socket_send_finish (fixture->socket, sent, NULL));
  g_assert_false (prise_udp_socket_send_finish (fixture->socket, waiting, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED);
  g_assert_false (prise_udp_socket_send_finish (fixture->socket, behind, NULL));
  g_assert_false (prise_udp_socket_send_finish (fixture->socket, late, NULL));
  udp_assert_transcript (fixture->socket, "opened - Open on 127.0.0.1:PORT\n"
                                          "sent 127.0.0.1:PORT x\n"
                                          "error - Not sent: the socket was closed before\n"
                                          "error - Not sent: the socket was closed before\n"
                                          "closed - Socket closed\n");
  close (fd);
}

static void
add_hosts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autofree char *path = g_strconcat ("/udp-socket/hosts/", hosts[i].name, NULL);

    g_test_add (path, UdpFixture, GSIZE_TO_POINTER (i), udp_set_up, test_hosts, udp_tear_down);
  }
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add_hosts ();
  udp_add ("/udp-socket/both-families-receive", test_both_families_receive);
  udp_add ("/udp-socket/name-entries", test_name_entries);
  udp_add ("/udp-socket/receive-buffer", test_receive_buffer);
  udp_add ("/udp-socket/port-in-use", test_port_in_use);
  udp_add ("/udp-socket/port-in-use-of-one-family", test_port_in_use_of_one_family);
  udp_add ("/udp-socket/not-local", test_not_local);
  udp_add ("/udp-socket/no-such-name", test_no_such_name);
  udp_add ("/udp-socket/share-port", test_share_port);
  udp_add ("/udp-socket/cancel", test_cancel);
  udp_add ("/udp-socket/cancel-a-failure", test_cancel_a_failure);
  udp_add ("/udp-socket/close-while-opening", test_close_while_opening);
  udp_add ("/udp-socket/open-twice", test_open_twice);
  udp_add ("/udp-socket/finalize-while-open", test_finalize_while_open);
  udp_add ("/udp-socket/drop-while-opening", test_drop_while_opening);
  udp_add ("/udp-socket/runs", test_runs);
  udp_add ("/udp-socket/signals", test_signals);
  udp_add ("/udp-socket/properties", test_properties);
  udp_add ("/udp-socket/closed", test_closed);
  udp_add ("/udp-socket/no-destination", test_no_destination);
  udp_add ("/udp-socket/close-while-sending", test_close_while_sending);

  return g_test_run ();
}
