// SPDX-License-Identifier: GPL-3.0-or-later
/* The editor of a request's bytes: what it shows of them, and what becomes of what is typed. */
#include "config.h"

#include <string.h>

#include "prise-http-body-form.h"
#include "prise-http-request-editor.h"
#include "prise-long-lines.h"
#include "widget-test.h"

typedef struct {
  PriseHttpDraft *draft;
  GtkWidget *editor;
  GtkTextBuffer *buffer;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->draft = prise_http_draft_new ();
  self->editor = g_object_new (PRISE_TYPE_HTTP_REQUEST_EDITOR, NULL);
  prise_http_request_editor_set_draft (PRISE_HTTP_REQUEST_EDITOR (self->editor), self->draft);
  self->buffer =
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget_test_find (self->editor, "text_view")));
  self->window = widget_test_show (self->editor, 600, 400);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  widget_test_close (self->window);
  g_assert_finalize_object (self->draft);
}

/* Whatever way text comes into the editor, no hyphen is added where a line is broken. */
static void
test_hyphens (Fixture *self, gconstpointer data)
{
  GtkTextIter iter;

  prise_http_draft_set_url (self->draft, "http://localhost/a-long-path");
  gtk_text_buffer_get_start_iter (self->buffer, &iter);
  gtk_text_buffer_insert (self->buffer, &iter, "\n", -1);
  /* Content-Length follows: the text changes again while it is inserted. */
  prise_http_draft_set_keep_length (self->draft, TRUE);
  gtk_text_buffer_get_end_iter (self->buffer, &iter);
  gtk_text_buffer_insert (self->buffer, &iter, "Té\n\nü", -1);
  gtk_text_buffer_get_start_iter (self->buffer, &iter);
  do {
    GSList *tags = gtk_text_iter_get_tags (&iter);
    gboolean hyphens = TRUE;

    g_assert_nonnull (tags);
    g_object_get (tags->data, "insert-hyphens", &hyphens, NULL);
    g_assert_false (hyphens);
    g_slist_free (tags);
  } while (gtk_text_iter_forward_char (&iter) && !gtk_text_iter_is_end (&iter));
}

static void
assert_hidden (Fixture *self, gsize size)
{
  guint64 hidden_size;

  widget_test_wait_frames (self->window, 2);
  g_object_get (self->editor, "hidden-size", &hidden_size, NULL);
  g_assert_cmpuint (hidden_size, ==, size);
}

/* Without the empty line a long body is a part of the head, but still isn't shown. */
static void
test_empty_line (Fixture *self, gconstpointer data)
{
  const gsize size = PRISE_HTTP_REQUEST_EDITOR_MAX_BODY + 1;
  g_autoptr (GBytes) body = g_bytes_new_take (g_strnfill (size, 'b'), size);
  g_autoptr (GBytes) short_body = g_bytes_new_static ("b", 1);
  GtkTextIter iter;

  prise_http_draft_set_keep_length (self->draft, TRUE);
  prise_http_draft_set_body (self->draft, body);
  assert_hidden (self, size);

  gtk_text_buffer_get_end_iter (self->buffer, &iter);
  gtk_text_buffer_backspace (self->buffer, &iter, TRUE, TRUE);
  assert_hidden (self, size);
  g_assert_cmpuint (g_bytes_get_size (prise_http_draft_get_request (self->draft)->body), ==, 0);
  prise_http_draft_set_method (self->draft, "PUT");
  assert_hidden (self, size);

  gtk_text_buffer_get_end_iter (self->buffer, &iter);
  gtk_text_buffer_insert (self->buffer, &iter, "\n", -1);
  assert_hidden (self, size);
  g_assert_true (prise_http_request_has_body (prise_http_draft_get_request (self->draft), body));

  prise_http_draft_set_body (self->draft, short_body);
  assert_hidden (self, 0);
}

/* A request that a server would wait for says so. */
static void
test_unfinished (Fixture *self, gconstpointer data)
{
  GtkWidget *label = widget_test_find (self->editor, "unfinished_label");
  GtkTextIter iter;

  g_assert_false (gtk_widget_get_visible (label));
  gtk_text_buffer_get_end_iter (self->buffer, &iter);
  gtk_text_buffer_backspace (self->buffer, &iter, TRUE, TRUE);
  widget_test_wait_frames (self->window, 2);
  g_assert_true (gtk_widget_get_visible (label));
  gtk_text_buffer_get_end_iter (self->buffer, &iter);
  gtk_text_buffer_insert (self->buffer, &iter, "\n", -1);
  widget_test_wait_frames (self->window, 2);
  g_assert_false (gtk_widget_get_visible (label));
}

/* A long line isn't broken: that takes the longer the more often. */
static void
test_long_line (Fixture *self, gconstpointer data)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget_test_find (self->editor, "text_view"));
  g_autofree char *line = g_strnfill (PRISE_LONG_LINES_MAX, 'x');
  GtkTextIter start, end;

  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_CHAR);
  gtk_text_buffer_set_text (self->buffer, "GET / HTTP/1.1\n\n", -1);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_insert (self->buffer, &end, line, -1);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_CHAR);
  gtk_text_buffer_insert (self->buffer, &end, "x\nshort", -1);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_NONE);

  gtk_text_buffer_get_iter_at_line (self->buffer, &start, 2);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_CHAR);
}

static void
will_insert (GtkTextBuffer *buffer, GtkTextIter *place, char *text, int size, guint *n_inserted)
{
  g_assert_cmpuint (strlen (text), ==, size);
  *n_inserted += 1;
}

/* What listens for assistive technologies in GTK 4.8 reads on to a NUL, into whatever follows. */
static void
test_ends (Fixture *self, gconstpointer data)
{
  GtkWidget *form = g_object_new (PRISE_TYPE_HTTP_BODY_FORM, "draft", self->draft, NULL);
  GtkWidget *view = widget_test_find (form, "text_view");
  g_autofree char *bytes = g_memdup2 ("aéx", 4);
  g_autoptr (GBytes) body = g_bytes_new_take (g_steal_pointer (&bytes), 4);
  guint n_inserted = 0;

  g_object_ref_sink (form);
  g_signal_connect (self->buffer, "insert-text", G_CALLBACK (will_insert), &n_inserted);
  g_signal_connect (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "insert-text",
                    G_CALLBACK (will_insert), &n_inserted);
  prise_http_draft_set_body (self->draft, body);
  prise_http_draft_set_url (self->draft, "http://localhost/in-the-middle");
  g_assert_cmpuint (n_inserted, >=, 3);
  g_object_unref (form);
}

/* With LF alone wanted, each line break of a paste is one, in whatever pieces it comes. */
static void
test_pieces (Fixture *self, gconstpointer data)
{
  static const char expected[] = "GET / HTTP/1.1\r\nC: d\nE: f\nHost: a\r\n\r\n";
  g_autoptr (GBytes) typed = NULL;
  GtkTextIter iter;
  gsize size;
  const char *text;

  prise_http_draft_set_url (self->draft, "http://a/");
  g_object_set (self->editor, "lf-only", TRUE, NULL);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_iter_at_line (self->buffer, &iter, 1);
  gtk_text_buffer_insert (self->buffer, &iter, "C: d\n", -1);
  gtk_text_buffer_insert (self->buffer, &iter, "E: f\n", -1);
  gtk_text_buffer_end_user_action (self->buffer);
  widget_test_wait_frames (self->window, 2);
  typed = prise_http_draft_dup_bytes (self->draft);
  text = g_bytes_get_data (typed, &size);
  g_assert_cmpmem (text, size, expected, strlen (expected));
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
  g_test_add ("/http-request-editor/unfinished", Fixture, NULL, set_up, test_unfinished, tear_down);
  g_test_add ("/http-request-editor/hyphens", Fixture, NULL, set_up, test_hyphens, tear_down);
  g_test_add ("/http-request-editor/long-line", Fixture, NULL, set_up, test_long_line, tear_down);
  g_test_add ("/http-request-editor/empty-line", Fixture, NULL, set_up, test_empty_line, tear_down);
  g_test_add ("/http-request-editor/pieces", Fixture, NULL, set_up, test_pieces, tear_down);
  g_test_add ("/http-request-editor/ends", Fixture, NULL, set_up, test_ends, tear_down);

  return g_test_run ();
}
