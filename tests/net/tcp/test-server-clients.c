// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP server and its clients: replies, sending, disconnecting, half-close, stopping. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-channel.h"
#include "prise-error-text.h"

#define N_CLIENTS 50

typedef struct {
  PriseIo *io;
  PriseTcpServer *server;
  PriseJournal *journal;
  guint16 port;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) responder = data != NULL ? net_template (data) : NULL;

  fixture->io = prise_io_new ();
  fixture->server = net_start_server (fixture->io, responder, &fixture->port);
  fixture->journal = prise_endpoint_get_journal (PRISE_ENDPOINT (fixture->server));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  net_stop (fixture->server, TRUE);
  g_assert_cmpuint (net_count_peers (fixture->server), ==, 0);
  g_assert_cmpuint (prise_endpoint_get_queued_bytes (PRISE_ENDPOINT (fixture->server)), ==, 0);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->io);
}

static void
use (Fixture *fixture, PriseResponder *responder)
{
  prise_tcp_server_set_responder (fixture->server, responder);
  prise_responder_unref (responder);
}

static PriseTcpPeer *
get_peer (Fixture *fixture, guint i)
{
  return g_list_model_get_item (prise_tcp_server_get_peers (fixture->server), i);
}

/* A client, and the peer that it is in the server's list. */
static int
join (Fixture *fixture, PriseTcpPeer **peer)
{
  guint n = net_count_peers (fixture->server);
  int fd = net_connect (AF_INET, fixture->port);

  net_wait_for (net_count_peers (fixture->server) == n + 1);
  if (peer != NULL)
    *peer = get_peer (fixture, n);

  return fd;
}

static gboolean
send_text (Fixture *fixture, PriseTcpPeer *peer, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return prise_tcp_server_send (fixture->server, peer, bytes, error);
}

static void
test_conversation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseTcpPeer) peer = NULL;
  g_autofree char *address = NULL;
  int fd = join (fixture, &peer);

  address = g_strdup_printf ("127.0.0.1:%u", net_get_port (fd));
  g_assert_cmpstr (prise_tcp_peer_get_address (peer), ==, address);
  net_send_text (fd, "Bonjour serveur");
  net_expect_text (fd, "Recu: Bonjour serveur");
  close (fd);
  net_wait_for (net_count_peers (fixture->server) == 0);
  net_stop (fixture->server, FALSE);

  net_assert_transcript (fixture->server,
                         "opened - Listening on 127.0.0.1:PORT\n"
                         "opened 127.0.0.1:PORT Connected\n"
                         "received 127.0.0.1:PORT Bonjour serveur\n"
                         "sent 127.0.0.1:PORT Recu: Bonjour serveur\n"
                         "note 127.0.0.1:PORT The peer has finished sending: end of stream\n"
                         "closed 127.0.0.1:PORT Connection closed\n"
                         "closed - Server stopped\n");
}

/* Who left between the click and the send gets nothing, and the log says so. */
static void
test_send_to_one_who_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseTcpPeer) peer = NULL;
  g_autoptr (GError) error = NULL;
  int leaving_fd = join (fixture, &peer);
  int staying_fd = join (fixture, NULL);

  close (leaving_fd);
  net_wait_for (net_count_peers (fixture->server) == 1);
  g_assert_true (send_text (fixture, peer, "too late", &error));
  g_assert_no_error (error);
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR,
                                   "Not sent: the client has left") == 1);
  close (staying_fd);
}

static void
test_every_message (Fixture *fixture, gconstpointer data)
{
  int fd = join (fixture, NULL);

  for (guint i = 1; i <= 20; i++) {
    g_autofree char *message = g_strdup_printf ("message %u", i);
    g_autofree char *reply = g_strdup_printf ("%u %zu 127.0.0.1:%u [%s]\n", i, strlen (message),
                                              net_get_port (fd), message);

    net_send_text (fd, message);
    net_expect_text (fd, reply);
  }
  close (fd);
}

static void
test_time (Fixture *fixture, gconstpointer data)
{
  int fd = join (fixture, NULL);
  g_autoptr (GBytes) reply = NULL;
  g_autofree char *text = NULL;

  net_send_text (fd, "now");
  reply = net_read (fd, strlen ("12:00:01.123"));
  text = g_strndup (g_bytes_get_data (reply, NULL), g_bytes_get_size (reply));
  g_assert_true (g_regex_match_simple ("^\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d$", text, 0, 0));
  close (fd);
}

/* Nothing: the next reply is that of the next message. */
static void
test_swap_responder (Fixture *fixture, gconstpointer data)
{
  int fd = join (fixture, NULL);

  net_send_text (fd, "one");
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_RECEIVED, "one") == 1);
  use (fixture, prise_responder_new_echo ());
  net_send_text (fd, "two");
  net_expect_text (fd, "two");
  use (fixture, net_template ("{count}: {data}"));
  net_send_text (fd, "three");
  net_expect_text (fd, "3: three");
  prise_tcp_server_set_responder (fixture->server, NULL);
  net_send_text (fd, "four");
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_RECEIVED, "four") == 1);
  use (fixture, prise_responder_new_echo ());
  net_send_text (fd, "five");
  net_expect_text (fd, "five");
  close (fd);
}

/* Every byte value, NUL included, comes back as it went. */
static void
test_all_bytes (Fixture *fixture, gconstpointer data)
{
  int fd = join (fixture, NULL);
  guint8 all[256];
  g_autoptr (GBytes) echo = NULL;

  for (guint i = 0; i < 256; i++)
    all[i] = i;
  use (fixture, prise_responder_new_echo ());
  net_send (fd, all, sizeof all);
  echo = net_read (fd, sizeof all);
  g_assert_cmpmem (g_bytes_get_data (echo, NULL), g_bytes_get_size (echo), all, sizeof all);
  close (fd);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  int fds[N_CLIENTS];

  for (guint i = 0; i < N_CLIENTS; i++) {
    g_autoptr (PriseTcpPeer) peer = NULL;

    fds[i] = join (fixture, &peer);
    g_assert_cmpuint (prise_tcp_peer_get_id (peer), ==, i + 1);
  }
  for (guint i = 0; i < N_CLIENTS; i++)
    net_send_text (fds[i], "Bonjour");
  for (guint i = 0; i < N_CLIENTS; i++) {
    g_autofree char *reply = g_strdup_printf ("127.0.0.1:%u Bonjour", net_get_port (fds[i]));

    net_expect_text (fds[i], reply);
  }

  /* The odd ones leave, the others stay in their order. */
  for (guint i = 1; i < N_CLIENTS; i += 2)
    close (fds[i]);
  net_wait_for (net_count_peers (fixture->server) == N_CLIENTS / 2);
  for (guint i = 0; i < N_CLIENTS; i += 2) {
    g_autoptr (PriseTcpPeer) peer = get_peer (fixture, i / 2);

    g_assert_cmpuint (prise_tcp_peer_get_id (peer), ==, i + 1);
    close (fds[i]);
  }
  net_wait_for (net_count_peers (fixture->server) == 0);
}

static void
test_close_after_reply (Fixture *fixture, gconstpointer data)
{
  int fd;

  prise_tcp_server_set_close_after_reply (fixture->server, TRUE);
  for (guint i = 0; i < 3; i++) {
    fd = join (fixture, NULL);
    net_send_text (fd, "one");
    net_expect_text (fd, "Recu: one");
    net_expect_end (fd);
    net_send_text (fd, "two");
    close (fd);
    net_wait_for (net_count_peers (fixture->server) == 0);
  }
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_SENT, ""), ==, 3);
}

/* A client that stays after its reply is waited for, and the log says that it didn't leave. */
static void
test_close_after_reply_and_stay (Fixture *fixture, gconstpointer data)
{
  int fd;

  prise_tcp_server_set_close_after_reply (fixture->server, TRUE);
  fd = join (fixture, NULL);
  net_send_text (fd, "one");
  net_expect_text (fd, "Recu: one");
  net_expect_end (fd);
  net_wait_for (net_count_peers (fixture->server) == 0);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE,
                                       "The peer didn’t close the connection in time"),
                    ==, 1);
  close (fd);
}

static gboolean
is_refused (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);

  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

/* The first client is the only one; when it leaves, the server has stopped by itself. */
/* Who is there already isn't greeted. */
static void
test_greeting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) greeting = g_bytes_new_static ("220 ", 4);
  const int before = join (fixture, NULL);
  int fd;

  prise_tcp_server_set_greeting (fixture->server, greeting, FALSE);
  fd = join (fixture, NULL);
  net_expect_text (fd, "220 ");
  net_send_text (fd, "one");
  net_expect_text (fd, "Recu: one");
  net_send_text (before, "two");
  net_expect_text (before, "Recu: two");
  close (fd);
  close (before);
}

static void
test_greeting_that_is_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) greeting = net_pattern (1024 * 1024);
  g_autoptr (GBytes) got = NULL;
  int fd;

  prise_tcp_server_set_greeting (fixture->server, greeting, TRUE);
  fd = join (fixture, NULL);
  got = net_read (fd, g_bytes_get_size (greeting));
  g_assert_true (g_bytes_equal (got, greeting));
  net_expect_end (fd);
  g_assert_cmpuint (net_count_peers (fixture->server), ==, 1);
  close (fd);
  net_wait_for (net_count_peers (fixture->server) == 0);
}

/* Whoever has gone before it is greeted is the end of a session of one client all the same. */
static void
test_greeting_of_one_who_resets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) greeting = g_bytes_new_static ("x", 1);
  const guint16 port = prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->server));

  prise_tcp_server_set_greeting (fixture->server, greeting, TRUE);
  prise_tcp_server_set_once (fixture->server, TRUE);
  net_reset (net_connect (AF_INET, port));
  net_wait_for (net_get_state (fixture->server) == PRISE_ENDPOINT_IDLE);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  int fd;

  prise_tcp_server_set_once (fixture->server, TRUE);
  for (guint i = 0; i < 2; i++) {
    fd = join (fixture, NULL);
    g_assert_true (is_refused (fixture->port));
    net_send_text (fd, "one");
    net_expect_text (fd, "Recu: one");
    g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_ACTIVE);
    close (fd);
    net_wait_for (net_get_state (fixture->server) == PRISE_ENDPOINT_IDLE);
    g_assert_cmpuint (net_count_peers (fixture->server), ==, 0);
    g_assert_true (net_start (fixture->server, "127.0.0.1", fixture->port, NULL));
  }
}

static void
test_once_and_stop (Fixture *fixture, gconstpointer data)
{
  int fd;

  prise_tcp_server_set_once (fixture->server, TRUE);
  fd = join (fixture, NULL);
  net_stop (fixture->server, TRUE);
  net_expect_reset (fd);
  close (fd);
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_IDLE);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, "Server stopped"), ==,
                    1);
}

/* The lesson's script: one client, one reply, the end. */
static void
test_once_with_close_after_reply (Fixture *fixture, gconstpointer data)
{
  int fd;

  prise_tcp_server_set_once (fixture->server, TRUE);
  prise_tcp_server_set_close_after_reply (fixture->server, TRUE);
  fd = join (fixture, NULL);
  net_send_text (fd, "Bonjour serveur");
  net_expect_text (fd, "Recu: Bonjour serveur");
  net_expect_end (fd);
  close (fd);
  net_wait_for (net_get_state (fixture->server) == PRISE_ENDPOINT_IDLE);
}

static void
test_half_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseTcpPeer) peer = NULL;
  int fd;

  prise_tcp_server_set_keep_half_open (fixture->server, TRUE);
  fd = join (fixture, &peer);
  g_assert_false (prise_tcp_peer_get_half_closed (peer));
  net_send_text (fd, "all I had");
  net_finish (fd);
  net_wait_for (prise_tcp_peer_get_half_closed (peer));
  g_assert_true (send_text (fixture, peer, ", and one more", NULL));
  net_expect_text (fd, "Recu: all I had, and one more");

  /* Who was kept only for the option goes with it. */
  prise_tcp_server_set_keep_half_open (fixture->server, FALSE);
  net_expect_end (fd);
  net_wait_for (net_count_peers (fixture->server) == 0);
  close (fd);
}

/* Without the option the end of one side is the end of both, after the replies. */
static void
test_peer_finishes (Fixture *fixture, gconstpointer data)
{
  int fd = join (fixture, NULL);

  net_send_text (fd, "all I had");
  net_finish (fd);
  net_expect_text (fd, "Recu: all I had");
  net_expect_end (fd);
  net_wait_for (net_count_peers (fixture->server) == 0);
  close (fd);
}

static void
test_send (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseTcpPeer) first = NULL;
  g_autoptr (PriseTcpPeer) second = NULL;
  g_autoptr (GError) error = NULL;
  int first_fd, second_fd;

  g_assert_false (send_text (fixture, NULL, "nobody", &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED);

  first_fd = join (fixture, &first);
  second_fd = join (fixture, &second);
  g_assert_true (send_text (fixture, second, "to the second", NULL));
  g_assert_true (send_text (fixture, NULL, ", to all", NULL));
  g_assert_true (send_text (fixture, first, ", to the first", NULL));
  net_expect_text (second_fd, "to the second, to all");
  net_expect_text (first_fd, ", to all, to the first");

  /* The first has left; the second hears all the same. */
  close (first_fd);
  net_wait_for (net_count_peers (fixture->server) == 1);
  send_text (fixture, first, "gone", NULL);
  g_assert_true (send_text (fixture, NULL, "to all", NULL));
  net_expect_text (second_fd, "to all");
  close (second_fd);
}

static void
test_disconnect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseTcpPeer) first = NULL;
  g_autoptr (PriseTcpPeer) second = NULL;
  g_autoptr (PriseTcpPeer) third = NULL;
  int first_fd = join (fixture, &first);
  int second_fd = join (fixture, &second);
  int third_fd = join (fixture, &third);

  send_text (fixture, first, "farewell", NULL);
  prise_tcp_server_disconnect (fixture->server, first, FALSE);
  net_expect_text (first_fd, "farewell");
  net_expect_end (first_fd);
  close (first_fd);
  prise_tcp_server_disconnect (fixture->server, second, TRUE);
  net_expect_reset (second_fd);
  close (second_fd);

  net_wait_for (net_count_peers (fixture->server) == 1);
  net_send_text (third_fd, "still here");
  net_expect_text (third_fd, "Recu: still here");
  prise_tcp_server_disconnect (fixture->server, first, FALSE);
  prise_tcp_server_disconnect (fixture->server, second, TRUE);
  close (third_fd);
  net_wait_for (net_count_peers (fixture->server) == 0);
}

static void
test_peer_resets (Fixture *fixture, gconstpointer data)
{
  int fd = join (fixture, NULL);

  net_reset (fd);
  net_wait_for (net_count_peers (fixture->server) == 0);
  net_assert_transcript (fixture->server, "opened - Listening on 127.0.0.1:PORT\n"
                                          "opened 127.0.0.1:PORT Connected\n"
                                          "error 127.0.0.1:PORT The peer reset the connection\n"
                                          "closed 127.0.0.1:PORT Connection closed\n");
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_ACTIVE);
}

/* Stopped in order, the server sends what is queued, and each client sees the end. */
static void
test_stop_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  int first_fd = join (fixture, NULL);
  int second_fd = join (fixture, NULL);

  send_text (fixture, NULL, "farewell", NULL);
  prise_endpoint_stop_async (PRISE_ENDPOINT (fixture->server), FALSE, net_keep_result, &result);
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_STOPPING);
  net_expect_text (first_fd, "farewell");
  net_expect_end (first_fd);
  net_expect_text (second_fd, "farewell");
  net_expect_end (second_fd);
  close (first_fd);
  close (second_fd);
  net_wait_for (result != NULL);
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_IDLE);
}

/* Clients that never leave don't keep it from stopping; a second stop is quicker still. */
static void
test_stop_hastened (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 start = g_get_monotonic_time ();
  int fd = join (fixture, NULL);

  prise_endpoint_stop_async (PRISE_ENDPOINT (fixture->server), FALSE, net_keep_result, &result);
  net_expect_end (fd);
  g_assert_null (result);
  net_stop (fixture->server, TRUE);
  net_wait_for (result != NULL);
  close (fd);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "aborted by us"), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, PRISE_CHANNEL_LINGER * 1000);
}

/* Sends as much as goes. FALSE once the server has ended it. */
static gboolean
flood (int fd)
{
  static const char block[65536];
  char buffer[65536];

  if (send (fd, block, sizeof block, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && errno != EAGAIN)
    return FALSE;

  return recv (fd, buffer, sizeof buffer, MSG_DONTWAIT) > 0 || errno == EAGAIN;
}

static void
stop_while_clients_send (Fixture *fixture, gboolean abort)
{
  g_autoptr (GAsyncResult) result = NULL;
  int fds[8];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    fds[i] = join (fixture, NULL);
  for (guint round = 0; result == NULL; round++) {
    for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
      flood (fds[i]);
    if (round == 20)
      prise_endpoint_stop_async (PRISE_ENDPOINT (fixture->server), abort, net_keep_result, &result);
    net_iterate ();
  }

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++) {
    net_wait_for (!flood (fds[i]));
    close (fds[i]);
  }
  g_assert_cmpint (net_get_state (fixture->server), ==, PRISE_ENDPOINT_IDLE);
  g_assert_cmpuint (net_count_peers (fixture->server), ==, 0);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, "Connection closed"),
                    ==, G_N_ELEMENTS (fds));
}

static void
test_stop_while_sending (Fixture *fixture, gconstpointer data)
{
  stop_while_clients_send (fixture, FALSE);
}

static void
test_abort_while_sending (Fixture *fixture, gconstpointer data)
{
  use (fixture, prise_responder_new_echo ());
  stop_while_clients_send (fixture, TRUE);
}

static void
test_stop_echo_while_sending (Fixture *fixture, gconstpointer data)
{
  use (fixture, prise_responder_new_echo ());
  stop_while_clients_send (fixture, FALSE);
}

/* A client that doesn't read: the server, and the peer, say how much waits. */
static void
test_congested (Fixture *fixture, gconstpointer data)
{
  const gsize size = 32 * 1024 * 1024;
  PriseEndpoint *endpoint = PRISE_ENDPOINT (fixture->server);
  g_autoptr (PriseTcpPeer) peer = NULL;
  g_autoptr (GBytes) bytes = net_pattern (size);
  g_autoptr (GBytes) received = NULL;
  int fd = join (fixture, &peer);

  g_assert_true (prise_tcp_server_send (fixture->server, peer, bytes, NULL));
  net_wait_for (prise_endpoint_get_congested (endpoint));
  net_wait_for (prise_tcp_peer_get_queued_bytes (peer) > PRISE_ENDPOINT_HIGH_WATER);
  g_assert_cmpuint (prise_endpoint_get_queued_bytes (endpoint), <=, size);

  received = net_read (fd, size);
  g_assert_true (g_bytes_equal (received, bytes));
  net_wait_for (prise_endpoint_get_queued_bytes (endpoint) == 0);
  net_wait_for (prise_tcp_peer_get_queued_bytes (peer) == 0);
  g_assert_false (prise_endpoint_get_congested (endpoint));
  close (fd);
}

/* What the journal has forgotten stays countable. */
static void
test_clear_journal (Fixture *fixture, gconstpointer data)
{
  int fd = join (fixture, NULL);

  net_send_text (fd, "one");
  net_expect_text (fd, "Recu: one");
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_SENT, "one") == 1);
  prise_endpoint_clear_journal (PRISE_ENDPOINT (fixture->server));
  g_assert_cmpuint (prise_journal_get_first (fixture->journal), ==,
                    prise_journal_get_end (fixture->journal));
  net_send_text (fd, "two");
  net_expect_text (fd, "Recu: two");
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_SENT, "two") == 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_SENT, "one"), ==, 0);
  g_assert_cmpuint (net_get_counters (fixture->server).received_bytes, ==, 6);
  close (fd);
}

static void
add (const char *path, const char *template, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *full_path = g_strconcat ("/server-clients/", path, NULL);

  g_test_add (full_path, Fixture, template, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add ("conversation", "Recu: {data}", test_conversation);
  add ("every-message", "{count} {size} {peer} [{data}]\\n", test_every_message);
  add ("time", "{time}", test_time);
  add ("swap-responder", NULL, test_swap_responder);
  add ("all-bytes", NULL, test_all_bytes);
  add ("many", "{peer} {data}", test_many);
  add ("close-after-reply", "Recu: {data}", test_close_after_reply);
  add ("close-after-reply-and-stay", "Recu: {data}", test_close_after_reply_and_stay);
  add ("greeting", "Recu: {data}", test_greeting);
  add ("greeting-that-is-all", NULL, test_greeting_that_is_all);
  add ("greeting-of-one-who-resets", NULL, test_greeting_of_one_who_resets);
  add ("once", "Recu: {data}", test_once);
  add ("once-and-stop", NULL, test_once_and_stop);
  add ("once-with-close-after-reply", "Recu: {data}", test_once_with_close_after_reply);
  add ("half-open", "Recu: {data}", test_half_open);
  add ("peer-finishes", "Recu: {data}", test_peer_finishes);
  add ("send", NULL, test_send);
  add ("send-to-one-who-left", NULL, test_send_to_one_who_left);
  add ("disconnect", "Recu: {data}", test_disconnect);
  add ("peer-resets", NULL, test_peer_resets);
  add ("stop-in-order", NULL, test_stop_in_order);
  add ("stop-hastened", NULL, test_stop_hastened);
  add ("stop-while-sending", NULL, test_stop_while_sending);
  add ("abort-while-sending", NULL, test_abort_while_sending);
  add ("stop-echo-while-sending", NULL, test_stop_echo_while_sending);
  add ("congested", NULL, test_congested);
  add ("clear-journal", "Recu: {data}", test_clear_journal);

  return g_test_run ();
}
