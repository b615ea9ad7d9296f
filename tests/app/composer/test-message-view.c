// SPDX-License-Identifier: GPL-3.0-or-later
/* The field for messages: what its keys ask for, by the place of the caret, and where it shows a
 * mistake. */
#include "config.h"

#include <string.h>

#include "prise-message-view.h"
#include "widget-test.h"

typedef struct {
  PriseMessageView *view;
  GtkTextBuffer *buffer;
  GtkWidget *window;
  GString *asked;
  gsize overflow; /* how much came with it, 0 before */
} Fixture;

static void
did_submit (PriseMessageView *view, Fixture *fixture)
{
  g_string_append (fixture->asked, "submit ");
}

static void
did_recall (PriseMessageView *view, int direction, Fixture *fixture)
{
  g_string_append_printf (fixture->asked, "recall %d ", direction);
}

static void
did_overflow (PriseMessageView *view, GBytes *text, Fixture *fixture)
{
  fixture->overflow = g_bytes_get_size (text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->view = g_object_new (PRISE_TYPE_MESSAGE_VIEW, NULL);
  fixture->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  fixture->asked = g_string_new (NULL);
  g_signal_connect (fixture->view, "submit", G_CALLBACK (did_submit), fixture);
  g_signal_connect (fixture->view, "recall", G_CALLBACK (did_recall), fixture);
  g_signal_connect (fixture->view, "overflow", G_CALLBACK (did_overflow), fixture);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->view), 400, 200);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  widget_test_close (fixture->window);
  g_string_free (fixture->asked, TRUE);
}

static const struct {
  const char *text; /* "|" is the caret */
  guint key;
  GdkModifierType state;
  const char *asked;
} cases[] = {
  { "one|", GDK_KEY_Return, 0, "submit " },
  { "one|", GDK_KEY_KP_Enter, 0, "submit " },
  { "one|", GDK_KEY_ISO_Enter, 0, "submit " },
  { "one|", GDK_KEY_Return, GDK_SHIFT_MASK, "" },
  { "one|", GDK_KEY_Return, GDK_CONTROL_MASK, "" },
  { "one|", GDK_KEY_Return, GDK_ALT_MASK, "" },
  { "one|", GDK_KEY_Return, GDK_LOCK_MASK, "submit " },
  { "one|", GDK_KEY_a, 0, "" },
  { "one|", GDK_KEY_Up, 0, "recall -1 " },
  { "|one", GDK_KEY_KP_Up, 0, "recall -1 " },
  { "one|", GDK_KEY_Up, GDK_SHIFT_MASK, "" },
  { "one|", GDK_KEY_Up, GDK_CONTROL_MASK, "" },
  { "one|", GDK_KEY_Down, 0, "recall 1 " },
  { "|one", GDK_KEY_KP_Down, 0, "recall 1 " },
  { "one|", GDK_KEY_Down, GDK_ALT_MASK, "" },
  { "|", GDK_KEY_Up, 0, "recall -1 " },
  { "|", GDK_KEY_Down, 0, "recall 1 " },
  { "one|\ntwo", GDK_KEY_Up, 0, "recall -1 " },
  { "one|\ntwo", GDK_KEY_Down, 0, "" },
  { "one\n|two", GDK_KEY_Up, 0, "" },
  { "one\n|two", GDK_KEY_Down, 0, "recall 1 " },
  { "one\n|", GDK_KEY_Down, 0, "recall 1 " },
  { "one\n|\ntwo", GDK_KEY_Down, 0, "" },
};

static void
put_caret (Fixture *fixture, const char *text)
{
  const char *caret = strchr (text, '|');
  g_autofree char *whole = g_strdup_printf ("%.*s%s", (int) (caret - text), text, caret + 1);
  GtkTextIter place;

  prise_message_view_set_text (fixture->view, whole);
  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &place, (int) (caret - text));
  gtk_text_buffer_place_cursor (fixture->buffer, &place);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean is_handled;

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_string_truncate (fixture->asked, 0);
    put_caret (fixture, cases[i].text);
    is_handled = widget_test_press (GTK_WIDGET (fixture->view), cases[i].key, cases[i].state);
    g_assert_cmpstr (fixture->asked->str, ==, cases[i].asked);
    if (*cases[i].asked != '\0')
      g_assert_true (is_handled);
  }
}

static const struct {
  const char *text;
  gsize offset;
  const char *shown;
} mistakes[] = {
  { "a\\q", 1, "\\" },
  { "é€\\é", 5, "\\" },
  { "é€x", 2, "€" },
  /* The last character, and where there is none any more. */
  { "abc\\", 3, "\\" },
  { "abc", 3, "c" },
  { "abc", 1000, "c" },
  { "é", 2, "é" },
  { "", 0, "" },
};

static gboolean
is_underlined (const GtkTextIter *place)
{
  gboolean found = FALSE;

  for (GSList *tags = gtk_text_iter_get_tags (place); tags != NULL;
       tags = g_slist_delete_link (tags, tags)) {
    PangoUnderline underline;

    g_object_get (tags->data, "underline", &underline, NULL);
    found |= underline == PANGO_UNDERLINE_ERROR;
  }

  return found;
}

static void
test_mistakes (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++) {
    GtkTextIter start, end;
    g_autofree char *shown = NULL;

    prise_message_view_set_text (fixture->view, mistakes[i].text);
    prise_message_view_show_mistake (fixture->view, mistakes[i].offset);
    gtk_text_buffer_get_selection_bounds (fixture->buffer, &start, &end);
    shown = gtk_text_buffer_get_text (fixture->buffer, &start, &end, TRUE);
    g_assert_cmpstr (shown, ==, mistakes[i].shown);
    if (*shown == '\0')
      continue;

    /* It is underlined until the text changes. */
    g_assert_true (is_underlined (&start));
    gtk_text_buffer_insert (fixture->buffer, &end, "x", 1);
    gtk_text_buffer_get_selection_bounds (fixture->buffer, &start, &end);
    g_assert_false (is_underlined (&start));
  }
}

/* As much as fits is text; what doesn't is given to whoever makes a file of it. */
static void
test_overflow (Fixture *fixture, gconstpointer data)
{
  g_autofree char *full = g_strnfill (PRISE_MESSAGE_VIEW_MAX_SIZE, 'x');
  g_autofree char *text = NULL;

  prise_message_view_set_text (fixture->view, full);
  g_assert_cmpuint (fixture->overflow, ==, 0);
  g_assert_cmpint (gtk_text_buffer_get_char_count (fixture->buffer), ==,
                   PRISE_MESSAGE_VIEW_MAX_SIZE);
  gtk_text_buffer_insert_at_cursor (fixture->buffer, "yz", 2);
  g_assert_cmpuint (fixture->overflow, ==, 2);
  text = prise_message_view_dup_text (fixture->view);
  g_assert_cmpstr (text, ==, full);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  add ("/message-view/keys", test_keys);
  add ("/message-view/mistakes", test_mistakes);
  add ("/message-view/overflow", test_overflow);

  return g_test_run ();
}
