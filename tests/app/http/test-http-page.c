// SPDX-License-Identifier: GPL-3.0-or-later
/* The HTTP page against the real engine and a server that responds as it is told. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "http-server.h"
#include "prise-http-field-item.h"
#include "prise-http-page.h"
#include "prise-http-request-editor.h"
#include "prise-response-view.h"
#include "prise-settings.h"
#include "widget-test.h"

typedef struct {
  PriseIo *io;
  GSettings *root;
  GSettings *settings;
  HttpServer *server;
  GtkWidget *page;
  GtkWidget *window;
} Fixture;

static PriseHttpPage *
get_page (Fixture *self)
{
  return PRISE_HTTP_PAGE (self->page);
}

static PriseHttpDraft *
get_draft (Fixture *self)
{
  return prise_http_page_get_draft (get_page (self));
}

static void
show_page (Fixture *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GFile) file = prise_http_history_get_default_file ();
  g_autoptr (PriseHttpHistory) history = prise_http_history_new (file);

  self->page = prise_http_page_new (self->io, self->root, history);
  gtk_box_append (GTK_BOX (box), self->page);
  self->window = widget_test_show (box, 1000, 700);
}

static gboolean
is_quiet (gpointer user_data)
{
  PriseHttpPage *page = user_data;

  return !prise_http_client_get_busy (prise_http_page_get_client (page)) &&
         !prise_http_history_get_busy (prise_http_page_get_history (page));
}

static gboolean
is_closed (gpointer user_data)
{
  const PriseEndpointState state = prise_endpoint_get_state (user_data);

  return state == PRISE_ENDPOINT_IDLE || state == PRISE_ENDPOINT_FAILED;
}

static void
close_page (Fixture *self)
{
  PriseEndpoint *client = PRISE_ENDPOINT (prise_http_page_get_client (get_page (self)));

  prise_endpoint_stop_async (client, TRUE, NULL, NULL);
  widget_test_wait (is_closed, client);
  widget_test_wait (is_quiet, self->page);
  widget_test_close (self->window);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) file = prise_http_history_get_default_file ();

  g_file_delete (file, NULL, NULL);
  self->io = prise_io_new ();
  self->root = prise_settings_new (NULL);
  g_assert_nonnull (self->root);
  self->settings = g_settings_get_child (self->root, "http");
  self->server = http_server_new ();
  show_page (self);
}

static void
reset_settings (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_page (self);
  reset_settings (self->settings);
  http_server_free (self->server);
  g_assert_finalize_object (self->settings);
  g_assert_finalize_object (self->root);
  widget_test_assert_finalized (self->io);
}

static GtkWidget *
find (Fixture *self, const char *id)
{
  GtkWidget *widget = widget_test_find (self->page, id);

  g_assert_nonnull (widget);

  return widget;
}

static void
type_url (Fixture *self, const char *path)
{
  g_autofree char *url =
      g_strdup_printf ("http://127.0.0.1:%u%s", http_server_get_port (self->server), path);

  gtk_editable_set_text (GTK_EDITABLE (find (self, "url_entry")), url);
}

static void
press (Fixture *self)
{
  g_assert_true (gtk_widget_activate_action (self->page, "page.toggle", NULL));
}

static char *
dup_status (Fixture *self)
{
  char *status;

  g_object_get (self->page, "status", &status, NULL);

  return status;
}

typedef struct {
  Fixture *fixture;
  const char *part;
} Wanted;

static gboolean
has_status (gpointer user_data)
{
  const Wanted *wanted = user_data;
  g_autofree char *status = dup_status (wanted->fixture);

  return strstr (status, wanted->part) != NULL && is_quiet (wanted->fixture->page);
}

static void
wait_for_status (Fixture *self, const char *part)
{
  Wanted wanted = { self, part };

  widget_test_wait (has_status, &wanted);
}

static gboolean
has_progress (gpointer user_data)
{
  const Wanted *wanted = user_data;
  g_autofree char *status = dup_status (wanted->fixture);

  return g_str_has_prefix (status, wanted->part);
}

/* Not until the end. */
static void
wait_for_progress (Fixture *self, const char *part)
{
  Wanted wanted = { self, part };

  widget_test_wait (has_progress, &wanted);
}

static void
assert_request (Fixture *self, const char *text)
{
  g_autoptr (GBytes) bytes = prise_http_draft_dup_bytes (get_draft (self));
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpmem (data, size, text, strlen (text));
}

static char *
dup_redirect (Fixture *self)
{
  char *redirect;

  g_object_get (self->page, "redirect", &redirect, NULL);

  return redirect;
}

static void
test_lesson (Fixture *self, gconstpointer data)
{
  g_autofree char *status = dup_status (self);

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (self, "url_entry"))), ==,
                   "http://example.com/");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (self, "method_entry"))), ==, "GET");
  g_assert_cmpstr (status, ==, "Not connected");
  assert_request (self, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
}

static void
test_sends (Fixture *self, gconstpointer data)
{
  PriseHttpClient *client = prise_http_page_get_client (get_page (self));

  http_server_respond (self->server, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                       HTTP_SERVER_KEEP);
  type_url (self, "/one");
  press (self);
  wait_for_status (self, "200 OK");
  g_assert_cmpint (prise_endpoint_get_state (PRISE_ENDPOINT (client)), ==, PRISE_ENDPOINT_ACTIVE);
  wait_for_status (self, "kept for the next request");

  http_server_respond (self->server, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_KEEP);
  type_url (self, "/two");
  press (self);
  wait_for_status (self, "404 Not Found");
  g_assert_true (prise_http_exchange_get_reused (prise_http_client_get_exchange (client)));
}

static void
test_bad_url (Fixture *self, gconstpointer data)
{
  PriseHttpClient *client = prise_http_page_get_client (get_page (self));
  static const char *const bad[] = { "", "https://example.com/", "ftp://x/", "http://a b/" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    gtk_editable_set_text (GTK_EDITABLE (find (self, "url_entry")), bad[i]);
    press (self);
    g_assert_nonnull (prise_http_draft_get_url_error (get_draft (self)));
    g_assert_false (prise_http_client_get_busy (client));
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (self, "url_entry"))), ==, bad[i]);
  }
  assert_request (self, "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n");
}

static gboolean
has_imported (gpointer user_data)
{
  PriseHttpDraft *draft = user_data;

  return g_str_equal (prise_http_draft_get_url (draft), "http://a.example/x");
}

static void
assert_imported (Fixture *self)
{
  g_autoptr (GBytes) bytes = NULL;

  widget_test_wait (has_imported, get_draft (self));
  bytes = prise_http_draft_dup_bytes (get_draft (self));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   "PUT /x HTTP/1.1\r\nHost: a.example\r\nA: b\r\n\r\n",
                   strlen ("PUT /x HTTP/1.1\r\nHost: a.example\r\nA: b\r\n\r\n"));
}

/* A command that is pasted into the URL is what the request says from then on. */
static void
test_pasted_curl (Fixture *self, gconstpointer data)
{
  GtkEditable *entry = GTK_EDITABLE (find (self, "url_entry"));

  gtk_editable_set_text (entry, "curl -X PUT http://a.example/x \\\n  -H 'A: b'\n");
  assert_imported (self);
}

/* Typed, it waits for Enter, and nothing is sent before one has seen what it asks for. */
static void
test_typed_curl (Fixture *self, gconstpointer data)
{
  const char command[] = "curl -X PUT -H 'A: b' http://a.example/x";
  GtkEditable *entry = GTK_EDITABLE (find (self, "url_entry"));

  gtk_editable_set_text (entry, "");
  for (gsize i = 0; i < strlen (command); i++) {
    int position = (int) i;

    gtk_editable_insert_text (entry, command + i, 1, &position);
  }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, command);
  gtk_widget_activate_action (self->page, "page.toggle", NULL);
  assert_imported (self);
  g_assert_false (prise_http_client_get_busy (prise_http_page_get_client (get_page (self))));
}

static void
test_redirect (Fixture *self, gconstpointer data)
{
  g_autofree char *redirect = NULL;

  http_server_respond (self->server,
                       "HTTP/1.1 302 Found\r\nLocation: /there?x=1\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_KEEP);
  type_url (self, "/here");
  press (self);
  wait_for_status (self, "302 Found");
  redirect = dup_redirect (self);
  g_assert_true (g_str_has_suffix (redirect, "/there?x=1"));

  http_server_respond (self->server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_CLOSE);
  g_assert_true (gtk_widget_activate_action (self->page, "http.follow", NULL));
  wait_for_status (self, "200 OK");
  g_assert_cmpstr (prise_http_draft_get_request (get_draft (self))->target, ==, "/there?x=1");
  g_assert_true (g_str_has_suffix (prise_http_draft_get_url (get_draft (self)), "/there?x=1"));
  g_assert_null (dup_redirect (self));
}

/* Where the form covers the response, it makes way for what comes. */
static void
test_makes_way (Fixture *self, gconstpointer data)
{
  AdwFlap *flap = ADW_FLAP (find (self, "flap"));

  for (guint i = 0; i < 2; i++) {
    http_server_respond (self->server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                         HTTP_SERVER_CLOSE);
    adw_flap_set_fold_policy (flap,
                              i == 0 ? ADW_FLAP_FOLD_POLICY_NEVER : ADW_FLAP_FOLD_POLICY_ALWAYS);
    prise_endpoint_page_set_show_sidebar (PRISE_ENDPOINT_PAGE (self->page), TRUE);
    type_url (self, i == 0 ? "/wide" : "/narrow");
    press (self);
    wait_for_status (self, "200 OK");
    g_assert_cmpint (adw_flap_get_reveal_flap (flap), ==, i == 0);
  }
}

/* What came is said, though no status is in it. */
static void
test_without_status (Fixture *self, gconstpointer data)
{
  http_server_respond (self->server, "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_CLOSE);
  type_url (self, "/");
  press (self);
  wait_for_status (self, "A response without a status code");
}

/* Returns the first label that is shown and begins so. */
static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);

  return found;
}

static void
test_circle (Fixture *self, gconstpointer data)
{
  GListModel *items = prise_http_history_get_items (prise_http_page_get_history (get_page (self)));

  for (guint i = 0; i < 11; i++)
    http_server_respond (self->server,
                         "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
                         HTTP_SERVER_KEEP);
  http_server_respond (self->server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_CLOSE);
  gtk_switch_set_active (GTK_SWITCH (find (self, "follow_switch")), TRUE);
  type_url (self, "/");
  press (self);
  wait_for_status (self, "302 Found");
  /* What was asked for is one request, and why it ended stays to be read. */
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
  g_assert_nonnull (find_label (self->page, "Stopped after 10 redirects"));

  /* Whoever goes on asks for another. */
  g_assert_true (gtk_widget_activate_action (self->page, "http.follow", NULL));
  wait_for_status (self, "200 OK");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 2);
  g_assert_null (find_label (self->page, "Stopped after 10 redirects"));
}

/* The history has the request as it was typed, with the status to which the redirects led. */
static void
test_followed (Fixture *self, gconstpointer data)
{
  GListModel *items = prise_http_history_get_items (prise_http_page_get_history (get_page (self)));
  g_autoptr (PriseHttpHistoryItem) item = NULL;
  gsize size;
  const char *request;

  http_server_respond (self->server,
                       "HTTP/1.1 303 See Other\r\nLocation: /a/b\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_KEEP);
  /* Relative to where the first has led. */
  http_server_respond (self->server,
                       "HTTP/1.1 302 Found\r\nLocation: c\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_KEEP);
  http_server_respond (self->server, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_CLOSE);
  gtk_switch_set_active (GTK_SWITCH (find (self, "follow_switch")), TRUE);
  prise_http_draft_set_method (get_draft (self), "POST");
  type_url (self, "/typed");
  press (self);
  wait_for_status (self, "404 Not Found");

  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
  item = g_list_model_get_item (items, 0);
  g_assert_true (g_str_has_suffix (prise_http_history_item_get_url (item), "/typed"));
  request = g_bytes_get_data (prise_http_history_item_get_request (item), &size);
  g_assert_nonnull (g_strstr_len (request, (gssize) size, "POST /typed HTTP/1.1"));
  g_assert_cmpuint (prise_http_history_item_get_status (item), ==, 404);
  g_assert_cmpstr (prise_http_draft_get_request (get_draft (self))->target, ==, "/a/c");
}

/* A redirect that leads to no response leaves no status for what was asked for. */
static void
test_followed_to_nothing (Fixture *self, gconstpointer data)
{
  GListModel *items = prise_http_history_get_items (prise_http_page_get_history (get_page (self)));
  g_autoptr (PriseHttpHistoryItem) item = NULL;

  http_server_respond (self->server,
                       "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
                       HTTP_SERVER_KEEP);
  http_server_respond (self->server, "H", HTTP_SERVER_CLOSE);
  gtk_switch_set_active (GTK_SWITCH (find (self, "follow_switch")), TRUE);
  type_url (self, "/");
  press (self);
  wait_for_status (self, "Not connected");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
  item = g_list_model_get_item (items, 0);
  g_assert_cmpuint (prise_http_history_item_get_status (item), ==, 0);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  type_url (self, "/");
  http_server_free (self->server);
  self->server = http_server_new ();
  press (self);
  wait_for_status (self, "127.0.0.1");
  g_assert_cmpint (prise_endpoint_get_state (
                       PRISE_ENDPOINT (prise_http_page_get_client (get_page (self)))),
                   ==, PRISE_ENDPOINT_FAILED);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  http_server_respond (self->server, "", HTTP_SERVER_HOLD);
  type_url (self, "/");
  press (self);
  g_assert_true (prise_http_client_get_busy (prise_http_page_get_client (get_page (self))));
  press (self);
  wait_for_status (self, "Canceled");
}

/* Who cancels a redirect whose body is still coming isn't taken further. */
static void
test_cancelled_redirect (Fixture *self, gconstpointer data)
{
  GListModel *items = prise_http_history_get_items (prise_http_page_get_history (get_page (self)));
  g_autofree char *redirect = NULL;

  http_server_respond (self->server,
                       "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 9\r\n\r\nbod",
                       HTTP_SERVER_HOLD);
  gtk_switch_set_active (GTK_SWITCH (find (self, "follow_switch")), TRUE);
  type_url (self, "/");
  press (self);
  wait_for_progress (self, "Receiving: 302 Found");
  press (self);
  wait_for_status (self, "Canceled");
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
  redirect = dup_redirect (self);
  g_assert_true (g_str_has_suffix (redirect, "/next"));
}

static void
assert_method_is_wrong (Fixture *self, gboolean is_wrong)
{
  g_assert_cmpint (gtk_widget_has_css_class (find (self, "method_entry"), "error"), ==, is_wrong);
}

static void
test_bad_method (Fixture *self, gconstpointer data)
{
  GtkEditable *entry = GTK_EDITABLE (find (self, "method_entry"));
  PriseHttpClient *client = prise_http_page_get_client (get_page (self));
  static const char *const methods[] = { "", "GET /", "ÉTÉ" };

  type_url (self, "/");
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    gtk_editable_set_text (entry, methods[i]);
    assert_method_is_wrong (self, TRUE);
    press (self);
    g_assert_false (prise_http_client_get_busy (client));
  }
  gtk_editable_set_text (entry, "PURGE");
  assert_method_is_wrong (self, FALSE);

  /* What is written as bytes may be anything. */
  {
    static const char raw[] = "\xff\r\n\r\n";
    g_autoptr (GBytes) bytes = g_bytes_new_static (raw, sizeof raw - 1);

    prise_http_draft_set_bytes (get_draft (self), bytes);
    assert_method_is_wrong (self, FALSE);
  }
}

/* Of a response that would be two gibibytes. */
#define FLOOD_PIECE  (1024 * 1024)
#define FLOOD_PIECES 2048
#define FLOOD_SEEN   (16 * FLOOD_PIECE)

static gboolean
has_flooded (gpointer user_data)
{
  PriseHttpExchange *exchange = prise_http_client_get_exchange (user_data);

  return exchange != NULL && prise_http_exchange_get_body_size (exchange) > FLOOD_SEEN;
}

static void
count (guint *number)
{
  (*number)++;
}

/* Progress is told at the beginning, at the end, and ten times a second between. */
static void
test_cancel_flood (Fixture *self, gconstpointer data)
{
  PriseHttpClient *client = prise_http_page_get_client (get_page (self));
  g_autofree char *piece = g_strnfill (FLOOD_PIECE, 'x');
  g_autoptr (GBytes) body = g_bytes_new_static (piece, FLOOD_PIECE);
  const gint64 start = g_get_monotonic_time ();
  guint n_told = 0;

  http_server_respond_bytes (self->server, "HTTP/1.1 200 OK\r\n\r\n", body, FLOOD_PIECES,
                             HTTP_SERVER_CLOSE);
  g_signal_connect_swapped (client, "progressed", G_CALLBACK (count), &n_told);
  type_url (self, "/");
  press (self);
  widget_test_wait (has_flooded, client);
  press (self);
  wait_for_status (self, "Canceled");

  g_assert_cmpuint (prise_http_exchange_get_body_size (prise_http_client_get_exchange (client)), <,
                    (guint64) FLOOD_PIECE * FLOOD_PIECES);
  g_assert_cmpuint (n_told, <=, (g_get_monotonic_time () - start) / 100000 + 3);
  g_signal_handlers_disconnect_by_data (client, &n_told);
}

/* Both times are the client's, and are kept. */
static void
test_timeouts (Fixture *self, gconstpointer data)
{
  PriseHttpClient *client = prise_http_page_get_client (get_page (self));
  guint connect, response;

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (self, "timeout_spin")), 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (self, "response_timeout_spin")), 7);
  g_object_get (client, "timeout", &connect, "response-timeout", &response, NULL);
  g_assert_cmpuint (connect, ==, 3);
  g_assert_cmpuint (response, ==, 7);
  g_assert_cmpuint (g_settings_get_uint (self->settings, "response-timeout"), ==, 7);
}

/* An ellipsis leaves both ends of a URL: history differs by the last as well as by the first; and
 * no letter of it is markup. */
static void
assert_both_ends (GtkWidget *widget)
{
  if (ADW_IS_PREFERENCES_ROW (widget))
    g_assert_false (adw_preferences_row_get_use_markup (ADW_PREFERENCES_ROW (widget)));
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), "://") != NULL)
    g_assert_cmpint (gtk_label_get_ellipsize (GTK_LABEL (widget)), ==, PANGO_ELLIPSIZE_MIDDLE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_both_ends (child);
}

static void
test_mistyped (Fixture *self, gconstpointer data)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget_test_find (find (self, "editor"), "text_view"));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "GET /\\q", -1);
  press (self);
  g_assert_false (prise_http_client_get_busy (prise_http_page_get_client (get_page (self))));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find (self, "request_stack"))), ==,
                   "raw");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "BREW \\xff\\n\n\\0", -1);
  {
    static const char bytes[] = "BREW \xff\n\0";
    g_autoptr (GBytes) written = prise_http_draft_dup_bytes (get_draft (self));
    gsize size;
    const char *sent = g_bytes_get_data (written, &size);

    g_assert_cmpmem (sent, size, bytes, sizeof bytes - 1);
  }
}

/* Form and editor share a body that is too long to be shown, whoever writes above it. */
static void
test_hidden_body (Fixture *self, gconstpointer data)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget_test_find (find (self, "editor"), "text_view"));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  const gsize size = PRISE_HTTP_REQUEST_EDITOR_MAX_BODY + 1;
  char *text = g_strnfill (size, 'b');
  g_autoptr (GBytes) body = g_bytes_new_take (text, size);
  GtkTextIter iter;
  guint64 hidden_size;

  prise_http_draft_set_body (get_draft (self), body);
  type_url (self, "/a");
  gtk_text_buffer_get_iter_at_line (buffer, &iter, 1);
  gtk_text_buffer_insert (buffer, &iter, "A: b\n", -1);
  widget_test_wait_frames (self->window, 2);
  g_assert_cmpstr (prise_http_request_get_header (prise_http_draft_get_request (get_draft (self)),
                                                  "A"),
                   ==, "b");
  g_assert_true (g_bytes_get_data (prise_http_draft_get_request (get_draft (self))->body, NULL) ==
                 text);
  g_object_get (find (self, "editor"), "hidden-size", &hidden_size, NULL);
  g_assert_cmpuint (hidden_size, ==, size);
}

static void
test_keeps_the_form (Fixture *self, gconstpointer data)
{
  GListStore *headers = prise_http_draft_get_headers (get_draft (self));
  g_autoptr (PriseHttpFieldItem) host = g_list_model_get_item (G_LIST_MODEL (headers), 0);
  g_autoptr (PriseHttpFieldItem) again = NULL;
  g_autoptr (PriseHttpFieldItem) emptied = NULL;

  gtk_editable_set_text (GTK_EDITABLE (find (self, "url_entry")), "http://u:secret@[::1]:81/é");
  prise_http_draft_set_header (get_draft (self), "Authorization", "Basic dTpzZWNyZXQ=");
  prise_http_field_item_set_enabled (host, FALSE);
  assert_request (self, "GET /%C3%A9 HTTP/1.1\r\nAuthorization: Basic dTpzZWNyZXQ=\r\n\r\n");
  close_page (self);

  show_page (self);
  g_assert_cmpstr (prise_http_draft_get_url (get_draft (self)), ==, "http://u@[::1]:81/é");
  /* What wasn't kept isn't sent as nothing. */
  assert_request (self, "GET /%C3%A9 HTTP/1.1\r\n\r\n");
  headers = prise_http_draft_get_headers (get_draft (self));
  again = g_list_model_get_item (G_LIST_MODEL (headers), 0);
  g_assert_cmpstr (prise_http_field_item_get_value (again), ==, "[::1]:81");
  g_assert_false (prise_http_field_item_get_enabled (again));
  emptied = g_list_model_get_item (G_LIST_MODEL (headers), 1);
  g_assert_cmpstr (prise_http_field_item_get_name (emptied), ==, "Authorization");
  g_assert_false (prise_http_field_item_get_enabled (emptied));
}

/* Neither what was refused nor what was typed so far. */
static void
test_keeps_no_curl (Fixture *self, gconstpointer data)
{
  GtkEditable *entry = GTK_EDITABLE (find (self, "url_entry"));
  g_autofree char *url = NULL;

  gtk_editable_set_text (entry, "http://a.example/");
  close_page (self);
  show_page (self);
  gtk_editable_set_text (GTK_EDITABLE (find (self, "url_entry")),
                         "curl --no-such-option -u user:secret http://b.example/");
  close_page (self);
  url = g_settings_get_string (self->settings, "url");
  g_assert_cmpstr (url, ==, "http://a.example/");

  show_page (self);
  assert_request (self, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
}

static void
test_keeps_the_view (Fixture *self, gconstpointer data)
{
  g_autofree char *view = NULL;

  prise_response_view_show (PRISE_RESPONSE_VIEW (find (self, "response_view")), "headers");
  close_page (self);

  show_page (self);
  g_object_get (find (self, "response_view"), "view", &view, NULL);
  g_assert_cmpstr (view, ==, "headers");
}

/* Also where it can't be seen: it would be read out. */
static void
test_says_none_only_then (Fixture *self, gconstpointer data)
{
  GListStore *headers = prise_http_draft_get_headers (get_draft (self));
  GtkWidget *none_label = find (self, "none_label");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (headers)), >, 0);
  g_assert_false (gtk_widget_get_visible (none_label));
  g_list_store_remove_all (headers);
  g_assert_true (gtk_widget_get_visible (none_label));
}

static void
test_history (Fixture *self, gconstpointer data)
{
  GListModel *items;
  g_autoptr (PriseHttpHistoryItem) item = NULL;

  http_server_respond (self->server, "HTTP/1.1 204 No Content\r\n\r\n", HTTP_SERVER_CLOSE);
  type_url (self, "/kept?a=1&b=2");
  press (self);
  wait_for_status (self, "204");
  close_page (self);

  show_page (self);
  widget_test_wait (is_quiet, self->page);
  items = prise_http_history_get_items (prise_http_page_get_history (get_page (self)));
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
  item = g_list_model_get_item (items, 0);
  g_assert_cmpuint (prise_http_history_item_get_status (item), ==, 204);
  g_assert_true (g_str_has_suffix (prise_http_history_item_get_url (item), "/kept?a=1&b=2"));
  assert_both_ends (find (self, "history_view"));
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/http-page/lesson", test_lesson },
    { "/http-page/sends", test_sends },
    { "/http-page/bad-url", test_bad_url },
    { "/http-page/pasted-curl", test_pasted_curl },
    { "/http-page/typed-curl", test_typed_curl },
    { "/http-page/redirect", test_redirect },
    { "/http-page/without-status", test_without_status },
    { "/http-page/makes-way", test_makes_way },
    { "/http-page/circle", test_circle },
    { "/http-page/refused", test_refused },
    { "/http-page/cancel", test_cancel },
    { "/http-page/timeouts", test_timeouts },
    { "/http-page/mistyped", test_mistyped },
    { "/http-page/followed", test_followed },
    { "/http-page/followed-to-nothing", test_followed_to_nothing },
    { "/http-page/cancelled-redirect", test_cancelled_redirect },
    { "/http-page/bad-method", test_bad_method },
    { "/http-page/hidden-body", test_hidden_body },
    { "/http-page/history", test_history },
    { "/http-page/keeps-the-form", test_keeps_the_form },
    { "/http-page/keeps-no-curl", test_keeps_no_curl },
    { "/http-page/keeps-the-view", test_keeps_the_view },
    { "/http-page/says-none-only-then", test_says_none_only_then },
    { "/http-page/cancel-flood", test_cancel_flood },
  };
  g_autofree char *folder = g_dir_make_tmp ("prise-http-page-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  widget_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
