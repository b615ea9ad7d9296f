// SPDX-License-Identifier: GPL-3.0-or-later
/* The log in a window: what its rows say, when it follows, what is copied. */
#include "config.h"

#include "prise-log-scroll.h"
#include "prise-log-view.h"
#include "widget-test.h"

#include <string.h>

enum { TIME, KIND, PEER, SIZE, DATA };

typedef struct {
  PriseJournal *journal;
  PriseLogView *log;
  GtkWidget *window;
  guint n_rows;    /* waited for */
  char *clipboard; /* read */
} Fixture;

static void
set_up_with (Fixture *fixture, PriseJournal *journal, int width)
{
  fixture->journal = journal;
  fixture->log = g_object_new (PRISE_TYPE_LOG_VIEW, NULL);
  g_object_set (fixture->log, "empty-title", "No Traffic", "empty-description", "Connect first.",
                NULL);
  prise_log_view_set_journal (fixture->log, fixture->journal);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->log), width, 400);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET), 900);
}

static void
set_up_small (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, prise_journal_new (4 * 1024 * 1024), 900);
}

static void
set_up_narrow (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET), 320);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->clipboard);
  widget_test_close (fixture->window);
  widget_test_assert_finalized (fixture->journal);
}

static guint
get_n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (prise_log_view_get_model (fixture->log)));
}

static gboolean
has_rows (gpointer user_data)
{
  Fixture *fixture = user_data;

  return get_n_rows (fixture) == fixture->n_rows;
}

/* Until the model has them and they are drawn. */
static void
wait_for_rows (Fixture *fixture, guint n_rows)
{
  fixture->n_rows = n_rows;
  widget_test_wait (has_rows, fixture);
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 3);
}

static void
assert_cell (Fixture *fixture, guint row, guint column, const char *text)
{
  g_assert_cmpstr (widget_test_get_cell (GTK_WIDGET (fixture->log), row, column), ==, text);
}

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find_child (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static GtkAdjustment *
get_adjustment (Fixture *fixture)
{
  GtkWidget *scroller = find_child (GTK_WIDGET (fixture->log), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static gboolean
is_at_end (gpointer user_data)
{
  GtkAdjustment *adjustment = get_adjustment (user_data);

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - 1;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  guint peer = prise_journal_add_peer (fixture->journal, "127.0.0.1:5555");
  PriseStamp stamp = { .wall = 45296789000, .monotonic = 1 };

  prise_journal_append_stamped (fixture->journal, PRISE_ENTRY_OPENED, peer, "Connected", 9, &stamp);
  prise_journal_append_stamped (fixture->journal, PRISE_ENTRY_RECEIVED, peer, "Bonjour serveur\n",
                                16, &stamp);
  prise_journal_append_stamped (fixture->journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER,
                                "Recu: Bonjour serveur", 21, &stamp);
  wait_for_rows (fixture, 3);

  assert_cell (fixture, 0, TIME, "12:34:56.789");
  assert_cell (fixture, 0, KIND, "●");
  assert_cell (fixture, 0, PEER, "127.0.0.1:5555");
  assert_cell (fixture, 0, SIZE, "");
  assert_cell (fixture, 0, DATA, "Connected");
  assert_cell (fixture, 1, KIND, "↓");
  assert_cell (fixture, 1, SIZE, "16 B");
  assert_cell (fixture, 1, DATA, "Bonjour serveur\\n");
  assert_cell (fixture, 2, KIND, "↑");
  assert_cell (fixture, 2, PEER, "");
  assert_cell (fixture, 2, DATA, "Recu: Bonjour serveur");
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = find_child (GTK_WIDGET (fixture->log), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *cell;

  gtk_test_accessible_assert_property (list, GTK_ACCESSIBLE_PROPERTY_LABEL, "Log");

  widget_test_append (fixture->journal, PRISE_ENTRY_RECEIVED, "x");
  wait_for_rows (fixture, 1);
  cell = widget_test_find_cell (GTK_WIDGET (fixture->log), 0, KIND);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Received");
  cell = widget_test_find_cell (GTK_WIDGET (fixture->log), 0, DATA);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "x");
}

/* What comes from the wire is shown, whatever it is. */
static void
test_strange_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_line = g_strnfill (10000, 'x');
  const char *shown;

  widget_test_append (fixture->journal, PRISE_ENTRY_RECEIVED, "<b>&amp; %s %n</i>");
  widget_test_append (fixture->journal, PRISE_ENTRY_RECEIVED, "\xff caf\xc3\xa9 \xc3");
  widget_test_append (fixture->journal, PRISE_ENTRY_RECEIVED, long_line);
  prise_journal_append (fixture->journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, "\0\0", 2);
  prise_journal_append (fixture->journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, NULL, 0);
  widget_test_append (fixture->journal, PRISE_ENTRY_RECEIVED, "\xd7\xa9\xd7\x9c \xe2\x80\xae");
  prise_journal_append (fixture->journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER,
                        "\xde\xad\0\0\x30\x39", 6);
  wait_for_rows (fixture, 7);

  assert_cell (fixture, 0, DATA, "<b>&amp; %s %n</i>");
  assert_cell (fixture, 1, DATA, "\\xFF café \\xC3");
  shown = widget_test_get_cell (GTK_WIDGET (fixture->log), 2, DATA);
  g_assert_true (g_str_has_prefix (shown, "xxxx") && g_str_has_suffix (shown, "x…"));
  assert_cell (fixture, 2, SIZE, "10.0 kB");
  assert_cell (fixture, 3, DATA, "\\0\\0");
  assert_cell (fixture, 4, DATA, "empty datagram");
  assert_cell (fixture, 5, DATA, "\xe2\x80\x8e\xd7\xa9\xd7\x9c \\u202E");
  /* A frame of a device, whose first bytes happen to be a letter. */
  assert_cell (fixture, 6, DATA, "\\xDE\\xAD\\0\\x0009");
}

static void
append_datagram (Fixture *fixture, const char *text, gboolean is_truncated)
{
  prise_journal_append_datagram (fixture->journal, PRISE_JOURNAL_NO_PEER, text, strlen (text),
                                 is_truncated, &(PriseStamp){ .wall = 1, .monotonic = 1 });
}

static gboolean
has_class (Fixture *fixture, guint row, guint column, const char *class)
{
  return gtk_widget_has_css_class (widget_test_find_cell (GTK_WIDGET (fixture->log), row, column),
                                   class);
}

/* A cut datagram and an empty one can't be taken for others, and leave nothing in their cells. */
static void
test_datagrams (Fixture *fixture, gconstpointer data)
{
  append_datagram (fixture, "Bon", TRUE);
  append_datagram (fixture, "", FALSE);
  append_datagram (fixture, "Bon", FALSE);
  wait_for_rows (fixture, 3);
  assert_cell (fixture, 0, SIZE, "> 3 B");
  assert_cell (fixture, 0, DATA, "Bon … (truncated)");
  assert_cell (fixture, 1, SIZE, "0 B");
  assert_cell (fixture, 1, DATA, "empty datagram");
  assert_cell (fixture, 2, SIZE, "3 B");
  assert_cell (fixture, 2, DATA, "Bon");
  g_assert_true (has_class (fixture, 0, SIZE, "warning"));
  g_assert_true (has_class (fixture, 1, DATA, "dim-label"));
  g_assert_false (has_class (fixture, 2, SIZE, "warning"));

  prise_journal_clear (fixture->journal);
  prise_log_view_sync (fixture->log);
  widget_test_append_lines (fixture->journal, 3);
  wait_for_rows (fixture, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_false (has_class (fixture, i, SIZE, "warning") ||
                    has_class (fixture, i, DATA, "dim-label"));
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = find_child (GTK_WIDGET (fixture->log), ADW_TYPE_STATUS_PAGE);
  g_autoptr (PriseFilter) filter = prise_filter_new ("nothing like it", PRISE_DIRECTION_ALL);

  g_assert_true (gtk_widget_get_visible (page));
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "No Traffic");
  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), ==, "Connect first.");

  widget_test_append_lines (fixture->journal, 3);
  wait_for_rows (fixture, 3);
  g_assert_false (gtk_widget_get_visible (page));

  prise_log_view_set_filter (fixture->log, filter);
  wait_for_rows (fixture, 0);
  g_assert_true (gtk_widget_get_visible (page));
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "No Matching Entries");

  prise_log_view_set_filter (fixture->log, NULL);
  wait_for_rows (fixture, 3);
  g_assert_false (gtk_widget_get_visible (page));

  prise_journal_clear (fixture->journal);
  prise_log_view_sync (fixture->log);
  wait_for_rows (fixture, 0);
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "No Traffic");
}

/* With large text, what is cut off of a peer isn't its port. */
static void
test_peer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *cell;

  widget_test_append_lines (fixture->journal, 1);
  wait_for_rows (fixture, 1);
  cell = widget_test_find_cell (GTK_WIDGET (fixture->log), 0, PEER);
  g_assert_cmpint (gtk_inscription_get_text_overflow (GTK_INSCRIPTION (cell)), ==,
                   GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_START);
}

static gboolean
is_marked (Fixture *fixture, guint row)
{
  GtkWidget *cell = widget_test_find_cell (GTK_WIDGET (fixture->log), row, DATA);

  return gtk_inscription_get_attributes (GTK_INSCRIPTION (cell)) != NULL;
}

/* What the filter found is marked, in text and in hexadecimal; without one, nothing is. */
static void
test_marks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseFilter) filter = prise_filter_new ("20 31", PRISE_DIRECTION_ALL);

  widget_test_append_lines (fixture->journal, 3);
  wait_for_rows (fixture, 3);
  g_assert_false (is_marked (fixture, 1));

  prise_log_view_set_filter (fixture->log, filter);
  wait_for_rows (fixture, 1);
  assert_cell (fixture, 0, DATA, "line 1");
  g_assert_true (is_marked (fixture, 0));

  g_object_set (fixture->log, "hex", TRUE, NULL);
  assert_cell (fixture, 0, DATA, "6C 69 6E 65 20 31");
  g_assert_true (is_marked (fixture, 0));

  prise_log_view_set_filter (fixture->log, NULL);
  wait_for_rows (fixture, 3);
  for (guint row = 0; row < 3; row++)
    g_assert_false (is_marked (fixture, row));
}

static void
test_follow (Fixture *fixture, gconstpointer data)
{
  for (guint i = 1; i <= 5; i++) {
    widget_test_append_lines (fixture->journal, 1000);
    wait_for_rows (fixture, i * 1000);
    widget_test_wait (is_at_end, fixture);
    assert_cell (fixture, i * 1000 - 1, DATA, "line 999");
    /* Out of sight; it was skipped while the rows came, and has its text now. */
    assert_cell (fixture, i * 1000 - 60, DATA, "line 940");
  }
  g_assert_true (prise_log_view_get_follow (fixture->log));
}

/* Scrolling up ends following, and the log stays where it is; reaching the end begins it again. */
static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);
  double value;

  widget_test_append_lines (fixture->journal, 1000);
  wait_for_rows (fixture, 1000);
  widget_test_wait (is_at_end, fixture);

  value = gtk_adjustment_get_value (adjustment) - 300;
  gtk_adjustment_set_value (adjustment, value);
  g_assert_false (prise_log_view_get_follow (fixture->log));
  widget_test_append_lines (fixture->journal, 1000);
  wait_for_rows (fixture, 2000);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, 2);
  g_assert_false (prise_log_view_get_follow (fixture->log));

  gtk_adjustment_set_value (adjustment, value + 100);
  g_assert_false (prise_log_view_get_follow (fixture->log));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  g_assert_true (prise_log_view_get_follow (fixture->log));

  widget_test_append_lines (fixture->journal, 1000);
  wait_for_rows (fixture, 3000);
  widget_test_wait (is_at_end, fixture);
}

static void
test_set_follow (Fixture *fixture, gconstpointer data)
{
  prise_log_view_set_follow (fixture->log, FALSE);
  widget_test_append_lines (fixture->journal, 1000);
  wait_for_rows (fixture, 1000);
  g_assert_false (prise_log_view_get_follow (fixture->log));
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (fixture)), ==, 0);

  /* At once, and not only with what comes next: nothing is under way any more. */
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 10);
  prise_log_view_set_follow (fixture->log, TRUE);
  widget_test_wait (is_at_end, fixture);
  g_assert_true (prise_log_view_get_follow (fixture->log));
}

/* Making the window smaller or larger isn't scrolling. */
static void
test_resize (Fixture *fixture, gconstpointer data)
{
  widget_test_append_lines (fixture->journal, 1000);
  wait_for_rows (fixture, 1000);

  for (int height = 200; height <= 600; height += 200) {
    gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, height);
    widget_test_wait_frames (GTK_WIDGET (fixture->log), 5);
    widget_test_wait (is_at_end, fixture);
    g_assert_true (prise_log_view_get_follow (fixture->log));
  }
}

static void
test_dropped_rows (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 20; i++) {
    widget_test_append_lines (fixture->journal, 20000);
    prise_log_view_sync (fixture->log);
    widget_test_wait_frames (GTK_WIDGET (fixture->log), 2);
  }
  g_assert_cmpuint (prise_journal_get_first (fixture->journal), >, 0);
  g_assert_cmpuint (get_n_rows (fixture), <, 400000);
  widget_test_wait (is_at_end, fixture);
  assert_cell (fixture, get_n_rows (fixture) - 1, DATA, "line 19999");
  g_assert_true (prise_log_view_get_follow (fixture->log));
}

/* What has gone from under the user says so. */
static void
test_read_dropped_rows (Fixture *fixture, gconstpointer data)
{
  widget_test_append_lines (fixture->journal, 1000);
  wait_for_rows (fixture, 1000);
  prise_journal_clear (fixture->journal);
  gtk_adjustment_set_value (get_adjustment (fixture), 0);
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 1);
  prise_log_view_sync (fixture->log);
  wait_for_rows (fixture, 0);

  widget_test_append_lines (fixture->journal, 2);
  wait_for_rows (fixture, 2);
  assert_cell (fixture, 0, DATA, "line 0");
}

static void
did_read_clipboard (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->clipboard = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (fixture->clipboard == NULL)
    fixture->clipboard = g_strdup ("");
}

static gboolean
has_clipboard (gpointer user_data)
{
  return ((Fixture *) user_data)->clipboard != NULL;
}

static gboolean
owns_clipboard (gpointer user_data)
{
  return gdk_clipboard_get_content (user_data) != NULL;
}

static char *
copy (Fixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->log));

  gdk_clipboard_set_content (clipboard, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->log), "log.copy", NULL));
  widget_test_wait (owns_clipboard, clipboard);
  gdk_clipboard_read_text_async (clipboard, NULL, did_read_clipboard, fixture);
  widget_test_wait (has_clipboard, fixture);

  return g_steal_pointer (&fixture->clipboard);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *selection;
  g_autofree char *one = NULL;
  g_autofree char *several = NULL;
  g_auto (GStrv) lines = NULL;

  widget_test_append_lines (fixture->journal, 100);
  wait_for_rows (fixture, 100);
  selection = GTK_SELECTION_MODEL (prise_log_view_get_selection (fixture->log));

  gtk_selection_model_select_item (selection, 7, TRUE);
  one = copy (fixture);
  g_assert_nonnull (strstr (one, "line 7\n"));
  g_assert_null (strstr (one, "line 8"));

  gtk_selection_model_select_range (selection, 20, 2, FALSE);
  several = copy (fixture);
  lines = g_strsplit (several, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_suffix (lines[0], "line 7"));
  g_assert_true (g_str_has_suffix (lines[1], "line 20"));
  g_assert_true (g_str_has_suffix (lines[2], "line 21"));
}

static void
test_copy_filtered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseFilter) filter = prise_filter_new ("line 9", PRISE_DIRECTION_SENT);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  widget_test_append_lines (fixture->journal, 100);
  prise_log_view_set_filter (fixture->log, filter);
  wait_for_rows (fixture, 6);
  assert_cell (fixture, 1, DATA, "line 91");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->log), "log.select-all", NULL));
  text = copy (fixture);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 7);
  g_assert_true (g_str_has_suffix (lines[0], "line 9"));
  g_assert_true (g_str_has_suffix (lines[5], "line 99"));
}

/* The widgets of rows that go out of sight show others, of other kinds. */
static void
test_rows_of_other_kinds (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = get_adjustment (fixture);
  guint n_cells = 0;

  prise_log_view_set_follow (fixture->log, FALSE);
  for (guint i = 0; i < 600; i++)
    widget_test_append (fixture->journal, i < 300 ? PRISE_ENTRY_SENT : PRISE_ENTRY_RECEIVED, "x");
  wait_for_rows (fixture, 600);
  for (guint i = 1; i <= 10; i++) {
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * i / 10);
    widget_test_wait_frames (GTK_WIDGET (fixture->log), 3);
    for (guint row = 0; row < 600; row++)
      if (widget_test_find_cell (GTK_WIDGET (fixture->log), row, KIND) != NULL) {
        assert_cell (fixture, row, KIND, row < 300 ? "↑" : "↓");
        n_cells++;
      }
  }
  g_assert_cmpuint (n_cells, >, 100);
}

/* Selecting a million rows, and looking on, is nothing. */
static void
test_select_all (Fixture *fixture, gconstpointer data)
{
  widget_test_append_lines (fixture->journal, 1000000);
  wait_for_rows (fixture, 1000000);
  gtk_widget_activate_action (GTK_WIDGET (fixture->log), "log.select-all", NULL);
  g_assert_cmpuint (prise_range_selection_get_n_selected (
                        prise_log_view_get_selection (fixture->log)),
                    ==, 1000000);
  widget_test_append_lines (fixture->journal, 1);
  wait_for_rows (fixture, 1000001);
  g_assert_cmpuint (prise_range_selection_get_n_selected (
                        prise_log_view_get_selection (fixture->log)),
                    ==, 1000000);

  gtk_widget_activate_action (GTK_WIDGET (fixture->log), "log.select-none", NULL);
  g_assert_cmpuint (prise_range_selection_get_n_selected (
                        prise_log_view_get_selection (fixture->log)),
                    ==, 0);
}

static void
test_time_formats (Fixture *fixture, gconstpointer data)
{
  for (gint64 i = 0; i < 3; i++) {
    PriseStamp stamp = { .wall = 45296789012 + i * 1500, .monotonic = 7000000 + i * 1500 };

    prise_journal_append_stamped (fixture->journal, PRISE_ENTRY_SENT, PRISE_JOURNAL_NO_PEER, "x", 1,
                                  &stamp);
  }
  wait_for_rows (fixture, 3);

  prise_log_view_set_time_format (fixture->log, PRISE_TIME_FORMAT_ELAPSED);
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 2);
  assert_cell (fixture, 0, TIME, "0.000000 s");
  assert_cell (fixture, 2, TIME, "0.003000 s");

  prise_log_view_set_time_format (fixture->log, PRISE_TIME_FORMAT_DELTA);
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 2);
  assert_cell (fixture, 0, TIME, "+0.000000 s");
  assert_cell (fixture, 2, TIME, "+0.001500 s");

  prise_log_view_set_time_format (fixture->log, PRISE_TIME_FORMAT_DATE_TIME);
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 2);
  assert_cell (fixture, 2, TIME, "1970-01-01 12:34:56.792012");
}

/* There is room for the data, and for no peer. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  widget_test_append_lines (fixture->journal, 1);
  wait_for_rows (fixture, 1);
  assert_cell (fixture, 0, 2, "line 0");

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 400);
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 5);
  assert_cell (fixture, 0, DATA, "line 0");
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);

  return found;
}

/* What an empty log says is all in sight, however many lines it takes. */
static void
test_narrow_empty_page (Fixture *fixture, gconstpointer data)
{
  const char *text = "Choose an address and a port, then start the server. It replies to each "
                     "message that a client sends to it, by its reply.";
  GtkWidget *page = widget_test_find (GTK_WIDGET (fixture->log), "empty_page");
  GtkWidget *label;
  graphene_rect_t bounds;

  g_object_set (fixture->log, "empty-description", text, NULL);
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 3);
  label = find_label (page, text);
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_compute_bounds (label, page, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (page));
}

/* A hidden log stands still, and catches up when it is shown. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_visible (GTK_WIDGET (fixture->log), FALSE);
  widget_test_append_lines (fixture->journal, 10);
  widget_test_wait_frames (fixture->window, 5);
  g_assert_cmpuint (get_n_rows (fixture), ==, 0);

  gtk_widget_set_visible (GTK_WIDGET (fixture->log), TRUE);
  wait_for_rows (fixture, 10);
}

/* A quiet log is woken by the next entry. */
static void
test_wake (Fixture *fixture, gconstpointer data)
{
  for (guint i = 1; i <= 3; i++) {
    widget_test_wait_frames (fixture->window, 20);
    widget_test_append_lines (fixture->journal, 1);
    wait_for_rows (fixture, i);
  }
}

static void
test_no_journal (Fixture *fixture, gconstpointer data)
{
  widget_test_append_lines (fixture->journal, 10);
  wait_for_rows (fixture, 10);
  prise_log_view_set_journal (fixture->log, NULL);
  g_assert_null (prise_log_view_get_model (fixture->log));
  gtk_widget_activate_action (GTK_WIDGET (fixture->log), "log.copy", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->log), "log.select-all", NULL);
  widget_test_wait_frames (GTK_WIDGET (fixture->log), 2);
}

/* Rows that were skipped in a flood are shown when it is over: not when old ones leave, between. */
static void
test_flood (void)
{
  GtkStringList *rows = gtk_string_list_new (NULL);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows)));
  g_autoptr (GtkWidget) view = g_object_ref_sink (gtk_column_view_new (model));
  PriseLogScroll scroll = { .column_view = GTK_COLUMN_VIEW (view), .follow = TRUE };

  for (guint i = 0; i < 1000; i++)
    gtk_string_list_append (rows, "");
  g_assert_false (prise_log_scroll_did_sync (&scroll, TRUE));
  /* As high as they would be. */
  scroll.place = (PriseScrollPlace){ 0, 20000, 100 };
  g_assert_true (prise_log_scroll_skips_row (&scroll, 1));
  gtk_string_list_splice (rows, 0, 500, NULL);
  g_assert_false (prise_log_scroll_did_sync (&scroll, FALSE));
  gtk_string_list_append (rows, "");
  g_assert_true (prise_log_scroll_did_sync (&scroll, TRUE));
  g_assert_false (prise_log_scroll_did_sync (&scroll, FALSE));
}

static void
test_places (void)
{
  static const struct {
    PriseScrollPlace before;
    PriseScrollPlace place;
    gboolean is_end;
    gboolean is_by_user;
  } cases[] = {
    { { 0, 0, 0 }, { 0, 100, 100 }, TRUE, FALSE },
    { { 0, 100, 100 }, { 0, 300, 100 }, FALSE, FALSE },
    { { 0, 300, 100 }, { 200, 300, 100 }, TRUE, TRUE },
    { { 200, 300, 100 }, { 150, 300, 100 }, FALSE, TRUE },
    { { 200, 300, 100 }, { 300, 400, 100 }, TRUE, FALSE },
    { { 200, 300, 100 }, { 200, 300, 50 }, FALSE, FALSE },
    { { 200, 300, 100 }, { 100, 200, 100 }, TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (prise_scroll_place_is_end (&cases[i].place), ==, cases[i].is_end);
    g_assert_cmpint (prise_scroll_place_is_by_user (&cases[i].place, &cases[i].before), ==,
                     cases[i].is_by_user);
  }
}

static void
add (const char *path,
     void (*fixture_setup) (Fixture *, gconstpointer),
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_setup, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  widget_test_init (&argc, &argv);

  add ("/app/log-view/rows", set_up, test_rows);
  add ("/app/log-view/accessible", set_up, test_accessible);
  add ("/app/log-view/strange-data", set_up, test_strange_data);
  add ("/app/log-view/datagrams", set_up, test_datagrams);
  add ("/app/log-view/empty", set_up, test_empty);
  add ("/app/log-view/peer", set_up, test_peer);
  add ("/app/log-view/marks", set_up, test_marks);
  add ("/app/log-view/follow", set_up, test_follow);
  add ("/app/log-view/scroll", set_up, test_scroll);
  add ("/app/log-view/set-follow", set_up, test_set_follow);
  add ("/app/log-view/resize", set_up, test_resize);
  add ("/app/log-view/dropped-rows", set_up_small, test_dropped_rows);
  add ("/app/log-view/read-dropped-rows", set_up, test_read_dropped_rows);
  add ("/app/log-view/copy", set_up, test_copy);
  add ("/app/log-view/copy-filtered", set_up, test_copy_filtered);
  add ("/app/log-view/rows-of-other-kinds", set_up, test_rows_of_other_kinds);
  add ("/app/log-view/select-all", set_up, test_select_all);
  add ("/app/log-view/time-formats", set_up, test_time_formats);
  add ("/app/log-view/narrow", set_up_narrow, test_narrow);
  add ("/app/log-view/narrow-empty-page", set_up_narrow, test_narrow_empty_page);
  add ("/app/log-view/hidden", set_up, test_hidden);
  add ("/app/log-view/wake", set_up, test_wake);
  add ("/app/log-view/no-journal", set_up, test_no_journal);
  g_test_add_func ("/app/log-view/flood", test_flood);
  g_test_add_func ("/app/log-view/places", test_places);

  return g_test_run ();
}
