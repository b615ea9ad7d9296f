// SPDX-License-Identifier: GPL-3.0-or-later
/* Tab enters a list once, where the user was last, and leaves it; it passes one that is hidden. */
#include "config.h"

#include "prise-tab-stop.h"
#include "widget-test.h"

typedef struct {
  GtkWidget *window;
  GtkWidget *before;
  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *after;
} Fixture;

static void
did_set_up (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
did_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (string));
}

static GtkWidget *
list_new (void)
{
  const char *const names[] = { "one", "two", "three", NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (did_set_up), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (did_bind), NULL);

  return gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (
                                G_LIST_MODEL (gtk_string_list_new (names)))),
                            factory);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stop = g_object_new (PRISE_TYPE_TAB_STOP, NULL);

  fixture->before = gtk_button_new_with_label ("before");
  fixture->after = gtk_button_new_with_label ("after");
  fixture->list = list_new ();
  fixture->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scroller), fixture->list);
  gtk_widget_set_vexpand (fixture->scroller, TRUE);
  adw_bin_set_child (ADW_BIN (stop), fixture->scroller);
  gtk_box_append (GTK_BOX (box), fixture->before);
  gtk_box_append (GTK_BOX (box), stop);
  gtk_box_append (GTK_BOX (box), fixture->after);
  fixture->window = widget_test_show (box, 300, 300);
  widget_test_wait_frames (fixture->window, 2);
  gtk_widget_grab_focus (fixture->before);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  widget_test_close (fixture->window);
}

/* What is in the row that has the focus; the button's label if it is one. */
static const char *
get_focus (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  if (GTK_IS_BUTTON (focus))
    return gtk_button_get_label (GTK_BUTTON (focus));

  if (focus == fixture->list)
    return "the list";

  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (focus)));
}

static void
assert_move (Fixture *fixture, GtkDirectionType direction, const char *expected)
{
  gtk_widget_child_focus (fixture->window, direction);
  g_assert_cmpstr (get_focus (fixture), ==, expected);
}

static void
test_tab (Fixture *fixture, gconstpointer data)
{
  /* Before it was in any row it is in the list itself. */
  assert_move (fixture, GTK_DIR_TAB_FORWARD, "the list");
  assert_move (fixture, GTK_DIR_TAB_FORWARD, "after");
  assert_move (fixture, GTK_DIR_TAB_BACKWARD, "the list");
  assert_move (fixture, GTK_DIR_TAB_BACKWARD, "before");
  assert_move (fixture, GTK_DIR_TAB_FORWARD, "the list");
  assert_move (fixture, GTK_DIR_DOWN, "one");
  assert_move (fixture, GTK_DIR_DOWN, "two");
  assert_move (fixture, GTK_DIR_TAB_FORWARD, "after");
  assert_move (fixture, GTK_DIR_TAB_BACKWARD, "two");
  assert_move (fixture, GTK_DIR_TAB_BACKWARD, "before");
  assert_move (fixture, GTK_DIR_TAB_FORWARD, "two");
}

static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_visible (fixture->scroller, FALSE);
  assert_move (fixture, GTK_DIR_TAB_FORWARD, "after");
  assert_move (fixture, GTK_DIR_TAB_BACKWARD, "before");
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  g_test_add ("/tab-stop/tab", Fixture, NULL, set_up, test_tab, tear_down);
  g_test_add ("/tab-stop/hidden", Fixture, NULL, set_up, test_hidden, tear_down);

  return g_test_run ();
}
