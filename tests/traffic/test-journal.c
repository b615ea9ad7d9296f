// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include <string.h>

#include "prise-journal.h"

#define SMALL_BUDGET (2 * 1024 * 1024)

static void
assert_entry (PriseJournal *journal,
              guint64 position,
              PriseEntryKind kind,
              const char *peer,
              const char *text)
{
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  g_assert_true (prise_journal_read (journal, position, &entry));
  g_assert_cmpint (entry.kind, ==, kind);
  g_assert_cmpstr (entry.peer, ==, peer);
  g_assert_cmpmem (entry.data, entry.size, text, strlen (text));
  g_assert_cmpint (entry.wall_time, >, 0);
  g_assert_cmpint (entry.monotonic_time, <=, g_get_monotonic_time ());
}

static void
receive (PriseJournal *journal, guint peer, const char *text)
{
  gsize room = 0;
  gpointer memory = prise_journal_reserve (journal, &room);

  g_assert_cmpuint (room, >=, PRISE_JOURNAL_MIN_RESERVE);
  memcpy (memory, text, strlen (text));
  g_assert_null (prise_journal_commit (journal, peer, strlen (text), FALSE));
}

static void
test_empty (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
  PriseJournalCounters counters;

  g_assert_cmpuint (prise_journal_get_first (journal), ==, 0);
  g_assert_cmpuint (prise_journal_get_end (journal), ==, 0);
  g_assert_false (prise_journal_read (journal, 0, &entry));
  prise_journal_get_counters (journal, &counters);
  g_assert_cmpuint (counters.kept_bytes, ==, 0);
  prise_journal_clear (journal);
  prise_journal_reclaim (journal);
}

static void
test_kinds (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  guint peer = prise_journal_add_peer (journal, "127.0.0.1:5555");
  PriseJournalCounters counters;

  prise_journal_append_text (journal, PRISE_ENTRY_OPENED, peer, "connected %d", 1);
  receive (journal, peer, "Bonjour serveur");
  prise_journal_append (journal, PRISE_ENTRY_SENT, peer, "Recu", 4);
  prise_journal_append (journal, PRISE_ENTRY_SENT, peer, NULL, 0);
  prise_journal_append_text (journal, PRISE_ENTRY_ERROR, PRISE_JOURNAL_NO_PEER, "%s", "broken");

  g_assert_cmpuint (prise_journal_get_end (journal), ==, 5);
  assert_entry (journal, 0, PRISE_ENTRY_OPENED, "127.0.0.1:5555", "connected 1");
  assert_entry (journal, 1, PRISE_ENTRY_RECEIVED, "127.0.0.1:5555", "Bonjour serveur");
  assert_entry (journal, 2, PRISE_ENTRY_SENT, "127.0.0.1:5555", "Recu");
  assert_entry (journal, 3, PRISE_ENTRY_SENT, "127.0.0.1:5555", "");
  assert_entry (journal, 4, PRISE_ENTRY_ERROR, NULL, "broken");

  prise_journal_get_counters (journal, &counters);
  g_assert_cmpuint (counters.received_bytes, ==, 15);
  g_assert_cmpuint (counters.received_entries, ==, 1);
  g_assert_cmpuint (counters.sent_bytes, ==, 4);
  g_assert_cmpuint (counters.sent_entries, ==, 2);
  g_assert_cmpuint (counters.kept_bytes, >=, 5 * 32 + 15 + 4);
}

/* One is one entry, however long it is, with the time at which it came; only what lost its end is
 * marked, and neither what stands before it nor what comes after. */
static void
test_datagrams (void)
{
  static const struct {
    gsize size;
    gboolean is_truncated;
  } datagrams[] = {
    { 0, FALSE }, { 5, TRUE }, { 5, FALSE }, { 65527, TRUE }, { 65527, FALSE }, { 0, TRUE },
  };
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  guint peer = prise_journal_add_peer (journal, "[::1]:5555");
  g_autofree char *bytes = g_strnfill (65527, 'd');
  PriseJournalCounters counters;

  for (guint i = 0; i < G_N_ELEMENTS (datagrams); i++) {
    const PriseStamp stamp = { 1000 + i, 2000 + i };

    prise_journal_append_datagram (journal, peer, bytes, datagrams[i].size,
                                   datagrams[i].is_truncated, &stamp);
  }
  prise_journal_append (journal, PRISE_ENTRY_SENT, peer, "sent", 4);
  g_assert_cmpuint (prise_journal_get_end (journal), ==, G_N_ELEMENTS (datagrams) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (datagrams); i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    g_assert_true (prise_journal_read (journal, i, &entry));
    g_assert_cmpint (entry.kind, ==, PRISE_ENTRY_RECEIVED);
    g_assert_cmpstr (entry.peer, ==, "[::1]:5555");
    g_assert_cmpmem (entry.data, entry.size, bytes, datagrams[i].size);
    g_assert_cmpint (entry.is_truncated, ==, datagrams[i].is_truncated);
    g_assert_cmpint (entry.wall_time, ==, 1000 + i);
    g_assert_cmpint (entry.monotonic_time, ==, 2000 + i);
  }
  {
    g_auto (PriseEntry) sent = PRISE_ENTRY_INIT;

    g_assert_true (prise_journal_read (journal, G_N_ELEMENTS (datagrams), &sent));
    g_assert_false (sent.is_truncated);
  }
  prise_journal_get_counters (journal, &counters);
  g_assert_cmpuint (counters.received_entries, ==, G_N_ELEMENTS (datagrams));
  g_assert_cmpuint (counters.received_bytes, ==, 2 * 5 + 2 * 65527);
}

/* Datagrams that the budget pushes out are counted like anything else, the empty ones too. */
static void
test_datagrams_of_a_budget (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  g_autofree char *bytes = g_strnfill (2000, 'd');
  const PriseStamp stamp = prise_stamp_now ();
  PriseJournalCounters counters;
  guint64 first;

  for (guint i = 0; i < 20000; i++)
    prise_journal_append_datagram (journal, PRISE_JOURNAL_NO_PEER, bytes, i % 2 * 2000, i % 3 == 0,
                                   &stamp);
  prise_journal_get_counters (journal, &counters);
  first = prise_journal_get_first (journal);
  g_assert_cmpuint (first, >, 0);
  g_assert_cmpuint (counters.dropped_entries, ==, first);
  g_assert_cmpuint (counters.dropped_bytes, ==, first / 2 * 2000);
  for (guint64 i = first; i < 20000; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    g_assert_true (prise_journal_read (journal, i, &entry));
    g_assert_cmpuint (entry.size, ==, i % 2 * 2000);
    g_assert_cmpint (entry.is_truncated, ==, i % 3 == 0);
  }
}

/* The first and the last code, with a sentence that is put together and one that is empty. */
static void
test_errors (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  const guint peer = prise_journal_add_peer (journal, "127.0.0.1:1");

  prise_journal_append_error (journal, peer, PRISE_CODE_FAILED, "%d bytes", 7);
  prise_journal_append_error (journal, PRISE_JOURNAL_NO_PEER, PRISE_CODE_NOT_WRITTEN, "%s", "");
  assert_entry (journal, 0, PRISE_ENTRY_ERROR, "127.0.0.1:1", "7 bytes");
  assert_entry (journal, 1, PRISE_ENTRY_ERROR, NULL, "");
  for (guint i = 0; i < 2; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    g_assert_true (prise_journal_read (journal, i, &entry));
    g_assert_cmpint (entry.code, ==, i == 0 ? PRISE_CODE_FAILED : PRISE_CODE_NOT_WRITTEN);
  }

  prise_journal_release_peer (journal, peer);
}

/* Programs know errors by these, so they are different and never empty. */
static void
test_codes (void)
{
  g_autoptr (GHashTable) nicks = g_hash_table_new (g_str_hash, g_str_equal);

  for (PriseErrorCode code = 0; code < PRISE_N_CODES; code++) {
    g_assert_cmpstr (prise_error_code_to_nick (code), !=, "");
    g_assert_true (g_hash_table_add (nicks, (gpointer) prise_error_code_to_nick (code)));
  }
  g_assert_cmpstr (prise_error_code_to_nick (PRISE_CODE_REFUSED), ==, "refused");
  g_assert_cmpstr (prise_error_code_to_nick (PRISE_CODE_TIMED_OUT), ==, "timed-out");
}

static void
test_entry_outlives_journal (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  prise_journal_append (journal, PRISE_ENTRY_SENT, prise_journal_add_peer (journal, "[::1]:1"),
                        "abc", 3);
  g_assert_true (prise_journal_read (journal, 0, &entry));
  g_assert_finalize_object (g_steal_pointer (&journal));

  g_assert_cmpstr (entry.peer, ==, "[::1]:1");
  g_assert_cmpmem (entry.data, entry.size, "abc", 3);
}

/* A segment that somebody still reads isn't filled again. */
static void
test_entry_outlives_segment (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  g_autofree char *old = g_strnfill (100 * 1024, 'a');
  g_autofree char *new = g_strnfill (100 * 1024, 'b');
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  prise_journal_append (journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, old, 100 * 1024);
  g_assert_true (prise_journal_read (journal, 0, &entry));
  for (guint i = 0; i < 100; i++)
    prise_journal_append (journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, new, 100 * 1024);

  g_assert_cmpuint (prise_journal_get_first (journal), >, 0);
  g_assert_cmpmem (entry.data, entry.size, old, 100 * 1024);
}

static void
test_large_is_several (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  gsize size = 10 * 1024 * 1024 + 7;
  g_autofree guint8 *data = g_malloc (size);
  gsize seen = 0;

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 31);
  prise_journal_append (journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER, data, size);

  g_assert_cmpuint (prise_journal_get_end (journal), ==, 3);
  for (guint64 i = 0; i < prise_journal_get_end (journal); i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    g_assert_true (prise_journal_read (journal, i, &entry));
    g_assert_cmpmem (entry.data, entry.size, data + seen, entry.size);
    seen += entry.size;
  }
  g_assert_cmpuint (seen, ==, size);
}

/* An echo: what was received is sent again and stands in the journal once. */
static void
test_echo_is_not_copied (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  g_autoptr (GBytes) message = NULL;
  g_auto (PriseEntry) received = PRISE_ENTRY_INIT;
  g_auto (PriseEntry) sent = PRISE_ENTRY_INIT;
  PriseJournalCounters counters;
  gsize room;

  memset (prise_journal_reserve (journal, &room), 'x', 60000);
  message = prise_journal_commit (journal, PRISE_JOURNAL_NO_PEER, 60000, TRUE);
  prise_journal_append (journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER,
                        (const guint8 *) g_bytes_get_data (message, NULL) + 100, 59900);

  g_assert_true (prise_journal_read (journal, 0, &received));
  g_assert_true (prise_journal_read (journal, 1, &sent));
  g_assert_true (sent.data == received.data + 100);
  g_assert_cmpuint (sent.size, ==, 59900);
  prise_journal_get_counters (journal, &counters);
  g_assert_cmpuint (counters.kept_bytes, <, 61000);
}

/* The bytes of an echo stand where they were received: they must stay as long as it does. */
static void
test_echo_keeps_its_bytes (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  g_autofree char *block = g_strnfill (100 * 1024, 'b');
  g_autoptr (GBytes) message = NULL;
  guint64 echo;
  gsize room;

  memset (prise_journal_reserve (journal, &room), 'x', 60000);
  message = prise_journal_commit (journal, PRISE_JOURNAL_NO_PEER, 60000, TRUE);
  for (guint i = 0; i < 3; i++)
    prise_journal_append (journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, block, 100 * 1024);
  echo = prise_journal_get_end (journal);
  prise_journal_append (journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER,
                        g_bytes_get_data (message, NULL), 60000);

  for (guint i = 0; i < 60; i++) {
    prise_journal_append (journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, block, 100 * 1024);
    for (guint64 at = prise_journal_get_first (journal); at < prise_journal_get_end (journal);
         at++) {
      g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

      g_assert_true (prise_journal_read (journal, at, &entry));
      g_assert_cmpuint (entry.size, ==, at == 0 || at == echo ? 60000 : 100 * 1024);
      g_assert_cmpint (entry.data[0], ==, at == 0 || at == echo ? 'x' : 'b');
      g_assert_cmpint (entry.data[entry.size - 1], ==, entry.data[0]);
    }
  }
  g_assert_cmpuint (prise_journal_get_first (journal), >, echo);
}

static void
test_budget (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  g_autofree char *block = g_strnfill (1000, 'b');
  g_auto (PriseEntry) oldest = PRISE_ENTRY_INIT;
  PriseJournalCounters counters;
  guint64 first, end;

  for (guint i = 0; i < 20000; i++) {
    static const PriseEntryKind kinds[] = { PRISE_ENTRY_RECEIVED, PRISE_ENTRY_SENT,
                                            PRISE_ENTRY_NOTE };

    memcpy (block, &i, sizeof i);
    prise_journal_append (journal, kinds[i % 3], PRISE_JOURNAL_NO_PEER, block, 1000);
    prise_journal_get_counters (journal, &counters);
    g_assert_cmpuint (counters.kept_bytes, <=, SMALL_BUDGET + 128 * 1024);
  }

  first = prise_journal_get_first (journal);
  end = prise_journal_get_end (journal);
  g_assert_cmpuint (end, ==, 20000);
  g_assert_cmpuint (first, >, 17000);
  g_assert_cmpuint (counters.dropped_entries, ==, first);
  /* A sentence isn't traffic. */
  g_assert_cmpuint (counters.dropped_bytes, ==, (first - first / 3) * 1000);
  g_assert_cmpuint (counters.kept_bytes, >, SMALL_BUDGET / 2);

  g_assert_false (prise_journal_read (journal, first - 1, &oldest));
  for (guint64 i = first; i < end; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
    guint value;

    g_assert_true (prise_journal_read (journal, i, &entry));
    memcpy (&value, entry.data, sizeof value);
    g_assert_cmpuint (value, ==, i);
  }
}

/* Little memory for little traffic; for more of it huge pages, which begin at their own size. */
static void
test_memory_grows (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  const gsize huge_page = 2 * 1024 * 1024;
  gsize room;

  prise_journal_reserve (journal, &room);
  g_assert_cmpuint (room, <=, 256 * 1024);

  for (guint i = 0; i < 4; i++) {
    guint8 *memory;

    g_bytes_unref (prise_journal_commit (journal, PRISE_JOURNAL_NO_PEER, room, TRUE));
    memory = prise_journal_reserve (journal, &room);
    g_assert_cmpuint (room, >=, huge_page);
    g_assert_cmpuint ((guintptr) memory % huge_page, ==, 0);
    memory[0] = memory[room - 1] = 1;
  }
}

/* The first bytes need more than the first segment usually has. */
static void
test_large_is_first (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
  const gsize size = 300001;
  g_autofree guint8 *data = g_malloc (size);

  memset (data, 'x', size);
  prise_journal_append (journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER, data, size);
  prise_journal_append (journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER, "y", 1);

  g_assert_cmpuint (prise_journal_get_end (journal), ==, 2);
  g_assert_true (prise_journal_read (journal, 0, &entry));
  g_assert_cmpmem (entry.data, entry.size, data, size);
}

static void
test_budget_of_records (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  PriseJournalCounters counters;

  for (guint i = 0; i < 500000; i++)
    prise_journal_append (journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, NULL, 0);

  prise_journal_get_counters (journal, &counters);
  g_assert_cmpuint (counters.kept_bytes, <=, SMALL_BUDGET);
  g_assert_cmpuint (counters.dropped_entries, ==, prise_journal_get_first (journal));
}

static void
test_clear (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  g_autofree char *block = g_strnfill (100 * 1024, 'b');
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
  PriseJournalCounters counters;

  for (guint i = 0; i < 10; i++)
    prise_journal_append (journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER, block, 100 * 1024);
  prise_journal_clear (journal);
  g_assert_cmpuint (prise_journal_get_first (journal), ==, 10);
  g_assert_cmpuint (prise_journal_get_end (journal), ==, 10);
  g_assert_false (prise_journal_read (journal, 9, &entry));

  prise_journal_reclaim (journal);
  prise_journal_get_counters (journal, &counters);
  g_assert_cmpuint (counters.kept_bytes, <=, 128 * 1024);
  g_assert_cmpuint (counters.dropped_entries, ==, 0);
  g_assert_cmpuint (counters.sent_entries, ==, 10);

  prise_journal_append (journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER, "next", 4);
  assert_entry (journal, 10, PRISE_ENTRY_SENT, NULL, "next");
}

/* As many peers as the budget lets live; their numbers are used again. */
static void
test_peers_are_bounded (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  guint largest = 0;
  PriseJournalCounters counters;

  for (guint i = 0; i < 200000; i++) {
    g_autofree char *name = g_strdup_printf ("127.0.0.1:%u", i);
    guint peer = prise_journal_add_peer (journal, name);

    prise_journal_append (journal, PRISE_ENTRY_OPENED, peer, "connected", 9);
    prise_journal_release_peer (journal, peer);
    largest = MAX (largest, peer);
  }

  prise_journal_get_counters (journal, &counters);
  g_assert_cmpuint (largest, <, 100000);
  g_assert_cmpuint (counters.kept_bytes, <, 2 * SMALL_BUDGET);
  for (guint64 i = prise_journal_get_first (journal); i < 200000; i += 97) {
    g_autofree char *name = g_strdup_printf ("127.0.0.1:%u", (guint) i);

    assert_entry (journal, i, PRISE_ENTRY_OPENED, name, "connected");
  }
}

static void
count_call (PriseJournal *journal, gpointer user_data)
{
  guint *n_calls = user_data;

  (*n_calls)++;
}

static void
iterate_all (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_watch (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  guint n_calls = 0;
  PriseJournalWatch *watch = prise_journal_watch_new (journal, NULL, 0, count_call, &n_calls);

  prise_journal_append (journal, PRISE_ENTRY_NOTE, 0, "1", 1);
  iterate_all ();
  g_assert_cmpuint (n_calls, ==, 0);

  prise_journal_watch_arm (watch, 0);
  iterate_all ();
  g_assert_cmpuint (n_calls, ==, 1);

  prise_journal_watch_arm (watch, 1);
  iterate_all ();
  g_assert_cmpuint (n_calls, ==, 1);
  for (guint i = 0; i < 1000; i++)
    prise_journal_append (journal, PRISE_ENTRY_NOTE, 0, "2", 1);
  iterate_all ();
  g_assert_cmpuint (n_calls, ==, 2);

  prise_journal_watch_arm (watch, 1001);
  prise_journal_watch_free (watch);
  prise_journal_append (journal, PRISE_ENTRY_NOTE, 0, "3", 1);
  iterate_all ();
  g_assert_cmpuint (n_calls, ==, 2);
  g_assert_finalize_object (g_steal_pointer (&journal));
}

/* Each of several is told, whichever of them asks. */
static void
test_watches (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  PriseJournalWatch *watches[3];
  guint n_calls[3] = { 0 };

  for (guint i = 0; i < 3; i++)
    watches[i] = prise_journal_watch_new (journal, NULL, 0, count_call, &n_calls[i]);
  for (guint i = 0; i < 3; i++) {
    prise_journal_watch_arm (watches[i], i);
    prise_journal_append (journal, PRISE_ENTRY_NOTE, 0, "1", 1);
    iterate_all ();
    for (guint j = 0; j < 3; j++)
      g_assert_cmpuint (n_calls[j], ==, j <= i);
  }
  for (guint i = 0; i < 3; i++)
    prise_journal_watch_free (watches[i]);
  g_assert_finalize_object (g_steal_pointer (&journal));
}

static void
free_watch (PriseJournal *journal, gpointer user_data)
{
  g_clear_pointer ((PriseJournalWatch **) user_data, prise_journal_watch_free);
}

static void
append_many (PriseJournal *journal)
{
  for (guint i = 0; i < 1000; i++)
    prise_journal_append (journal, PRISE_ENTRY_NOTE, 0, "1", 1);
}

/* A watch that rests tells of what is there at first, and then of all that came meanwhile at once.
 */
static void
test_watch_that_rests (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  PriseJournalWatch *watch;
  guint n_calls = 0;
  gint64 start;

  append_many (journal);
  watch = prise_journal_watch_new (journal, NULL, 50, count_call, &n_calls);
  g_assert_cmpuint (n_calls, ==, 0);
  while (n_calls == 0)
    g_main_context_iteration (NULL, TRUE);

  start = g_get_monotonic_time ();
  append_many (journal);
  while (n_calls == 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_calls, ==, 2);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 40000);

  /* Nothing comes, so nothing is told when the rest is over. */
  while (g_get_monotonic_time () - start < 200000) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  g_assert_cmpuint (n_calls, ==, 2);
  prise_journal_watch_free (watch);

  watch = prise_journal_watch_new (journal, NULL, 1, free_watch, &watch);
  while (watch != NULL)
    g_main_context_iteration (NULL, TRUE);
  append_many (journal);
  iterate_all ();
  g_assert_finalize_object (g_steal_pointer (&journal));
}

#define N_WRITTEN 300000

static gpointer
write_many (gpointer data)
{
  PriseJournal *journal = data;
  guint peer = prise_journal_add_peer (journal, "writer");

  for (guint i = 0; i < N_WRITTEN; i++) {
    gsize room;

    if (i % 3 == 0) {
      memcpy (prise_journal_reserve (journal, &room), &i, sizeof i);
      prise_journal_commit (journal, peer, sizeof i, FALSE);
    } else {
      prise_journal_append (journal, PRISE_ENTRY_SENT, peer, &i, sizeof i);
    }
    if (i % 1000 == 0)
      prise_journal_release_peer (journal, prise_journal_add_peer (journal, "passing"));
  }

  return NULL;
}

#define LARGE ((gsize) 4 * 1024 * 1024)

typedef struct {
  PriseJournal *journal;
  int is_over;
} Wavering;

static gpointer
waver (gpointer user_data)
{
  Wavering *self = user_data;

  for (guint i = 0; !g_atomic_int_get (&self->is_over); i++)
    prise_journal_set_budget (self->journal,
                              i % 2 == 0 ? SMALL_BUDGET : PRISE_JOURNAL_DEFAULT_BUDGET);

  return NULL;
}

/* The budget, and with it the size of new segments, changes in the middle of an append. */
static void
test_budget_of_another_thread (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (SMALL_BUDGET);
  Wavering wavering = { .journal = journal };
  GThread *thread = g_thread_new ("budget", waver, &wavering);
  g_autofree guint8 *data = g_malloc0 (LARGE);

  for (guint i = 0; i < 200; i++)
    prise_journal_append (journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER, data, LARGE);
  g_atomic_int_set (&wavering.is_over, TRUE);
  g_thread_join (thread);
}

/* Reads while another thread writes and drops, and clears now and then: whatever is read is whole.
 */
static void
test_two_threads (void)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (1024 * 1024);
  guint n_calls = 0;
  PriseJournalWatch *watch = prise_journal_watch_new (journal, NULL, 0, count_call, &n_calls);
  GThread *writer = g_thread_new ("writer", write_many, journal);
  guint64 next = 0, n_read = 0;

  while (next < N_WRITTEN) {
    guint64 end = prise_journal_get_end (journal);

    next = MAX (next, prise_journal_get_first (journal));
    for (; next < end; next++) {
      g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
      guint value;

      if (!prise_journal_read (journal, next, &entry))
        continue;
      g_assert_cmpuint (entry.size, ==, sizeof value);
      memcpy (&value, entry.data, sizeof value);
      g_assert_cmpuint (value, ==, next);
      g_assert_cmpstr (entry.peer, ==, "writer");
      n_read++;
    }
    if (next % 7 == 0)
      prise_journal_clear (journal);
    n_calls = 0;
    prise_journal_watch_arm (watch, next);
    while (next < N_WRITTEN && n_calls == 0)
      g_main_context_iteration (NULL, TRUE);
  }

  g_assert_cmpuint (n_read, >, 0);
  g_thread_join (writer);
  prise_journal_watch_free (watch);
  g_assert_finalize_object (g_steal_pointer (&journal));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/empty", test_empty);
  g_test_add_func ("/journal/kinds", test_kinds);
  g_test_add_func ("/journal/datagrams", test_datagrams);
  g_test_add_func ("/journal/datagrams-of-a-budget", test_datagrams_of_a_budget);
  g_test_add_func ("/journal/errors", test_errors);
  g_test_add_func ("/journal/codes", test_codes);
  g_test_add_func ("/journal/entry-outlives-journal", test_entry_outlives_journal);
  g_test_add_func ("/journal/entry-outlives-segment", test_entry_outlives_segment);
  g_test_add_func ("/journal/large-is-several", test_large_is_several);
  g_test_add_func ("/journal/echo-is-not-copied", test_echo_is_not_copied);
  g_test_add_func ("/journal/memory-grows", test_memory_grows);
  g_test_add_func ("/journal/large-is-first", test_large_is_first);
  g_test_add_func ("/journal/echo-keeps-its-bytes", test_echo_keeps_its_bytes);
  g_test_add_func ("/journal/budget", test_budget);
  g_test_add_func ("/journal/budget-of-records", test_budget_of_records);
  g_test_add_func ("/journal/clear", test_clear);
  g_test_add_func ("/journal/peers-are-bounded", test_peers_are_bounded);
  g_test_add_func ("/journal/watch", test_watch);
  g_test_add_func ("/journal/watches", test_watches);
  g_test_add_func ("/journal/watch-that-rests", test_watch_that_rests);
  g_test_add_func ("/journal/budget-of-another-thread", test_budget_of_another_thread);
  g_test_add_func ("/journal/two-threads", test_two_threads);

  return g_test_run ();
}
