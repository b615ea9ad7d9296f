// SPDX-License-Identifier: GPL-3.0-or-later
/* A TCP client that is connected: exact bytes both ways, half-close, resets, a flood. */
#include "config.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-fixture.h"
#include "prise-channel.h"
#include "prise-error-text.h"

#define MIB          ((gsize) 1024 * 1024)
#define FLOOD        (100 * MIB)
#define FLOOD_BUDGET (8 * MIB)

typedef struct {
  PriseIo *io;
  PriseTcpClient *client;
  PriseJournal *journal;
  int fd; /* the peer's */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint16 port;
  int listening_fd = net_listen (AF_INET, 1, &port);
  guint64 budget = data != NULL ? FLOOD_BUDGET : PRISE_JOURNAL_DEFAULT_BUDGET;

  fixture->io = prise_io_new ();
  fixture->journal = prise_journal_new (budget);
  fixture->client =
      g_object_new (PRISE_TYPE_TCP_CLIENT, "io", fixture->io, "journal", fixture->journal, NULL);
  g_object_unref (fixture->journal);
  g_assert_true (net_connect_client (fixture->client, "127.0.0.1", port, NULL));
  fixture->fd = net_accept (listening_fd);
  close (listening_fd);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  net_stop (fixture->client, TRUE);
  if (fixture->fd >= 0)
    close (fixture->fd);
  g_assert_finalize_object (fixture->client);
  g_assert_finalize_object (fixture->io);
}

static void
send_text (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  net_send_from (fixture->client, bytes, &error);
  g_assert_no_error (error);
}

/* All that was received, or sent, in a row. */
static GBytes *
collect (PriseJournal *journal, PriseEntryKind kind)
{
  GByteArray *array = g_byte_array_new ();
  guint64 end = prise_journal_get_end (journal);

  for (guint64 i = prise_journal_get_first (journal); i < end; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    g_assert_true (prise_journal_read (journal, i, &entry));
    if (entry.kind == kind)
      g_byte_array_append (array, entry.data, entry.size);
  }

  return g_byte_array_free_to_bytes (array);
}

static void
test_talk (Fixture *fixture, gconstpointer data)
{
  send_text (fixture, "Bonjour serveur");
  net_expect_text (fixture->fd, "Bonjour serveur");
  net_send_text (fixture->fd, "Recu: Bonjour serveur");
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_RECEIVED, "") == 1);
  close (fixture->fd);
  fixture->fd = -1;
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  net_assert_transcript (fixture->client,
                         "note - Connecting to 127.0.0.1:PORT\n"
                         "opened 127.0.0.1:PORT Connected from 127.0.0.1:PORT\n"
                         "sent 127.0.0.1:PORT Bonjour serveur\n"
                         "received 127.0.0.1:PORT Recu: Bonjour serveur\n"
                         "note 127.0.0.1:PORT The peer has finished sending: end of stream\n"
                         "closed 127.0.0.1:PORT Connection closed\n");
}

/* One message one way, exactly; then one the other way. */
static void
test_both_ways (Fixture *fixture, GBytes *bytes)
{
  g_autoptr (GBytes) arrived = NULL;
  g_autoptr (GBytes) received = NULL;
  g_autoptr (GBytes) sent = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  prise_tcp_client_send_async (fixture->client, bytes, net_keep_result, &result);
  arrived = net_read (fixture->fd, size);
  net_wait_for (result != NULL);
  g_assert_true (prise_tcp_client_send_finish (fixture->client, result, NULL));
  g_assert_true (g_bytes_equal (arrived, bytes));

  net_send (fixture->fd, data, size);
  net_wait_for (net_get_counters (fixture->client).received_bytes == size);
  received = collect (fixture->journal, PRISE_ENTRY_RECEIVED);
  sent = collect (fixture->journal, PRISE_ENTRY_SENT);
  g_assert_true (g_bytes_equal (received, bytes));
  g_assert_true (g_bytes_equal (sent, bytes));
}

static void
test_one_mebibyte (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = net_pattern (MIB);

  test_both_ways (fixture, bytes);
}

static void
test_all_bytes (Fixture *fixture, gconstpointer data)
{
  guint8 all[256];
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 256; i++)
    all[i] = i;
  bytes = g_bytes_new (all, sizeof all);
  test_both_ways (fixture, bytes);
}

static void
test_nul (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\0", 2);

  test_both_ways (fixture, bytes);
}

/* Many sends arrive in their order, each completed. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  GAsyncResult *results[100] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autofree char *text = g_strdup_printf ("%u ", i);
    g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

    g_string_append (expected, text);
    prise_tcp_client_send_async (fixture->client, bytes, net_keep_result, &results[i]);
  }
  net_expect_text (fixture->fd, expected->str);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    net_wait_for (results[i] != NULL);
    g_assert_true (prise_tcp_client_send_finish (fixture->client, results[i], NULL));
    g_object_unref (results[i]);
  }
}

static void
assert_not_sent (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("lost", 4);
  g_autoptr (GError) error = NULL;

  g_assert_false (net_send_from (fixture->client, bytes, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED);
}

static void
test_not_connected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseTcpClient) fresh = prise_tcp_client_new (fixture->io);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("lost", 4);
  g_autoptr (GError) error = NULL;

  g_assert_false (net_send_from (fresh, bytes, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED);
  prise_tcp_client_finish_sending (fresh);

  net_stop (fixture->client, TRUE);
  assert_not_sent (fixture);
}

/* 'I have finished sending': the peer sees the end, and may go on. */
static void
test_we_finish (Fixture *fixture, gconstpointer data)
{
  send_text (fixture, "all I had");
  prise_tcp_client_finish_sending (fixture->client);
  net_expect_text (fixture->fd, "all I had");
  net_expect_end (fixture->fd);
  net_wait_for (prise_tcp_client_get_sending_finished (fixture->client));
  g_assert_false (prise_tcp_client_get_peer_finished (fixture->client));
  assert_not_sent (fixture);

  net_send_text (fixture->fd, "and I more");
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_RECEIVED, "and I more") == 1);
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_ACTIVE);
  net_finish (fixture->fd);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  g_assert_false (prise_tcp_client_get_sending_finished (fixture->client));
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR,
                                       "this side has finished"),
                    ==, 1);
}

static void
test_peer_finishes (Fixture *fixture, gconstpointer data)
{
  prise_tcp_client_set_keep_half_open (fixture->client, TRUE);
  net_finish (fixture->fd);
  net_wait_for (prise_tcp_client_get_peer_finished (fixture->client));
  send_text (fixture, "still here");
  net_expect_text (fixture->fd, "still here");
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_ACTIVE);

  prise_tcp_client_finish_sending (fixture->client);
  net_expect_end (fixture->fd);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  g_assert_false (prise_tcp_client_get_peer_finished (fixture->client));
}

/* Interrupted while a large message is under way. */
static void
test_reset (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = net_pattern (32 * MIB);
  g_autoptr (GBytes) some = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  prise_tcp_client_send_async (fixture->client, bytes, net_keep_result, &result);
  some = net_read (fixture->fd, MIB);
  net_wait_for (prise_endpoint_get_congested (PRISE_ENDPOINT (fixture->client)));
  net_reset (fixture->fd);
  fixture->fd = -1;
  net_wait_for (result != NULL);
  g_assert_false (prise_tcp_client_send_finish (fixture->client, result, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_FAILED);
  g_assert_error (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->client)), PRISE_NET_ERROR,
                  PRISE_NET_ERROR_RESET);
  g_assert_cmpuint (prise_endpoint_get_queued_bytes (PRISE_ENDPOINT (fixture->client)), ==, 0);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "reset"), ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "not sent"), ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, ""), ==, 1);
}

/* What is sent before its sender has heard of the end isn't lost without a word. */
static void
test_send_too_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("too late", 8);
  gint64 deadline = g_get_monotonic_time () + NET_LIMIT * G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;

  net_reset (fixture->fd);
  fixture->fd = -1;
  while (net_count_entries (fixture->journal, PRISE_ENTRY_CLOSED, "") == 0 &&
         g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_ACTIVE);
  g_assert_false (net_send_from (fixture->client, bytes, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Not connected"), ==,
                    1);
}

/* Disconnected in order: what is queued is sent first. */
static void
test_stop_with_queue (Fixture *fixture, gconstpointer data)
{
  const gsize size = 32 * MIB;
  g_autoptr (GBytes) bytes = net_pattern (size);
  g_autoptr (GBytes) arrived = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;

  prise_tcp_client_send_async (fixture->client, bytes, net_keep_result, &sent);
  prise_endpoint_stop_async (PRISE_ENDPOINT (fixture->client), FALSE, net_keep_result, &stopped);
  arrived = net_read (fixture->fd, size);
  g_assert_true (g_bytes_equal (arrived, bytes));
  net_expect_end (fixture->fd);
  net_finish (fixture->fd);
  net_wait_for (stopped != NULL);
  g_assert_nonnull (sent);
  g_assert_true (prise_tcp_client_send_finish (fixture->client, sent, NULL));
}

static gpointer
flood (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GBytes) block = net_pattern (MIB);

  for (gsize n = 0; n < FLOOD; n += MIB)
    net_send (fixture->fd, g_bytes_get_data (block, NULL), MIB);
  net_finish (fixture->fd);
  net_expect_end (fixture->fd);

  return NULL;
}

/* 100 MB while nobody looks: the main context isn't iterated at all, and yet everything is read,
 * and the journal keeps to its budget and counts what it dropped. */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  GThread *thread = g_thread_new ("flood", flood, fixture);
  PriseJournalCounters counters;
  g_auto (PriseEntry) first = PRISE_ENTRY_INIT;

  g_thread_join (thread);
  counters = net_get_counters (fixture->client);
  g_assert_cmpuint (counters.received_bytes, ==, FLOOD);
  g_assert_cmpuint (counters.kept_bytes, <=, FLOOD_BUDGET);
  g_assert_cmpuint (counters.kept_bytes, >, FLOOD_BUDGET / 2);
  g_assert_cmpuint (counters.dropped_bytes, >=, FLOOD - FLOOD_BUDGET);
  g_assert_cmpuint (counters.dropped_entries, ==, prise_journal_get_first (fixture->journal));
  g_assert_true (
      prise_journal_read (fixture->journal, prise_journal_get_first (fixture->journal), &first));
  g_assert_cmpint (first.kind, ==, PRISE_ENTRY_RECEIVED);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
}

static void
did_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ++*(guint *) user_data;
}

/* While somebody looks: the main thread has next to nothing to do. */
static void
test_main_thread_is_idle (Fixture *fixture, gconstpointer data)
{
  GThread *thread = g_thread_new ("flood", flood, fixture);
  guint n_notified = 0;
  gulong id = g_signal_connect (fixture->client, "notify", G_CALLBACK (did_notify), &n_notified);

  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  g_thread_join (thread);
  g_assert_cmpuint (n_notified, <, 20);
  g_assert_cmpuint (net_get_counters (fixture->client).received_bytes, ==, FLOOD);
  g_signal_handler_disconnect (fixture->client, id);
}

/* A client object and a server object against each other. */
static void
test_both_of_us (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseResponder) responder = net_template ("Recu: {data}");
  guint16 port;
  PriseTcpServer *server = net_start_server (fixture->io, responder, &port);
  PriseTcpClient *client = prise_tcp_client_new (fixture->io);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Bonjour serveur", 15);

  g_assert_true (net_connect_client (client, "localhost", port, NULL));
  g_assert_true (net_send_from (client, bytes, NULL));
  net_wait_for (net_count_entries (prise_endpoint_get_journal (PRISE_ENDPOINT (client)),
                                   PRISE_ENTRY_RECEIVED, "Recu: Bonjour serveur") == 1);
  net_stop (client, FALSE);
  net_wait_for (net_count_peers (server) == 0);
  net_stop (server, FALSE);
  net_assert_transcript (client,
                         "note - Connecting to 127.0.0.1:PORT\n"
                         "opened 127.0.0.1:PORT Connected from 127.0.0.1:PORT\n"
                         "sent 127.0.0.1:PORT Bonjour serveur\n"
                         "received 127.0.0.1:PORT Recu: Bonjour serveur\n"
                         "note 127.0.0.1:PORT Finished sending: the peer may continue\n"
                         "note 127.0.0.1:PORT The peer has finished sending: end of stream\n"
                         "closed 127.0.0.1:PORT Connection closed\n");
  g_assert_finalize_object (client);
  g_assert_finalize_object (server);
}

static void
add (const char *path,
     gconstpointer small_budget,
     void (*test) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *full_path = g_strconcat ("/client-traffic/", path, NULL);

  g_test_add (full_path, Fixture, small_budget, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add ("talk", NULL, test_talk);
  add ("one-mebibyte", NULL, test_one_mebibyte);
  add ("all-bytes", NULL, test_all_bytes);
  add ("nul", NULL, test_nul);
  add ("order", NULL, test_order);
  add ("not-connected", NULL, test_not_connected);
  add ("we-finish", NULL, test_we_finish);
  add ("peer-finishes", NULL, test_peer_finishes);
  add ("reset", NULL, test_reset);
  add ("send-too-late", NULL, test_send_too_late);
  add ("stop-with-queue", NULL, test_stop_with_queue);
  add ("flood", "small budget", test_flood);
  add ("main-thread-is-idle", "small budget", test_main_thread_is_idle);
  add ("both-of-us", NULL, test_both_of_us);

  return g_test_run ();
}
