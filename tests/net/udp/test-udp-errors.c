// SPDX-License-Identifier: GPL-3.0-or-later
/* What can go wrong with datagrams, and that a UDP socket says so and goes on. */
#include "config.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-error-text.h"
#include "udp-fixture.h"

/* A socket that is connected to another hears nobody else: on its port nobody listens, and nobody
 * else can come to. */
static int
reserve (const char *host, guint16 *port)
{
  int fd = plain_open (host, 0);

  *port = net_get_port (fd);
  plain_connect (fd, host, *port);

  return fd;
}

static guint
count_refusals (UdpFixture *fixture)
{
  return net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Nobody listens on 127.0.0.1:");
}

/* The system tells of a datagram that nobody took; the socket works on, and the same port is
 * reached when somebody listens there. */
static void
check_refusals (UdpFixture *fixture, int fd, guint16 port)
{
  guint16 local_port = prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->socket));
  g_autofree char *sentence =
      g_strdup_printf ("Nobody listens on 127.0.0.1:%u: start the other program, or check the port",
                       port);
  g_autofree char *peer = g_strdup_printf ("127.0.0.1:%u", port);

  for (guint i = 0; i < 3; i++) {
    udp_send_text (fixture->socket, "127.0.0.1", port, "anybody?");
    net_wait_for (count_refusals (fixture) == i + 1);
  }
  {
    g_auto (PriseEntry) entry = udp_get_entry (fixture->journal, PRISE_ENTRY_ERROR, 2);

    g_assert_cmpmem (entry.data, entry.size, sentence, strlen (sentence));
    g_assert_cmpstr (entry.peer, ==, peer);
  }
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_ACTIVE);

  plain_connect (fd, "127.0.0.1", local_port);
  udp_send_text (fixture->socket, "127.0.0.1", port, "hello");
  plain_expect (fd, "hello");
  plain_send_text (fd, "127.0.0.1", local_port, "hello back");
  udp_wait_received (fixture->socket, 1);
  g_assert_cmpuint (count_refusals (fixture), ==, 3);
}

static void
test_refused (UdpFixture *fixture, gconstpointer data)
{
  guint16 port;
  int fd = reserve ("127.0.0.1", &port);

  udp_open_on (fixture->socket, "127.0.0.1");
  check_refusals (fixture, fd, port);
  close (fd);
}

static void
test_refused_by_fixed_peer (UdpFixture *fixture, gconstpointer data)
{
  guint16 port;
  int fd = reserve ("127.0.0.1", &port);

  g_assert_true (udp_open_to (fixture->socket, "127.0.0.1", "127.0.0.1", port, NULL));
  check_refusals (fixture, fd, port);
  close (fd);
}

static void
test_refused_ipv6 (UdpFixture *fixture, gconstpointer data)
{
  int fd;
  guint16 port;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  fd = reserve ("::1", &port);
  udp_open_on (fixture->socket, "localhost");
  udp_send_text (fixture->socket, "::1", port, "anybody?");
  net_wait_for (
      net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Nobody listens on [::1]:") == 1);
  close (fd);
}

/* An error of one peer is told of it alone, and takes no datagram from another. */
static void
test_refused_among_others (UdpFixture *fixture, gconstpointer data)
{
  int fd = plain_open ("127.0.0.1", 0);
  guint16 free_port;
  int reserved_fd = reserve ("127.0.0.1", &free_port);
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");

  for (guint i = 0; i < 50; i++) {
    udp_send_text (fixture->socket, "127.0.0.1", free_port, "anybody?");
    udp_send_text (fixture->socket, "127.0.0.1", net_get_port (fd), "you");
    plain_expect (fd, "you");
    plain_send_text (fd, "127.0.0.1", port, "me");
  }
  udp_wait_received (fixture->socket, 50);
  udp_wait_sent (fixture->socket, 100);
  net_wait_for (count_refusals (fixture) >= 50);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==, 50);
  close (reserved_fd);
  close (fd);
}

/* Only the fixed peer is heard, and everything goes to it whatever is asked for. */
static void
test_fixed_peer (UdpFixture *fixture, gconstpointer data)
{
  int fd = plain_open ("127.0.0.1", 0);
  int other_fd = plain_open ("127.0.0.1", 0);
  g_autofree char *peer = g_strdup_printf ("127.0.0.1:%u", net_get_port (fd));
  g_autofree char *shown = NULL;
  guint16 port;

  g_assert_true (udp_open_to (fixture->socket, "localhost", "localhost", net_get_port (fd), NULL));
  g_object_get (fixture->socket, "peer-address", &shown, NULL);
  g_assert_cmpstr (shown, ==, peer);
  port = prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->socket));
  plain_send_text (other_fd, "127.0.0.1", port, "stranger");
  plain_send_text (fd, "127.0.0.1", port, "friend");
  udp_wait_received (fixture->socket, 1);
  udp_assert_received (fixture, 0, "friend");
  udp_send_text (fixture->socket, NULL, 0, "one");
  plain_expect (fd, "one");
  udp_send_text (fixture->socket, "127.0.0.1", net_get_port (other_fd), "two");
  g_assert_cmpuint (plain_expect (fd, "two"), ==, port);
  udp_assert_transcript (fixture->socket,
                         "opened - Open on 127.0.0.1:PORT, only with 127.0.0.1:PORT\n"
                         "received 127.0.0.1:PORT friend\n"
                         "sent 127.0.0.1:PORT onetwo\n");
  net_stop (fixture->socket, FALSE);
  g_assert_null (prise_udp_socket_get_peer_address (fixture->socket));
  close (other_fd);
  close (fd);
}

/* The only socket is of the peer's family; without a local address it stands where the peer is
 * reached from. */
static void
test_fixed_peer_chooses_family (UdpFixture *fixture, gconstpointer data)
{
  int fd;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  fd = plain_open ("::1", 0);
  g_assert_true (udp_open_to (fixture->socket, NULL, "::1", net_get_port (fd), NULL));
  udp_send_text (fixture->socket, NULL, 0, "hello");
  plain_expect (fd, "hello");
  udp_assert_transcript (fixture->socket, "opened - Open on [::1]:PORT, only with [::1]:PORT\n"
                                          "sent [::1]:PORT hello\n");
  close (fd);
}

/* Of a name with addresses of both families the peer's counts, whichever comes first. */
static void
test_connected_from_both (UdpFixture *fixture, gconstpointer data)
{
  static const char *const peers[] = { "127.0.0.1", "::1" };

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++) {
    int fd = plain_open (peers[i], 0);
    g_autoptr (GError) error = NULL;

    udp_open_to (fixture->socket, "localhost", peers[i], net_get_port (fd), &error);
    g_assert_no_error (error);
    udp_send_text (fixture->socket, NULL, 0, "hello");
    plain_expect (fd, "hello");
    net_stop (fixture->socket, FALSE);
    close (fd);
  }
}

static const struct {
  const char *host;
  const char *peer_host;
  PriseNetError code;
} bad_peers[] = {
  { "127.0.0.1", "::1", PRISE_NET_ERROR_UNREACHABLE },
  { "::1", "127.0.0.1", PRISE_NET_ERROR_UNREACHABLE },
  { "127.0.0.1", "192.0.2.1", PRISE_NET_ERROR_UNREACHABLE },
  { "127.0.0.1", "does-not-exist.invalid", PRISE_NET_ERROR_NAME_NOT_FOUND },
  { "127.0.0.1", "127.255.255.255", PRISE_NET_ERROR_NEEDS_BROADCAST },
  { "127.0.0.1", "", PRISE_NET_ERROR_BAD_ADDRESS },
};

static void
test_bad_peers (UdpFixture *fixture, gconstpointer data)
{
  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_peers); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (
        udp_open_to (fixture->socket, bad_peers[i].host, bad_peers[i].peer_host, 9, &error));
    g_assert_error (error, PRISE_NET_ERROR, (int) bad_peers[i].code);
    g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_FAILED);
    g_assert_null (prise_udp_socket_get_peer_address (fixture->socket));
  }
  g_object_set (fixture->socket, "broadcast", TRUE, NULL);
  g_assert_true (udp_open_to (fixture->socket, "127.0.0.1", "127.255.255.255", 9, NULL));
}

/* Of a name with an address that no socket can reach and one that it can, the second one says why
 * not. */
static void
test_last_address (UdpFixture *fixture, gconstpointer data)
{
  static const char *const hosts[] = { "127.0.0.1", "::1" };
  g_autoptr (GBytes) bytes = net_pattern (65536);

  for (gsize i = 0; i < (net_has_ipv6 () ? 2 : 1); i++) {
    g_autoptr (GError) error = NULL;

    udp_open_on (fixture->socket, hosts[i]);
    g_assert_false (udp_send (fixture->socket, "localhost", 9, bytes, &error));
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_TOO_LONG);
    net_stop (fixture->socket, FALSE);
  }
}

/* Not without the switch, which an open socket takes at once, in both directions. */
static void
test_broadcast (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("all", 3);
  int fd = plain_open ("0.0.0.0", 0);
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *expected =
        g_strdup_printf ("127.255.255.255:%u is a broadcast address: allow broadcast first",
                         net_get_port (fd));

    g_object_set (fixture->socket, "broadcast", FALSE, NULL);
    g_assert_false (
        udp_send (fixture->socket, "127.255.255.255", net_get_port (fd), bytes, &error));
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NEEDS_BROADCAST);
    g_assert_cmpstr (error->message, ==, expected);
    g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, expected), ==, i + 1);

    g_object_set (fixture->socket, "broadcast", TRUE, NULL);
    udp_send_text (fixture->socket, "127.255.255.255", net_get_port (fd), "everybody");
    g_assert_cmpuint (plain_expect (fd, "everybody"), ==, port);
  }
  close (fd);
}

/* Set before it is opened, it counts as well; and who replies to a broadcast isn't replied to. */
static void
test_broadcast_and_replies (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) responder = net_template ("Recu: {data}");
  int fd = plain_open ("0.0.0.0", 0);
  guint16 port;

  prise_udp_socket_set_responder (fixture->socket, responder);
  g_object_set (fixture->socket, "broadcast", TRUE, NULL);
  port = udp_open_on (fixture->socket, "127.0.0.1");
  udp_send_text (fixture->socket, "127.255.255.255", net_get_port (fd), "who is there?");
  plain_expect (fd, "who is there?");
  plain_send_text (fd, "127.0.0.1", port, "me");
  plain_send_text (fd, "127.0.0.1", port, "and who are you?");
  plain_expect (fd, "Recu: and who are you?");
  udp_wait_received (fixture->socket, 2);
  close (fd);
}

/* From the loopback there is no way to other machines. Nothing leaves this one. */
static void
test_unreachable (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  udp_open_on (fixture->socket, "127.0.0.1");
  g_assert_false (udp_send (fixture->socket, "192.0.2.1", 9, bytes, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_UNREACHABLE);
  g_assert_true (g_str_has_prefix (error->message, "No route to 192.0.2.1:9"));
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, error->message), ==, 1);
  g_assert_cmpint (net_get_state (fixture->socket), ==, PRISE_ENDPOINT_ACTIVE);
  g_assert_cmpuint (net_get_counters (fixture->socket).sent_entries, ==, 0);
}

typedef struct {
  int fd;
  guint16 port;
  guint64 size;
  guint n_sent;
} Flood;

/* On the I/O thread, which so can't receive: more than the buffer holds. */
static void
flood (gpointer user_data)
{
  Flood *self = user_data;
  g_autofree guint8 *data = g_malloc0 (8000);

  for (guint64 sent = 0; sent < self->size; sent += 8000) {
    plain_send (self->fd, "127.0.0.1", self->port, data, 8000);
    self->n_sent++;
  }
}

static guint
sum_of_losses (UdpFixture *fixture)
{
  guint64 end = prise_journal_get_end (fixture->journal);
  guint sum = 0;

  for (guint64 i = prise_journal_get_first (fixture->journal); i < end; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    g_assert_true (prise_journal_read (fixture->journal, i, &entry));
    if (entry.kind == PRISE_ENTRY_ERROR) {
      g_autofree char *text = g_strndup ((const char *) entry.data, entry.size);

      g_assert_nonnull (strstr (text, " lost: the receive buffer had no room for "));
      sum += (guint) g_ascii_strtoull (text, NULL, 10);
    }
  }

  return sum;
}

/* Nothing is lost without a word: what didn't come is counted, and said, by which socket of several
 * it may have come. */
static void
test_losses (UdpFixture *fixture, gconstpointer data)
{
  PriseUdpSocket *socket = fixture->socket;
  Flood self = { .fd = plain_open ("127.0.0.1", 0) };
  guint64 received, lost;

  self.port = udp_open_on (socket, "localhost");
  self.size = prise_udp_socket_get_receive_buffer (socket) * 4;
  for (guint i = 1; i <= 2; i++) {
    lost = prise_udp_socket_get_lost (socket);
    net_run_on_io (fixture->io, flood, &self);
    net_wait_for (prise_udp_socket_get_lost (socket) > lost);
    net_wait_for (net_get_counters (socket).received_entries + prise_udp_socket_get_lost (socket) >=
                  self.n_sent);
    received = net_get_counters (socket).received_entries;
    lost = prise_udp_socket_get_lost (socket);
    g_assert_cmpuint (received + lost, ==, self.n_sent);
    g_assert_cmpuint (sum_of_losses (fixture), ==, lost);
    g_assert_cmpuint (received, >, 0);
  }
  net_stop (socket, FALSE);
  g_assert_cmpuint (prise_udp_socket_get_lost (socket), ==, lost);
  g_assert_cmpuint (sum_of_losses (fixture), ==, lost);

  udp_open_on (socket, "127.0.0.1");
  g_assert_cmpuint (prise_udp_socket_get_lost (socket), ==, 0);
  close (self.fd);
}

/* Closed before anybody asked the system: said all the same. */
static void
test_losses_of_a_close (UdpFixture *fixture, gconstpointer data)
{
  PriseUdpSocket *socket = fixture->socket;
  Flood self = { .fd = plain_open ("127.0.0.1", 0) };
  guint64 lost;

  self.port = udp_open_on (socket, "127.0.0.1");
  self.size = prise_udp_socket_get_receive_buffer (socket) * 4;
  prise_io_invoke (fixture->io, flood, &self);
  net_stop (socket, FALSE);
  lost = prise_udp_socket_get_lost (socket);
  g_assert_cmpuint (lost, >, 0);
  g_assert_cmpuint (sum_of_losses (fixture), ==, lost);
  g_assert_cmpuint (net_get_counters (socket).received_entries + lost, <=, self.n_sent);
  close (self.fd);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  udp_add ("/udp-errors/refused", test_refused);
  udp_add ("/udp-errors/refused-by-fixed-peer", test_refused_by_fixed_peer);
  udp_add ("/udp-errors/refused-ipv6", test_refused_ipv6);
  udp_add ("/udp-errors/connected-from-both", test_connected_from_both);
  udp_add ("/udp-errors/last-address", test_last_address);
  udp_add ("/udp-errors/refused-among-others", test_refused_among_others);
  udp_add ("/udp-errors/fixed-peer", test_fixed_peer);
  udp_add ("/udp-errors/fixed-peer-chooses-family", test_fixed_peer_chooses_family);
  udp_add ("/udp-errors/bad-peers", test_bad_peers);
  udp_add ("/udp-errors/broadcast", test_broadcast);
  udp_add ("/udp-errors/broadcast-and-replies", test_broadcast_and_replies);
  udp_add ("/udp-errors/unreachable", test_unreachable);
  udp_add ("/udp-errors/losses", test_losses);
  udp_add ("/udp-errors/losses-of-a-close", test_losses_of_a_close);

  return g_test_run ();
}
