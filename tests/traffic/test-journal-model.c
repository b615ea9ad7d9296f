// SPDX-License-Identifier: GPL-3.0-or-later
/* The model of a journal: what it says and when, filtered or not, while another thread writes. */
#include "config.h"

#include "prise-journal-model.h"

#include <string.h>

#define TIME_LIMIT (30 * G_USEC_PER_SEC)

typedef struct {
  PriseJournal *journal;
  PriseJournalModel *model;
  guint n_changes;
  guint last_index, last_removed, last_added;
  guint n_items; /* by the changes alone */
} Fixture;

static void
did_change (GListModel *model, guint index, guint removed, guint added, Fixture *fixture)
{
  fixture->n_changes++;
  fixture->last_index = index;
  fixture->last_removed = removed;
  fixture->last_added = added;
  fixture->n_items = fixture->n_items - removed + added;
  g_assert_cmpuint (fixture->n_items, ==, g_list_model_get_n_items (model));
}

static void
set_up_with_budget (Fixture *fixture, guint64 budget)
{
  fixture->journal = prise_journal_new (budget);
  fixture->model = prise_journal_model_new (fixture->journal);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (did_change), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_with_budget (fixture, PRISE_JOURNAL_DEFAULT_BUDGET);
}

static void
set_up_small (Fixture *fixture, gconstpointer data)
{
  set_up_with_budget (fixture, 4 * 1024 * 1024);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->journal);
}

static void
append (Fixture *fixture, PriseEntryKind kind, const char *text)
{
  prise_journal_append (fixture->journal, kind, PRISE_JOURNAL_NO_PEER, text, strlen (text));
}

static void
append_numbers (Fixture *fixture, guint first, guint end)
{
  for (guint i = first; i < end; i++) {
    char text[16];

    g_snprintf (text, sizeof text, "%u", i);
    append (fixture, i % 2 == 0 ? PRISE_ENTRY_RECEIVED : PRISE_ENTRY_SENT, text);
  }
}

static void
set_filter (Fixture *fixture, const char *text, PriseDirection direction)
{
  g_autoptr (PriseFilter) filter = prise_filter_new (text, direction);

  prise_journal_model_set_filter (fixture->model, filter);
}

static void
assert_row (Fixture *fixture, guint index, const char *text)
{
  g_autoptr (PriseJournalItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), index);
  const PriseEntry *entry = prise_journal_item_get_entry (item);

  g_assert_cmpmem (entry->data, entry->size, text, strlen (text));
}

static void
assert_change (Fixture *fixture, guint n_changes, guint index, guint removed, guint added)
{
  g_assert_cmpuint (fixture->n_changes, ==, n_changes);
  g_assert_cmpuint (fixture->last_index, ==, index);
  g_assert_cmpuint (fixture->last_removed, ==, removed);
  g_assert_cmpuint (fixture->last_added, ==, added);
}

static void
test_growth (Fixture *fixture, gconstpointer data)
{
  g_assert_false (prise_journal_model_sync (fixture->model));
  g_assert_cmpuint (fixture->n_changes, ==, 0);

  append_numbers (fixture, 0, 1000);
  g_assert_cmpuint (fixture->n_items, ==, 0);
  g_assert_true (prise_journal_model_sync (fixture->model));
  assert_change (fixture, 1, 0, 0, 1000);

  append_numbers (fixture, 1000, 1001);
  g_assert_true (prise_journal_model_sync (fixture->model));
  assert_change (fixture, 2, 1000, 0, 1);
  g_assert_false (prise_journal_model_sync (fixture->model));

  assert_row (fixture, 0, "0");
  assert_row (fixture, 1000, "1000");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->model), 1001));
  g_assert_cmpuint (prise_journal_model_get_end (fixture->model), ==, 1001);
}

/* The first rows come a few at a time, if that is wanted, with a filter too. */
static void
test_steps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseFilter) filter = prise_filter_new ("1", PRISE_DIRECTION_ALL);
  guint n_changes = 0;

  prise_journal_model_set_step (fixture->model, 30);
  append_numbers (fixture, 0, 1000);
  for (guint n_rows = 0; n_rows < 240; n_rows += 30) {
    g_assert_true (prise_journal_model_sync (fixture->model));
    assert_change (fixture, ++n_changes, n_rows, 0, 30);
    g_assert_false (prise_journal_model_get_filtering (fixture->model));
  }
  g_assert_true (prise_journal_model_sync (fixture->model));
  assert_change (fixture, ++n_changes, 240, 0, 760);
  assert_row (fixture, 999, "999");

  prise_journal_model_set_filter (fixture->model, filter);
  assert_change (fixture, ++n_changes, 0, 1000, 30);
  g_assert_true (prise_journal_model_get_filtering (fixture->model));
  assert_row (fixture, 29, "110");
  while (prise_journal_model_sync (fixture->model))
    ;
  g_assert_cmpuint (fixture->n_items, ==, 271);
  assert_row (fixture, 270, "991");
}

/* A model made late begins where the journal does. */
static void
test_begin_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseJournalModel) late = NULL;

  append_numbers (fixture, 0, 10);
  prise_journal_clear (fixture->journal);
  append_numbers (fixture, 10, 15);

  late = prise_journal_model_new (fixture->journal);
  g_assert_true (prise_journal_model_sync (late));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (late)), ==, 5);
  g_assert_cmpuint (prise_journal_model_get_position (late, 0), ==, 10);
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  append_numbers (fixture, 0, 100);
  prise_journal_model_sync (fixture->model);
  prise_journal_clear (fixture->journal);
  g_assert_true (prise_journal_model_sync (fixture->model));
  assert_change (fixture, 2, 0, 100, 0);

  append_numbers (fixture, 100, 103);
  prise_journal_model_sync (fixture->model);
  assert_change (fixture, 3, 0, 0, 3);
  assert_row (fixture, 0, "100");
}

/* Cleared, and grown again before anyone looked. */
static void
test_clear_and_grow (Fixture *fixture, gconstpointer data)
{
  append_numbers (fixture, 0, 100);
  prise_journal_model_sync (fixture->model);
  append_numbers (fixture, 100, 200);
  prise_journal_clear (fixture->journal);
  append_numbers (fixture, 200, 207);

  prise_journal_model_sync (fixture->model);
  g_assert_cmpuint (fixture->n_items, ==, 7);
  assert_row (fixture, 0, "200");
}

static void
test_dropped_rows (Fixture *fixture, gconstpointer data)
{
  const gint64 end = g_get_monotonic_time () + G_TIME_SPAN_MINUTE;
  guint64 written = 0;
  guint n_drops = 0;

  while (n_drops < 2) {
    guint n_changes = fixture->n_changes;

    append_numbers (fixture, written, written + 500);
    written += 500;
    prise_journal_model_sync (fixture->model);

    if (fixture->n_changes == n_changes + 2) {
      g_autofree char *newest = g_strdup_printf ("%" G_GUINT64_FORMAT, written - 1);

      n_drops++;
      g_assert_cmpuint (fixture->n_items, <, written);
      assert_row (fixture, fixture->n_items - 1, newest);
    }
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  }
}

/* Rows whose entries are gone, and which still stand there, can be read. */
static void
test_read_dropped_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseJournalItem) item = NULL;

  append_numbers (fixture, 0, 10);
  prise_journal_model_sync (fixture->model);
  prise_journal_clear (fixture->journal);

  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 4);
  g_assert_false (prise_journal_item_is_kept (item));
  g_assert_cmpint (prise_journal_item_get_entry (item)->kind, ==, PRISE_ENTRY_NOTE);
  g_assert_cmpuint (prise_journal_item_get_entry (item)->size, >, 0);
  g_assert_null (prise_journal_item_get_entry (item)->peer);
}

/* What an item shows stays when the journal forgets it. */
static void
test_item_outlives_entry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseJournalItem) item = NULL;

  append_numbers (fixture, 0, 1);
  prise_journal_model_sync (fixture->model);
  item = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
  prise_journal_clear (fixture->journal);
  append_numbers (fixture, 1, 300000);

  g_assert_cmpmem (prise_journal_item_get_entry (item)->data, 1, "0", 1);
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  append_numbers (fixture, 0, 100);
  prise_journal_model_sync (fixture->model);

  set_filter (fixture, "9", PRISE_DIRECTION_ALL);
  assert_change (fixture, 2, 0, 100, 19);
  assert_row (fixture, 0, "9");
  assert_row (fixture, 18, "99");
  g_assert_cmpuint (prise_journal_model_get_position (fixture->model, 1), ==, 19);

  append_numbers (fixture, 100, 120);
  prise_journal_model_sync (fixture->model);
  assert_change (fixture, 3, 19, 0, 2);
  assert_row (fixture, 20, "119");

  set_filter (fixture, "9", PRISE_DIRECTION_RECEIVED);
  assert_change (fixture, 4, 0, 21, 5);
  assert_row (fixture, 0, "90");

  set_filter (fixture, "", PRISE_DIRECTION_ALL);
  g_assert_null (prise_journal_model_get_filter (fixture->model));
  assert_change (fixture, 5, 0, 5, 120);
}

static void
test_filter_and_clear (Fixture *fixture, gconstpointer data)
{
  set_filter (fixture, NULL, PRISE_DIRECTION_SENT);
  append_numbers (fixture, 0, 100);
  prise_journal_model_sync (fixture->model);
  g_assert_cmpuint (fixture->n_items, ==, 50);

  append_numbers (fixture, 100, 200);
  prise_journal_clear (fixture->journal);
  prise_journal_model_sync (fixture->model);
  g_assert_cmpuint (fixture->n_items, ==, 0);

  append_numbers (fixture, 200, 210);
  prise_journal_model_sync (fixture->model);
  g_assert_cmpuint (fixture->n_items, ==, 5);
  assert_row (fixture, 0, "201");
}

/* Old matches leave too; what stays is right. */
static void
test_filter_and_drop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *newest = NULL;
  guint written = 0;

  set_filter (fixture, "7", PRISE_DIRECTION_ALL);
  for (guint i = 0; i < 300; i++) {
    append_numbers (fixture, written, written + 1000);
    written += 1000;
    while (prise_journal_model_sync (fixture->model))
      ;
  }

  g_assert_cmpuint (prise_journal_get_first (fixture->journal), >, 0);
  for (guint i = 1; i < fixture->n_items; i++) {
    guint64 position = prise_journal_model_get_position (fixture->model, i);
    g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, position);

    g_assert_nonnull (strchr (text, '7'));
    g_assert_cmpuint (position, >, prise_journal_model_get_position (fixture->model, i - 1));
    if (position >= prise_journal_get_first (fixture->journal))
      assert_row (fixture, i, text);
  }
  newest = g_strdup_printf ("%u", written - 3);
  assert_row (fixture, fixture->n_items - 1, newest);
}

/* The oldest entry that is kept stays a row. */
static void
test_filter_and_keep (Fixture *fixture, gconstpointer data)
{
  guint n_drops = 0;
  guint written = 0;

  set_filter (fixture, NULL, PRISE_DIRECTION_RECEIVED);
  while (n_drops < 2) {
    guint64 oldest =
        fixture->n_items > 0 ? prise_journal_model_get_position (fixture->model, 0) : 0;
    guint64 first;

    append_numbers (fixture, written, written + 500);
    written += 500;
    prise_journal_model_sync (fixture->model);
    first = prise_journal_get_first (fixture->journal);
    n_drops += prise_journal_model_get_position (fixture->model, 0) > oldest;

    /* Every second entry is a row. */
    g_assert_cmpuint (prise_journal_model_get_position (fixture->model, 0), <=, first + first % 2);
  }
}

/* Filtering many entries takes several calls, each of them short. */
static void
test_filter_in_steps (Fixture *fixture, gconstpointer data)
{
  gint64 limit = g_get_monotonic_time () + TIME_LIMIT;
  guint n_calls = 0;
  double progress;

  append_numbers (fixture, 0, 1000000);
  set_filter (fixture, "999999", PRISE_DIRECTION_ALL);
  g_assert_true (prise_journal_model_get_filtering (fixture->model));
  progress = prise_journal_model_get_progress (fixture->model);
  g_assert_cmpfloat (progress, >, 0);
  g_assert_cmpfloat (progress, <, 1);

  while (prise_journal_model_get_filtering (fixture->model)) {
    g_assert_true (prise_journal_model_sync (fixture->model));
    n_calls++;
    g_assert_cmpint (g_get_monotonic_time (), <, limit);
  }

  g_assert_cmpuint (n_calls, >, 1);
  g_assert_cmpfloat (prise_journal_model_get_progress (fixture->model), ==, 1);
  g_assert_cmpuint (fixture->n_items, ==, 1);
  assert_row (fixture, 0, "999999");
}

static gpointer
write_many (gpointer user_data)
{
  append_numbers (user_data, 0, 200000);

  return NULL;
}

static void
test_writer_thread (Fixture *fixture, gconstpointer data)
{
  gint64 limit = g_get_monotonic_time () + TIME_LIMIT;
  g_autoptr (GThread) thread = g_thread_new ("writer", write_many, fixture);

  while (prise_journal_model_get_end (fixture->model) < 200000) {
    prise_journal_model_sync (fixture->model);
    if (fixture->n_items > 0) {
      g_autoptr (PriseJournalItem) first = g_list_model_get_item (G_LIST_MODEL (fixture->model), 0);
      g_autoptr (PriseJournalItem) last =
          g_list_model_get_item (G_LIST_MODEL (fixture->model), fixture->n_items - 1);

      g_assert_cmpuint (prise_journal_item_get_entry (first)->size, >, 0);
      g_assert_cmpuint (prise_journal_item_get_entry (last)->size, >, 0);
    }
    g_assert_cmpint (g_get_monotonic_time (), <, limit);
  }

  g_thread_join (g_steal_pointer (&thread));
  assert_row (fixture, fixture->n_items - 1, "199999");
}

static void
add (const char *path,
     void (*fixture_setup) (Fixture *, gconstpointer),
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_setup, test, tear_down);
}

/* Of what is kept, how much was looked at. */
static void
test_progress (Fixture *fixture, gconstpointer data)
{
  append_numbers (fixture, 0, 10);
  prise_journal_clear (fixture->journal);
  append_numbers (fixture, 10, 15);
  prise_journal_model_sync (fixture->model);
  g_assert_cmpfloat (prise_journal_model_get_progress (fixture->model), ==, 1);
  append_numbers (fixture, 15, 20);
  g_assert_cmpfloat (prise_journal_model_get_progress (fixture->model), ==, 0.5);
  prise_journal_clear (fixture->journal);
  append_numbers (fixture, 20, 30);
  g_assert_cmpfloat (prise_journal_model_get_progress (fixture->model), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/traffic/journal-model/growth", set_up, test_growth);
  add ("/traffic/journal-model/steps", set_up, test_steps);
  add ("/traffic/journal-model/begin-late", set_up, test_begin_late);
  add ("/traffic/journal-model/clear", set_up, test_clear);
  add ("/traffic/journal-model/clear-and-grow", set_up, test_clear_and_grow);
  add ("/traffic/journal-model/dropped-rows", set_up_small, test_dropped_rows);
  add ("/traffic/journal-model/read-dropped-row", set_up, test_read_dropped_row);
  add ("/traffic/journal-model/item-outlives-entry", set_up_small, test_item_outlives_entry);
  add ("/traffic/journal-model/filter", set_up, test_filter);
  add ("/traffic/journal-model/filter-and-clear", set_up, test_filter_and_clear);
  add ("/traffic/journal-model/filter-and-drop", set_up_small, test_filter_and_drop);
  add ("/traffic/journal-model/filter-and-keep", set_up_small, test_filter_and_keep);
  add ("/traffic/journal-model/filter-in-steps", set_up, test_filter_in_steps);
  add ("/traffic/journal-model/progress", set_up, test_progress);
  add ("/traffic/journal-model/writer-thread", set_up_small, test_writer_thread);

  return g_test_run ();
}
