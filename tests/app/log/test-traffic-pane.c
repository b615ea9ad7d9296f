// SPDX-License-Identifier: GPL-3.0-or-later
/* The pane around the log: filter, direction, clear, follow, notices, keys. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "prise-log-export.h"
#include "prise-tcp-server.h"
#include "prise-traffic-pane.h"
#include "widget-test.h"

typedef struct {
  PriseIo *io;
  PriseEndpoint *endpoint;
  PriseJournal *journal; /* of the endpoint */
  PriseTrafficPane *pane;
  GtkWidget *window;
  guint n_rows; /* waited for */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
  fixture->endpoint = PRISE_ENDPOINT (prise_tcp_server_new (fixture->io));
  fixture->journal = prise_endpoint_get_journal (fixture->endpoint);
  fixture->pane = g_object_new (PRISE_TYPE_TRAFFIC_PANE, NULL);
  prise_traffic_pane_set_endpoint (fixture->pane, fixture->endpoint);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->pane), 900, 500);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  widget_test_close (fixture->window);
  widget_test_assert_finalized (fixture->endpoint);
  widget_test_assert_finalized (fixture->io);
}

static GListModel *
get_model (Fixture *fixture)
{
  return (GListModel *) prise_log_view_get_model (prise_traffic_pane_get_log (fixture->pane));
}

static gboolean
has_rows (gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_list_model_get_n_items (get_model (fixture)) == fixture->n_rows;
}

static void
wait_for_rows (Fixture *fixture, guint n_rows)
{
  fixture->n_rows = n_rows;
  widget_test_wait (has_rows, fixture);
}

/* The control with that name, which is what a screen reader says. */
static GtkWidget *
find_control (GtkWidget *widget, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    g_autofree char *problem =
        gtk_test_accessible_check_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                            name);
    GtkWidget *found = problem == NULL ? child : find_control (child, name);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Filter", "Direction", "Follow",   "Clear",
                                       "Export", "Log",       "Inspector" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_test_message ("%s", names[i]);
    g_assert_nonnull (find_control (GTK_WIDGET (fixture->pane), names[i]));
  }
}

static GtkWidget *
get_inspector (Fixture *fixture)
{
  return widget_test_find (GTK_WIDGET (fixture->pane), "inspector");
}

static GtkSelectionModel *
get_selection (Fixture *fixture)
{
  return GTK_SELECTION_MODEL (
      prise_log_view_get_selection (prise_traffic_pane_get_log (fixture->pane)));
}

static void
wait_for_layout (Fixture *fixture)
{
  widget_test_wait_frames (GTK_WIDGET (fixture->pane), 20);
}

/* Without a selection the log has all of the room; with one, it takes what it had before. */
static void
test_inspector_closes (Fixture *fixture, gconstpointer data)
{
  int position;

  widget_test_append_lines (fixture->journal, 10);
  wait_for_rows (fixture, 10);
  g_object_set (fixture->pane, "inspector-position", 123, NULL);
  g_assert_false (gtk_widget_get_mapped (get_inspector (fixture)));

  gtk_selection_model_select_item (get_selection (fixture), 3, TRUE);
  wait_for_layout (fixture);
  g_assert_true (gtk_widget_get_mapped (get_inspector (fixture)));
  gtk_selection_model_unselect_all (get_selection (fixture));
  wait_for_layout (fixture);
  g_assert_false (gtk_widget_get_mapped (get_inspector (fixture)));
  g_object_get (fixture->pane, "inspector-position", &position, NULL);
  g_assert_cmpint (position, ==, 123);

  gtk_selection_model_select_item (get_selection (fixture), 3, TRUE);
  g_signal_emit_by_name (find_control (GTK_WIDGET (fixture->pane), "Clear"), "clicked");
  wait_for_rows (fixture, 0);
  wait_for_layout (fixture);
  g_assert_false (gtk_widget_get_mapped (get_inspector (fixture)));
}

/* It doesn't come over the row that was clicked, though the log follows its end. */
static void
test_inspector_leaves_row_in_sight (Fixture *fixture, gconstpointer data)
{
  PriseLogView *log = prise_traffic_pane_get_log (fixture->pane);
  graphene_rect_t bounds;
  GtkWidget *cell;
  gboolean follow;

  widget_test_append_lines (fixture->journal, 1000);
  wait_for_rows (fixture, 1000);
  wait_for_layout (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 999, TRUE);
  wait_for_layout (fixture);
  g_object_get (fixture->pane, "follow", &follow, NULL);
  g_assert_true (follow);
  gtk_selection_model_unselect_all (get_selection (fixture));
  wait_for_layout (fixture);

  gtk_selection_model_select_item (get_selection (fixture), 982, TRUE);
  wait_for_layout (fixture);
  g_object_get (fixture->pane, "follow", &follow, NULL);
  g_assert_false (follow);
  widget_test_append_lines (fixture->journal, 1);
  wait_for_rows (fixture, 1001);
  wait_for_layout (fixture);
  cell = widget_test_find_cell (GTK_WIDGET (log), 982, 0);
  g_assert_true (gtk_widget_compute_bounds (cell, GTK_WIDGET (log), &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, bounds.size.height);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                     gtk_widget_get_height (GTK_WIDGET (log)) + 1);
}

/* A long sentence begins over the cells that are empty, and no further; bytes never do. */
static void
test_sentences_have_room (Fixture *fixture, gconstpointer data)
{
  static const struct {
    PriseEntryKind kind;
    const char *peer;
    gsize length;
    guint column; /* where its text begins */
  } cases[] = {
    { PRISE_ENTRY_ERROR, NULL, 5, 4 },         { PRISE_ENTRY_ERROR, NULL, 200, 2 },
    { PRISE_ENTRY_ERROR, "[::1]:80", 200, 3 }, { PRISE_ENTRY_RECEIVED, NULL, 200, 4 },
    { PRISE_ENTRY_NOTE, NULL, 200, 2 },
  };
  GtkWidget *log = GTK_WIDGET (prise_traffic_pane_get_log (fixture->pane));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strnfill (cases[i].length, 'x');
    const guint peer = cases[i].peer != NULL
                           ? prise_journal_add_peer (fixture->journal, cases[i].peer)
                           : PRISE_JOURNAL_NO_PEER;

    prise_journal_append (fixture->journal, cases[i].kind, peer, text, cases[i].length);
  }
  wait_for_rows (fixture, G_N_ELEMENTS (cases));
  wait_for_layout (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    graphene_rect_t data_bounds, column_bounds;
    GtkWidget *cell = widget_test_find_cell (log, i, 4);
    GtkWidget *column = widget_test_find_cell (log, i, cases[i].column);

    g_assert_true (gtk_widget_compute_bounds (cell, log, &data_bounds));
    g_assert_true (gtk_widget_compute_bounds (column, log, &column_bounds));
    g_assert_cmpfloat (ABS (data_bounds.origin.x - column_bounds.origin.x), <=, 1);
  }
}

static void
test_direction (Fixture *fixture, gconstpointer data)
{
  GtkWidget *group = find_control (GTK_WIDGET (fixture->pane), "Direction");
  PriseDirection direction;

  widget_test_append (fixture->journal, PRISE_ENTRY_NOTE, "a note");
  widget_test_append_lines (fixture->journal, 10);
  wait_for_rows (fixture, 11);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_control (group, "Received")), TRUE);
  wait_for_rows (fixture, 5);
  g_object_get (fixture->pane, "direction", &direction, NULL);
  g_assert_cmpint (direction, ==, PRISE_DIRECTION_RECEIVED);

  g_object_set (fixture->pane, "direction", PRISE_DIRECTION_ALL, NULL);
  wait_for_rows (fixture, 11);
  g_assert_false (
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_control (group, "Received"))));
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = find_control (GTK_WIDGET (fixture->pane), "Filter");

  widget_test_append_lines (fixture->journal, 100);
  wait_for_rows (fixture, 100);

  gtk_editable_set_text (GTK_EDITABLE (entry), "LINE 9");
  wait_for_rows (fixture, 11);
  widget_test_append (fixture->journal, PRISE_ENTRY_ERROR, "line 9: reset");
  wait_for_rows (fixture, 12);

  g_object_set (fixture->pane, "filter-text", "line 42", NULL);
  wait_for_rows (fixture, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "line 42");

  g_signal_emit_by_name (entry, "stop-search");
  wait_for_rows (fixture, 101);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

/* Where one would look for it: a long message is shown for what is in it, without being searched to
 * its end for each row that is drawn. */
static void
test_marks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *far_off = g_strnfill (17 * 1024, 'x');
  g_autofree char *near = g_strnfill (15 * 1024, 'x');
  g_autofree char *long_message = g_strconcat (far_off, "needle", NULL);
  g_autofree char *message = g_strconcat (near, "needle", NULL);
  GtkWidget *log = GTK_WIDGET (prise_traffic_pane_get_log (fixture->pane));

  widget_test_append (fixture->journal, PRISE_ENTRY_SENT, "hay");
  widget_test_append (fixture->journal, PRISE_ENTRY_SENT, long_message);
  widget_test_append (fixture->journal, PRISE_ENTRY_SENT, message);
  wait_for_rows (fixture, 3);
  g_object_set (fixture->pane, "filter-text", "needle", NULL);
  wait_for_rows (fixture, 2);
  wait_for_layout (fixture);

  g_assert_null (strstr (widget_test_get_cell (log, 0, 4), "needle"));
  g_assert_null (
      gtk_inscription_get_attributes (GTK_INSCRIPTION (widget_test_find_cell (log, 0, 4))));
  g_assert_nonnull (strstr (widget_test_get_cell (log, 1, 4), "needle"));
  g_assert_nonnull (
      gtk_inscription_get_attributes (GTK_INSCRIPTION (widget_test_find_cell (log, 1, 4))));
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  widget_test_append_lines (fixture->journal, 100);
  wait_for_rows (fixture, 100);
  g_signal_emit_by_name (find_control (GTK_WIDGET (fixture->pane), "Clear"), "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture)), ==, 0);

  widget_test_append_lines (fixture->journal, 3);
  wait_for_rows (fixture, 3);
}

static void
test_follow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = find_control (GTK_WIDGET (fixture->pane), "Follow");
  gboolean follow;

  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_object_set (fixture->pane, "follow", FALSE, NULL);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_signal_emit_by_name (button, "clicked");
  g_object_get (fixture->pane, "follow", &follow, NULL);
  g_assert_true (follow);
}

static char *
get_notice (Fixture *fixture)
{
  char *notice;

  g_object_get (fixture->pane, "notice", &notice, NULL);

  return notice;
}

static gboolean
has_notice (gpointer user_data)
{
  g_autofree char *notice = get_notice (user_data);

  return notice != NULL && strstr (notice, "removed") != NULL;
}

static gboolean
is_read_as_hex (gpointer user_data)
{
  g_autofree char *notice = get_notice (user_data);

  return notice != NULL && strstr (notice, "hexadecimal") != NULL;
}

static gboolean
is_read_with_escapes (gpointer user_data)
{
  g_autofree char *notice = get_notice (user_data);

  return notice != NULL && strstr (notice, "escapes") != NULL;
}

static gboolean
has_no_notice (gpointer user_data)
{
  g_autofree char *notice = get_notice (user_data);

  return notice == NULL;
}

/* What the filter was taken for, when it isn't text. */
static void
test_filter_notice (Fixture *fixture, gconstpointer data)
{
  widget_test_append_lines (fixture->journal, 3);
  g_object_set (fixture->pane, "filter-text", "DE AD ??", NULL);
  widget_test_wait (is_read_as_hex, fixture);
  g_object_set (fixture->pane, "filter-text", "\\r\\n", NULL);
  widget_test_wait (is_read_with_escapes, fixture);
  g_object_set (fixture->pane, "filter-text", "line", NULL);
  widget_test_wait (has_no_notice, fixture);
}

/* What the budget pushed out is stated. */
static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = get_notice (fixture);

  g_assert_null (before);
  prise_journal_set_budget (fixture->journal, 2 * 1024 * 1024);
  for (guint i = 0; i < 10; i++)
    widget_test_append_lines (fixture->journal, 20000);
  widget_test_wait (has_notice, fixture);
}

static gboolean
is_done_searching (gpointer user_data)
{
  g_autofree char *notice = get_notice (user_data);

  return notice == NULL;
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  widget_test_append_lines (fixture->journal, 1000000);
  wait_for_rows (fixture, 1000000);
  g_object_set (fixture->pane, "filter-text", "line 999999", NULL);
  wait_for_rows (fixture, 1);
  widget_test_wait (is_done_searching, fixture);
}

static gboolean
has_file (gpointer user_data)
{
  GStatBuf status;

  return g_stat (user_data, &status) == 0 && status.st_size > 0;
}

/* Returns the lines that are written, and an empty one. */
static GStrv
export_lines (Fixture *fixture, const char *format)
{
  g_autofree char *folder = g_dir_make_tmp ("prise-pane-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "export", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = NULL;

  prise_log_export_save (prise_traffic_pane_get_log (fixture->pane), format, file);
  widget_test_wait (has_file, path);
  g_file_get_contents (path, &contents, NULL, NULL);
  g_unlink (path);
  g_rmdir (folder);

  return g_strsplit (contents, "\n", -1);
}

/* What is selected, or else what is shown. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  PriseLogView *log = prise_traffic_pane_get_log (fixture->pane);
  g_auto (GStrv) bytes = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) objects = NULL;

  widget_test_append_lines (fixture->journal, 4);
  wait_for_rows (fixture, 4);
  bytes = export_lines (fixture, "received-bytes");
  g_assert_cmpstr (bytes[0], ==, "line 0line 2");

  g_object_set (fixture->pane, "direction", PRISE_DIRECTION_SENT, NULL);
  wait_for_rows (fixture, 2);
  lines = export_lines (fixture, "text");
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_suffix (lines[0], "line 1"));
  g_assert_true (g_str_has_suffix (lines[1], "line 3"));

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (prise_log_view_get_selection (log)), 1,
                                   TRUE);
  objects = export_lines (fixture, "json-lines");
  g_assert_cmpuint (g_strv_length (objects), ==, 2);
  g_assert_nonnull (strstr (objects[0], "\"text\":\"line 3\""));
}

static void
test_properties (Fixture *fixture, gconstpointer data)
{
  int position;
  gboolean hex;
  PriseTimeFormat format;

  g_object_set (fixture->pane, "inspector-position", 123, "hex", TRUE, "time-format",
                PRISE_TIME_FORMAT_DELTA, "empty-title", "Nothing", NULL);
  g_object_get (fixture->pane, "inspector-position", &position, "hex", &hex, "time-format", &format,
                NULL);
  g_assert_cmpint (position, ==, 123);
  g_assert_true (hex);
  g_assert_cmpint (format, ==, PRISE_TIME_FORMAT_DELTA);
  g_assert_cmpint (prise_log_view_get_time_format (prise_traffic_pane_get_log (fixture->pane)), ==,
                   format);
}

static void
did_reply_to (PriseTrafficPane *pane, const char *address, GString *addresses)
{
  g_string_append_printf (addresses, "%s;", address);
}

/* Selects the row, and asks to reply to its peer. */
static void
reply_to (Fixture *fixture, guint row)
{
  PriseLogView *log = prise_traffic_pane_get_log (fixture->pane);

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (prise_log_view_get_selection (log)), row,
                                   TRUE);
  gtk_widget_activate_action (GTK_WIDGET (log), "log.reply-to", NULL);
}

/* Only where the page has a form for it, and to a row with somebody to reply to. */
static void
test_reply_to (Fixture *fixture, gconstpointer data)
{
  static const char *const peers[] = { "127.0.0.1:5555", "[::1]:6666", "[fe80::1%lo]:7777" };
  g_autoptr (GString) addresses = g_string_new (NULL);

  g_signal_connect (fixture->pane, "reply-to", G_CALLBACK (did_reply_to), addresses);
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    prise_journal_append (fixture->journal, PRISE_ENTRY_RECEIVED,
                          prise_journal_add_peer (fixture->journal, peers[i]), "x", 1);
  widget_test_append (fixture->journal, PRISE_ENTRY_NOTE, "of nobody");
  wait_for_rows (fixture, 4);

  reply_to (fixture, 0);
  g_assert_cmpstr (addresses->str, ==, "");

  g_object_set (fixture->pane, "can-reply", TRUE, NULL);
  for (guint i = 0; i < 4; i++)
    reply_to (fixture, i);
  g_assert_cmpstr (addresses->str, ==, "127.0.0.1:5555;[::1]:6666;[fe80::1%lo]:7777;");

  g_object_set (fixture->pane, "can-reply", FALSE, NULL);
  reply_to (fixture, 1);
  g_assert_true (g_str_has_suffix (addresses->str, "lo]:7777;"));
}

/* It fits a window of 360 pixels, with its border and the longer words of French. */
static void
test_width (Fixture *fixture, gconstpointer data)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->pane), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 335);
}

/* Without an endpoint there is nothing to clear and to export; the filter can be typed all the
 * same. */
static void
test_no_endpoint (Fixture *fixture, gconstpointer data)
{
  GtkWidget *filter = find_control (GTK_WIDGET (fixture->pane), "Filter");
  guint n_windows = g_list_model_get_n_items (gtk_window_get_toplevels ());

  widget_test_append_lines (fixture->journal, 10);
  wait_for_rows (fixture, 10);
  prise_traffic_pane_set_endpoint (fixture->pane, NULL);
  g_assert_null (get_model (fixture));

  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "traffic.clear", NULL);
  g_assert_cmpuint (prise_journal_get_end (fixture->journal), ==, 10);
  g_assert_cmpuint (prise_journal_get_first (fixture->journal), ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "traffic.export", "s", "text");
  widget_test_wait_frames (GTK_WIDGET (fixture->pane), 2);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, n_windows);

  gtk_widget_activate_action (GTK_WIDGET (fixture->pane), "traffic.filter", NULL);
  g_assert_true (gtk_widget_get_state_flags (filter) & GTK_STATE_FLAG_FOCUS_WITHIN);
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

  add ("/app/traffic-pane/names", test_names);
  add ("/app/traffic-pane/direction", test_direction);
  add ("/app/traffic-pane/inspector-closes", test_inspector_closes);
  add ("/app/traffic-pane/inspector-leaves-row-in-sight", test_inspector_leaves_row_in_sight);
  add ("/app/traffic-pane/sentences-have-room", test_sentences_have_room);
  add ("/app/traffic-pane/filter", test_filter);
  add ("/app/traffic-pane/marks", test_marks);
  add ("/app/traffic-pane/clear", test_clear);
  add ("/app/traffic-pane/follow", test_follow);
  add ("/app/traffic-pane/dropped", test_dropped);
  add ("/app/traffic-pane/filter-notice", test_filter_notice);
  add ("/app/traffic-pane/search", test_search);
  add ("/app/traffic-pane/export", test_export);
  add ("/app/traffic-pane/properties", test_properties);
  add ("/app/traffic-pane/reply-to", test_reply_to);
  add ("/app/traffic-pane/width", test_width);
  add ("/app/traffic-pane/no-endpoint", test_no_endpoint);

  return g_test_run ();
}
