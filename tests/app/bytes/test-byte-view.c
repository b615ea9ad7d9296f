// SPDX-License-Identifier: GPL-3.0-or-later
/* A view of bytes: what it says of them, what is copied, its parts, and two views of one place. */
#include "config.h"

#include <string.h>

#include "prise-byte-view.h"
#include "widget-test.h"

typedef struct {
  PriseHttpSpool *spool;
  PriseByteView *view;
  GtkWidget *window;
  char *clipboard;
} Fixture;

static const char text[] = "HTTP/1.1 200 OK\r\nA: b\r\n\r\ncaf\xe9 noir";

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  fixture->spool = prise_http_spool_new (G_MAXUINT64);
  prise_http_spool_append (fixture->spool, bytes, NULL);
  fixture->view = g_object_new (PRISE_TYPE_BYTE_VIEW, NULL);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->view), 400, 300);
  prise_byte_model_set_source (prise_byte_view_get_lines (fixture->view), fixture->spool);
  prise_byte_model_set_size (prise_byte_view_get_lines (fixture->view), strlen (text));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  widget_test_close (fixture->window);
  g_clear_pointer (&fixture->spool, prise_http_spool_unref);
  g_free (fixture->clipboard);
}

static void
select_rows (PriseByteView *view, guint first, guint n)
{
  prise_byte_view_select_all (view);
  gtk_selection_model_select_range (prise_byte_view_get_rows (view), first, n, TRUE);
}

static void
assert_text (PriseByteView *view, const char *name, const char *expected)
{
  g_autofree char *value = NULL;

  g_object_get (view, name, &value, NULL);
  g_assert_cmpstr (value, ==, expected);
}

/* Of all bytes the size, of some from where to where, counted from 0. */
static void
test_details (Fixture *fixture, gconstpointer data)
{
  assert_text (fixture->view, "details", "34 B");
  select_rows (fixture->view, 1, 1);
  assert_text (fixture->view, "details", "Bytes 17–22 · 6 B");
  select_rows (fixture->view, 0, 2);
  assert_text (fixture->view, "details", "Bytes 0–22 · 23 B");
  select_rows (fixture->view, 3, 1);
  assert_text (fixture->view, "details", "Bytes 25–33 · 9 B");
  gtk_selection_model_unselect_all (prise_byte_view_get_rows (fixture->view));
  assert_text (fixture->view, "details", "34 B");

  prise_byte_view_set_hex (fixture->view, TRUE);
  select_rows (fixture->view, 2, 1);
  assert_text (fixture->view, "details", "Bytes 32–33 · 2 B");
}

static void
did_read_clipboard (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->clipboard = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
has_clipboard (gpointer user_data)
{
  return ((Fixture *) user_data)->clipboard != NULL;
}

static void
assert_copied (Fixture *fixture, const char *expected)
{
  g_clear_pointer (&fixture->clipboard, g_free);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bytes.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->view)), NULL,
                                 did_read_clipboard, fixture);
  widget_test_wait (has_clipboard, fixture);
  g_assert_cmpstr (fixture->clipboard, ==, expected);
}

/* Text as it is where it is UTF-8, else as it is shown; a dump as it stands there. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  select_rows (fixture->view, 0, 2);
  assert_copied (fixture, "HTTP/1.1 200 OK\r\nA: b\r\n");
  select_rows (fixture->view, 3, 1);
  assert_copied (fixture, "caf\\xE9 noir");
  /* Nothing is selected: what was copied stays. */
  gtk_selection_model_unselect_all (prise_byte_view_get_rows (fixture->view));
  assert_copied (fixture, "caf\\xE9 noir");

  prise_byte_view_set_hex (fixture->view, TRUE);
  select_rows (fixture->view, 1, 2);
  assert_copied (fixture,
                 "00000010  0a 41 3a 20 62 0d 0a 0d  0a 63 61 66 e9 20 6e 6f  |.A: b....caf. no|\n"
                 "00000020  69 72                                             |ir|\n");
}

/* As large as anybody likes, for a megabyte of memory. */
static void
fill (Fixture *fixture, guint n_mebibytes)
{
  const gsize size = 1024 * 1024;
  char *piece = g_strnfill (size, 'x');
  g_autoptr (GBytes) bytes = NULL;

  piece[size - 1] = '\n';
  bytes = g_bytes_new_take (piece, size);
  prise_http_spool_unref (fixture->spool);
  fixture->spool = prise_http_spool_new (G_MAXUINT64);
  for (guint i = 0; i < n_mebibytes; i++)
    prise_http_spool_append (fixture->spool, bytes, NULL);
  prise_byte_model_set_source (prise_byte_view_get_lines (fixture->view), fixture->spool);
  prise_byte_model_set_size (prise_byte_view_get_lines (fixture->view), n_mebibytes * size);
}

static void
assert_part (Fixture *fixture, const char *action, const char *notice)
{
  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL);
  assert_text (fixture->view, "notice", notice);
}

static void
assert_can (Fixture *fixture, gboolean can_show_more, gboolean many_parts)
{
  gboolean more, parts;

  g_object_get (fixture->view, "can-show-more", &more, "many-parts", &parts, NULL);
  g_assert_cmpint (more, ==, can_show_more);
  g_assert_cmpint (parts, ==, many_parts);
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  static const char beginning[] = "This is only the beginning: the hex dump shows everything.";

  assert_part (fixture, NULL, NULL);
  assert_can (fixture, FALSE, FALSE);
  fill (fixture, 2 * PRISE_BYTE_MODEL_PART / 1024 / 1024 + 1);
  assert_part (fixture, NULL, beginning);
  assert_can (fixture, TRUE, FALSE);

  prise_byte_view_set_hex (fixture->view, TRUE);
  assert_can (fixture, FALSE, TRUE);
  assert_part (fixture, NULL, "Part 1 of 3");
  assert_part (fixture, "bytes.previous-part", "Part 1 of 3");
  assert_part (fixture, "bytes.next-part", "Part 2 of 3");
  assert_part (fixture, "bytes.next-part", "Part 3 of 3");
  assert_part (fixture, "bytes.next-part", "Part 3 of 3");
  assert_part (fixture, "bytes.previous-part", "Part 2 of 3");
  prise_byte_view_set_hex (fixture->view, FALSE);
  assert_part (fixture, NULL, beginning);
}

static void
assert_selected (PriseByteView *view, guint64 offset, guint64 size)
{
  guint64 first = 0, n = 0;

  g_assert_cmpint (prise_byte_view_get_selected (view, &first, &n), ==, size > 0);
  g_assert_cmpuint (first, ==, offset);
  g_assert_cmpuint (n, ==, size);
}

/* What is selected elsewhere has its rows here, and its own place in words; what is selected here
 * is told to the others. */
static void
test_linked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PriseByteSelection) selection = prise_byte_selection_new ();

  prise_byte_view_set_selection (fixture->view, selection);
  prise_byte_selection_set (selection, 20, 1);
  assert_selected (fixture->view, 17, 6);
  assert_text (fixture->view, "details", "Bytes 20–20 · 1 B");
  prise_byte_selection_set (selection, 20, 8);
  assert_selected (fixture->view, 17, 17);
  assert_text (fixture->view, "details", "Bytes 20–27 · 8 B");
  prise_byte_view_set_hex (fixture->view, TRUE);
  assert_selected (fixture->view, 16, 16);
  assert_text (fixture->view, "details", "Bytes 20–27 · 8 B");
  prise_byte_view_set_hex (fixture->view, FALSE);
  prise_byte_selection_set (selection, 0, 0);
  assert_selected (fixture->view, 0, 0);
  assert_text (fixture->view, "details", "34 B");

  select_rows (fixture->view, 0, 1);
  g_assert_cmpuint (prise_byte_selection_get_offset (selection), ==, 0);
  g_assert_cmpuint (prise_byte_selection_get_size (selection), ==, 17);
  assert_text (fixture->view, "details", "Bytes 0–16 · 17 B");
  /* The same rows are no news; a part of them is. */
  prise_byte_selection_set (selection, 0, 16);
  assert_text (fixture->view, "details", "Bytes 0–15 · 16 B");
  assert_selected (fixture->view, 0, 17);
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

  add ("/byte-view/details", test_details);
  add ("/byte-view/copy", test_copy);
  add ("/byte-view/parts", test_parts);
  add ("/byte-view/linked", test_linked);

  return g_test_run ();
}
