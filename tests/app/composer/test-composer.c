// SPDX-License-Identifier: GPL-3.0-or-later
/* Writing and sending a message. */
#include "config.h"

#include <string.h>

#include "prise-composer.h"
#include "prise-message-view.h"
#include "prise-settings.h"
#include "widget-test.h"

typedef struct {
  GSettings *root;
  GSettings *settings;
  PriseComposer *composer;
  PriseMessageView *view;
  GtkWidget *window;
  GBytes *sent;
  guint n_sent;
} Fixture;

static void
did_send (PriseComposer *composer, GBytes *bytes, PriseTcpPeer *recipient, Fixture *fixture)
{
  g_clear_pointer (&fixture->sent, g_bytes_unref);
  fixture->sent = g_bytes_ref (bytes);
  fixture->n_sent++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = prise_settings_new (NULL);
  g_assert_nonnull (fixture->root);
  fixture->settings = g_settings_get_child (fixture->root, "tcp-client");
  fixture->composer = g_object_new (PRISE_TYPE_COMPOSER, NULL);
  prise_composer_bind_settings (fixture->composer, fixture->settings);
  g_signal_connect (fixture->composer, "send", G_CALLBACK (did_send), fixture);
  fixture->view =
      PRISE_MESSAGE_VIEW (widget_test_find (GTK_WIDGET (fixture->composer), "message_view"));
  fixture->window = widget_test_show (GTK_WIDGET (fixture->composer), 600, 200);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  widget_test_close (fixture->window);
  g_settings_reset (fixture->settings, "message");
  g_settings_reset (fixture->settings, "format");
  g_settings_reset (fixture->settings, "line-ending");
  g_assert_finalize_object (fixture->settings);
  g_assert_finalize_object (fixture->root);
  g_clear_pointer (&fixture->sent, g_bytes_unref);
}

static void
assert_sent (Fixture *fixture, guint n_sent, const char *expected)
{
  gsize size;
  const char *data;

  g_assert_cmpuint (fixture->n_sent, ==, n_sent);
  data = g_bytes_get_data (fixture->sent, &size);
  g_assert_cmpmem (data, size, expected, strlen (expected));
}

static void
test_sends_the_lesson (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.send", NULL);
  assert_sent (fixture, 1, "Bonjour serveur");
  g_assert_null (prise_composer_get_error (fixture->composer));
}

static void
test_sends_text (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *message;
    const char *format;
    const char *line_ending;
    const char *bytes;
  } cases[] = {
    { "plain", "text", "none", "plain" },
    { "a\\r\\n\\x41", "text", "none", "a\r\nA" },
    { "two\nlines", "text", "lf", "two\nlines\n" },
    { "GET /", "text", "crlf", "GET /\r\n" },
    { "", "text", "cr", "\r" },
    { "42 6f 6E", "hex", "none", "Bon" },
    { "é €", "text", "none", "é €" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseComposer) composer =
        g_object_ref_sink (g_object_new (PRISE_TYPE_COMPOSER, NULL));

    g_settings_set_string (fixture->settings, "format", cases[i].format);
    g_settings_set_string (fixture->settings, "line-ending", cases[i].line_ending);
    prise_composer_bind_settings (composer, fixture->settings);
    g_signal_connect (composer, "send", G_CALLBACK (did_send), fixture);
    prise_composer_set_message (composer, cases[i].message);
    prise_composer_send (composer);
    assert_sent (fixture, i + 1, cases[i].bytes);
  }
}

static void
test_mistake_is_not_sent (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = NULL;
  g_autofree char *selected = NULL;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  GtkTextIter start, end;

  prise_composer_set_message (fixture->composer, "é wrong \\q");
  prise_composer_send (fixture->composer);
  g_assert_cmpuint (fixture->n_sent, ==, 0);
  g_assert_nonnull (strstr (prise_composer_get_error (fixture->composer), "\\q"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  message = prise_composer_dup_message (fixture->composer);
  g_assert_cmpstr (message, ==, "é wrong \\q");
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  selected = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (selected, ==, "\\");

  prise_composer_set_message (fixture->composer, "right");
  g_assert_null (prise_composer_get_error (fixture->composer));
}

static void
test_empty_message (Fixture *fixture, gconstpointer data)
{
  prise_composer_set_message (fixture->composer, "");
  prise_composer_send (fixture->composer);
  g_assert_cmpuint (fixture->n_sent, ==, 0);
  g_assert_nonnull (prise_composer_get_error (fixture->composer));
}

/* A datagram may be empty: as text, as hex, and not only at the first press of Enter. */
static void
test_allows_empty (Fixture *fixture, gconstpointer data)
{
  GtkWidget *format = widget_test_find (GTK_WIDGET (fixture->composer), "format_drop_down");
  g_autofree char *kept = NULL;

  prise_composer_set_message (fixture->composer, "");
  prise_composer_send (fixture->composer);
  g_object_set (fixture->composer, "allow-empty", TRUE, NULL);
  prise_composer_send (fixture->composer);
  assert_sent (fixture, 1, "");
  g_assert_null (prise_composer_get_error (fixture->composer));
  kept = g_settings_get_string (fixture->settings, "message");
  g_assert_cmpstr (kept, ==, "");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (format), PRISE_MESSAGE_FORMAT_HEX);
  g_signal_emit_by_name (fixture->view, "submit");
  assert_sent (fixture, 2, "");

  prise_composer_set_message (fixture->composer, "not hex");
  prise_composer_send (fixture->composer);
  g_assert_cmpuint (fixture->n_sent, ==, 2);
  g_assert_nonnull (prise_composer_get_error (fixture->composer));

  g_object_set (fixture->composer, "allow-empty", FALSE, NULL);
  prise_composer_set_message (fixture->composer, "");
  prise_composer_send (fixture->composer);
  g_assert_cmpuint (fixture->n_sent, ==, 2);
}

/* With nobody to send to, Enter says why, and the button can't be pressed. */
static void
test_hint (Fixture *fixture, gconstpointer data)
{
  prise_composer_set_hint (fixture->composer, "Connect first.");
  g_signal_emit_by_name (fixture->view, "submit");
  g_assert_cmpuint (fixture->n_sent, ==, 0);
  g_assert_cmpstr (prise_composer_get_error (fixture->composer), ==, "Connect first.");
  g_assert_false (
      gtk_widget_get_sensitive (widget_test_find (GTK_WIDGET (fixture->composer), "send_button")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.send", NULL);
  g_assert_cmpuint (fixture->n_sent, ==, 0);

  prise_composer_set_hint (fixture->composer, NULL);
  g_assert_true (
      gtk_widget_get_sensitive (widget_test_find (GTK_WIDGET (fixture->composer), "send_button")));
  g_signal_emit_by_name (fixture->view, "submit");
  g_assert_cmpuint (fixture->n_sent, ==, 1);
}

static void
assert_recalled (Fixture *fixture, int direction, const char *expected)
{
  g_autofree char *message = NULL;

  g_signal_emit_by_name (fixture->view, "recall", direction);
  message = prise_composer_dup_message (fixture->composer);
  g_assert_cmpstr (message, ==, expected);
}

static void
test_recalls (Fixture *fixture, gconstpointer data)
{
  prise_composer_set_message (fixture->composer, "first");
  prise_composer_send (fixture->composer);
  prise_composer_set_message (fixture->composer, "second");
  prise_composer_send (fixture->composer);
  prise_composer_set_message (fixture->composer, "draft");

  assert_recalled (fixture, -1, "second");
  assert_recalled (fixture, -1, "first");
  assert_recalled (fixture, -1, "first");
  assert_recalled (fixture, 1, "second");
  assert_recalled (fixture, 1, "draft");
  assert_recalled (fixture, 1, "draft");
}

static void
test_remembers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = NULL;

  prise_composer_set_message (fixture->composer, "for the next start");
  prise_composer_send (fixture->composer);
  kept = g_settings_get_string (fixture->settings, "message");
  g_assert_cmpstr (kept, ==, "for the next start");
}

/* What is too large for a text view never gets into one, and is sent whole. */
static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  const gsize size = 100 * 1000 * 1000;
  g_autofree char *large = g_strnfill (size, 'x');
  g_autofree char *message = NULL;
  g_autoptr (GBytes) attachment = NULL;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  const gint64 begin = g_get_monotonic_time ();

  gtk_text_buffer_insert_at_cursor (buffer, large, size);
  message = prise_composer_dup_message (fixture->composer);
  g_assert_cmpstr (message, ==, "Bonjour serveur");
  widget_test_wait_frames (fixture->window, 2);

  prise_composer_send (fixture->composer);
  g_assert_cmpuint (fixture->n_sent, ==, 1);
  g_assert_cmpuint (g_bytes_get_size (fixture->sent), ==, size);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_USEC_PER_SEC);

  g_object_get (fixture->composer, "attachment", &attachment, NULL);
  g_assert_null (attachment);
}

/* A long line isn't broken, which would take seconds; and the field grows no wider by it. */
static void
test_long_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = g_strnfill (PRISE_MESSAGE_VIEW_MAX_SIZE, 'x');
  const int width = gtk_widget_get_width (GTK_WIDGET (fixture->composer));

  prise_message_view_set_text (fixture->view, line);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (fixture->view)), ==, GTK_WRAP_NONE);
  widget_test_wait_frames (fixture->window, 2);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->composer)), ==, width);
  prise_message_view_set_text (fixture->view, "short");
  g_assert_cmpint (gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (fixture->view)), !=, GTK_WRAP_NONE);
}

static void
test_removes_large_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (PRISE_MESSAGE_VIEW_MAX_SIZE + 1, 'x');
  g_autoptr (GBytes) attachment = NULL;
  GtkWidget *label = widget_test_find (GTK_WIDGET (fixture->composer), "attachment_label");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));

  gtk_text_buffer_insert_at_cursor (buffer, large, -1);
  g_object_get (fixture->composer, "attachment", &attachment, NULL);
  g_assert_nonnull (attachment);
  g_assert_true (gtk_widget_get_mapped (label));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  g_clear_pointer (&attachment, g_bytes_unref);

  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.remove-attachment", NULL);
  g_object_get (fixture->composer, "attachment", &attachment, NULL);
  g_assert_null (attachment);
  g_assert_false (gtk_widget_get_mapped (label));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->view)));
  prise_composer_send (fixture->composer);
  assert_sent (fixture, 1, "Bonjour serveur");
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  GtkAccessible *view = GTK_ACCESSIBLE (fixture->view);
  GtkWidget *format = widget_test_find (GTK_WIDGET (fixture->composer), "format_drop_down");

  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Message");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (format), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Format");
}

static void
assert_message (Fixture *fixture, const char *expected)
{
  g_autofree char *message = prise_composer_dup_message (fixture->composer);

  g_assert_cmpstr (message, ==, expected);
}

static void
choose_format (Fixture *fixture, PriseMessageFormat format)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (widget_test_find (GTK_WIDGET (fixture->composer),
                                                               "format_drop_down")),
                              format);
}

/* Another format writes the same bytes otherwise; a mistake isn't touched. */
static void
test_converts (Fixture *fixture, gconstpointer data)
{
  prise_composer_set_message (fixture->composer, "a\\xFF");
  choose_format (fixture, PRISE_MESSAGE_FORMAT_HEX);
  assert_message (fixture, "61 FF");
  choose_format (fixture, PRISE_MESSAGE_FORMAT_TEXT);
  assert_message (fixture, "a\\xFF");

  prise_composer_set_message (fixture->composer, "\\q");
  choose_format (fixture, PRISE_MESSAGE_FORMAT_HEX);
  assert_message (fixture, "\\q");
  choose_format (fixture, PRISE_MESSAGE_FORMAT_TEXT);
  assert_message (fixture, "\\q");
}

/* What is recalled, or kept since the last start, stands there as it was written. */
static void
test_keeps_what_was_written (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseComposer) another = g_object_ref_sink (g_object_new (PRISE_TYPE_COMPOSER, NULL));
  g_autofree char *message = NULL;

  choose_format (fixture, PRISE_MESSAGE_FORMAT_HEX);
  prise_composer_set_message (fixture->composer, "42 43");
  prise_composer_send (fixture->composer);
  prise_composer_bind_settings (another, fixture->settings);
  message = prise_composer_dup_message (another);
  g_assert_cmpstr (message, ==, "42 43");

  choose_format (fixture, PRISE_MESSAGE_FORMAT_TEXT);
  assert_message (fixture, "BC");
  g_signal_emit_by_name (fixture->view, "recall", -1);
  assert_message (fixture, "42 43");
}

static void
assert_not_elided (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)) {
    PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));

    g_test_message ("“%s”", gtk_label_get_text (GTK_LABEL (widget)));
    g_assert_false (pango_layout_is_ellipsized (layout));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_not_elided (child);
}

/* What a telephone has room for beside each other isn't enough for the three choices. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) peers = g_list_store_new (PRISE_TYPE_TCP_PEER);
  GtkWidget *composer = g_object_new (PRISE_TYPE_COMPOSER, "peers", peers, NULL);
  GtkWidget *window = widget_test_show (composer, 360, 200);

  g_assert_cmpint (gtk_widget_get_width (composer), ==, 360);
  assert_not_elided (composer);
  widget_test_close (window);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

#define ADD(path, func) g_test_add ("/composer/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("sends-the-lesson", test_sends_the_lesson);
  ADD ("sends-text", test_sends_text);
  ADD ("mistake-is-not-sent", test_mistake_is_not_sent);
  ADD ("empty-message", test_empty_message);
  ADD ("allows-empty", test_allows_empty);
  ADD ("hint", test_hint);
  ADD ("recalls", test_recalls);
  ADD ("remembers", test_remembers);
  ADD ("large-text", test_large_text);
  ADD ("long-line", test_long_line);
  ADD ("removes-large-text", test_removes_large_text);
  ADD ("names", test_names);
  ADD ("narrow", test_narrow);
  ADD ("converts", test_converts);
  ADD ("keeps-what-was-written", test_keeps_what_was_written);
#undef ADD

  return g_test_run ();
}
