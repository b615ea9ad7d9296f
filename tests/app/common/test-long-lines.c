// SPDX-License-Identifier: GPL-3.0-or-later
/* Lines of a text that are too long to be wrapped. */
#include "config.h"

#include "prise-long-lines.h"

static void
append (GString *string, const char *piece, gsize n_times)
{
  for (gsize i = 0; i < n_times; i++)
    g_string_append (string, piece);
}

static void
test_wrap_mode (void)
{
  GtkTextView *view =
      g_object_ref_sink (g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_CHAR, NULL));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autoptr (GString) line = g_string_new ("short\n");

  prise_long_lines_unwrap (view);
  append (line, "x", PRISE_LONG_LINES_MAX);
  gtk_text_buffer_set_text (buffer, line->str, -1);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_CHAR);
  gtk_text_buffer_insert_at_cursor (buffer, "y", 1);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_NONE);
  gtk_text_buffer_set_text (buffer, "short", -1);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (view), ==, GTK_WRAP_CHAR);
  g_object_unref (view);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/long-lines/wrap-mode", test_wrap_mode);

  return g_test_run ();
}
