// SPDX-License-Identifier: GPL-3.0-or-later
/* One byte stream with a full queue: draining, lingering, peers that read slowly or not at all. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "channel-fixture.h"
#include "prise-error-text.h"
#include "prise-responder.h"
#include "prise-timeout.h"

/* More than little, and less than the system takes at once. */
#define CHANNEL_RECEIVED (3 * PRISE_REPLY_OVERDRAFT)

static void
expect_pattern (ChannelFixture *fixture, gsize size)
{
  g_autoptr (GBytes) expected = net_pattern (size);
  g_autoptr (GBytes) bytes = net_read (fixture->peer_fd, size);

  g_assert_true (g_bytes_equal (bytes, expected));
}

/* Half-closed with a full queue: the end comes after the last byte. */
static void
test_drain (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, channel_finish, fixture);
  g_assert_cmpint (channel_get_state (fixture), ==, PRISE_CHANNEL_DRAINING);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_sent), ==, 0);

  expect_pattern (fixture, CHANNEL_LARGE);
  net_expect_end (fixture->peer_fd);
  g_assert_cmpint (channel_get_state (fixture), ==, PRISE_CHANNEL_FINISHED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_sent), ==, 1);
}

/* The peer finishes while we drain. */
static void
test_drain_to_the_end (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, channel_finish, fixture);
  net_finish (fixture->peer_fd);
  net_wait_for (channel_get_state (fixture) == PRISE_CHANNEL_ENDING);
  g_assert_cmpuint (fixture->n_peer_finished, ==, 1);
  expect_pattern (fixture, CHANNEL_LARGE);
  net_expect_end (fixture->peer_fd);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->n_sent, ==, 1);
}

/* The peer has finished; by default we send what is queued and close too. */
static void
test_end_with_queue (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_finish (fixture->peer_fd);
  net_wait_for (channel_get_state (fixture) == PRISE_CHANNEL_ENDING);
  expect_pattern (fixture, CHANNEL_LARGE);
  net_expect_end (fixture->peer_fd);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_no_error (fixture->error);
}

static void
test_reset_with_queue (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_send_text (fixture->peer_fd, "enough");
  net_reset (fixture->peer_fd);
  fixture->peer_fd = -1;
  net_wait_for (g_atomic_int_get (&fixture->is_closed));

  g_assert_error (fixture->error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
  g_assert_cmpint (fixture->n_failed, ==, 1);
  g_assert_cmpint (fixture->n_sent, ==, 0);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_RECEIVED, "enough"), ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "reset"), ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "were not sent"), ==,
                    1);
}

/* On the I/O thread: all of it is there when the channel looks. */
static void
say_and_reset (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  net_send_text (fixture->peer_fd, "enough");
  net_reset (fixture->peer_fd);
  fixture->peer_fd = -1;
}

static void
say_finish_and_reset (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  net_send_text (fixture->peer_fd, "enough");
  net_finish (fixture->peer_fd);
  net_reset (fixture->peer_fd);
  fixture->peer_fd = -1;
}

/* What came before the reset reaches whoever waits for it, too, who can't reply any more; a reset
 * alone is no end of stream. */
static void
test_rest_is_received (ChannelFixture *fixture, gconstpointer data)
{
  fixture->is_echo = TRUE;
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, say_and_reset, fixture);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));

  g_assert_cmpuint (fixture->n_received, ==, strlen ("enough"));
  g_assert_false (fixture->could_send);
  g_assert_cmpuint (fixture->n_peer_finished, ==, 0);
  g_assert_error (fixture->error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
}

/* Whoever gets it may have had enough: then the reset is nobody's news any more. */
static void
test_abort_in_rest (ChannelFixture *fixture, gconstpointer data)
{
  fixture->is_echo = fixture->aborts = TRUE;
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, say_and_reset, fixture);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));

  g_assert_cmpuint (fixture->n_received, ==, strlen ("enough"));
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "reset"), ==, 0);
}

/* So does the end of stream that came before it. */
static void
test_end_is_received (ChannelFixture *fixture, gconstpointer data)
{
  fixture->is_echo = TRUE;
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, say_finish_and_reset, fixture);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));

  g_assert_cmpuint (fixture->n_received, ==, strlen ("enough"));
  g_assert_cmpuint (fixture->n_peer_finished, ==, 1);
  g_assert_nonnull (fixture->error);
}

static void
test_abort_with_queue (ChannelFixture *fixture, gconstpointer data)
{
  PriseJournalCounters counters;
  g_autofree char *unsent = NULL;

  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, channel_abort, fixture);
  net_expect_reset (fixture->peer_fd);
  g_assert_cmpint (fixture->n_failed, ==, 1);
  g_assert_no_error (fixture->error);

  prise_journal_get_counters (fixture->journal, &counters);
  unsent =
      g_strdup_printf ("%zu bytes were not sent", (gsize) (CHANNEL_LARGE - counters.sent_bytes));
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, unsent), ==, 1);
}

/* A peer that never closes its side isn't waited for without end. */
static void
test_linger (ChannelFixture *fixture, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  net_run_on_io (fixture->io, channel_close, fixture);
  net_expect_end (fixture->peer_fd);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, PRISE_CHANNEL_LINGER * 1000);
  g_assert_no_error (fixture->error);
  channel_assert_transcript (fixture, OPENED WE_ENDED
                             "note peer The peer didn’t close the connection in time\n" CLOSED);
}

/* One that reads nothing either. */
static void
test_linger_with_queue (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, channel_close, fixture);
  g_assert_cmpint (channel_get_state (fixture), ==, PRISE_CHANNEL_DRAINING);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_cmpint (fixture->n_failed, ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "in time"), ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "were not sent"), ==,
                    1);
}

static void
close_expecting_nothing (gpointer user_data)
{
  prise_channel_close (((ChannelFixture *) user_data)->channel, PRISE_CHANNEL_GRACE);
}

/* That nothing is expected of the peer any more doesn't shorten the time for what is queued. */
static void
test_linger_with_queue_and_grace (ChannelFixture *fixture, gconstpointer data)
{
  const gint64 start = g_get_monotonic_time ();

  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, close_expecting_nothing, fixture);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_cmpint (fixture->n_failed, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, PRISE_CHANNEL_LINGER * 1000);
}

/* On the I/O thread, behind what the channel has set: whichever comes first is dispatched first,
 * however late the machine is. */
static gboolean
did_ring (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  fixture->was_open_at_alarm = fixture->channel != NULL;
  prise_timeout_clear (&fixture->alarm);
  g_atomic_int_set (&fixture->has_rung, TRUE);

  return G_SOURCE_CONTINUE;
}

static void
set_alarm (ChannelFixture *fixture)
{
  fixture->alarm = prise_io_add_timeout (fixture->io, 2 * PRISE_CHANNEL_GRACE, did_ring, fixture);
}

static void
close_soon_and_later (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  prise_channel_close (fixture->channel, PRISE_CHANNEL_GRACE);
  prise_channel_close (fixture->channel, PRISE_CHANNEL_LINGER);
  set_alarm (fixture);
}

static void
close_later_and_soon (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  prise_channel_close (fixture->channel, PRISE_CHANNEL_LINGER);
  prise_channel_close (fixture->channel, PRISE_CHANNEL_GRACE);
  set_alarm (fixture);
}

/* The time is that of the first: the alarm is set between the two. */
static void
close_soon_twice (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  prise_channel_close (fixture->channel, PRISE_CHANNEL_GRACE);
  fixture->alarm = prise_io_add_timeout (fixture->io, PRISE_CHANNEL_GRACE, did_ring, fixture);
  prise_channel_close (fixture->channel, PRISE_CHANNEL_GRACE);
}

/* Closed twice, the shorter time holds, and it is the time of one of whom nothing is expected. */
static void
test_close_again (ChannelFixture *fixture, gconstpointer close_twice)
{
  net_run_on_io (fixture->io, close_twice, fixture);
  net_wait_for (g_atomic_int_get (&fixture->has_rung));
  g_assert_false (fixture->was_open_at_alarm);
  channel_assert_transcript (fixture, OPENED WE_ENDED CLOSED);
}

/* One that is slow, slower than the limit in all, gets everything. If the machine itself stood
 * still for that long, nothing can be said. */
static void
test_linger_slowly (ChannelFixture *fixture, gconstpointer data)
{
  const guint n_pieces = 16;
  const gsize piece_size = CHANNEL_LARGE / n_pieces;
  g_autoptr (GBytes) expected = net_pattern (CHANNEL_LARGE);
  gint64 longest = 0;

  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, channel_close, fixture);
  for (guint i = 0; i < n_pieces; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (GBytes) wanted = g_bytes_new_from_bytes (expected, i * piece_size, piece_size);
    g_autoptr (GBytes) piece = NULL;

    net_wait_ms (PRISE_CHANNEL_LINGER * 3 / 2 / n_pieces);
    piece = net_read (fixture->peer_fd, piece_size);
    g_assert_true (g_bytes_equal (piece, wanted));
    longest = MAX (longest, g_get_monotonic_time () - start);
  }
  net_expect_end (fixture->peer_fd);
  net_finish (fixture->peer_fd);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  if (longest > PRISE_CHANNEL_LINGER / 2 * 1000) {
    g_test_skip ("The machine is too slow");
    return;
  }
  g_assert_cmpint (fixture->n_sent, ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "in time"), ==, 0);
}

/* What the system has taken, but the peer's hasn't, is awaited too, though nothing else is
 * expected: a peer that writes before it has read all would be reset, and lose the rest. */
static void
test_arrives_slowly (ChannelFixture *fixture, gconstpointer data)
{
  const gsize piece_size = 64 * 1024;
  gsize n_read = 0;
  gint64 start;

  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_run_on_io (fixture->io, close_expecting_nothing, fixture);
  for (; channel_get_state (fixture) == PRISE_CHANNEL_DRAINING; n_read += piece_size)
    g_bytes_unref (net_read (fixture->peer_fd, piece_size));
  start = g_get_monotonic_time ();
  net_wait_ms (PRISE_CHANNEL_GRACE * 3);
  net_send_text (fixture->peer_fd, "thanks");
  if (g_get_monotonic_time () - start > (PRISE_CHANNEL_GRACE_UNDER_WAY - 50) * 1000) {
    g_test_skip ("The machine is too slow");
    return;
  }
  g_bytes_unref (net_read (fixture->peer_fd, CHANNEL_LARGE - n_read));
  net_expect_end (fixture->peer_fd);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_RECEIVED, "thanks"), ==, 1);
}

/* A peer that has finished sending, and reads on after a long pause, gets everything: it is our own
 * closing that has a limit, not the peer's reading. */
static void
test_end_with_queue_and_pause (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_finish (fixture->peer_fd);
  net_wait_for (channel_get_state (fixture) == PRISE_CHANNEL_ENDING);
  net_wait_ms (PRISE_CHANNEL_LINGER * 3 / 2);
  expect_pattern (fixture, CHANNEL_LARGE);
  net_expect_end (fixture->peer_fd);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_no_error (fixture->error);
}

/* Closed by us while such a peer pauses: then the limit counts, and the log says what it is about.
 */
static void
test_linger_after_end (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_finish (fixture->peer_fd);
  net_wait_for (channel_get_state (fixture) == PRISE_CHANNEL_ENDING);
  net_run_on_io (fixture->io, channel_close, fixture);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_cmpint (fixture->n_failed, ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, "didn’t close its side"),
                    ==, 0);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "were not sent"), ==,
                    1);
}

/* Sends what the system takes. */
static gsize
push_some (int fd, GBytes *bytes, gsize offset)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gssize n = send (fd, data + offset, MIN (size - offset, 65536), MSG_DONTWAIT | MSG_NOSIGNAL);

  if (n >= 0)
    return n;
  g_assert_cmpint (errno, ==, EAGAIN);

  return 0;
}

/* Sends until nothing more is taken, even after a while. */
static gsize
push_until_stuck (ChannelFixture *fixture, GBytes *bytes)
{
  gsize n_sent = 0;

  for (guint n_stuck = 0; n_stuck < 100;) {
    gsize n = push_some (fixture->peer_fd, bytes, n_sent);

    n_sent += n;
    n_stuck = n > 0 ? 0 : n_stuck + 1;
    if (n == 0)
      net_iterate ();
  }

  return n_sent;
}

/* Sends the rest, and reads the echo of all. */
static void
push_and_read (ChannelFixture *fixture, GBytes *bytes, gsize n_sent)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree guint8 *buffer = g_malloc (65536);
  gsize n_read = 0;

  while (n_read < size) {
    gssize n;

    if (n_sent < size)
      n_sent += push_some (fixture->peer_fd, bytes, n_sent);
    n = recv (fixture->peer_fd, buffer, 65536, n_sent < size ? MSG_DONTWAIT : 0);
    if (n < 0 && errno == EAGAIN)
      continue;
    g_assert_cmpint (n, >, 0);
    g_assert_true (memcmp (buffer, data + n_read, n) == 0);
    n_read += n;
  }
}

/* A peer that sends and doesn't read: replies pile up to the high-water mark, and then nothing is
 * read from it any more. When it reads, everything goes on. */
static void
test_replies_pile_up (ChannelFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = net_pattern (2 * CHANNEL_LARGE);
  PriseJournalCounters counters;
  gsize n_sent;

  fixture->is_echo = TRUE;
  n_sent = push_until_stuck (fixture, bytes);
  g_assert_cmpuint (n_sent, <, 2 * CHANNEL_LARGE);
  g_assert_cmpuint (channel_get_queued_bytes (fixture), >, PRISE_ENDPOINT_HIGH_WATER);
  g_assert_cmpuint (fixture->max_queued_bytes, <=, PRISE_ENDPOINT_HIGH_WATER + 512 * 1024);
  prise_journal_get_counters (fixture->journal, &counters);
  g_assert_cmpuint (counters.received_bytes, <, n_sent);

  push_and_read (fixture, bytes, n_sent);
  net_wait_for (channel_get_queued_bytes (fixture) == 0);
  g_assert_cmpint (channel_get_state (fixture), ==, PRISE_CHANNEL_OPEN);
  prise_journal_get_counters (fixture->journal, &counters);
  g_assert_cmpuint (counters.received_bytes, ==, 2 * CHANNEL_LARGE);
  g_assert_cmpuint (counters.sent_bytes, ==, 2 * CHANNEL_LARGE);
  g_assert_cmpuint (counters.kept_bytes, <=, CHANNEL_BUDGET);
}

/* Paused, and then the peer is gone: that is noticed all the same. */
static void
test_reset_while_paused (ChannelFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = net_pattern (2 * CHANNEL_LARGE);

  fixture->is_echo = TRUE;
  push_until_stuck (fixture, bytes);
  net_reset (fixture->peer_fd);
  fixture->peer_fd = -1;
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_error (fixture->error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
}

/* On the I/O thread: all of it is there when the channel looks, and other channels' replies take so
 * much that little is read at once. */
static void
receive_while_tight (gpointer user_data)
{
  ChannelFixture *fixture = user_data;
  g_autoptr (GBytes) bytes = net_pattern (CHANNEL_RECEIVED);

  fixture->reply_budget = (PriseReplyBudget){
    .journal = fixture->journal,
    .waiting = PRISE_RESPONDER_MAX_REPLY,
  };
  prise_channel_set_reply_budget (fixture->channel, &fixture->reply_budget);
  g_assert_cmpuint (push_some (fixture->peer_fd, bytes, 0), ==, CHANNEL_RECEIVED);
}

static void
test_read_while_tight (ChannelFixture *fixture, gconstpointer data)
{
  fixture->is_echo = TRUE;
  net_run_on_io (fixture->io, receive_while_tight, fixture);
  expect_pattern (fixture, CHANNEL_RECEIVED);
  channel_get_state (fixture);
  g_assert_cmpuint (fixture->n_received, ==, CHANNEL_RECEIVED);
  g_assert_cmpuint (fixture->largest_received, ==, PRISE_REPLY_OVERDRAFT);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Reply not sent"), ==,
                    0);
}

/* What we send ourselves has no limit: it doesn't stop the reading. */
static void
test_read_while_queued (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_pattern (fixture, CHANNEL_LARGE);
  net_send_text (fixture->peer_fd, "Bonjour");
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_RECEIVED, "Bonjour") == 1);
  g_assert_cmpuint (channel_get_queued_bytes (fixture), >, PRISE_ENDPOINT_HIGH_WATER);
}

static void
did_free (gpointer user_data)
{
  g_atomic_int_set ((int *) user_data, TRUE);
}

/* The queue refers to the payload, and the journal keeps to its budget: 100 MiB cost no other. */
static void
test_large_payload (ChannelFixture *fixture, gconstpointer data)
{
  const gsize size = (gsize) 100 * 1024 * 1024;
  g_autoptr (GBytes) pattern = net_pattern (size);
  PriseJournalCounters counters;
  int is_freed = FALSE;
  gsize before = net_get_resident_bytes ();

  fixture->bytes =
      g_bytes_new_with_free_func (g_bytes_get_data (pattern, NULL), size, did_free, &is_freed);
  net_run_on_io (fixture->io, channel_send_bytes, fixture);
  for (gsize offset = 0; offset < size; offset += size / 100) {
    g_autoptr (GBytes) piece = net_read (fixture->peer_fd, size / 100);

    g_assert_true (memcmp (g_bytes_get_data (piece, NULL),
                           (guint8 *) g_bytes_get_data (pattern, NULL) + offset, size / 100) == 0);
    prise_journal_get_counters (fixture->journal, &counters);
    g_assert_cmpuint (counters.kept_bytes, <=, CHANNEL_BUDGET);
    g_assert_cmpint (g_atomic_int_get (&fixture->n_sent), <=, g_atomic_int_get (&is_freed) + 1);
  }

#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (net_get_resident_bytes (), <, before + size / 2);
#else
  g_assert_cmpuint (before, >, 0);
#endif
  net_wait_for (g_atomic_int_get (&fixture->n_sent) == 1);
  net_wait_for (g_atomic_int_get (&is_freed));
  prise_journal_get_counters (fixture->journal, &counters);
  g_assert_cmpuint (counters.sent_bytes, ==, size);
  g_assert_cmpuint (counters.dropped_bytes, >, size - CHANNEL_BUDGET);
}

static void
add (const char *path, void (*test) (ChannelFixture *fixture, gconstpointer data))
{
  g_test_add (path, ChannelFixture, NULL, channel_set_up, test, channel_tear_down);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add ("/channel-queue/drain", test_drain);
  add ("/channel-queue/drain-to-the-end", test_drain_to_the_end);
  add ("/channel-queue/end-with-queue", test_end_with_queue);
  add ("/channel-queue/reset-with-queue", test_reset_with_queue);
  add ("/channel-queue/rest-is-received", test_rest_is_received);
  add ("/channel-queue/end-is-received", test_end_is_received);
  add ("/channel-queue/abort-in-rest", test_abort_in_rest);
  add ("/channel-queue/abort-with-queue", test_abort_with_queue);
  add ("/channel-queue/linger", test_linger);
  add ("/channel-queue/linger-with-queue", test_linger_with_queue);
  add ("/channel-queue/linger-with-queue-and-grace", test_linger_with_queue_and_grace);
  g_test_add ("/channel-queue/close-soon-and-later", ChannelFixture, close_soon_and_later,
              channel_set_up, test_close_again, channel_tear_down);
  g_test_add ("/channel-queue/close-later-and-soon", ChannelFixture, close_later_and_soon,
              channel_set_up, test_close_again, channel_tear_down);
  g_test_add ("/channel-queue/close-soon-twice", ChannelFixture, close_soon_twice, channel_set_up,
              test_close_again, channel_tear_down);
  add ("/channel-queue/linger-slowly", test_linger_slowly);
  add ("/channel-queue/arrives-slowly", test_arrives_slowly);
  add ("/channel-queue/end-with-queue-and-pause", test_end_with_queue_and_pause);
  add ("/channel-queue/linger-after-end", test_linger_after_end);
  add ("/channel-queue/replies-pile-up", test_replies_pile_up);
  add ("/channel-queue/reset-while-paused", test_reset_while_paused);
  add ("/channel-queue/read-while-queued", test_read_while_queued);
  add ("/channel-queue/read-while-tight", test_read_while_tight);
  add ("/channel-queue/large-payload", test_large_payload);

  return g_test_run ();
}
