// SPDX-License-Identifier: GPL-3.0-or-later
/* What an export writes, of what is there and of what is not. */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "prise-exporter.h"

typedef struct {
  PriseJournal *journal;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
}

/* The thread of an export may let go of the journal a little later than its callback is called. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gint64 limit = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  gpointer journal = fixture->journal;

  g_object_add_weak_pointer (journal, &journal);
  g_object_unref (fixture->journal);
  while (g_atomic_pointer_get (&journal) != NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, limit);
    g_thread_yield ();
  }
}

static void
append (Fixture *fixture, PriseEntryKind kind, const char *text)
{
  prise_journal_append (fixture->journal, kind, PRISE_JOURNAL_NO_PEER, text, strlen (text));
}

static void
append_dialogue (Fixture *fixture)
{
  append (fixture, PRISE_ENTRY_OPENED, "connected");
  append (fixture, PRISE_ENTRY_RECEIVED, "ping 1;");
  append (fixture, PRISE_ENTRY_SENT, "pong 1;");
  append (fixture, PRISE_ENTRY_RECEIVED, "ping 2;");
  append (fixture, PRISE_ENTRY_SENT, "pong 2;");
}

static void
write_plainly (const PriseEntry *entry, GString *string)
{
  g_string_append_printf (string, "%s:%.*s\n", prise_entry_kind_to_nick (entry->kind),
                          (int) entry->size, (const char *) entry->data);
}

static void
write_dropped_plainly (guint64 n_entries, GString *string)
{
  g_string_append_printf (string, "dropped:%" G_GUINT64_FORMAT "\n", n_entries);
}

static const PriseExportFormat plain = { write_plainly, write_dropped_plainly };

static void
did_write (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

static gboolean
finish (Fixture *fixture, PriseExporter *exporter, PriseExportSummary *summary, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = g_steal_pointer (&fixture->result);

  return prise_exporter_write_finish (exporter, result, summary, error);
}

/* Returns what was written. */
static char *
export_all (Fixture *fixture, PriseExporter *exporter, PriseExportSummary *summary)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  prise_exporter_write_async (exporter, stream, NULL, did_write, fixture);
  finish (fixture, exporter, summary, &error);
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter = prise_exporter_new (fixture->journal, &plain);
  PriseExportSummary summary;
  g_autofree char *text = NULL;

  append_dialogue (fixture);
  text = export_all (fixture, exporter, &summary);
  g_assert_cmpstr (text, ==,
                   "opened:connected\nreceived:ping 1;\nsent:pong 1;\n"
                   "received:ping 2;\nsent:pong 2;\n");
  g_assert_cmpuint (summary.n_entries, ==, 5);
  g_assert_cmpuint (summary.n_dropped, ==, 0);
  g_assert_false (summary.is_truncated);
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter = prise_exporter_new (fixture->journal, &plain);
  PriseExportSummary summary;
  g_autofree char *text = export_all (fixture, exporter, &summary);

  g_assert_cmpstr (text, ==, "");
  g_assert_cmpuint (summary.n_entries, ==, 0);
}

static void
test_received_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter =
      prise_exporter_new (fixture->journal, &prise_export_received_bytes);
  PriseExportSummary summary;
  g_autofree char *text = NULL;

  append_dialogue (fixture);
  text = export_all (fixture, exporter, &summary);
  g_assert_cmpstr (text, ==, "ping 1;ping 2;");
  g_assert_cmpuint (summary.n_entries, ==, 2);
}

static void
test_json_lines (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter =
      prise_exporter_new (fixture->journal, &prise_export_json_lines);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  append_dialogue (fixture);
  prise_journal_clear (fixture->journal);
  append (fixture, PRISE_ENTRY_SENT, "\"");
  prise_exporter_add_range (exporter, 3, 6);
  text = export_all (fixture, exporter, NULL);

  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (lines[0], ==, "{\"kind\":\"dropped\",\"count\":2}");
  g_assert_nonnull (strstr (lines[1], "\"text\":\"\\\"\""));
  g_assert_cmpstr (lines[2], ==, "");
}

/* Until it is let go, in the thread of the export. */
static _Atomic gboolean must_wait;

static void
wait_and_write (const PriseEntry *entry, GString *string)
{
  while (must_wait)
    g_thread_yield ();
  write_plainly (entry, string);
}

static const PriseExportFormat slow = { wait_and_write, write_dropped_plainly };

/* What is asked of the exporter while an export is under way is for the next. */
static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter = prise_exporter_new (fixture->journal, &slow);
  g_autoptr (PriseFilter) filter = prise_filter_new ("pong", PRISE_DIRECTION_ALL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  append_dialogue (fixture);
  must_wait = TRUE;
  prise_exporter_add_range (exporter, 1, 3);
  prise_exporter_write_async (exporter, stream, NULL, did_write, fixture);
  prise_exporter_add_range (exporter, 3, 5);
  prise_exporter_set_max_size (exporter, 8);
  prise_exporter_set_filter (exporter, filter);
  must_wait = FALSE;
  g_assert_true (finish (fixture, exporter, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_assert_cmpstr (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)), ==,
                   "received:ping 1;\nsent:pong 1;\n");

  prise_exporter_set_max_size (exporter, 13);
  text = export_all (fixture, exporter, NULL);
  g_assert_cmpstr (text, ==, "sent:pong 1;\n");
}

static void
test_ranges_and_filter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter = prise_exporter_new (fixture->journal, &plain);
  g_autoptr (PriseFilter) filter = prise_filter_new ("ng", PRISE_DIRECTION_SENT);
  g_autofree char *text = NULL;

  append_dialogue (fixture);
  prise_exporter_set_filter (exporter, filter);
  prise_exporter_add_range (exporter, 3, 5);
  prise_exporter_add_range (exporter, 0, 3);
  text = export_all (fixture, exporter, NULL);
  g_assert_cmpstr (text, ==, "sent:pong 2;\nsent:pong 1;\n");
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter = prise_exporter_new (fixture->journal, &plain);
  PriseExportSummary summary;
  g_autofree char *text = NULL;

  append_dialogue (fixture);
  prise_exporter_set_max_size (exporter, 40);
  text = export_all (fixture, exporter, &summary);
  g_assert_cmpstr (text, ==, "opened:connected\nreceived:ping 1;\n");
  g_assert_true (summary.is_truncated);
  g_assert_cmpuint (summary.n_entries, ==, 2);
}

/* What fills the limit to its last byte fits. */
static void
test_exact_limit (Fixture *fixture, gconstpointer data)
{
  const char *dialogue = "opened:connected\nreceived:ping 1;\nsent:pong 1;\n"
                         "received:ping 2;\nsent:pong 2;\n";
  const gsize size = strlen (dialogue);

  append_dialogue (fixture);
  for (guint missing = 0; missing < 2; missing++) {
    g_autoptr (PriseExporter) exporter = prise_exporter_new (fixture->journal, &plain);
    PriseExportSummary summary;
    g_autofree char *text = NULL;

    prise_exporter_set_max_size (exporter, size - missing);
    text = export_all (fixture, exporter, &summary);
    g_assert_cmpint (summary.is_truncated, ==, missing);
    g_assert_cmpuint (summary.n_entries, ==, 5 - missing);
    g_assert_cmpmem (text, strlen (text), dialogue, size - missing * strlen ("sent:pong 2;\n"));
  }
}

/* More than one buffer, from a small journal that drops most of it: what is missing is stated. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseJournal) small = prise_journal_new (4 * 1024 * 1024);
  g_autoptr (PriseExporter) exporter = prise_exporter_new (small, &plain);
  PriseExportSummary summary;
  PriseJournalCounters counters;
  g_autofree char *text = NULL;
  g_autofree char *statement = NULL;

  for (guint i = 0; i < 200000; i++)
    prise_journal_append (small, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER, "0123456789", 10);
  prise_journal_get_counters (small, &counters);
  g_assert_cmpuint (counters.dropped_entries, >, 0);

  text = export_all (fixture, exporter, &summary);
  statement = g_strdup_printf ("dropped:%" G_GUINT64_FORMAT "\nsent:", counters.dropped_entries);
  g_assert_true (g_str_has_prefix (text, statement));
  g_assert_cmpuint (summary.n_dropped, ==, counters.dropped_entries);
  g_assert_cmpuint (summary.n_dropped + summary.n_entries, ==, 200000);
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter =
      prise_exporter_new (fixture->journal, &prise_export_received_bytes);
  g_autofree char *folder = g_dir_make_tmp ("prise-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bytes", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize size;

  prise_journal_append (fixture->journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, "a\0b", 3);
  prise_exporter_write_file_async (exporter, file, NULL, did_write, fixture);
  g_assert_true (finish (fixture, exporter, NULL, &error));
  g_assert_no_error (error);
  g_file_get_contents (path, &contents, &size, NULL);
  g_assert_cmpmem (contents, size, "a\0b", 3);
  g_clear_pointer (&contents, g_free);

  /* Canceled: the old file stays. */
  append (fixture, PRISE_ENTRY_RECEIVED, "more");
  g_cancellable_cancel (cancelled);
  prise_exporter_write_file_async (exporter, file, cancelled, did_write, fixture);
  g_assert_false (finish (fixture, exporter, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_file_get_contents (path, &contents, &size, NULL);
  g_assert_cmpmem (contents, size, "a\0b", 3);

  g_file_delete (file, NULL, NULL);
  g_rmdir (folder);
}

static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
}

/* A file that may not grow is like a full disk: the old one stays, and nothing beside it. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter =
      prise_exporter_new (fixture->journal, &prise_export_received_bytes);
  g_autofree char *folder = g_dir_make_tmp ("prise-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bytes", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *large = g_strnfill (300000, 'x');
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  append (fixture, PRISE_ENTRY_RECEIVED, large);
  signal (SIGXFSZ, SIG_IGN);
  limit_files (1000);
  prise_exporter_write_file_async (exporter, file, NULL, did_write, fixture);
  g_assert_false (finish (fixture, exporter, NULL, &error));
  limit_files (RLIM_INFINITY);
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
  g_assert_true (g_file_delete (file, NULL, NULL));

  /* Where nothing was, nothing is. */
  g_clear_error (&error);
  limit_files (1000);
  prise_exporter_write_file_async (exporter, file, NULL, did_write, fixture);
  g_assert_false (finish (fixture, exporter, NULL, &error));
  limit_files (RLIM_INFINITY);
  g_assert_nonnull (error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_bad_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseExporter) exporter = prise_exporter_new (fixture->journal, &plain);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (GError) error = NULL;

  prise_exporter_write_file_async (exporter, file, NULL, did_write, fixture);
  g_assert_false (finish (fixture, exporter, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/traffic/exporter/whole", test_whole);
  add ("/traffic/exporter/nothing", test_nothing);
  add ("/traffic/exporter/received-bytes", test_received_bytes);
  add ("/traffic/exporter/json-lines", test_json_lines);
  add ("/traffic/exporter/changed-meanwhile", test_changed_meanwhile);
  add ("/traffic/exporter/ranges-and-filter", test_ranges_and_filter);
  add ("/traffic/exporter/limit", test_limit);
  add ("/traffic/exporter/exact-limit", test_exact_limit);
  add ("/traffic/exporter/dropped", test_dropped);
  add ("/traffic/exporter/file", test_file);
  add ("/traffic/exporter/full-disk", test_full_disk);
  add ("/traffic/exporter/bad-file", test_bad_file);

  return g_test_run ();
}
