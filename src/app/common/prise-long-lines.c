// SPDX-License-Identifier: GPL-3.0-or-later
/* Pango shapes the rest of a line again wherever it breaks it: the time it takes grows with the
 * square of the line, and a minified document of 64 KiB holds the window up for seconds, with each
 * key. Not broken, it takes some milliseconds. Main thread. */
#include "config.h"

#include "prise-long-lines.h"

static GQuark
wrap_mode_quark (void)
{
  return g_quark_from_static_string ("prise-wrap-mode");
}

static gboolean
has_long_line (GtkTextBuffer *buffer)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  do {
    if (gtk_text_iter_get_chars_in_line (&iter) > PRISE_LONG_LINES_MAX)
      return TRUE;
  } while (gtk_text_iter_forward_line (&iter));

  return FALSE;
}

static void
did_change (GtkTextBuffer *buffer, GtkTextView *view)
{
  const GtkWrapMode own =
      GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (view), wrap_mode_quark ()));

  gtk_text_view_set_wrap_mode (view, has_long_line (buffer) ? GTK_WRAP_NONE : own);
}

/**
 * prise_long_lines_unwrap:
 * @view: a text view in a scrolled window, with the buffer and the way to wrap that it keeps
 *
 * From now on no line of @view is wrapped while one is very long.
 */
void
prise_long_lines_unwrap (GtkTextView *view)
{
  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  g_object_set_qdata (G_OBJECT (view), wrap_mode_quark (),
                      GINT_TO_POINTER (gtk_text_view_get_wrap_mode (view)));
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (did_change),
                           view, 0);
}
