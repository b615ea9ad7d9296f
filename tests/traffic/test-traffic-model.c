// SPDX-License-Identifier: GPL-3.0-or-later
/* A journal, the rows that a filter leaves, and exports, against a plain list of what was said to
 * the journal: after every step of a random walk they tell the same. */
#include "config.h"

#include <string.h>

#include "prise-exporter.h"
#include "prise-journal-model.h"

#define N_STEPS 1500

/* Large enough for several in a segment, and for some to be found again rather than copied. */
#define LARGE ((gsize) 40000)

#define GONE "This entry is no longer kept"

/* The budget is looked at when memory is taken, which is in steps. */
#define MIN_BUDGET  ((guint64) 1024 * 1024)
#define MAX_BUDGET  (4 * MIN_BUDGET)
#define BUDGET_STEP (2 * PRISE_JOURNAL_MIN_RESERVE)

/* The list. */
typedef struct {
  PriseEntryKind kind;
  PriseErrorCode code;
  char *peer;
  GBytes *bytes;
  gboolean is_truncated;
  PriseStamp stamp; /* zeros where it isn't known */
} Said;

typedef struct {
  PriseJournal *journal;
  PriseJournalModel *model;
  PriseFilter *filter;
  char *filter_text;
  PriseDirection direction;

  GPtrArray *said;
  guint64 first; /* of those that were there the last time */
  guint n_items; /* by the changes that the model told of */

  GArray *peers; /* numbers of peers that are held */
  GPtrArray *peer_names;
  guint n_peers;
} Fixture;

static void
said_free (gpointer user_data)
{
  Said *said = user_data;

  g_free (said->peer);
  g_bytes_unref (said->bytes);
  g_free (said);
}

static void
did_change (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  g_assert_cmpuint (position + removed, <=, fixture->n_items);
  fixture->n_items = fixture->n_items - removed + added;
  g_assert_cmpuint (fixture->n_items, ==, g_list_model_get_n_items (model));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->journal = prise_journal_new (MIN_BUDGET);
  fixture->model = prise_journal_model_new (fixture->journal);
  fixture->said = g_ptr_array_new_with_free_func (said_free);
  fixture->peers = g_array_new (FALSE, FALSE, sizeof (guint));
  fixture->peer_names = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (did_change), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->filter, prise_filter_unref);
  g_free (fixture->filter_text);
  g_array_unref (fixture->peers);
  g_ptr_array_unref (fixture->peer_names);
  g_ptr_array_unref (fixture->said);
  g_assert_finalize_object (fixture->model);
  g_object_unref (fixture->journal);
}

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

/* Letters that are no hexadecimal digits, so that what one looks for among them is text. */
static GBytes *
make_bytes (gsize size)
{
  static const char letters[] = "xyzXY";
  char *data = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    data[i] = letters[pick (sizeof letters - 1)];

  return g_bytes_new_take (data, size);
}

static gsize
pick_size (void)
{
  return pick (8) == 0 ? LARGE - pick (100) : pick (12);
}

static Said *
say (Fixture *fixture, PriseEntryKind kind, guint peer, GBytes *bytes)
{
  Said *said = g_new0 (Said, 1);

  said->kind = kind;
  said->peer = peer > 0 ? g_strdup (g_ptr_array_index (fixture->peer_names, peer - 1)) : NULL;
  said->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (fixture->said, said);

  return said;
}

/* One of the peers that are held, by its place among them; 0 is none. */
static guint
pick_peer (Fixture *fixture, guint *number)
{
  const guint peer = pick (fixture->peers->len + 1);

  *number = peer > 0 ? g_array_index (fixture->peers, guint, peer - 1) : PRISE_JOURNAL_NO_PEER;

  return peer;
}

static void
append_traffic (Fixture *fixture)
{
  const PriseEntryKind kind = pick (2) == 0 ? PRISE_ENTRY_SENT : PRISE_ENTRY_RECEIVED;
  g_autoptr (GBytes) bytes = make_bytes (pick_size ());
  guint number;
  const guint peer = pick_peer (fixture, &number);

  prise_journal_append (fixture->journal, kind, number, g_bytes_get_data (bytes, NULL),
                        g_bytes_get_size (bytes));
  say (fixture, kind, peer, bytes);
}

/* What was received, and is sent again from where it lies. */
static void
receive_and_echo (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = make_bytes (pick_size ());
  const gsize size = g_bytes_get_size (bytes);
  g_autoptr (GBytes) message = NULL;
  gsize room;
  guint number;
  const guint peer = pick_peer (fixture, &number);
  gpointer memory = prise_journal_reserve (fixture->journal, &room);

  g_assert_cmpuint (room, >=, PRISE_JOURNAL_MIN_RESERVE);
  memcpy (memory, g_bytes_get_data (bytes, NULL) != NULL ? g_bytes_get_data (bytes, NULL) : "",
          size);
  message = prise_journal_commit (fixture->journal, number, size, TRUE);
  g_assert_true (g_bytes_equal (message, bytes));
  say (fixture, PRISE_ENTRY_RECEIVED, peer, bytes);

  prise_journal_append (fixture->journal, PRISE_ENTRY_SENT, number,
                        g_bytes_get_data (message, NULL), size);
  say (fixture, PRISE_ENTRY_SENT, peer, bytes);
}

static void
append_datagram (Fixture *fixture)
{
  const PriseStamp stamp = { pick (1000), pick (1000) };
  g_autoptr (GBytes) bytes = make_bytes (pick_size ());
  guint number;
  const guint peer = pick_peer (fixture, &number);
  Said *said = say (fixture, PRISE_ENTRY_RECEIVED, peer, bytes);

  said->is_truncated = pick (2);
  said->stamp = stamp;
  prise_journal_append_datagram (fixture->journal, number, g_bytes_get_data (bytes, NULL),
                                 g_bytes_get_size (bytes), said->is_truncated, &stamp);
}

static void
append_sentence (Fixture *fixture)
{
  static const PriseEntryKind kinds[] = { PRISE_ENTRY_OPENED, PRISE_ENTRY_CLOSED,
                                          PRISE_ENTRY_NOTE };
  const PriseEntryKind kind = kinds[pick (G_N_ELEMENTS (kinds))];
  g_autofree char *text = g_strdup_printf ("sentence %u", pick (100));
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  guint number;
  const guint peer = pick_peer (fixture, &number);

  prise_journal_append_sentence (fixture->journal, kind, number, text);
  say (fixture, kind, peer, bytes);
}

static void
append_error (Fixture *fixture)
{
  const guint value = pick (100);
  g_autofree char *text = g_strdup_printf ("error %u", value);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  guint number;
  const guint peer = pick_peer (fixture, &number);
  Said *said = say (fixture, PRISE_ENTRY_ERROR, peer, bytes);

  said->code = pick (PRISE_N_CODES);
  prise_journal_append_error (fixture->journal, number, said->code, "error %u", value);
}

static void
add_peer (Fixture *fixture)
{
  char *name = g_strdup_printf ("peer %u", fixture->n_peers++);
  const guint number = prise_journal_add_peer (fixture->journal, name);

  g_assert_cmpuint (number, !=, PRISE_JOURNAL_NO_PEER);
  g_array_append_val (fixture->peers, number);
  g_ptr_array_add (fixture->peer_names, name);
}

static void
release_peer (Fixture *fixture)
{
  const guint peer = pick (fixture->peers->len);

  prise_journal_release_peer (fixture->journal, g_array_index (fixture->peers, guint, peer));
  g_array_remove_index (fixture->peers, peer);
  g_ptr_array_remove_index (fixture->peer_names, peer);
}

static void
change_filter (Fixture *fixture)
{
  static const char *const texts[] = { "", "xy", "ZX", "peer 1", "xxyyzz", "sentence 7", "error" };

  g_clear_pointer (&fixture->filter, prise_filter_unref);
  g_free (fixture->filter_text);
  fixture->filter_text = g_ascii_strdown (texts[pick (G_N_ELEMENTS (texts))], -1);
  fixture->direction = pick (PRISE_DIRECTION_SENT + 1);
  fixture->filter = prise_filter_new (fixture->filter_text, fixture->direction);
  prise_journal_model_set_filter (fixture->model, fixture->filter);
}

static gboolean
contains (const char *text, gsize size, const char *wanted)
{
  g_autofree char *lower = g_ascii_strdown (text, (gssize) size);

  return strstr (lower, wanted) != NULL;
}

static gboolean
is_traffic (const Said *said)
{
  return said->kind == PRISE_ENTRY_SENT || said->kind == PRISE_ENTRY_RECEIVED;
}

static gboolean
matches (Fixture *fixture, const Said *said)
{
  gsize size;
  const char *data = g_bytes_get_data (said->bytes, &size);

  if (fixture->filter == NULL)
    return TRUE;
  if ((fixture->direction == PRISE_DIRECTION_SENT && said->kind != PRISE_ENTRY_SENT) ||
      (fixture->direction == PRISE_DIRECTION_RECEIVED && said->kind != PRISE_ENTRY_RECEIVED))
    return FALSE;

  return *fixture->filter_text == '\0' ||
         (size > 0 && contains (data, size, fixture->filter_text)) ||
         (said->peer != NULL && contains (said->peer, strlen (said->peer), fixture->filter_text));
}

static const Said *
get_said (Fixture *fixture, guint64 position)
{
  return g_ptr_array_index (fixture->said, position);
}

static void
check_entry (Fixture *fixture, guint64 position, const PriseEntry *entry)
{
  const Said *said = get_said (fixture, position);
  gsize size;
  const char *data = g_bytes_get_data (said->bytes, &size);

  g_assert_cmpuint (entry->position, ==, position);
  g_assert_cmpint (entry->kind, ==, said->kind);
  g_assert_cmpint (entry->code, ==, said->code);
  g_assert_cmpstr (entry->peer, ==, said->peer);
  g_assert_cmpmem (entry->data, entry->size, data, size);
  g_assert_cmpint (entry->is_truncated, ==, said->is_truncated);
  if (said->stamp.wall != 0)
    g_assert_cmpint (entry->wall_time, ==, said->stamp.wall);
  if (said->stamp.monotonic != 0)
    g_assert_cmpint (entry->monotonic_time, ==, said->stamp.monotonic);
}

static void
check_position (Fixture *fixture, guint64 position)
{
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
  const gboolean is_kept = position >= fixture->first && position < fixture->said->len;

  g_assert_cmpint (prise_journal_read (fixture->journal, position, &entry), ==, is_kept);
  if (is_kept)
    check_entry (fixture, position, &entry);
}

/* The journal's edges, a few places in it, and what it counts. */
static void
check_journal (Fixture *fixture)
{
  const guint64 first = prise_journal_get_first (fixture->journal);
  PriseJournalCounters counters, expected = { 0 };

  g_assert_cmpuint (prise_journal_get_end (fixture->journal), ==, fixture->said->len);
  g_assert_cmpuint (first, >=, fixture->first);
  g_assert_cmpuint (first, <=, fixture->said->len);
  fixture->first = first;
  check_position (fixture, fixture->said->len);
  if (first > 0)
    check_position (fixture, first - 1);
  check_position (fixture, first);
  for (guint i = 0; i < 10; i++)
    check_position (fixture, pick (fixture->said->len + 10));

  for (guint64 i = 0; i < fixture->said->len; i++) {
    const Said *said = get_said (fixture, i);
    const gsize size = is_traffic (said) ? g_bytes_get_size (said->bytes) : 0;

    expected.sent_entries += said->kind == PRISE_ENTRY_SENT;
    expected.sent_bytes += said->kind == PRISE_ENTRY_SENT ? size : 0;
    expected.received_entries += said->kind == PRISE_ENTRY_RECEIVED;
    expected.received_bytes += said->kind == PRISE_ENTRY_RECEIVED ? size : 0;
  }
  prise_journal_get_counters (fixture->journal, &counters);
  g_assert_cmpuint (counters.sent_entries, ==, expected.sent_entries);
  g_assert_cmpuint (counters.sent_bytes, ==, expected.sent_bytes);
  g_assert_cmpuint (counters.received_entries, ==, expected.received_entries);
  g_assert_cmpuint (counters.received_bytes, ==, expected.received_bytes);
  g_assert_cmpuint (counters.kept_bytes, <=, MAX_BUDGET + BUDGET_STEP);
}

/* What the budget pushed out, if nothing was cleared. */
static void
check_dropped (Fixture *fixture)
{
  PriseJournalCounters counters;
  guint64 size = 0;

  for (guint64 i = 0; i < fixture->first; i++)
    size +=
        is_traffic (get_said (fixture, i)) ? g_bytes_get_size (get_said (fixture, i)->bytes) : 0;
  prise_journal_get_counters (fixture->journal, &counters);
  g_assert_cmpuint (counters.dropped_entries, ==, fixture->first);
  g_assert_cmpuint (counters.dropped_bytes, ==, size);
}

static guint64
get_position (Fixture *fixture, guint row)
{
  return prise_journal_model_get_position (fixture->model, row);
}

/* Rows that the journal no longer has may stay for a while: how many. */
static guint
check_leaving_rows (Fixture *fixture)
{
  guint row = 0;

  while (row < fixture->n_items && get_position (fixture, row) < fixture->first) {
    g_autoptr (PriseJournalItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), row);

    g_assert_false (prise_journal_item_is_kept (item));
    g_assert_cmpint (prise_journal_item_get_entry (item)->kind, ==, PRISE_ENTRY_NOTE);
    g_assert_cmpmem (prise_journal_item_get_entry (item)->data,
                     prise_journal_item_get_entry (item)->size, GONE, strlen (GONE));
    g_assert_true (matches (fixture, get_said (fixture, get_position (fixture, row))));
    if (row > 0)
      g_assert_cmpuint (get_position (fixture, row), >, get_position (fixture, row - 1));
    row++;
  }

  return row;
}

static void
check_row (Fixture *fixture, guint row)
{
  g_autoptr (PriseJournalItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), row);

  g_assert_true (prise_journal_item_is_kept (item));
  check_entry (fixture, get_position (fixture, row), prise_journal_item_get_entry (item));
}

/* The rows are those that match, in their order. */
static void
check_model (Fixture *fixture)
{
  guint row;

  do
    prise_journal_model_sync (fixture->model);
  while (prise_journal_model_get_filtering (fixture->model));
  g_assert_cmpuint (prise_journal_model_get_end (fixture->model), ==, fixture->said->len);

  row = check_leaving_rows (fixture);
  for (guint64 i = fixture->first; i < fixture->said->len; i++)
    if (matches (fixture, get_said (fixture, i)))
      g_assert_cmpuint (get_position (fixture, row++), ==, i);
  g_assert_cmpuint (fixture->n_items, ==, row);
  if (row > 0 && get_position (fixture, row - 1) >= fixture->first)
    check_row (fixture, row - 1);
}

static void
write_entry (const PriseEntry *entry, GString *string)
{
  g_string_append_printf (string, "%" G_GUINT64_FORMAT "\n", entry->position);
}

static void
write_dropped (guint64 n_entries, GString *string)
{
  g_string_append_printf (string, "%" G_GUINT64_FORMAT " dropped\n", n_entries);
}

static const PriseExportFormat format = { write_entry, write_dropped };

static void
did_write (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
write_export (PriseExporter *exporter, PriseExportSummary *summary)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  prise_exporter_write_async (exporter, stream, NULL, did_write, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  prise_exporter_write_finish (exporter, result, summary, &error);
  g_assert_no_error (error);

  g_output_stream_write (stream, "", 1, NULL, NULL);

  return g_strdup (g_memory_output_stream_get_data (memory));
}

/* One range of the list, as the export writes it. */
static void
expect_range (Fixture *fixture,
              guint64 first,
              guint64 end,
              GString *expected,
              PriseExportSummary *summary)
{
  const guint64 kept = CLAMP (fixture->first, first, end);

  if (kept > first)
    write_dropped (kept - first, expected);
  summary->n_dropped += kept - first;
  for (guint64 i = kept; i < end; i++) {
    if (!matches (fixture, get_said (fixture, i)))
      continue;
    g_string_append_printf (expected, "%" G_GUINT64_FORMAT "\n", i);
    summary->n_entries++;
  }
}

/* Two ranges, of which one may be gone in part or whole. */
static void
check_export (Fixture *fixture)
{
  g_autoptr (PriseExporter) exporter = prise_exporter_new (fixture->journal, &format);
  g_autoptr (GString) expected = g_string_new (NULL);
  PriseExportSummary wanted = { 0 }, summary;
  g_autofree char *text = NULL;

  prise_exporter_set_filter (exporter, fixture->filter);
  for (guint i = 0; i < 2; i++) {
    const guint first = pick (fixture->said->len + 1);
    const guint end = first + pick (fixture->said->len + 1 - first);

    prise_exporter_add_range (exporter, first, end);
    expect_range (fixture, first, end, expected, &wanted);
  }
  text = write_export (exporter, &summary);
  g_assert_cmpstr (text, ==, expected->str);
  g_assert_cmpuint (summary.n_entries, ==, wanted.n_entries);
  g_assert_cmpuint (summary.n_dropped, ==, wanted.n_dropped);
  g_assert_false (summary.is_truncated);
}

static void
take_step (Fixture *fixture, gboolean may_clear)
{
  static const guint64 budgets[] = { MIN_BUDGET, 2 * MIN_BUDGET, MAX_BUDGET };

  switch (pick (16)) {
  case 0:
    add_peer (fixture);
    break;
  case 1:
    if (fixture->peers->len > 0)
      release_peer (fixture);
    break;
  case 2:
    change_filter (fixture);
    break;
  case 3:
    prise_journal_set_budget (fixture->journal, budgets[pick (G_N_ELEMENTS (budgets))]);
    prise_journal_reclaim (fixture->journal);
    break;
  case 4:
    if (may_clear && pick (10) == 0)
      prise_journal_clear (fixture->journal);
    break;
  case 5:
    append_sentence (fixture);
    break;
  case 6:
    append_error (fixture);
    break;
  case 7:
  case 8:
    append_datagram (fixture);
    break;
  case 9:
  case 10:
    receive_and_echo (fixture);
    break;
  default:
    append_traffic (fixture);
  }
}

static void
check_small_budget (Fixture *fixture)
{
  g_autoptr (GBytes) bytes = make_bytes (LARGE);
  PriseJournalCounters counters;

  prise_journal_set_budget (fixture->journal, MIN_BUDGET);
  for (gsize i = 0; i < 2 * MIN_BUDGET; i += LARGE)
    prise_journal_append (fixture->journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER,
                          g_bytes_get_data (bytes, NULL), LARGE);
  prise_journal_get_counters (fixture->journal, &counters);
  g_assert_cmpuint (counters.kept_bytes, <=, MIN_BUDGET);
  g_assert_cmpuint (counters.kept_bytes, >, MIN_BUDGET / 2);
  g_assert_cmpuint (prise_journal_get_first (fixture->journal), >, 0);
}

static void
test_walk (Fixture *fixture, gconstpointer may_clear)
{
  for (guint i = 0; i < N_STEPS; i++) {
    take_step (fixture, may_clear != NULL);
    check_journal (fixture);
    if (may_clear == NULL)
      check_dropped (fixture);
    if (pick (4) == 0)
      check_model (fixture);
    if (pick (20) == 0)
      check_export (fixture);
  }
  check_small_budget (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/traffic-model/walk", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/traffic-model/walk-and-clear", Fixture, "", set_up, test_walk, tear_down);

  return g_test_run ();
}
