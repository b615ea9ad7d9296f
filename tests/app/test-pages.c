// SPDX-License-Identifier: GPL-3.0-or-later
/* The two pages against the real engine, each other, and bad input. */
#include "config.h"

#include <string.h>

#include "prise-composer.h"
#include "prise-field.h"
#include "prise-settings.h"
#include "prise-status-line.h"
#include "prise-tcp-client-page.h"
#include "prise-tcp-server-page.h"
#include "widget-test.h"

typedef struct {
  PriseIo *io;
  GSettings *settings;
  GSettings *server_settings;
  GSettings *client_settings;
  GtkWidget *server_page;
  GtkWidget *client_page;
  PriseTcpServer *server;
  PriseTcpClient *client;
  GtkWidget *window;
} Fixture;

/* The pages take their forms from the settings: a port of the system's choice. */
static void
set_up_settings (Fixture *fixture)
{
  fixture->settings = prise_settings_new (NULL);
  g_assert_nonnull (fixture->settings);
  fixture->server_settings = g_settings_get_child (fixture->settings, "tcp-server");
  fixture->client_settings = g_settings_get_child (fixture->settings, "tcp-client");
  g_settings_set_string (fixture->server_settings, "address", "127.0.0.1");
  g_settings_set_string (fixture->server_settings, "port", "0");
  g_settings_set_string (fixture->client_settings, "host", "127.0.0.1");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->io = prise_io_new ();
  set_up_settings (fixture);
  fixture->server_page = prise_tcp_server_page_new (fixture->io, fixture->settings);
  fixture->client_page = prise_tcp_client_page_new (fixture->io, fixture->settings);
  fixture->server = prise_tcp_server_page_get_server (PRISE_TCP_SERVER_PAGE (fixture->server_page));
  fixture->client = prise_tcp_client_page_get_client (PRISE_TCP_CLIENT_PAGE (fixture->client_page));
  gtk_box_append (GTK_BOX (box), fixture->server_page);
  gtk_box_append (GTK_BOX (box), fixture->client_page);
  fixture->window = widget_test_show (box, 1000, 1000);
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

static gboolean
is_closed (gpointer user_data)
{
  const PriseEndpointState state = prise_endpoint_get_state (user_data);

  return state == PRISE_ENDPOINT_IDLE || state == PRISE_ENDPOINT_FAILED;
}

static gboolean
is_active (gpointer user_data)
{
  return prise_endpoint_get_state (user_data) == PRISE_ENDPOINT_ACTIVE;
}

static gboolean
is_failed (gpointer user_data)
{
  return prise_endpoint_get_state (user_data) == PRISE_ENDPOINT_FAILED;
}

static void
stop (gpointer endpoint)
{
  prise_endpoint_stop_async (endpoint, TRUE, NULL, NULL);
  widget_test_wait (is_closed, endpoint);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  stop (fixture->client);
  stop (fixture->server);
  widget_test_close (fixture->window);
  reset_settings (fixture->server_settings);
  reset_settings (fixture->client_settings);
  g_assert_finalize_object (fixture->server_settings);
  g_assert_finalize_object (fixture->client_settings);
  g_assert_finalize_object (fixture->settings);
  g_assert_finalize_object (fixture->io);
}

static void
type (GtkWidget *page, const char *field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (widget_test_find (page, field)), text);
}

static void
press (GtkWidget *page)
{
  gtk_widget_activate_action (page, "page.toggle", NULL);
}

static void
start_server (Fixture *fixture)
{
  press (fixture->server_page);
  widget_test_wait (is_active, fixture->server);
}

static void
connect_client (Fixture *fixture)
{
  g_autofree char *port =
      g_strdup_printf ("%u", prise_endpoint_get_local_port (PRISE_ENDPOINT (fixture->server)));

  type (fixture->client_page, "port_field", port);
  press (fixture->client_page);
  widget_test_wait (is_active, fixture->client);
}

static void
send_message (GtkWidget *page, const char *message)
{
  PriseComposer *composer = PRISE_COMPOSER (widget_test_find (page, "composer"));

  prise_composer_set_message (composer, message);
  prise_composer_send (composer);
  g_assert_null (prise_composer_get_error (composer));
}

typedef struct {
  gpointer endpoint;
  PriseEntryKind kind;
  const char *text;
} Wanted;

static gboolean
has_entry (gpointer user_data)
{
  const Wanted *wanted = user_data;
  PriseJournal *journal = prise_endpoint_get_journal (wanted->endpoint);
  const guint64 end = prise_journal_get_end (journal);

  for (guint64 i = prise_journal_get_first (journal); i < end; i++) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    if (prise_journal_read (journal, i, &entry) && entry.kind == wanted->kind &&
        entry.size == strlen (wanted->text) && memcmp (entry.data, wanted->text, entry.size) == 0)
      return TRUE;
  }

  return FALSE;
}

static void
wait_for_entry (gpointer endpoint, PriseEntryKind kind, const char *text)
{
  Wanted wanted = { endpoint, kind, text };

  widget_test_wait (has_entry, &wanted);
}

static const char *
get_label (GtkWidget *page, const char *button)
{
  return gtk_label_get_label (
      GTK_LABEL (gtk_button_get_child (GTK_BUTTON (widget_test_find (page, button)))));
}

static gboolean
has_clients (gpointer user_data)
{
  return g_list_model_get_n_items (prise_tcp_server_get_peers (user_data)) > 0;
}

static gboolean
has_no_clients (gpointer user_data)
{
  return !has_clients (user_data);
}

static void
test_lesson (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (get_label (fixture->server_page, "toggle_button"), ==, "_Start Server");
  start_server (fixture);
  g_assert_cmpstr (get_label (fixture->server_page, "toggle_button"), ==, "_Stop Server");
  connect_client (fixture);
  g_assert_cmpstr (get_label (fixture->client_page, "toggle_button"), ==, "_Disconnect");

  send_message (fixture->client_page, "Bonjour serveur");
  wait_for_entry (fixture->server, PRISE_ENTRY_RECEIVED, "Bonjour serveur");
  wait_for_entry (fixture->server, PRISE_ENTRY_SENT, "Recu: Bonjour serveur");
  wait_for_entry (fixture->client, PRISE_ENTRY_RECEIVED, "Recu: Bonjour serveur");

  press (fixture->client_page);
  widget_test_wait (is_closed, fixture->client);
  widget_test_wait (has_no_clients, fixture->server);
  press (fixture->server_page);
  widget_test_wait (is_closed, fixture->server);
  g_assert_cmpstr (get_label (fixture->server_page, "toggle_button"), ==, "_Start Server");
}

static void
test_server_sends (Fixture *fixture, gconstpointer data)
{
  PriseComposer *composer = PRISE_COMPOSER (widget_test_find (fixture->server_page, "composer"));

  prise_composer_send (composer);
  g_assert_nonnull (prise_composer_get_error (composer));

  start_server (fixture);
  connect_client (fixture);
  widget_test_wait (has_clients, fixture->server);
  send_message (fixture->server_page, "to all");
  wait_for_entry (fixture->client, PRISE_ENTRY_RECEIVED, "to all");
}

/* A running server takes another reply at once, and keeps the last good one. */
static void
test_reply_changes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *field = widget_test_find (fixture->server_page, "template_field");

  start_server (fixture);
  connect_client (fixture);
  type (fixture->server_page, "template_field", "<{size}>");
  send_message (fixture->client_page, "four");
  wait_for_entry (fixture->client, PRISE_ENTRY_RECEIVED, "<4>");

  type (fixture->server_page, "template_field", "<{nonsense}>");
  g_assert_nonnull (prise_field_get_error (PRISE_FIELD (field)));
  send_message (fixture->client_page, "fives");
  wait_for_entry (fixture->client, PRISE_ENTRY_RECEIVED, "<5>");

  adw_combo_row_set_selected (ADW_COMBO_ROW (widget_test_find (fixture->server_page, "reply_row")),
                              1);
  send_message (fixture->client_page, "echo");
  wait_for_entry (fixture->client, PRISE_ENTRY_RECEIVED, "echo");
  g_assert_false (gtk_widget_get_visible (field));
}

static void
test_bad_ports (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *text;
    gboolean server_takes;
  } cases[] = {
    { "", FALSE },      { "abc", FALSE }, { "-1", FALSE },   { "70000", FALSE },
    { "65536", FALSE }, { "80x", FALSE }, { "12 3", FALSE }, { "0", TRUE },
  };
  PriseField *server = PRISE_FIELD (widget_test_find (fixture->server_page, "port_field"));
  PriseField *client = PRISE_FIELD (widget_test_find (fixture->client_page, "port_field"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    type (fixture->client_page, "port_field", cases[i].text);
    press (fixture->client_page);
    g_assert_nonnull (prise_field_get_error (client));
    g_assert_true (is_closed (fixture->client));
    gtk_test_accessible_assert_state (GTK_ACCESSIBLE (
                                          gtk_editable_get_delegate (GTK_EDITABLE (client))),
                                      GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

    if (!cases[i].server_takes) {
      type (fixture->server_page, "port_field", cases[i].text);
      press (fixture->server_page);
      g_assert_nonnull (prise_field_get_error (server));
      g_assert_true (is_closed (fixture->server));
    }
  }

  type (fixture->server_page, "port_field", "0");
  g_assert_null (prise_field_get_error (server));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (server), "error"));
}

/* By key, with the form out of sight. */
static void
test_mistake_is_shown (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pages[] = { fixture->server_page, fixture->client_page };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    gboolean shown;

    type (pages[i], "port_field", "70000");
    g_object_set (pages[i], "show-sidebar", FALSE, NULL);
    press (pages[i]);
    g_object_get (pages[i], "show-sidebar", &shown, NULL);
    g_assert_true (shown);
  }
}

/* So is one in the template of the reply. */
static void
test_reply_mistake_is_shown (Fixture *fixture, gconstpointer data)
{
  gboolean shown;

  type (fixture->server_page, "port_field", "0");
  adw_combo_row_set_selected (ADW_COMBO_ROW (widget_test_find (fixture->server_page, "reply_row")),
                              2);
  type (fixture->server_page, "template_field", "<{nonsense}>");
  g_object_set (fixture->server_page, "show-sidebar", FALSE, NULL);
  press (fixture->server_page);
  g_object_get (fixture->server_page, "show-sidebar", &shown, NULL);
  g_assert_true (shown);
  g_assert_true (is_closed (fixture->server));
  g_assert_nonnull (prise_field_get_error (
      PRISE_FIELD (widget_test_find (fixture->server_page, "template_field"))));
  /* A mistake that is gone isn't told of any more. */
  type (fixture->server_page, "template_field", "<{size}>");
  g_assert_null (prise_field_get_error (
      PRISE_FIELD (widget_test_find (fixture->server_page, "template_field"))));
}

static void
test_port_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autofree char *port = NULL;
  PriseField *field = PRISE_FIELD (widget_test_find (fixture->server_page, "port_field"));
  guint16 used = g_socket_listener_add_any_inet_port (other, NULL, NULL);

  g_assert_cmpuint (used, !=, 0);
  port = g_strdup_printf ("%u", used);
  type (fixture->server_page, "port_field", port);
  press (fixture->server_page);
  widget_test_wait (is_failed, fixture->server);
  while (prise_field_get_error (field) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (prise_field_get_error (field), port));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *port =
      g_strdup_printf ("%u", g_socket_listener_add_any_inet_port (listener, NULL, NULL));

  g_socket_listener_close (listener);
  type (fixture->client_page, "port_field", port);
  press (fixture->client_page);
  widget_test_wait (is_failed, fixture->client);
  g_assert_nonnull (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->client)));
  g_assert_null (
      prise_field_get_error (PRISE_FIELD (widget_test_find (fixture->client_page, "port_field"))));
}

/* A URL that was pasted as the host is taken apart, by whatever the field is left. */
static void
test_url_as_host (Fixture *fixture, gconstpointer data)
{
  GtkWidget *host = widget_test_find (fixture->client_page, "host_field");
  GtkWidget *port = widget_test_find (fixture->client_page, "port_field");

  gtk_widget_grab_focus (host);
  type (fixture->client_page, "host_field", "http://example.com:8080/path");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (host)), ==, "http://example.com:8080/path");
  gtk_widget_grab_focus (port);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (host)), ==, "example.com");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (port)), ==, "8080");

  type (fixture->client_page, "host_field", "127.0.0.1:1");
  press (fixture->client_page);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (host)), ==, "127.0.0.1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (port)), ==, "1");
  widget_test_wait (is_failed, fixture->client);
}

static gboolean
has_finished (gpointer user_data)
{
  return prise_tcp_client_get_sending_finished (user_data);
}

static void
test_finishes_sending (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = widget_test_find (fixture->client_page, "finish_button");

  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_switch_set_active (GTK_SWITCH (widget_test_find (fixture->server_page, "half_open_switch")),
                         TRUE);
  start_server (fixture);
  connect_client (fixture);
  g_assert_true (gtk_widget_get_sensitive (button));

  gtk_widget_activate_action (fixture->client_page, "page.finish-sending", NULL);
  widget_test_wait (has_finished, fixture->client);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (is_active (fixture->client));
  widget_test_wait (has_clients, fixture->server);
  send_message (fixture->server_page, "still here");
  wait_for_entry (fixture->client, PRISE_ENTRY_RECEIVED, "still here");
}

static void
test_disconnects_client (Fixture *fixture, gconstpointer reset)
{
  GListModel *peers = prise_tcp_server_get_peers (fixture->server);
  g_autoptr (PriseTcpPeer) peer = NULL;

  start_server (fixture);
  connect_client (fixture);
  widget_test_wait (has_clients, fixture->server);
  peer = g_list_model_get_item (peers, 0);
  gtk_widget_activate_action (fixture->server_page,
                              reset != NULL ? "server.reset" : "server.disconnect", "t",
                              prise_tcp_peer_get_id (peer));
  widget_test_wait (is_closed, fixture->client);
  widget_test_wait (has_no_clients, fixture->server);
  g_assert_true (is_active (fixture->server));
}

/* The message meant for one must not go to another when that one leaves. */
static void
test_recipient_leaves (Fixture *fixture, gconstpointer data)
{
  PriseComposer *composer = PRISE_COMPOSER (widget_test_find (fixture->server_page, "composer"));
  GtkDropDown *drop_down = GTK_DROP_DOWN (widget_test_find (fixture->server_page, "drop_down"));

  start_server (fixture);
  connect_client (fixture);
  widget_test_wait (has_clients, fixture->server);
  g_assert_cmpstr (gtk_label_get_label (
                       GTK_LABEL (widget_test_find (fixture->server_page, "client_count"))),
                   ==, "· 1");
  g_assert_null (prise_composer_get_recipient (composer));
  gtk_drop_down_set_selected (drop_down, 1);
  g_assert_nonnull (prise_composer_get_recipient (composer));
  send_message (fixture->server_page, "for you");
  wait_for_entry (fixture->client, PRISE_ENTRY_RECEIVED, "for you");

  press (fixture->client_page);
  widget_test_wait (has_no_clients, fixture->server);
  g_assert_null (prise_composer_get_recipient (composer));
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
  g_assert_nonnull (prise_composer_get_error (composer));
}

static void
test_form_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *host = NULL;
  g_autofree char *reply = NULL;

  type (fixture->client_page, "host_field", "example.org");
  adw_combo_row_set_selected (ADW_COMBO_ROW (widget_test_find (fixture->server_page, "reply_row")),
                              0);
  gtk_switch_set_active (GTK_SWITCH (widget_test_find (fixture->server_page, "once_switch")), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (
                                 widget_test_find (fixture->client_page, "timeout_spin")),
                             3);

  host = g_settings_get_string (fixture->client_settings, "host");
  reply = g_settings_get_string (fixture->server_settings, "reply");
  g_assert_cmpstr (host, ==, "example.org");
  g_assert_cmpstr (reply, ==, "none");
  g_assert_true (g_settings_get_boolean (fixture->server_settings, "once"));
  g_assert_cmpuint (g_settings_get_uint (fixture->client_settings, "timeout"), ==, 3);
}

static void
test_budget (Fixture *fixture, gconstpointer data)
{
  PriseJournal *journal = prise_endpoint_get_journal (PRISE_ENDPOINT (fixture->server));

  g_assert_cmpuint (prise_journal_get_budget (journal), ==, PRISE_JOURNAL_DEFAULT_BUDGET);
  g_settings_set_uint (fixture->settings, "journal-budget", 8);
  g_assert_cmpuint (prise_journal_get_budget (journal), ==, 8 * 1024 * 1024);
  g_settings_reset (fixture->settings, "journal-budget");
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

#define ADD(path, func, data) g_test_add ("/pages/" path, Fixture, data, set_up, func, tear_down)
  ADD ("lesson", test_lesson, NULL);
  ADD ("server-sends", test_server_sends, NULL);
  ADD ("reply-changes", test_reply_changes, NULL);
  ADD ("bad-ports", test_bad_ports, NULL);
  ADD ("mistake-is-shown", test_mistake_is_shown, NULL);
  ADD ("reply-mistake-is-shown", test_reply_mistake_is_shown, NULL);
  ADD ("port-in-use", test_port_in_use, NULL);
  ADD ("refused", test_refused, NULL);
  ADD ("url-as-host", test_url_as_host, NULL);
  ADD ("finishes-sending", test_finishes_sending, NULL);
  ADD ("disconnects-client", test_disconnects_client, NULL);
  ADD ("resets-client", test_disconnects_client, "reset");
  ADD ("recipient-leaves", test_recipient_leaves, NULL);
  ADD ("form-is-kept", test_form_is_kept, NULL);
  ADD ("budget", test_budget, NULL);
#undef ADD

  return g_test_run ();
}
