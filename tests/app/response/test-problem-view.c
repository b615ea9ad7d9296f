// SPDX-License-Identifier: GPL-3.0-or-later
/* The list of what is wrong with a response: its rows, and their number in the tab's badge. */
#include "config.h"

#include "prise-problem-view.h"
#include "widget-test.h"

static void
did_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  g_object_get (object, "n-problems", user_data, NULL);
}

static PriseHttpResponse *
make_response (guint n_problems)
{
  PriseHttpResponse *response = prise_http_response_new ();

  for (guint i = 0; i < n_problems; i++)
    prise_http_response_add_problem (response, &(PriseHttpProblem){ .kind = PRISE_HTTP_BARE_LF,
                                                                    .offset = i });

  return response;
}

/* Whoever shows the number is told of each change, also when they go. */
static void
test_number (void)
{
  static const guint numbers[] = { 2, 1, 0, 3 };
  g_autoptr (GtkWidget) view = g_object_ref_sink (g_object_new (PRISE_TYPE_PROBLEM_VIEW, NULL));
  GListModel *rows = prise_problem_view_get_rows (PRISE_PROBLEM_VIEW (view));
  guint shown = 0;

  g_signal_connect (view, "notify::n-problems", G_CALLBACK (did_notify), &shown);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (PriseHttpResponse) response = make_response (numbers[i]);

    g_object_set (view, "response", response, NULL);
    g_assert_cmpuint (shown, ==, numbers[i]);
    g_assert_cmpuint (g_list_model_get_n_items (rows), ==, numbers[i]);
  }
  g_object_set (view, "response", NULL, NULL);
  g_assert_cmpuint (shown, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 0);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);
  g_test_add_func ("/problem-view/number", test_number);

  return g_test_run ();
}
