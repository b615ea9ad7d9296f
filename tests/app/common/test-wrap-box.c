// SPDX-License-Identifier: GPL-3.0-or-later
/* Widgets in rows: where each comes to stand in a width. */
#include "config.h"

#include "prise-wrap-box.h"
#include "widget-test.h"

#define SPACING 5

typedef struct {
  const char *name;
  gboolean squeeze;
  GtkTextDirection direction;
  int width;
  int height;
  const char *expected; /* x, y and width of each child */
} Case;

/* Three children, each of at least 20 pixels and gladly of 40; the last expands, the one before it
 * is hidden. */
static const Case cases[] = {
  { "rest", FALSE, GTK_TEXT_DIR_LTR, 200, 10, "0,0,40 45,0,40 90,0,110 " },
  { "fits", FALSE, GTK_TEXT_DIR_LTR, 130, 10, "0,0,40 45,0,40 90,0,40 " },
  { "one-less", FALSE, GTK_TEXT_DIR_LTR, 129, 25, "0,0,40 45,0,40 0,15,129 " },
  { "one-each", FALSE, GTK_TEXT_DIR_LTR, 84, 40, "0,0,40 0,15,40 0,30,84 " },
  { "least", FALSE, GTK_TEXT_DIR_LTR, 20, 40, "0,0,20 0,15,20 0,30,20 " },
  { "right-to-left", FALSE, GTK_TEXT_DIR_RTL, 129, 25, "89,0,40 44,0,40 0,15,129 " },
  { "squeezed", TRUE, GTK_TEXT_DIR_LTR, 100, 10, "0,0,30 35,0,30 70,0,30 " },
  { "squeezed-fits", TRUE, GTK_TEXT_DIR_LTR, 70, 10, "0,0,20 25,0,20 50,0,20 " },
  { "squeezed-one-less", TRUE, GTK_TEXT_DIR_LTR, 69, 25, "0,0,32 37,0,32 0,15,69 " },
};

static void
measure_child (GtkWidget *widget,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural,
               int *minimum_baseline,
               int *natural_baseline)
{
  /* Nobody lays anything out in a width that no screen has. */
  g_assert_cmpint (for_size, <, 1000);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 20 : 10;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : 10;
}

static void
allocate_child (GtkWidget *widget, int width, int height, int baseline)
{
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
add_child (GtkWidget *box, gboolean expands, gboolean is_shown)
{
  GtkLayoutManager *layout =
      gtk_custom_layout_new (get_request_mode, measure_child, allocate_child);
  GtkWidget *child = g_object_new (ADW_TYPE_BIN, "layout-manager", layout, "hexpand", expands,
                                   "visible", is_shown, NULL);

  gtk_widget_set_parent (child, box);
}

static char *
describe (GtkWidget *box)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    graphene_rect_t place;

    if (gtk_widget_get_visible (child) && gtk_widget_compute_bounds (child, box, &place))
      g_string_append_printf (text, "%.0f,%.0f,%.0f ", place.origin.x, place.origin.y,
                              place.size.width);
  }

  return g_string_free (text, FALSE);
}

static void
test_places (gconstpointer data)
{
  const Case *item = data;
  GtkWidget *box = g_object_ref_sink (
      g_object_new (PRISE_TYPE_WRAP_BOX, "spacing", SPACING, "squeeze", item->squeeze, NULL));
  g_autofree char *places = NULL;
  int least, asked, height;

  gtk_widget_set_direction (box, item->direction);
  add_child (box, FALSE, TRUE);
  add_child (box, FALSE, TRUE);
  add_child (box, FALSE, FALSE);
  add_child (box, TRUE, TRUE);

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, &asked, NULL, NULL);
  g_assert_cmpint (least, ==, 20);
  g_assert_cmpint (asked, ==, 3 * 40 + 2 * SPACING);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 10);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, item->width, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, item->height);
  gtk_widget_allocate (box, item->width, height, -1, NULL);
  places = describe (box);
  g_assert_cmpstr (places, ==, item->expected);

  g_assert_finalize_object (box);
}

/* The rest is shared by those that expand, to the last pixel. */
static void
test_shares_the_rest (void)
{
  GtkWidget *box = g_object_ref_sink (g_object_new (PRISE_TYPE_WRAP_BOX, "spacing", SPACING, NULL));
  g_autofree char *places = NULL;

  add_child (box, TRUE, TRUE);
  add_child (box, FALSE, TRUE);
  add_child (box, TRUE, TRUE);
  gtk_widget_allocate (box, 201, 10, -1, NULL);
  places = describe (box);
  g_assert_cmpstr (places, ==, "0,0,75 80,0,40 125,0,76 ");

  g_assert_finalize_object (box);
}

int
main (int argc, char **argv)
{
  widget_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/wrap-box/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_places);
  }
  g_test_add_func ("/wrap-box/shares-the-rest", test_shares_the_rest);

  return g_test_run ();
}
