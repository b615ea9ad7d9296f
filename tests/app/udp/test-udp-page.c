// SPDX-License-Identifier: GPL-3.0-or-later
/* The UDP page against the real engine, sockets of the test's own, and bad input. */
#include "config.h"

#include <string.h>

#include "udp-page-fixture.h"

static void
test_lesson (UdpPage *page, gconstpointer data)
{
  GtkWidget *button = udp_page_find (page, "toggle_button");
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));

  g_assert_cmpstr (gtk_label_get_label (label), ==, "_Open");
  udp_page_open (page);
  g_assert_cmpstr (gtk_label_get_label (label), ==, "_Close");

  udp_page_send_from_other (page, "Bonjour serveur");
  udp_page_assert_other_gets (page, "Recu: Bonjour serveur");
  udp_page_wait_for_entry (page, PRISE_ENTRY_RECEIVED, "Bonjour serveur");
  udp_page_wait_for_entry (page, PRISE_ENTRY_SENT, "Recu: Bonjour serveur");

  udp_page_press (page);
  widget_test_wait (udp_page_is_closed, page->socket);
  g_assert_cmpstr (gtk_label_get_label (label), ==, "_Open");
}

static void
test_sends (UdpPage *page, gconstpointer data)
{
  static const char *const messages[] = { "Bonjour à toi", "", "two\nlines" };

  udp_page_aim_at (page, "127.0.0.1", udp_page_get_port (page->other));
  udp_page_send (page, "too early");
  g_assert_nonnull (prise_composer_get_error (udp_page_get_composer (page)));

  udp_page_open (page);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++) {
    udp_page_send (page, messages[i]);
    g_assert_null (prise_composer_get_error (udp_page_get_composer (page)));
    udp_page_assert_other_gets (page, messages[i]);
  }
}

/* What is replied to to a message of ours isn't replied to in turn. */
static void
test_reply_is_not_replied (UdpPage *page, gconstpointer data)
{
  udp_page_open (page);
  udp_page_aim_at (page, "127.0.0.1", udp_page_get_port (page->other));
  udp_page_send (page, "question");
  udp_page_assert_other_gets (page, "question");
  udp_page_send_from_other (page, "reply");
  udp_page_wait_for_entry (page, PRISE_ENTRY_RECEIVED, "reply");

  udp_page_send_from_other (page, "another");
  udp_page_assert_other_gets (page, "Recu: another");
}

static void
test_local_mistakes (UdpPage *page, gconstpointer data)
{
  static const char *const bad[] = { "abc", "-1", "65536", "80x" };
  g_autofree char *used = g_strdup_printf ("%u", udp_page_get_port (page->other));

  udp_page_type (page, "address_field", "127.0.0.1 x");
  udp_page_press (page);
  g_assert_nonnull (udp_page_get_error (page, "address_field"));
  g_assert_true (udp_page_is_closed (page->socket));
  udp_page_type (page, "address_field", "127.0.0.1");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    udp_page_type (page, "port_field", bad[i]);
    udp_page_press (page);
    g_assert_nonnull (udp_page_get_error (page, "port_field"));
    g_assert_true (udp_page_is_closed (page->socket));
  }

  udp_page_type (page, "port_field", used);
  udp_page_press (page);
  udp_page_wait_for_error (page, "port_field");
  g_assert_nonnull (strstr (udp_page_get_error (page, "port_field"), used));
  g_assert_true (udp_page_is_closed (page->socket));

  udp_page_type (page, "port_field", "0");
  g_assert_null (udp_page_get_error (page, "port_field"));
  udp_page_type (page, "address_field", "192.0.2.1");
  udp_page_press (page);
  udp_page_wait_for_error (page, "address_field");
}

static void
test_destination_mistakes (UdpPage *page, gconstpointer data)
{
  static const struct {
    const char *host;
    const char *port;
    gboolean host_is_wrong;
  } cases[] = { { "", "12345", TRUE },          { "a b", "12345", TRUE },
                { "[::1", "12345", TRUE },      { "127.0.0.1", "", FALSE },
                { "127.0.0.1", "0", FALSE },    { "127.0.0.1", "x", FALSE },
                { "127.0.0.1", "65536", FALSE } };

  udp_page_open (page);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean shown;

    udp_page_type (page, "host_field", cases[i].host);
    udp_page_type (page, "destination_port_field", cases[i].port);
    g_object_set (page->page, "show-sidebar", FALSE, NULL);
    udp_page_send (page, "kept");
    g_assert_cmpint (udp_page_get_error (page, "host_field") != NULL, ==, cases[i].host_is_wrong);
    g_assert_cmpint (udp_page_get_error (page, "destination_port_field") != NULL, ==,
                     !cases[i].host_is_wrong);
    g_assert_nonnull (prise_composer_get_error (udp_page_get_composer (page)));
    g_object_get (page->page, "show-sidebar", &shown, NULL);
    g_assert_true (shown);
    udp_page_assert_not_sent (page, "kept");
  }

  /* Mending the destination is enough. */
  udp_page_aim_at (page, "127.0.0.1", udp_page_get_port (page->other));
  g_assert_null (prise_composer_get_error (udp_page_get_composer (page)));
  udp_page_send (page, "at last");
  udp_page_assert_other_gets (page, "at last");
}

static void
test_unknown_name (UdpPage *page, gconstpointer data)
{
  udp_page_open (page);
  udp_page_aim_at (page, "no-such-name.invalid", 12345);
  udp_page_send (page, "kept");
  udp_page_wait_for_error (page, "host_field");
  g_assert_nonnull (strstr (udp_page_get_error (page, "host_field"), "no-such-name.invalid"));
  udp_page_assert_not_sent (page, "kept");
}

static void
test_too_long (UdpPage *page, gconstpointer data)
{
  g_autofree char *message = g_strnfill (65508, 'x');

  udp_page_open (page);
  udp_page_aim_at (page, "127.0.0.1", udp_page_get_port (page->other));
  udp_page_send (page, message);
  g_assert_nonnull (strstr (prise_composer_get_error (udp_page_get_composer (page)), "65507"));
  udp_page_assert_not_sent (page, message);
}

static gboolean
has_composer_error (gpointer composer)
{
  return prise_composer_get_error (composer) != NULL;
}

/* Only the engine knows which family a name leads to. */
static void
test_too_long_for_name (UdpPage *page, gconstpointer data)
{
  g_autofree char *message = g_strnfill (65508, 'x');

  udp_page_open (page);
  udp_page_aim_at (page, "localhost", udp_page_get_port (page->other));
  udp_page_send (page, message);
  widget_test_wait (has_composer_error, udp_page_get_composer (page));
  g_assert_nonnull (strstr (prise_composer_get_error (udp_page_get_composer (page)), "65507"));
  udp_page_assert_not_sent (page, message);
}

/* Pasted text that no datagram carries stays attached. */
static void
test_too_long_attachment (UdpPage *page, gconstpointer data)
{
  g_autofree char *large = g_strnfill (100000, 'x');
  GtkTextView *view = GTK_TEXT_VIEW (udp_page_find (page, "message_view"));
  g_autoptr (GBytes) attachment = NULL;

  udp_page_open (page);
  udp_page_aim_at (page, "localhost", udp_page_get_port (page->other));
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (view), large, -1);
  prise_composer_send (udp_page_get_composer (page));
  g_assert_nonnull (strstr (prise_composer_get_error (udp_page_get_composer (page)), "100000"));
  g_object_get (udp_page_get_composer (page), "attachment", &attachment, NULL);
  g_assert_nonnull (attachment);
}

static void
test_reply_to (UdpPage *page, gconstpointer data)
{
  static const struct {
    const char *address;
    const char *host;
    const char *port;
  } cases[] = {
    { "127.0.0.1:5000", "127.0.0.1", "5000" },
    { "[::1]:5001", "::1", "5001" },
    { "[fe80::1%lo]:5002", "fe80::1%lo", "5002" },
  };
  GtkWidget *view = udp_page_find (page, "message_view");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gtk_widget_grab_focus (udp_page_find (page, "toggle_button"));
    g_signal_emit_by_name (udp_page_find (page, "traffic_pane"), "reply-to", cases[i].address);
    g_assert_cmpstr (udp_page_get_text (page, "host_field"), ==, cases[i].host);
    g_assert_cmpstr (udp_page_get_text (page, "destination_port_field"), ==, cases[i].port);
    g_assert_true (gtk_widget_has_focus (view));
  }
}

static void
test_peers (UdpPage *page, gconstpointer data)
{
  GListModel *peers = prise_udp_socket_get_peers (page->socket);
  g_autofree char *port = g_strdup_printf ("%u", udp_page_get_port (page->other));
  GtkWidget *empty = udp_page_find (page, "no_peer");
  GtkLabel *count = GTK_LABEL (udp_page_find (page, "peer_count"));

  g_assert_true (gtk_widget_get_visible (empty));
  g_assert_cmpstr (gtk_label_get_label (count), ==, "");
  udp_page_open (page);
  udp_page_send_from_other (page, "it’s me");
  udp_page_wait_for_items (peers, 1);
  g_assert_false (gtk_widget_get_visible (empty));
  g_assert_cmpstr (gtk_label_get_label (count), ==, "· 1");

  udp_page_type (page, "host_field", "elsewhere");
  g_signal_emit_by_name (udp_page_find (page, "peers_view"), "activate", 0);
  g_assert_cmpstr (udp_page_get_text (page, "host_field"), ==, "127.0.0.1");
  g_assert_cmpstr (udp_page_get_text (page, "destination_port_field"), ==, port);
}

/* Enter in the destination opens the socket, and never closes it. */
static void
test_enter_in_destination (UdpPage *page, gconstpointer data)
{
  GtkWidget *host = udp_page_find (page, "host_field");

  g_signal_emit_by_name (host, "entry-activated");
  widget_test_wait (udp_page_is_active, page->socket);
  gtk_widget_grab_focus (host);
  g_signal_emit_by_name (host, "entry-activated");
  g_assert_true (udp_page_is_active (page->socket));
  g_assert_true (gtk_widget_has_focus (udp_page_find (page, "message_view")));
}

static void
test_form_is_kept (UdpPage *page, gconstpointer data)
{
  g_autofree char *host = NULL;
  g_autofree char *group = NULL;
  g_autofree char *interface = NULL;
  guint max_datagram;

  udp_page_type (page, "host_field", "example.org");
  udp_page_type (page, "group_field", "239.1.2.3");
  g_object_set (udp_page_find (page, "interface_row"), "interface", "lo", NULL);
  udp_page_set_switch (page, "share_switch", TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (udp_page_find (page, "hops_spin")), 7);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (udp_page_find (page, "length_spin")), 512);

  host = g_settings_get_string (page->settings, "destination-host");
  group = g_settings_get_string (page->settings, "group");
  interface = g_settings_get_string (page->settings, "interface");
  g_assert_cmpstr (host, ==, "example.org");
  g_assert_cmpstr (group, ==, "239.1.2.3");
  g_assert_cmpstr (interface, ==, "lo");
  g_assert_true (g_settings_get_boolean (page->settings, "share-port"));
  g_assert_cmpuint (g_settings_get_uint (page->settings, "hops"), ==, 7);
  g_object_get (page->socket, "max-datagram", &max_datagram, NULL);
  g_assert_cmpuint (max_datagram, ==, 512);
}

static guint
get_reply (UdpPage *page)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (udp_page_find (page, "reply_row")));
}

/* Where it isn't the lesson nobody gets a reply that wasn't asked for; who has chosen keeps it. */
static void
test_reply_is_for_the_lesson (UdpPage *page, gconstpointer data)
{
  enum { NONE, ECHO, TEMPLATE };
  g_autoptr (GVariant) chosen = NULL;

  udp_page_tear_down (page, NULL);
  udp_page_set_up_unchosen (page, NULL);
  udp_page_type (page, "address_field", "localhost");
  udp_page_type (page, "port_field", "12345");
  g_assert_cmpuint (get_reply (page), ==, TEMPLATE);
  udp_page_type (page, "address_field", "");
  g_assert_cmpuint (get_reply (page), ==, NONE);
  udp_page_type (page, "address_field", "localhost");
  g_assert_cmpuint (get_reply (page), ==, TEMPLATE);
  udp_page_type (page, "port_field", "5000");
  g_assert_cmpuint (get_reply (page), ==, NONE);
  chosen = g_settings_get_user_value (page->settings, "reply");
  g_assert_null (chosen);

  adw_combo_row_set_selected (ADW_COMBO_ROW (udp_page_find (page, "reply_row")), ECHO);
  g_assert_cmpint (g_settings_get_enum (page->settings, "reply"), ==, ECHO);
  udp_page_type (page, "port_field", "12345");
  g_assert_cmpuint (get_reply (page), ==, ECHO);
  udp_page_type (page, "port_field", "5000");
  g_assert_cmpuint (get_reply (page), ==, ECHO);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

#define ADD(path, func)                                                                            \
  g_test_add ("/udp-page/" path, UdpPage, NULL, udp_page_set_up, func, udp_page_tear_down)
  ADD ("lesson", test_lesson);
  ADD ("sends", test_sends);
  ADD ("reply-is-not-replied-to", test_reply_is_not_replied);
  ADD ("local-mistakes", test_local_mistakes);
  ADD ("destination-mistakes", test_destination_mistakes);
  ADD ("unknown-name", test_unknown_name);
  ADD ("too-long", test_too_long);
  ADD ("too-long-for-name", test_too_long_for_name);
  ADD ("too-long-attachment", test_too_long_attachment);
  ADD ("reply-to", test_reply_to);
  ADD ("peers", test_peers);
  ADD ("enter-in-destination", test_enter_in_destination);
  ADD ("form-is-kept", test_form_is_kept);
  ADD ("reply-is-for-the-lesson", test_reply_is_for_the_lesson);
#undef ADD

  return g_test_run ();
}
