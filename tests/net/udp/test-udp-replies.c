// SPDX-License-Identifier: GPL-3.0-or-later
/* What a UDP socket replies by itself, to whom, and what it doesn't reply; whom it has seen. */
#include "config.h"

#include <arpa/inet.h>
#include <libglib-testing/signal-logger.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-udp-peer-table.h"
#include "udp-fixture.h"

static void
reply_with (PriseUdpSocket *socket, const char *template)
{
  g_autoptr (PriseResponder) responder = net_template (template);

  prise_udp_socket_set_responder (socket, responder);
}

/* A reply would stand in the peer's socket before this. */
static void
assert_no_reply (PriseUdpSocket *socket, int fd)
{
  udp_send_text (socket, "127.0.0.1", net_get_port (fd), "end");
  plain_expect (fd, "end");
}

static void
test_template (UdpFixture *fixture, gconstpointer data)
{
  int fds[] = { plain_open ("127.0.0.1", 0), plain_open ("127.0.0.1", 0) };
  guint16 port;

  reply_with (fixture->socket, "Recu: {data}");
  port = udp_open_on (fixture->socket, "127.0.0.1");
  for (guint i = 0; i < 2; i++) {
    plain_send_text (fds[i], "127.0.0.1", port, "Bonjour serveur");
    g_assert_cmpuint (plain_expect (fds[i], "Recu: Bonjour serveur"), ==, port);
    plain_send_text (fds[i], "127.0.0.1", port, "");
    g_assert_cmpuint (plain_expect (fds[i], "Recu: "), ==, port);
  }
  udp_wait_sent (fixture->socket, 4);
  udp_assert_transcript (fixture->socket, "opened - Open on 127.0.0.1:PORT\n"
                                          "received 127.0.0.1:PORT Bonjour serveur\n"
                                          "sent 127.0.0.1:PORT Recu: Bonjour serveur\n"
                                          "received 127.0.0.1:PORT \n"
                                          "sent 127.0.0.1:PORT Recu: \n"
                                          "received 127.0.0.1:PORT Bonjour serveur\n"
                                          "sent 127.0.0.1:PORT Recu: Bonjour serveur\n"
                                          "received 127.0.0.1:PORT \n"
                                          "sent 127.0.0.1:PORT Recu: \n");
  close (fds[0]);
  close (fds[1]);
}

/* A batch of datagrams: each is replied to, in its order, to its own sender, and counted. */
static void
test_each_of_many (UdpFixture *fixture, gconstpointer data)
{
  int fds[] = { plain_open ("127.0.0.1", 0), plain_open ("127.0.0.1", 0) };
  guint16 port;

  reply_with (fixture->socket, "{count} {peer} {data}");
  port = udp_open_on (fixture->socket, "127.0.0.1");
  for (guint i = 0; i < 200; i++) {
    g_autofree char *text = g_strdup_printf ("%u", i);

    plain_send_text (fds[i % 2], "127.0.0.1", port, text);
  }
  for (guint i = 0; i < 200; i++) {
    g_autofree char *expected =
        g_strdup_printf ("%u 127.0.0.1:%u %u", i + 1, net_get_port (fds[i % 2]), i);

    plain_expect (fds[i % 2], expected);
  }
  udp_wait_sent (fixture->socket, 200);
  close (fds[0]);
  close (fds[1]);
}

/* An echo of every byte, on both families. */
static void
test_echo (UdpFixture *fixture, gconstpointer data)
{
  const char *const hosts[] = { "127.0.0.1", "::1" };
  g_autoptr (PriseResponder) responder = prise_responder_new_echo ();
  guint16 port;

  if (!net_has_ipv6 ()) {
    g_test_skip ("No IPv6 here");
    return;
  }
  prise_udp_socket_set_responder (fixture->socket, responder);
  port = udp_open_on (fixture->socket, "localhost");
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    int fd = plain_open (hosts[i], 0);
    g_autoptr (GBytes) bytes = net_pattern (65507);
    g_autofree guint8 *buffer = g_malloc (65536);
    gssize size;

    plain_send (fd, hosts[i], port, g_bytes_get_data (bytes, NULL), 65507);
    size = recv (fd, buffer, 65536, 0);
    g_assert_no_errno (size);
    g_assert_cmpmem (buffer, size, g_bytes_get_data (bytes, NULL), 65507);
    close (fd);
  }
}

/* Nothing, then a template, then an echo, then nothing: while it is open. */
static void
test_changed_while_open (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) echo = prise_responder_new_echo ();
  g_autoptr (PriseResponder) shown = NULL;
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");

  plain_send_text (fd, "127.0.0.1", port, "a");
  udp_wait_received (fixture->socket, 1);
  reply_with (fixture->socket, "<{data}>");
  plain_send_text (fd, "127.0.0.1", port, "b");
  plain_expect (fd, "<b>");
  prise_udp_socket_set_responder (fixture->socket, echo);
  g_object_get (fixture->socket, "responder", &shown, NULL);
  g_assert_true (shown == echo);
  plain_send_text (fd, "127.0.0.1", port, "c");
  plain_expect (fd, "c");
  prise_udp_socket_set_responder (fixture->socket, NULL);
  plain_send_text (fd, "127.0.0.1", port, "d");
  udp_wait_received (fixture->socket, 4);
  assert_no_reply (fixture->socket, fd);
  close (fd);
}

/* It is said, and the next one is replied to. */
static void
test_too_long (UdpFixture *fixture, gconstpointer data)
{
  int fd = plain_open ("127.0.0.1", 0);
  g_autofree char *text = g_strnfill (65507 - 5, 'x');
  guint16 port;

  reply_with (fixture->socket, "Recu: {data}");
  port = udp_open_on (fixture->socket, "127.0.0.1");
  plain_send_text (fd, "127.0.0.1", port, text);
  plain_send_text (fd, "127.0.0.1", port, "short");
  plain_expect (fd, "Recu: short");
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR,
                                       "65508 bytes are too many for one datagram: at most 65507 "
                                       "fit"),
                    ==, 1);
  {
    g_auto (PriseEntry) entry = udp_get_entry (fixture->journal, PRISE_ENTRY_ERROR, 0);
    g_autofree char *peer = g_strdup_printf ("127.0.0.1:%u", net_get_port (fd));

    g_assert_cmpstr (entry.peer, ==, peer);
  }
  close (fd);
}

/* As many as were asked for: what comes beyond is a message, and is replied to. */
static void
test_replies_are_not_replied (UdpFixture *fixture, gconstpointer data)
{
  int fd = plain_open ("127.0.0.1", 0);
  int other_fd = plain_open ("127.0.0.1", 0);
  guint16 port;

  reply_with (fixture->socket, "Recu: {data}");
  port = udp_open_on (fixture->socket, "127.0.0.1");
  udp_send_text (fixture->socket, "127.0.0.1", net_get_port (fd), "one?");
  udp_send_text (fixture->socket, "127.0.0.1", net_get_port (fd), "two?");
  plain_expect (fd, "one?");
  plain_expect (fd, "two?");
  plain_send_text (other_fd, "127.0.0.1", port, "another");
  plain_expect (other_fd, "Recu: another");
  plain_send_text (fd, "127.0.0.1", port, "one");
  plain_send_text (fd, "127.0.0.1", port, "two");
  plain_send_text (fd, "127.0.0.1", port, "three");
  plain_expect (fd, "Recu: three");
  udp_wait_received (fixture->socket, 4);
  udp_wait_sent (fixture->socket, 4);
  close (other_fd);
  close (fd);
}

/* The lesson: a socket that writes to itself sees its message, its reply, and quiet. */
static void
test_to_itself (UdpFixture *fixture, gconstpointer data)
{
  guint16 port;

  reply_with (fixture->socket, "Recu: {data}");
  port = udp_open_on (fixture->socket, GPOINTER_TO_SIZE (data) == 0 ? "127.0.0.1" : NULL);
  for (guint i = 0; i < 3; i++) {
    udp_send_text (fixture->socket, "127.0.0.1", port, "Bonjour");
    udp_wait_received (fixture->socket, 2 * i + 2);
    udp_assert_received (fixture, 2 * i, "Bonjour");
    udp_assert_received (fixture, 2 * i + 1, "Recu: Bonjour");
    udp_wait_sent (fixture->socket, 2 * i + 2);
  }
}

/* Two that reply to everything: a message, one reply, and quiet, whoever begins. A last datagram
 * from outside says that there was nothing in between. */
static void
test_no_storm (UdpFixture *fixture, gconstpointer data)
{
  PriseUdpSocket *other = prise_udp_socket_new (fixture->io);
  PriseUdpSocket *sockets[] = { fixture->socket, other };
  int fd = plain_open ("127.0.0.1", 0);
  guint16 ports[2];

  for (guint i = 0; i < 2; i++) {
    reply_with (sockets[i], "Recu: {data}");
    ports[i] = udp_open_on (sockets[i], "127.0.0.1");
  }
  for (guint i = 0; i < 10; i++) {
    PriseUdpSocket *asking = sockets[i % 2];
    PriseUdpSocket *replying = sockets[(i + 1) % 2];

    udp_send_text (asking, "127.0.0.1", ports[(i + 1) % 2], "Bonjour");
    net_wait_for (net_get_counters (asking).received_entries == i + 1 &&
                  net_get_counters (replying).received_entries == i + 1);
  }
  for (guint i = 0; i < 2; i++) {
    plain_send_text (fd, "127.0.0.1", ports[i], "end");
    plain_expect (fd, "Recu: end");
    udp_wait_received (sockets[i], 11);
    udp_wait_sent (sockets[i], 11);
  }
  close (fd);
  net_stop (other, FALSE);
  g_assert_finalize_object (other);
}

/* Both ask at once: four datagrams at most, and quiet. */
static void
test_no_storm_of_both (UdpFixture *fixture, gconstpointer data)
{
  PriseUdpSocket *other = prise_udp_socket_new (fixture->io);
  PriseUdpSocket *sockets[] = { fixture->socket, other };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Bonjour", 7);
  int fd = plain_open ("127.0.0.1", 0);
  guint16 ports[2];

  for (guint i = 0; i < 2; i++) {
    reply_with (sockets[i], "Recu: {data}");
    ports[i] = udp_open_on (sockets[i], "127.0.0.1");
  }
  for (guint i = 0; i < 2; i++)
    prise_udp_socket_send_async (sockets[i], "127.0.0.1", ports[1 - i], bytes, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    net_wait_for (net_get_counters (sockets[i]).received_entries >= 1);
  for (guint i = 0; i < 4; i++) {
    plain_send_text (fd, "127.0.0.1", ports[i % 2], "end");
    plain_expect (fd, "Recu: end");
  }
  for (guint i = 0; i < 2; i++) {
    g_assert_cmpuint (net_get_counters (sockets[i]).received_entries, <=, 4);
    g_assert_cmpuint (net_get_counters (sockets[i]).sent_entries, <=, 4);
  }
  close (fd);
  net_stop (other, FALSE);
  g_assert_finalize_object (other);
}

/* A datagram from the other's own port, which the other never sent. */
static void
forge_datagram (PriseUdpSocket *from, guint16 to)
{
  const int on = 1;
  g_autoptr (GError) error = NULL;
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port = net_get_port (fd);

  close (fd);
  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_no_errno (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on));
  g_assert_no_errno (bind (fd,
                           (const struct sockaddr *) &(struct sockaddr_in){
                               .sin_family = AF_INET,
                               .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
                               .sin_port = htons (port),
                           },
                           sizeof (struct sockaddr_in)));
  g_object_set (from, "share-port", TRUE, NULL);
  udp_open (from, "127.0.0.1", port, &error);
  g_assert_no_error (error);
  plain_send_text (fd, "127.0.0.1", to, "forged");
  close (fd);
}

/* Nobody was asked, and both reply to everything: it ends, is said, and shown, and whoever asks
 * after that gets a reply. */
static void
test_forged_source (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) echo = prise_responder_new_echo ();
  PriseUdpSocket *other = prise_udp_socket_new (fixture->io);
  PriseUdpSocket *sockets[] = { fixture->socket, other };
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port;
  guint64 n;

  for (guint i = 0; i < 2; i++)
    prise_udp_socket_set_responder (sockets[i], echo);
  port = udp_open_on (fixture->socket, "127.0.0.1");
  forge_datagram (other, port);
  net_wait_for (prise_endpoint_get_notice (PRISE_ENDPOINT (sockets[0])) != NULL ||
                prise_endpoint_get_notice (PRISE_ENDPOINT (sockets[1])) != NULL);
  udp_sync (sockets[0]);
  udp_sync (sockets[1]);
  n = net_get_counters (fixture->socket).received_entries;
  g_assert_cmpuint (n, >=, 9999);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "This peer may be") +
                        net_count_entries (prise_endpoint_get_journal (PRISE_ENDPOINT (other)),
                                           PRISE_ENTRY_ERROR, "This peer may be"),
                    ==, 1);
  plain_send_text (fd, "127.0.0.1", port, "asked");
  plain_expect (fd, "asked");
  udp_wait_received (fixture->socket, n + 1);
  close (fd);
  net_stop (other, FALSE);
  g_assert_finalize_object (other);
}

static void
assert_peer (UdpFixture *fixture, guint16 port, guint64 received, guint64 sent, gint64 start)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", port);
  PriseUdpPeer *peer;
  guint64 shown_received, shown_sent;
  gint64 last_time;

  net_wait_for ((peer = udp_find_peer (fixture->socket, address)) != NULL &&
                prise_udp_peer_get_received (peer) == received &&
                prise_udp_peer_get_sent (peer) == sent);
  g_object_get (peer, "received", &shown_received, "sent", &shown_sent, "last-time", &last_time,
                NULL);
  g_assert_cmpuint (shown_received, ==, received);
  g_assert_cmpuint (shown_sent, ==, sent);
  g_assert_cmpint (last_time, >=, start);
  g_assert_cmpint (last_time, <=, g_get_real_time ());
  g_assert_cmpint (last_time, ==, prise_udp_peer_get_last_time (peer));
}

/* With counts, and the time of the last datagram, which is that of its entry. */
static void
test_peers (UdpFixture *fixture, gconstpointer data)
{
  int fds[] = { plain_open ("127.0.0.1", 0), plain_open ("127.0.0.1", 0) };
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");
  gint64 start = g_get_real_time ();

  plain_send_text (fds[0], "127.0.0.1", port, "a");
  plain_send_text (fds[0], "127.0.0.1", port, "");
  assert_peer (fixture, net_get_port (fds[0]), 2, 0, start);
  start = g_get_real_time ();
  udp_send_text (fixture->socket, "127.0.0.1", net_get_port (fds[1]), "b");
  assert_peer (fixture, net_get_port (fds[1]), 0, 1, start);
  udp_send_text (fixture->socket, "127.0.0.1", net_get_port (fds[0]), "c");
  assert_peer (fixture, net_get_port (fds[0]), 2, 1, start);
  g_assert_cmpuint (g_list_model_get_n_items (prise_udp_socket_get_peers (fixture->socket)), ==, 2);
  {
    g_auto (PriseEntry) last = udp_get_entry (fixture->journal, PRISE_ENTRY_SENT, 1);

    g_assert_cmpint (prise_udp_peer_get_last_time (udp_find_peer (fixture->socket, last.peer)), ==,
                     last.wall_time);
  }
  close (fds[0]);
  close (fds[1]);
}

/* A peer stays the same object; only what has changed is notified, and the list doesn't change. */
static void
test_peer_signals (UdpFixture *fixture, gconstpointer data)
{
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (PriseUdpPeer) peer = NULL;
  GListModel *peers = prise_udp_socket_get_peers (fixture->socket);
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");

  gt_signal_logger_connect (logger, peers, "items-changed");
  plain_send_text (fd, "127.0.0.1", port, "a");
  net_wait_for (g_list_model_get_n_items (peers) == 1);
  gt_signal_logger_assert_emission_pop (logger, peers, "items-changed", NULL, NULL, NULL);
  peer = g_list_model_get_item (peers, 0);
  gt_signal_logger_connect (logger, peer, "notify");
  plain_send_text (fd, "127.0.0.1", port, "b");
  net_wait_for (prise_udp_peer_get_received (peer) == 2);
  gt_signal_logger_assert_notify_emission_pop (logger, peer, "last-time");
  gt_signal_logger_assert_notify_emission_pop (logger, peer, "received");
  gt_signal_logger_assert_no_emissions (logger);
  close (fd);
}

/* Each from an address of its own, which is closed again. */
static void
send_from_nth (UdpFixture *fixture, guint16 port, guint number)
{
  g_autofree char *host = g_strdup_printf ("127.1.%u.%u", number / 256, number % 256);
  int fd = plain_open (host, 7000);

  plain_send_text (fd, "127.0.0.1", port, "x");
  close (fd);
}

/* More than it remembers: the first ones go, whether the list knew them or not. The last stands
 * first. */
static void
test_many_peers (UdpFixture *fixture, gconstpointer data)
{
  enum { N_PEERS = PRISE_UDP_MAX_PEERS + 100 };
  GListModel *peers = prise_udp_socket_get_peers (fixture->socket);
  guint16 port = udp_open_on (fixture->socket, "127.0.0.1");

  for (guint i = 0; i < N_PEERS; i++) {
    send_from_nth (fixture, port, i);
    if (i % 100 == 0)
      udp_wait_received (fixture->socket, i + 1);
  }
  udp_wait_received (fixture->socket, N_PEERS);
  net_stop (fixture->socket, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (peers), ==, PRISE_UDP_MAX_PEERS);
  for (guint i = 0; i < PRISE_UDP_MAX_PEERS; i++) {
    g_autoptr (PriseUdpPeer) peer = g_list_model_get_item (peers, i);
    const guint number = N_PEERS - 1 - i;
    g_autofree char *address = g_strdup_printf ("127.1.%u.%u:7000", number / 256, number % 256);

    g_assert_cmpstr (prise_udp_peer_get_address (peer), ==, address);
    g_assert_cmpuint (prise_udp_peer_get_received (peer), ==, 1);
  }
}

/* Behind a wildcard address one is written to at any address of this machine, and replies from
 * there: the client hears it, and two echoes know the reply for one. */
static void
test_wildcard (UdpFixture *fixture, gconstpointer data)
{
  PriseUdpSocket *other = prise_udp_socket_new (fixture->io);
  g_autoptr (PriseUdpPeer) peer = NULL;
  int fd = plain_open ("127.0.0.1", 0);
  guint16 port;

  reply_with (fixture->socket, "Recu: {data}");
  reply_with (other, "Recu: {data}");
  port = udp_open_on (fixture->socket, NULL);
  udp_open_on (other, NULL);

  plain_connect (fd, "127.0.0.2", port);
  g_assert_cmpint (send (fd, "Bonjour", 7, 0), ==, 7);
  plain_expect (fd, "Recu: Bonjour");

  udp_send_text (other, "127.0.0.3", port, "Salut");
  udp_wait_received (other, 1);
  net_wait_for (g_list_model_get_n_items (prise_udp_socket_get_peers (other)) == 1);
  peer = g_list_model_get_item (prise_udp_socket_get_peers (other), 0);
  g_assert_true (g_str_has_prefix (prise_udp_peer_get_address (peer), "127.0.0.3:"));
  plain_send_text (fd, "127.0.0.2", port, "end");
  plain_expect (fd, "Recu: end");
  g_assert_cmpuint (net_get_counters (other).sent_entries, ==, 1);
  close (fd);
  net_stop (other, FALSE);
  g_assert_finalize_object (other);
}

/* A program that replies from another of its addresses is taken for the one that was asked. */
static void
test_other_address (UdpFixture *fixture, gconstpointer data)
{
  int asked = plain_open ("127.0.0.2", 0);
  int replying = plain_open ("127.0.0.3", net_get_port (asked));
  guint16 port;

  reply_with (fixture->socket, "Recu: {data}");
  port = udp_open_on (fixture->socket, NULL);
  udp_send_text (fixture->socket, "127.0.0.2", net_get_port (asked), "Bonjour");
  plain_expect (asked, "Bonjour");
  plain_send_text (replying, "127.0.0.1", port, "a reply");
  udp_wait_received (fixture->socket, 1);
  plain_send_text (replying, "127.0.0.1", port, "a question");
  plain_expect (replying, "Recu: a question");
  udp_wait_sent (fixture->socket, 2);
  close (asked);
  close (replying);
}

/* What was refused makes no reply due: who listens there later is replied to. */
static void
test_refused (UdpFixture *fixture, gconstpointer data)
{
  int fd = plain_open ("127.0.0.1", 0);
  guint16 peer_port = net_get_port (fd);
  guint16 port;

  close (fd);
  reply_with (fixture->socket, "Recu: {data}");
  port = udp_open_on (fixture->socket, "127.0.0.1");
  udp_send_text (fixture->socket, "127.0.0.1", peer_port, "hi");
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Nobody listens") == 1);
  fd = plain_open ("127.0.0.1", peer_port);
  plain_send_text (fd, "127.0.0.1", port, "Bonjour");
  plain_expect (fd, "Recu: Bonjour");
  close (fd);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  udp_add ("/udp-replies/template", test_template);
  udp_add ("/udp-replies/each-of-many", test_each_of_many);
  udp_add ("/udp-replies/echo", test_echo);
  udp_add ("/udp-replies/changed-while-open", test_changed_while_open);
  udp_add ("/udp-replies/too-long", test_too_long);
  udp_add ("/udp-replies/replies-are-not-replied-to", test_replies_are_not_replied);
  g_test_add ("/udp-replies/to-itself", UdpFixture, GSIZE_TO_POINTER (0), udp_set_up,
              test_to_itself, udp_tear_down);
  g_test_add ("/udp-replies/to-itself-on-any", UdpFixture, GSIZE_TO_POINTER (1), udp_set_up,
              test_to_itself, udp_tear_down);
  udp_add ("/udp-replies/no-storm", test_no_storm);
  udp_add ("/udp-replies/no-storm-of-both", test_no_storm_of_both);
  udp_add ("/udp-replies/forged-source", test_forged_source);
  udp_add ("/udp-replies/wildcard", test_wildcard);
  udp_add ("/udp-replies/other-address", test_other_address);
  udp_add ("/udp-replies/refused", test_refused);
  udp_add ("/udp-replies/peers", test_peers);
  udp_add ("/udp-replies/peer-signals", test_peer_signals);
  udp_add ("/udp-replies/many-peers", test_many_peers);

  return g_test_run ();
}
