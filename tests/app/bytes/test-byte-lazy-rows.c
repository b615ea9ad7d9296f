// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a view of bytes: when they come, and how many at once. */
#include "config.h"

#include <string.h>

#include "prise-byte-cell.h"
#include "prise-byte-view.h"
#include "widget-test.h"

#define N_LINES 1000

typedef struct {
  PriseHttpSpool *spool;
  PriseByteView *view;
  GtkWidget *window;
} Fixture;

/* What a row shows, laid out in its font. */
static int
lay_out (PriseByteCell *row, int width)
{
  GtkInscription *inscription = GTK_INSCRIPTION (gtk_widget_get_first_child (GTK_WIDGET (row)));
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (row), gtk_inscription_get_text (inscription));
  int height;

  pango_layout_set_wrap (layout, PANGO_WRAP_CHAR);
  pango_layout_set_attributes (layout, gtk_inscription_get_attributes (inscription));
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

static PriseHttpSpool *
make_spool (const char *text, gsize size)
{
  PriseHttpSpool *spool = prise_http_spool_new (G_MAXUINT64);
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  prise_http_spool_append (spool, bytes, NULL);

  return spool;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (N_LINES, '\n');

  self->spool = make_spool (text, N_LINES);
  self->view = g_object_new (PRISE_TYPE_BYTE_VIEW, NULL);
  self->window = widget_test_show (GTK_WIDGET (self->view), 400, 300);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  widget_test_close (self->window);
  prise_http_spool_unref (self->spool);
}

static void
show_lines (Fixture *self)
{
  PriseByteModel *lines = prise_byte_view_get_lines (self->view);

  prise_byte_model_set_source (lines, self->spool);
  prise_byte_model_set_size (lines, N_LINES);
}

static guint
get_n_rows (Fixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (prise_byte_view_get_rows (self->view)));
}

static gboolean
has_all_rows (gpointer user_data)
{
  return get_n_rows (user_data) == N_LINES;
}

/* The first come at once, and all in the end; of other bytes again. */
static void
test_steps (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    guint n_rows;

    show_lines (self);
    n_rows = get_n_rows (self);
    g_assert_cmpuint (n_rows, >, 0);
    g_assert_cmpuint (n_rows, <, N_LINES);
    widget_test_wait_frames (self->window, 1);
    g_assert_cmpuint (get_n_rows (self), >, n_rows);
    g_assert_cmpuint (get_n_rows (self), <, N_LINES);
    widget_test_wait (has_all_rows, self);
  }
}

/* Whoever selects all of them doesn't wait. */
static void
test_select_all (Fixture *self, gconstpointer data)
{
  guint64 offset, size;

  show_lines (self);
  prise_byte_view_select_all (self->view);
  g_assert_true (prise_byte_view_get_selected (self->view, &offset, &size));
  g_assert_cmpuint (offset, ==, 0);
  g_assert_cmpuint (size, ==, N_LINES);
}

static gboolean
is_at_end (gpointer user_data)
{
  Fixture *self = user_data;
  GtkWidget *list = widget_test_find (GTK_WIDGET (self->view), "list");
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  return gtk_adjustment_get_value (adjustment) > 0 &&
         gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
             gtk_adjustment_get_upper (adjustment) - 1;
}

static gboolean
is_in_middle (gpointer user_data)
{
  Fixture *self = user_data;
  GtkWidget *list = widget_test_find (GTK_WIDGET (self->view), "list");
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  const double upper = gtk_adjustment_get_upper (adjustment);

  return gtk_adjustment_get_value (adjustment) > 0.4 * upper &&
         gtk_adjustment_get_value (adjustment) < 0.6 * upper;
}

/* A place that is marked just after the bytes came is scrolled to. */
static void
test_scroll (Fixture *self, gconstpointer data)
{
  g_autoptr (PriseByteSelection) selection = prise_byte_selection_new ();

  prise_byte_view_set_selection (self->view, selection);
  show_lines (self);
  prise_byte_selection_set (selection, N_LINES - 1, 1);
  widget_test_wait (is_at_end, self);

  /* The same with bytes that come while another view is shown. */
  gtk_widget_set_visible (GTK_WIDGET (self->view), FALSE);
  prise_byte_selection_set (selection, 0, 0);
  show_lines (self);
  prise_byte_selection_set (selection, N_LINES / 2, 1);
  gtk_widget_set_visible (GTK_WIDGET (self->view), TRUE);
  widget_test_wait (is_in_middle, self);
}

/* No row is reckoned lower than it is: what it shows would be cut off. */
static void
test_heights (Fixture *self, gconstpointer data)
{
  static const char *const pieces[] = {
    "\x01", "0123456789", "a b ",  "  x",      "é€ ",           "漢字",
    "a\tb", "e\xcc\x81",  "שלום ", "\xff\xfe", "<p class='x'>", "\\",
  };
  g_autoptr (PriseByteModel) lines = prise_byte_model_new ();
  GtkWidget *row = prise_byte_cell_new ();
  const PriseByteLook look = { .line_ends = TRUE };

  gtk_widget_add_css_class (row, "monospace");
  widget_test_close (self->window);
  self->window = widget_test_show (row, 400, 300);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces) * 3; i++) {
    static const guint numbers[] = { 1, 9, 60 };
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (PriseHttpSpool) spool = NULL;
    g_autoptr (PriseByteLine) line = NULL;
    int minimum;

    for (guint n = 0; n < numbers[i % 3]; n++)
      g_string_append (text, pieces[i / 3]);
    spool = make_spool (text->str, text->len);
    prise_byte_model_set_source (lines, spool);
    prise_byte_model_set_size (lines, text->len);
    line = g_list_model_get_item (G_LIST_MODEL (lines), 0);
    prise_byte_cell_show (PRISE_BYTE_CELL (row), lines, line, &look);
    gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    for (int width = minimum; width < 700; width += 7) {
      int height;

      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      g_assert_cmpint (height, ==, lay_out (PRISE_BYTE_CELL (row), width));
    }
  }
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
  g_test_add ("/byte-rows/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/byte-rows/select-all", Fixture, NULL, set_up, test_select_all, tear_down);
  g_test_add ("/byte-rows/heights", Fixture, NULL, set_up, test_heights, tear_down);
  g_test_add ("/byte-rows/scroll", Fixture, NULL, set_up, test_scroll, tear_down);

  return g_test_run ();
}
