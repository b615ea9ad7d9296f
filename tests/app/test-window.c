// SPDX-License-Identifier: GPL-3.0-or-later
/* The window as a whole: its pages, its size, and what it leaves behind. */
#include "config.h"

#include "prise-format.h"
#include "prise-http-page.h"
#include "prise-preferences-window.h"
#include "prise-settings.h"
#include "prise-tcp-client-page.h"
#include "prise-tcp-server-page.h"
#include "prise-udp-page.h"
#include "prise-window.h"
#include "widget-test.h"

typedef struct {
  PriseIo *io;
  GSettings *settings;
  PriseHttpHistory *history;
  PriseWindow *window;
  GPtrArray *released;
} Fixture;

static void
did_release (PriseWindow *window, PriseEndpoint *endpoint, GPtrArray *released)
{
  g_ptr_array_add (released, g_object_ref (endpoint));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = prise_http_history_get_default_file ();

  fixture->io = prise_io_new ();
  fixture->settings = prise_settings_new (NULL);
  g_assert_nonnull (fixture->settings);
  fixture->history = prise_http_history_new (file);
  fixture->window = prise_window_new (NULL, fixture->io, fixture->settings, fixture->history);
  fixture->released = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->window, "release-endpoint", G_CALLBACK (did_release),
                    fixture->released);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static gboolean
is_quiet (gpointer user_data)
{
  return !prise_http_history_get_busy (user_data);
}

static gboolean
is_empty (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (window), &window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  widget_test_wait (is_empty, &window);
  g_ptr_array_unref (fixture->released);
  widget_test_wait (is_quiet, fixture->history);
  widget_test_assert_finalized (fixture->history);
  g_assert_finalize_object (fixture->settings);
  g_assert_finalize_object (fixture->io);
}

static void
test_pages_are_made_when_shown (Fixture *fixture, gconstpointer data)
{
  g_signal_emit_by_name (fixture->window, "close-request", &(gboolean){ FALSE });
  g_assert_cmpuint (fixture->released->len, ==, 1);

  prise_window_show_page (fixture->window, "tcp-client");
  g_signal_emit_by_name (fixture->window, "close-request", &(gboolean){ FALSE });
  g_assert_cmpuint (fixture->released->len, ==, 3);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "s", "udp");
  g_signal_emit_by_name (fixture->window, "close-request", &(gboolean){ FALSE });
  g_assert_cmpuint (fixture->released->len, ==, 6);
}

static void
test_page_by_name (Fixture *fixture, gconstpointer data)
{
  GtkWidget *server = prise_window_get_page (fixture->window, "tcp-server");
  GtkWidget *client = prise_window_get_page (fixture->window, "tcp-client");
  GtkWidget *udp = prise_window_get_page (fixture->window, "udp");

  g_assert_true (PRISE_IS_TCP_SERVER_PAGE (server));
  g_assert_true (PRISE_IS_TCP_CLIENT_PAGE (client));
  g_assert_true (PRISE_IS_UDP_PAGE (udp));
  g_assert_null (prise_window_get_page (fixture->window, "no-such-page"));
}

/* A telephone's width. */
static void
test_fits_a_narrow_screen (Fixture *fixture, gconstpointer data)
{
  int minimum;

  prise_window_show_page (fixture->window, "udp");
  prise_window_show_page (fixture->window, "tcp-client");
  prise_window_show_page (fixture->window, "tcp-server");
  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static guint
count_broken_labels (GtkWidget *widget)
{
  guint n_labels = 0;

  if (GTK_IS_LABEL (widget)) {
    g_assert_true (gtk_label_get_wrap (GTK_LABEL (widget)));
    g_assert_cmpint (gtk_label_get_ellipsize (GTK_LABEL (widget)), ==, PANGO_ELLIPSIZE_NONE);
    n_labels++;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_labels += count_broken_labels (child);

  return n_labels;
}

static gboolean
is_revealed (gpointer bar)
{
  return adw_view_switcher_bar_get_reveal (bar);
}

/* Where the titles of the pages stand below, none is cut. */
static void
test_titles_are_broken (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar = widget_test_find (GTK_WIDGET (fixture->window), "bar");

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  widget_test_wait (is_revealed, bar);
  g_assert_cmpuint (count_broken_labels (bar), >=, 4);
}

static void
test_remembers_page_and_size (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = NULL;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 801, 602);
  prise_window_show_page (fixture->window, "tcp-client");
  g_signal_emit_by_name (fixture->window, "close-request", &(gboolean){ FALSE });

  page = g_settings_get_string (fixture->settings, "page");
  g_assert_cmpstr (page, ==, "tcp-client");
  g_assert_cmpint (g_settings_get_int (fixture->settings, "window-width"), ==, 801);
  g_assert_cmpint (g_settings_get_int (fixture->settings, "window-height"), ==, 602);
  g_settings_reset (fixture->settings, "page");
}

static void
test_sidebar_is_shared (Fixture *fixture, gconstpointer data)
{
  GtkWidget *server = prise_window_get_page (fixture->window, "tcp-server");
  GtkWidget *client = prise_window_get_page (fixture->window, "tcp-client");
  gboolean shown;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-sidebar", NULL);
  g_object_get (server, "show-sidebar", &shown, NULL);
  g_assert_false (shown);
  g_object_set (client, "show-sidebar", TRUE, NULL);
  g_object_get (fixture->window, "show-sidebar", &shown, NULL);
  g_assert_true (shown);
}

/* Else the last that writes would have the file. */
static void
test_history_is_shared (Fixture *fixture, gconstpointer data)
{
  PriseWindow *other = prise_window_new (NULL, fixture->io, fixture->settings, fixture->history);
  GtkWidget *page = prise_window_get_page (fixture->window, "http");
  GtkWidget *other_page = prise_window_get_page (other, "http");
  gpointer left = other;

  g_object_add_weak_pointer (G_OBJECT (other), &left);
  g_assert_true (prise_http_page_get_history (PRISE_HTTP_PAGE (page)) == fixture->history);
  g_assert_true (prise_http_page_get_history (PRISE_HTTP_PAGE (other_page)) == fixture->history);
  gtk_window_destroy (GTK_WINDOW (other));
  widget_test_wait (is_empty, &left);
}

/* Returns how many drop-downs and menu buttons there are, each with a name for its button. */
static guint
count_named_buttons (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  guint count = 0;

  if (child != NULL && (GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget))) {
    g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (child),
                                                     GTK_ACCESSIBLE_RELATION_LABELLED_BY));
    return 1;
  }

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_named_buttons (child);
  return count;
}

static void
test_what_has_the_focus_has_a_name (Fixture *fixture, gconstpointer data)
{
  GtkWidget *server = prise_window_get_page (fixture->window, "tcp-server");
  GtkWidget *client = prise_window_get_page (fixture->window, "tcp-client");
  GtkWidget *udp = prise_window_get_page (fixture->window, "udp");

  /* Export, format, line ending and recipient on each page; the main menu. */
  g_assert_cmpuint (count_named_buttons (client), ==, 4);
  g_assert_cmpuint (count_named_buttons (server), ==, 4);
  g_assert_cmpuint (count_named_buttons (udp), ==, 4);
  g_assert_cmpuint (count_named_buttons (GTK_WIDGET (fixture->window)), >, 12);
}

static void
choose (GtkWidget *preferences, const char *row, guint index)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (widget_test_find (preferences, row)), index);
}

static void
test_preferences (Fixture *fixture, gconstpointer data)
{
  GtkWidget *preferences =
      prise_preferences_window_new (GTK_WINDOW (fixture->window), fixture->settings);
  GtkWidget *server = prise_window_get_page (fixture->window, "tcp-server");
  GtkWidget *spin = widget_test_find (preferences, "journal_budget_spin");
  g_autofree char *language = NULL;
  g_autofree char *color_scheme = NULL;
  gpointer left = preferences;
  PriseTimeFormat time_format;

  g_object_add_weak_pointer (G_OBJECT (preferences), &left);
  gtk_window_present (GTK_WINDOW (preferences));
  gtk_test_widget_wait_for_draw (preferences);
  choose (preferences, "language_row", 2);
  choose (preferences, "color_scheme_row", 2);
  choose (preferences, "time_format_row", 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 17);

  language = g_settings_get_string (fixture->settings, "language");
  color_scheme = g_settings_get_string (fixture->settings, "color-scheme");
  g_assert_cmpstr (language, ==, "fr");
  g_assert_cmpstr (color_scheme, ==, "dark");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "journal-budget"), ==, 17);
  g_object_get (widget_test_find (server, "traffic_pane"), "time-format", &time_format, NULL);
  g_assert_cmpint (time_format, ==, PRISE_TIME_FORMAT_DELTA);
  gtk_window_close (GTK_WINDOW (preferences));
  widget_test_wait (is_empty, &left);

  g_settings_reset (fixture->settings, "language");
  g_settings_reset (fixture->settings, "color-scheme");
  g_settings_reset (fixture->settings, "time-format");
  g_settings_reset (fixture->settings, "journal-budget");
}

static AdwViewStack *
find_view_stack (GtkWidget *widget)
{
  AdwViewStack *found = NULL;

  if (ADW_IS_VIEW_STACK (widget))
    return ADW_VIEW_STACK (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view_stack (child);

  return found;
}

/* Each tab has one of its own, and GTK finds it, whatever the theme. */
static void
test_tabs_have_icons (Fixture *fixture, gconstpointer data)
{
  AdwViewStack *stack = find_view_stack (GTK_WIDGET (fixture->window));
  GtkIconTheme *theme =
      gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (fixture->window)));
  g_autoptr (GListModel) pages = G_LIST_MODEL (adw_view_stack_get_pages (stack));
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++) {
    g_autoptr (AdwViewStackPage) page = g_list_model_get_item (pages, i);
    const char *name = adw_view_stack_page_get_icon_name (page);

    g_assert_true (g_str_has_prefix (name, "prise-"));
    g_assert_true (gtk_icon_theme_has_icon (theme, name));
    g_assert_true (g_hash_table_add (names, g_strdup (name)));
  }
  g_assert_cmpuint (g_hash_table_size (names), ==, 4);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

#define ADD(path, func) g_test_add ("/window/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("pages-are-made-when-shown", test_pages_are_made_when_shown);
  ADD ("page-by-name", test_page_by_name);
  ADD ("fits-a-narrow-screen", test_fits_a_narrow_screen);
  ADD ("remembers-page-and-size", test_remembers_page_and_size);
  ADD ("sidebar-is-shared", test_sidebar_is_shared);
  ADD ("history-is-shared", test_history_is_shared);
  ADD ("what-has-the-focus-has-a-name", test_what_has_the_focus_has_a_name);
  ADD ("preferences", test_preferences);
  ADD ("tabs-have-icons", test_tabs_have_icons);
  ADD ("titles-are-broken", test_titles_are_broken);
#undef ADD

  return g_test_run ();
}
