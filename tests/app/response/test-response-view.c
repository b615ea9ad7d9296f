// SPDX-License-Identifier: GPL-3.0-or-later
/* A response in its views: status, headers, raw bytes, times, problems. The body has a test of its
 * own. */
#include "config.h"

#include <string.h>

#include "prise-header-item.h"
#include "prise-header-view.h"
#include "prise-problem-item.h"
#include "prise-problem-view.h"
#include "prise-timing-view.h"
#include "response-fixture.h"

#define PLAIN                                                                                      \
  "HTTP/1.1 200 OK\r\n"                                                                            \
  "Content-Type: text/plain\r\n"                                                                   \
  "Content-Length: 6\r\n"                                                                          \
  "\r\n"                                                                                           \
  "hello\n"

static GListModel *
get_header_rows (ResponseFixture *fixture)
{
  GtkWidget *table =
      widget_test_find (response_fixture_find (fixture, PRISE_TYPE_HEADER_VIEW), "table");

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

static void
assert_headers (ResponseFixture *fixture, const char *expected)
{
  GListModel *rows = get_header_rows (fixture);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (PriseHeaderItem) row = g_list_model_get_item (rows, i);

    g_string_append_printf (joined, "%d %s=%s|", prise_header_item_get_kind (row),
                            prise_header_item_get_name (row), prise_header_item_get_value (row));
  }
  g_assert_cmpstr (joined->str, ==, expected);
}

static void
assert_title (ResponseFixture *fixture, const char *expected)
{
  g_autofree char *title = response_fixture_get_title (fixture);

  g_assert_cmpstr (title, ==, expected);
}

static void
assert_raw (ResponseFixture *fixture, const char *expected)
{
  PriseByteModel *lines = prise_byte_view_get_lines (response_fixture_get_raw (fixture));
  g_autoptr (GBytes) bytes = prise_byte_model_read (lines, 0, G_MAXSIZE);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   strlen (expected));
  g_assert_cmpuint (prise_byte_model_get_size (lines), ==, strlen (expected));
}

static void
test_empty (ResponseFixture *fixture, gconstpointer data)
{
  g_autofree char *view = NULL;

  gtk_test_accessible_assert_property (fixture->view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Response");
  assert_title (fixture, "");
  g_object_get (fixture->view, "view", &view, NULL);
  g_assert_cmpstr (view, ==, "body");
  prise_response_view_show (fixture->view, "no such view");
}

static void
test_plain (ResponseFixture *fixture, gconstpointer data)
{
  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  assert_title (fixture, "200 OK");
  assert_headers (fixture, "2 Content-Type=text/plain|2 Content-Length=6|");
  assert_raw (fixture, PLAIN);
  g_assert_no_error (fixture->error);
}

static void
test_raw (ResponseFixture *fixture, gconstpointer data)
{
  PriseByteView *bytes = response_fixture_get_raw (fixture);
  g_autofree char *line = NULL;
  g_autofree char *with_end = NULL;
  g_autofree char *hex = NULL;

  prise_response_view_show (fixture->view, "raw");
  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  line = response_fixture_get_line (bytes, 0);
  g_assert_cmpstr (line, ==, "HTTP/1.1 200 OK");
  prise_byte_view_set_line_ends (bytes, TRUE);
  with_end = response_fixture_get_line (bytes, 0);
  g_assert_cmpstr (with_end, ==, "HTTP/1.1 200 OK\\r\\n");

  prise_byte_view_set_hex (bytes, TRUE);
  widget_test_wait_frames (fixture->window, 2);
  hex = response_fixture_get_line (bytes, 0);
  g_assert_cmpstr (
      hex, ==, "00000000  48 54 54 50 2f 31 2e 31  20 32 30 30 20 4f 4b 0d  |HTTP/1.1 200 OK.|");
}

/* What has nothing to be used is passed by: a screen reader would say nothing there. */
static void
test_nothing_is_no_stop (ResponseFixture *fixture, gconstpointer data)
{
  static const char *const views[] = { "body", "problems" };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++) {
    response_fixture_get (fixture, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                          HTTP_SERVER_CLOSE);
    prise_response_view_show (fixture->view, views[i]);
    widget_test_wait_frames (fixture->window, 2);
    while (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_FORWARD))
      g_assert_false (GTK_IS_SCROLLED_WINDOW (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
  }
}

/* Rows are made when there is somebody to see them. */
static void
test_unseen (ResponseFixture *fixture, gconstpointer data)
{
  PriseByteView *bytes = response_fixture_get_raw (fixture);
  GtkListView *list = GTK_LIST_VIEW (widget_test_find (GTK_WIDGET (bytes), "list"));
  g_autofree char *line = NULL;
  g_autofree char *again = NULL;

  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (list)));
  prise_response_view_show (fixture->view, "raw");
  widget_test_wait_frames (fixture->window, 2);
  line = response_fixture_get_line (bytes, 0);
  g_assert_cmpstr (line, ==, "HTTP/1.1 200 OK");

  prise_response_view_show (fixture->view, "headers");
  widget_test_wait_frames (fixture->window, 2);
  response_fixture_get (fixture, "HTTP/1.1 404 Gone\r\n\r\n", HTTP_SERVER_CLOSE);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (list)));
  prise_response_view_show (fixture->view, "raw");
  widget_test_wait_frames (fixture->window, 2);
  again = response_fixture_get_line (bytes, 0);
  g_assert_cmpstr (again, ==, "HTTP/1.1 404 Gone");
}

/* Heads and trailers are told apart, each with its place. */
static void
test_groups (ResponseFixture *fixture, gconstpointer data)
{
  response_fixture_get (fixture,
                        "HTTP/1.1 103 Early Hints\r\n"
                        "Link: </a>\r\n"
                        "\r\n"
                        "HTTP/1.1 200 OK\r\n"
                        "Transfer-Encoding: chunked\r\n"
                        "\r\n"
                        "3\r\nabc\r\n0\r\n"
                        "X-Sum: 1\r\n"
                        "\r\n",
                        HTTP_SERVER_CLOSE);
  assert_title (fixture, "200 OK");
  assert_headers (fixture, "0 Interim Response=103 Early Hints|1 Link=</a>|0 Response=200 OK|"
                           "2 Transfer-Encoding=chunked|0 Trailers=|3 X-Sum=1|");
}

/* A header that is selected in the table is selected in the bytes. */
static void
test_header_to_raw (ResponseFixture *fixture, gconstpointer data)
{
  PriseByteView *bytes = response_fixture_get_raw (fixture);
  GtkSelectionModel *rows = prise_byte_view_get_rows (bytes);
  guint64 offset, size;
  g_autofree char *details = NULL;

  prise_response_view_show (fixture->view, "raw");
  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_header_rows (fixture)), 1, TRUE);
  g_assert_true (prise_byte_view_get_selected (bytes, &offset, &size));
  g_assert_cmpuint (offset, ==, 43);
  g_assert_cmpuint (size, ==, 19);
  g_assert_true (gtk_selection_model_is_selected (rows, 2));
  g_assert_false (gtk_selection_model_is_selected (rows, 1));

  /* In a dump it is within lines. */
  prise_byte_view_set_hex (bytes, TRUE);
  g_assert_true (prise_byte_view_get_selected (bytes, &offset, &size));
  g_assert_cmpuint (offset, ==, 32);
  g_assert_cmpuint (size, ==, 32);
  g_object_get (bytes, "details", &details, NULL);
  g_assert_cmpstr (details, ==, "Bytes 43–61 · 19 B");
  g_assert_cmpuint (prise_byte_selection_get_offset (response_fixture_get_selection (fixture)), ==,
                    43);
}

/* What is selected in the bytes is selected in a table that is filled later, too. */
static void
test_raw_to_later_header (ResponseFixture *fixture, gconstpointer data)
{
  GtkWidget *view = response_fixture_find (fixture, PRISE_TYPE_HEADER_VIEW);
  GtkSingleSelection *headers;
  g_autoptr (PriseHttpResponse) response = NULL;

  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  headers = GTK_SINGLE_SELECTION (get_header_rows (fixture));
  g_object_get (view, "response", &response, NULL);
  g_object_set (view, "response", NULL, NULL);
  prise_byte_selection_set (response_fixture_get_selection (fixture), 43, 19);
  g_assert_cmpuint (gtk_single_selection_get_selected (headers), ==, GTK_INVALID_LIST_POSITION);
  g_object_set (view, "response", response, NULL);
  g_assert_cmpuint (gtk_single_selection_get_selected (headers), ==, 1);
}

/* A line that is selected in the bytes is selected in the table, if it is a header. */
static void
test_raw_to_header (ResponseFixture *fixture, gconstpointer data)
{
  GtkSelectionModel *rows = prise_byte_view_get_rows (response_fixture_get_raw (fixture));
  GtkSingleSelection *headers;

  prise_response_view_show (fixture->view, "raw");
  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  headers = GTK_SINGLE_SELECTION (get_header_rows (fixture));
  g_assert_cmpuint (gtk_single_selection_get_selected (headers), ==, GTK_INVALID_LIST_POSITION);

  gtk_selection_model_select_item (rows, 1, TRUE);
  g_assert_cmpuint (gtk_single_selection_get_selected (headers), ==, 0);
  gtk_selection_model_select_item (rows, 2, TRUE);
  g_assert_cmpuint (gtk_single_selection_get_selected (headers), ==, 1);
  gtk_selection_model_select_item (rows, 4, TRUE);
  g_assert_cmpuint (gtk_single_selection_get_selected (headers), ==, GTK_INVALID_LIST_POSITION);
  g_assert_true (gtk_selection_model_is_selected (rows, 4));

  /* With another response nothing is selected. */
  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  g_assert_cmpuint (prise_byte_selection_get_size (response_fixture_get_selection (fixture)), ==,
                    0);
}

static void
test_chunked (ResponseFixture *fixture, gconstpointer data)
{
  PriseByteView *bytes = response_fixture_get_raw (fixture);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  prise_response_view_show (fixture->view, "raw");
  response_fixture_get (fixture,
                        "HTTP/1.1 200 OK\r\n"
                        "Transfer-Encoding: chunked\r\n"
                        "\r\n"
                        "4\r\nabcd\r\n"
                        "0\r\n"
                        "\r\n",
                        HTTP_SERVER_CLOSE);
  first = response_fixture_get_line (bytes, 3);
  last = response_fixture_get_line (bytes, 5);
  g_assert_cmpstr (first, ==, "4  ← a chunk of 4 B");
  g_assert_cmpstr (last, ==, "0  ← the last chunk");
}

static gboolean
has_two_chunks (gpointer user_data)
{
  g_autofree char *line = response_fixture_get_line (user_data, 5);

  return g_strcmp0 (line, "2  ← a chunk of 2 B") == 0;
}

/* Chunks are marked while they come. */
static void
test_unfinished_chunks (ResponseFixture *fixture, gconstpointer data)
{
  PriseByteView *bytes = response_fixture_get_raw (fixture);
  g_autofree char *first = NULL;

  prise_response_view_show (fixture->view, "raw");
  http_server_respond (fixture->server,
                       "HTTP/1.1 200 OK\r\n"
                       "Transfer-Encoding: chunked\r\n"
                       "\r\n"
                       "4\r\nabcd\r\n"
                       "2\r\ne",
                       HTTP_SERVER_HOLD);
  response_fixture_send (fixture, "GET");
  widget_test_wait (has_two_chunks, bytes);
  first = response_fixture_get_line (bytes, 3);
  g_assert_cmpstr (first, ==, "4  ← a chunk of 4 B");
  g_assert_false (fixture->is_over);
}

static void
test_problems (ResponseFixture *fixture, gconstpointer data)
{
  GtkWidget *problems = response_fixture_find (fixture, PRISE_TYPE_PROBLEM_VIEW);
  GListModel *rows = prise_problem_view_get_rows (PRISE_PROBLEM_VIEW (problems));
  g_autoptr (PriseProblemItem) row = NULL;
  GtkWidget *list = widget_test_find (problems, "list");
  g_autofree char *clicked_view = NULL;
  g_autofree char *view = NULL;
  guint n_problems;

  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 0);
  response_fixture_get (fixture, "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", HTTP_SERVER_CLOSE);
  g_object_get (problems, "n-problems", &n_problems, NULL);
  g_assert_cmpuint (n_problems, ==, 1);
  row = g_list_model_get_item (rows, 0);
  g_assert_cmpuint (prise_problem_item_get_offset (row), ==, 17);
  g_assert_cmpstr (prise_problem_item_get_sentence (row), ==, "A header has no colon");

  assert_title (fixture, "200 OK, with 1 problem");

  g_signal_emit_by_name (widget_test_find (GTK_WIDGET (fixture->view), "problem_button"),
                         "clicked");
  g_object_get (fixture->view, "view", &clicked_view, NULL);
  g_assert_cmpstr (clicked_view, ==, "raw");
  g_assert_cmpuint (prise_byte_selection_get_offset (response_fixture_get_selection (fixture)), ==,
                    17);
  prise_byte_selection_set (response_fixture_get_selection (fixture), 0, 0);

  prise_response_view_show (fixture->view, "problems");
  g_signal_emit_by_name (list, "activate", 0);
  g_object_get (fixture->view, "view", &view, NULL);
  g_assert_cmpstr (view, ==, "raw");
  g_assert_cmpuint (prise_byte_selection_get_offset (response_fixture_get_selection (fixture)), ==,
                    17);
}

static void
test_timing (ResponseFixture *fixture, gconstpointer data)
{
  PriseTimingView *timing =
      PRISE_TIMING_VIEW (response_fixture_find (fixture, PRISE_TYPE_TIMING_VIEW));
  g_autofree char *text = NULL;
  g_autofree char *note = NULL;
  g_autofree char *reused = NULL;

  prise_response_view_show (fixture->view, "timing");
  response_fixture_get (fixture, PLAIN, HTTP_SERVER_KEEP);
  text = prise_timing_view_to_text (timing);
  g_assert_true (g_str_has_prefix (text, "Name resolution: "));
  g_assert_nonnull (strstr (text, "\nWaiting for the first byte: "));
  g_assert_null (strstr (text, "–"));
  g_object_get (timing, "note", &note, NULL);
  g_assert_null (note);

  response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
  g_object_get (timing, "note", &reused, NULL);
  g_assert_nonnull (reused);
  g_assert_nonnull (strstr (reused, "was kept"));
}

static gboolean
is_receiving (gpointer user_data)
{
  guint phase;
  guint64 received;

  g_object_get (user_data, "phase", &phase, "received", &received, NULL);

  return phase == PRISE_HTTP_RECEIVING && received >= 5;
}

static void
test_cancel (ResponseFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  http_server_respond (fixture->server, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n12345",
                       HTTP_SERVER_HOLD);
  response_fixture_send (fixture, "GET");
  widget_test_wait (is_receiving, fixture->view);
  assert_title (fixture, "200 OK");
  g_assert_true (
      gtk_widget_get_mapped (widget_test_find (GTK_WIDGET (fixture->view), "progress_bar")));

  g_cancellable_cancel (fixture->cancellable);
  response_fixture_wait (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_title (fixture, "200 OK, but 95 bytes of the body are missing");
  g_assert_false (
      gtk_widget_get_mapped (widget_test_find (GTK_WIDGET (fixture->view), "progress_bar")));
  g_object_get (fixture->view, "error", &error, NULL);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_lost (ResponseFixture *fixture, gconstpointer data)
{
  GListModel *rows = prise_problem_view_get_rows (
      PRISE_PROBLEM_VIEW (response_fixture_find (fixture, PRISE_TYPE_PROBLEM_VIEW)));
  g_autofree char *title = NULL;

  response_fixture_get (fixture, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n12345",
                        HTTP_SERVER_CLOSE);
  assert_title (fixture, "200 OK, but 95 bytes of the body are missing");
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 1);

  response_fixture_get (fixture, "", HTTP_SERVER_RESET);
  title = response_fixture_get_title (fixture);
  g_assert_nonnull (fixture->error);
  g_assert_cmpstr (title, ==, fixture->error->message);
}

static void
test_not_http (ResponseFixture *fixture, gconstpointer data)
{
  response_fixture_get (fixture, "SSH-2.0-OpenSSH_9.2\r\n", HTTP_SERVER_CLOSE);
  assert_title (fixture, "Not an HTTP response");
  assert_raw (fixture, "SSH-2.0-OpenSSH_9.2\r\n");
}

/* While 64 MiB come, all of them can be seen in the bytes, and only rows in sight have widgets. */
static void
test_large (ResponseFixture *fixture, gconstpointer data)
{
  PriseByteView *bytes = response_fixture_get_raw (fixture);
  PriseByteModel *lines = prise_byte_view_get_lines (bytes);
  g_autofree char *piece = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GBytes) body = g_bytes_new (piece, 1024 * 1024);
  const char *head = "HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n";
  const guint64 size = strlen (head) + 64 * 1024 * 1024;

  prise_response_view_show (fixture->view, "raw");
  prise_byte_view_set_hex (bytes, TRUE);
  http_server_respond_bytes (fixture->server, head, body, 64, HTTP_SERVER_CLOSE);
  response_fixture_send (fixture, "GET");
  response_fixture_wait (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (prise_byte_model_get_size (lines), ==, size);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lines)), ==, (size + 15) / 16);

  prise_byte_selection_set (response_fixture_get_selection (fixture), size - 1, 1);
  widget_test_wait_frames (fixture->window, 3);
  g_assert_true (gtk_selection_model_is_selected (prise_byte_view_get_rows (bytes),
                                                  (guint) ((size + 15) / 16 - 1)));
}

static gboolean
has_one_problem (gpointer user_data)
{
  GtkWidget *view = response_fixture_find (user_data, PRISE_TYPE_PROBLEM_VIEW);
  guint n_problems;

  g_object_get (view, "n-problems", &n_problems, NULL);

  return n_problems == 1;
}

/* What is wrong with the body is found and told, whatever is being looked at; the next response has
 * nothing of it. */
static void
test_body_problems (ResponseFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *response;
    const char *title;
  } cases[] = {
    { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n[1,]",
      "200 OK, but its body isn’t valid JSON" },
    { "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
      "200 OK, but its body can’t be decoded" },
    { "HTTP/1.1 200 OK\r\nContent-Encoding: UTF-8\r\nContent-Length: 5\r\n\r\nhello",
      "200 OK, but the coding of its body isn’t known" },
  };

  prise_response_view_show (fixture->view, "headers");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    response_fixture_get (fixture, cases[i].response, HTTP_SERVER_CLOSE);
    widget_test_wait (has_one_problem, fixture);
    assert_title (fixture, cases[i].title);
    response_fixture_get (fixture, PLAIN, HTTP_SERVER_CLOSE);
    assert_title (fixture, "200 OK");
  }
}

#define ADD(path, func)                                                                            \
  g_test_add (path, ResponseFixture, NULL, response_fixture_set_up, func,                          \
              response_fixture_tear_down)

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  ADD ("/response-view/empty", test_empty);
  ADD ("/response-view/plain", test_plain);
  ADD ("/response-view/raw", test_raw);
  ADD ("/response-view/nothing-is-no-stop", test_nothing_is_no_stop);
  ADD ("/response-view/unseen", test_unseen);
  ADD ("/response-view/groups", test_groups);
  ADD ("/response-view/header-to-raw", test_header_to_raw);
  ADD ("/response-view/raw-to-header", test_raw_to_header);
  ADD ("/response-view/raw-to-later-header", test_raw_to_later_header);
  ADD ("/response-view/chunked", test_chunked);
  ADD ("/response-view/unfinished-chunks", test_unfinished_chunks);
  ADD ("/response-view/problems", test_problems);
  ADD ("/response-view/body-problems", test_body_problems);
  ADD ("/response-view/timing", test_timing);
  ADD ("/response-view/cancel", test_cancel);
  ADD ("/response-view/lost", test_lost);
  ADD ("/response-view/not-http", test_not_http);
  ADD ("/response-view/large", test_large);

  return g_test_run ();
}
