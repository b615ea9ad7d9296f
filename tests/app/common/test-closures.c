// SPDX-License-Identifier: GPL-3.0-or-later
/* What several pages say of a state: tables. */
#include "config.h"

#include "prise-closures.h"

#define IDLE     PRISE_ENDPOINT_IDLE
#define STARTING PRISE_ENDPOINT_STARTING
#define ACTIVE   PRISE_ENDPOINT_ACTIVE
#define STOPPING PRISE_ENDPOINT_STOPPING
#define FAILED   PRISE_ENDPOINT_FAILED

static void
test_state (void)
{
  static const struct {
    PriseEndpointState state;
    gboolean closed;
    const char *css_class;
  } cases[] = {
    { IDLE, TRUE, "suggested-action" },      { STARTING, FALSE, NULL },
    { ACTIVE, FALSE, "destructive-action" }, { STOPPING, FALSE, "destructive-action" },
    { FAILED, TRUE, "suggested-action" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) classes = prise_closure_button_classes (NULL, cases[i].state);

    g_assert_cmpstr (classes[0], ==, cases[i].css_class);
    g_assert_cmpint (prise_closure_is_closed (NULL, cases[i].state), ==, cases[i].closed);
    g_assert_cmpint (prise_closure_is_active (NULL, cases[i].state), ==, cases[i].state == ACTIVE);
  }
}

static void
test_nothing (void)
{
  g_assert_false (prise_closure_is_filled (NULL, NULL));
  g_assert_false (prise_closure_is_filled (NULL, ""));
  g_assert_true (prise_closure_is_filled (NULL, " "));
  g_assert_true (prise_closure_is_none (NULL, 0));
  g_assert_false (prise_closure_is_none (NULL, 1));
}

static void
test_count (void)
{
  g_autofree char *none = prise_closure_count (NULL, 0);
  g_autofree char *many = prise_closure_count (NULL, 600);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (many, ==, "· 600");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/closures/state", test_state);
  g_test_add_func ("/closures/nothing", test_nothing);
  g_test_add_func ("/closures/count", test_count);

  return g_test_run ();
}
