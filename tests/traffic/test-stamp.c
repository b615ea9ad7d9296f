// SPDX-License-Identifier: GPL-3.0-or-later
/* Moments on both clocks. */
#include "config.h"

#include "prise-stamp.h"

#define N_STAMPS 200000

/* A stamp lies between two looks at the clocks, or where they are looked at once a millisecond, not
 * more than what a wall clock may be slewed by meanwhile beside them. */
static void
test_clocks (void)
{
  for (guint i = 0; i < 1000; i++) {
    const gint64 wall_before = g_get_real_time ();
    const gint64 before = g_get_monotonic_time ();
    const PriseStamp stamp = prise_stamp_now ();
    const gint64 after = g_get_monotonic_time ();
    const gint64 wall_after = g_get_real_time ();

    g_assert_cmpint (stamp.monotonic, >=, before);
    g_assert_cmpint (stamp.monotonic, <=, after);
    g_assert_cmpint (stamp.wall, >=, wall_before - 10);
    g_assert_cmpint (stamp.wall, <=, wall_after + 10);
    g_usleep (i % 10 == 0 ? 1500 : 1);
  }
}

/* Over many looks at the wall clock none is earlier than the one before. */
static void
test_order (void)
{
  PriseStamp last = prise_stamp_now ();

  for (guint i = 0; i < N_STAMPS; i++) {
    const PriseStamp stamp = prise_stamp_now ();

    g_assert_cmpint (stamp.wall, >=, last.wall);
    g_assert_cmpint (stamp.monotonic, >=, last.monotonic);
    last = stamp;
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stamp/clocks", test_clocks);
  g_test_add_func ("/stamp/order", test_order);

  return g_test_run ();
}
