// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of the selected entries, as text and as a hex dump. */
#include "config.h"

#include <string.h>

#include "prise-inspector.h"
#include "widget-test.h"

typedef struct {
  PriseJournal *journal;
  PriseJournalModel *model;
  PriseRangeSelection *selection;
  PriseInspector *inspector;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  fixture->model = prise_journal_model_new (fixture->journal);
  fixture->selection = prise_range_selection_new (G_LIST_MODEL (fixture->model));
  fixture->inspector = g_object_new (PRISE_TYPE_INSPECTOR, NULL);
  g_object_set (fixture->inspector, "model", fixture->model, "selection", fixture->selection, NULL);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->inspector), 800, 300);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  widget_test_close (fixture->window);
  g_assert_finalize_object (fixture->selection);
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->journal);
}

static GtkTextView *
find_text_view (GtkWidget *widget)
{
  if (GTK_IS_TEXT_VIEW (widget))
    return GTK_TEXT_VIEW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkTextView *found = find_text_view (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static char *
get_text (Fixture *fixture)
{
  GtkTextView *view = find_text_view (GTK_WIDGET (fixture->inspector));
  char *text;

  widget_test_wait_frames (GTK_WIDGET (fixture->inspector), 2);
  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);

  return text;
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = get_text (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static void
append_bytes (Fixture *fixture, PriseEntryKind kind, gconstpointer data, gsize size)
{
  prise_journal_append (fixture->journal, kind, PRISE_JOURNAL_NO_PEER, data, size);
  prise_journal_model_sync (fixture->model);
}

static void
append (Fixture *fixture, PriseEntryKind kind, const char *text)
{
  append_bytes (fixture, kind, text, strlen (text));
}

static void
select_rows (Fixture *fixture, guint first, guint n_rows)
{
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->selection), first, n_rows, TRUE);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  GtkTextView *view = find_text_view (GTK_WIDGET (fixture->inspector));

  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Inspector");
  g_assert_false (gtk_text_view_get_editable (view));
  assert_text (fixture, "");
  g_assert_cmpstr (prise_inspector_get_details (fixture->inspector), ==,
                   "Select entries to see their bytes");

  append_bytes (fixture, PRISE_ENTRY_RECEIVED, "one\ttab\nand <b>\0\xff", 17);
  select_rows (fixture, 0, 1);
  assert_text (fixture, "one\ttab\nand <b>\\0\\xFF");
  g_assert_nonnull (strstr (prise_inspector_get_details (fixture->inspector), "Received"));
  g_assert_nonnull (strstr (prise_inspector_get_details (fixture->inspector), "17 B"));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (fixture->selection));
  assert_text (fixture, "");
}

/* Returns what is marked, a part a line, each with the offset of its first character. */
static char *
get_marks (Fixture *fixture)
{
  GtkTextBuffer *buffer =
      gtk_text_view_get_buffer (find_text_view (GTK_WIDGET (fixture->inspector)));
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "match");
  GString *marks = g_string_new (NULL);
  GtkTextIter start, end;

  widget_test_wait_frames (GTK_WIDGET (fixture->inspector), 2);
  gtk_text_buffer_get_start_iter (buffer, &start);
  while (gtk_text_iter_starts_tag (&start, tag) ||
         gtk_text_iter_forward_to_tag_toggle (&start, tag)) {
    g_autofree char *text = NULL;

    end = start;
    gtk_text_iter_forward_to_tag_toggle (&end, tag);
    text = gtk_text_iter_get_text (&start, &end);
    g_string_append_printf (marks, "%d:%s|", gtk_text_iter_get_offset (&start), text);
    start = end;
  }

  return g_string_free (marks, FALSE);
}

static void
assert_marks (Fixture *fixture, const char *text, const char *expected)
{
  g_autoptr (PriseFilter) filter = prise_filter_new (text, PRISE_DIRECTION_ALL);
  g_autofree char *marks = NULL;

  g_object_set (fixture->inspector, "filter", filter, NULL);
  marks = get_marks (fixture);
  g_assert_cmpstr (marks, ==, expected);
}

static guint
count_letters (const char *text, char letter)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == letter;

  return n;
}

/* What the log was searched for is seen in the bytes, too. */
static void
test_marks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_line = g_strnfill (3007, 'x');
  g_autofree char *broken = g_strconcat (long_line, "ab", NULL);
  g_autofree char *full_line = g_strnfill (1023, 'x');
  g_autofree char *exact = g_strconcat (full_line, "ab", NULL);
  g_autofree char *letters = g_strnfill (1500, 'e');
  g_autofree char *marked = g_strnfill (1000, 'e');
  g_autofree char *expected = g_strconcat ("0:", marked, "|", NULL);
  g_autofree char *marks = NULL;

  append_bytes (fixture, PRISE_ENTRY_RECEIVED,
                "é\0Ab aB\n\xff\xff"
                "ab\0",
                13);
  append (fixture, PRISE_ENTRY_RECEIVED, broken);
  append (fixture, PRISE_ENTRY_RECEIVED, letters);
  append (fixture, PRISE_ENTRY_RECEIVED, exact);
  select_rows (fixture, 0, 1);
  assert_marks (fixture, "", "");
  assert_marks (fixture, "zz", "");
  /* \xC3\xA9\0Ab aB\n… : these bytes aren't text. */
  assert_marks (fixture, "ab", "10:Ab|13:aB|24:ab|");
  assert_marks (fixture, "\\xff", "16:\\xFF\\xFF|");
  assert_marks (fixture, "00", "");
  assert_marks (fixture, "ff 61", "20:\\xFFa|");

  prise_inspector_set_hex (fixture->inspector, TRUE);
  assert_marks (fixture, "ff 61", "41:ff 61|71:.a|");

  prise_inspector_set_hex (fixture->inspector, FALSE);
  select_rows (fixture, 1, 1);
  assert_marks (fixture, "ab", "3011:ab|");
  prise_inspector_set_hex (fixture->inspector, TRUE);
  /* From one line to the next. */
  assert_marks (fixture, "xab", "14826:78 61|14848:xa|14862:62|14913:b|");

  select_rows (fixture, 2, 1);
  assert_marks (fixture, "xab", "");
  /* Enough is enough. */
  prise_inspector_set_hex (fixture->inspector, FALSE);
  assert_marks (fixture, "e", expected);
  /* The sign of a break is no part of what stands before or behind it. */
  select_rows (fixture, 3, 1);
  assert_marks (fixture, "xa", "1022:xa|");
  assert_marks (fixture, "b", "1026:b|");
  assert_marks (fixture, "ab", "1023:a↩\nb|");
  assert_marks (fixture, "e", "");
  /* Also of many entries, in none of which it is too much. */
  for (guint i = 0; i < 20; i++)
    append_bytes (fixture, PRISE_ENTRY_RECEIVED, letters, 70);
  select_rows (fixture, 4, 20);
  marks = get_marks (fixture);
  g_assert_cmpuint (count_letters (marks, 'e'), ==, 1000);
}

static void
test_cut_datagram (Fixture *fixture, gconstpointer data)
{
  PriseStamp stamp = { .wall = 45296789000, .monotonic = 1 };

  prise_journal_append_datagram (fixture->journal, PRISE_JOURNAL_NO_PEER, "Bon", 3, TRUE, &stamp);
  prise_journal_model_sync (fixture->model);
  select_rows (fixture, 0, 1);
  assert_text (fixture, "Bon");
  g_assert_nonnull (
      strstr (prise_inspector_get_details (fixture->inspector), "3 B of a longer datagram"));
}

static void
test_hex (Fixture *fixture, gconstpointer data)
{
  append (fixture, PRISE_ENTRY_RECEIVED, "Bonjour serveur\n!");
  append (fixture, PRISE_ENTRY_NOTE, "The peer has finished sending");
  select_rows (fixture, 0, 1);
  prise_inspector_set_hex (fixture->inspector, TRUE);
  assert_text (fixture, "00000000  42 6f 6e 6a 6f 75 72 20  73 65 72 76 65 75 72 0a  |Bonjour "
                        "serveur.|\n"
                        "00000010  21                                                |!|");

  /* A sentence isn't bytes. */
  select_rows (fixture, 1, 1);
  assert_text (fixture, "The peer has finished sending");

  prise_inspector_set_hex (fixture->inspector, FALSE);
  select_rows (fixture, 0, 1);
  assert_text (fixture, "Bonjour serveur\n!");
}

/* Where one entry ends and the next begins can be seen. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  append (fixture, PRISE_ENTRY_RECEIVED, "first");
  append (fixture, PRISE_ENTRY_SENT, "second\n");
  append (fixture, PRISE_ENTRY_RECEIVED, "third");
  select_rows (fixture, 0, 3);

  text = get_text (fixture);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 6);
  g_assert_true (g_str_has_prefix (lines[0], "↓ Received · "));
  g_assert_true (g_str_has_suffix (lines[0], " · 5 B"));
  g_assert_cmpstr (lines[1], ==, "first");
  g_assert_true (g_str_has_prefix (lines[2], "↑ Sent · "));
  g_assert_cmpstr (lines[3], ==, "second");
  g_assert_cmpstr (lines[5], ==, "third");
  g_assert_cmpstr (prise_inspector_get_details (fixture->inspector), ==, "3 selected entries");
}

/* Of 100 MB only the beginning is shown, and more of it when asked for. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = g_strnfill (1024 * 1024, 'x');
  gsize size;

  for (guint i = 0; i < 100; i++)
    append_bytes (fixture, PRISE_ENTRY_RECEIVED, bytes, 1024 * 1024);

  for (guint hex = 0; hex < 2; hex++) {
    g_autofree char *text = NULL;
    g_autofree char *more = NULL;

    prise_inspector_set_hex (fixture->inspector, hex);
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture->selection));
    text = get_text (fixture);
    size = strlen (text);
    g_assert_cmpuint (size, >, 10000);
    g_assert_cmpuint (size, <, 1024 * 1024);
    g_assert_true (prise_inspector_get_truncated (fixture->inspector));

    gtk_widget_activate_action (GTK_WIDGET (fixture->inspector), "inspector.show-more", NULL);
    more = get_text (fixture);
    g_assert_cmpuint (strlen (more), >, 3 * size);
    g_assert_true (prise_inspector_get_truncated (fixture->inspector));
  }

  append (fixture, PRISE_ENTRY_RECEIVED, "small");
  prise_inspector_set_hex (fixture->inspector, FALSE);
  select_rows (fixture, 100, 1);
  assert_text (fixture, "small");
  g_assert_false (prise_inspector_get_truncated (fixture->inspector));
}

/* Long lines are broken between characters, and nothing of them is lost. */
static void
test_long_line (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) line = g_string_new ("x");
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (line, "é");
  append (fixture, PRISE_ENTRY_RECEIVED, line->str);
  select_rows (fixture, 0, 1);

  text = get_text (fixture);
  parts = g_strsplit (text, "↩\n", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 10);
  joined = g_strjoinv ("", parts);
  g_assert_cmpstr (joined, ==, line->str);
}

/* A million selected entries are as good as a few. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  widget_test_append_lines (fixture->journal, 1000000);
  prise_journal_model_sync (fixture->model);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (fixture->selection));
  text = get_text (fixture);
  g_assert_nonnull (strstr (text, "\nline 100\n"));
  g_assert_cmpuint (strlen (text), <, 1024 * 1024);
  g_assert_true (prise_inspector_get_truncated (fixture->inspector));
  g_assert_cmpstr (prise_inspector_get_details (fixture->inspector), ==,
                   "1000000 selected entries");
}

/* The rest of the log goes on without touching what is read. */
static void
test_growth (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  append (fixture, PRISE_ENTRY_RECEIVED, "read me");
  select_rows (fixture, 0, 1);
  assert_text (fixture, "read me");

  buffer = gtk_text_view_get_buffer (find_text_view (GTK_WIDGET (fixture->inspector)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  append (fixture, PRISE_ENTRY_RECEIVED, "not me");
  assert_text (fixture, "read me");
  g_assert_true (gtk_text_buffer_get_has_selection (buffer));

  prise_journal_clear (fixture->journal);
  prise_journal_model_sync (fixture->model);
  assert_text (fixture, "");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  add ("/app/inspector/text", test_text);
  add ("/app/inspector/cut-datagram", test_cut_datagram);
  add ("/app/inspector/hex", test_hex);
  add ("/app/inspector/marks", test_marks);
  add ("/app/inspector/several", test_several);
  add ("/app/inspector/large", test_large);
  add ("/app/inspector/long-line", test_long_line);
  add ("/app/inspector/many", test_many);
  add ("/app/inspector/growth", test_growth);

  return g_test_run ();
}
