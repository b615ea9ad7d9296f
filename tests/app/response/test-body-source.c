// SPDX-License-Identifier: GPL-3.0-or-later
/* The text of a body: which languages are highlighted, and how long text comes. */
#include "config.h"

#include <string.h>

#include "prise-body-source.h"
#include "widget-test.h"

static const struct {
  const char *essence;
  const char *language;
} cases[] = {
  { "application/json", "json" },
  { "application/hal+json", "json" },
  { "application/xml", "xml" },
  { "application/atom+xml", "xml" },
  { "text/xml", "xml" },
  { "text/html", "html" },
  { "text/css", "css" },
  { "text/javascript", "js" },
  /* Nobody bounds how these nest. */
  { "text/x-python", NULL },
  { "text/markdown", NULL },
  { "text/plain", NULL },
  { "application/json+x", NULL },
  { NULL, NULL },
};

static char *
dup_language (GtkTextView *view)
{
  g_autoptr (GObject) language = NULL;
  char *id = NULL;

  g_object_get (gtk_text_view_get_buffer (view), "language", &language, NULL);
  if (language != NULL)
    g_object_get (language, "id", &id, NULL);

  return id;
}

/* Each after one that has a language: what went before leaves nothing. */
static void
test_languages (void)
{
  g_autoptr (GtkTextView) view = g_object_ref_sink (prise_body_source_new ());

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (gtk_text_view_get_buffer (view)),
                                    "language") == NULL) {
    g_test_skip ("There is no GtkSourceView here");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *language = NULL;

    prise_body_source_set_style (view, "text/html");
    prise_body_source_set_style (view, cases[i].essence);
    language = dup_language (view);
    g_test_message ("%s", cases[i].essence);
    g_assert_cmpstr (language, ==, cases[i].language);
  }
}

static gboolean
is_filled (gpointer user_data)
{
  return !prise_body_source_is_filling (user_data);
}

static void
assert_shown (GtkTextView *view, const char *expected)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end, caret;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, expected);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpint (gtk_text_iter_get_offset (&caret), ==, 0);
}

/* Long text comes whole, piece by piece, with the caret at its beginning; another text takes its
 * place at once. */
static void
test_fill (void)
{
  g_autoptr (GtkTextView) view = g_object_ref_sink (prise_body_source_new ());
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (text, "é€ %u\n", i);
  prise_body_source_show (view, g_ref_string_new (text->str));
  g_assert_true (prise_body_source_is_filling (view));
  widget_test_wait (is_filled, view);
  assert_shown (view, text->str);

  prise_body_source_show (view, g_ref_string_new (text->str));
  prise_body_source_show (view, g_ref_string_new ("another"));
  widget_test_wait (is_filled, view);
  assert_shown (view, "another");
  prise_body_source_show (view, g_ref_string_new (""));
  widget_test_wait (is_filled, view);
  assert_shown (view, "");
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  g_test_add_func ("/body-source/languages", test_languages);
  g_test_add_func ("/body-source/fill", test_fill);

  return g_test_run ();
}
