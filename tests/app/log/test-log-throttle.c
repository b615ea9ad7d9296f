// SPDX-License-Identifier: GPL-3.0-or-later
/* How often the log is brought up to date. */
#include "config.h"

#include "prise-log-throttle.h"
#include "widget-test.h"

#define FRAME    16667
#define N_FRAMES 6000

/* Of 100 seconds at 60 frames each; never measured, as that was in the future. */
static guint
count_due (gboolean is_scarce)
{
  PriseLogThrottle pace = { .measured = G_MAXINT64 / 2, .is_scarce = is_scarce };
  guint n_due = 0;

  for (gint64 i = 1; i <= N_FRAMES; i++)
    n_due += prise_log_throttle_is_due (&pace, i * FRAME);

  return n_due;
}

static void
test_enough (void)
{
  g_assert_cmpuint (count_due (FALSE), ==, N_FRAMES);
}

/* More than 30 a second, and yet a good deal fewer than 60. */
static void
test_scarce (void)
{
  g_assert_cmpuint (count_due (TRUE), >, N_FRAMES * 32 / 60);
  g_assert_cmpuint (count_due (TRUE), <, N_FRAMES * 40 / 60);
}

/* A pause isn't made up for by a run of frames. */
static void
test_pause (void)
{
  PriseLogThrottle pace = { .measured = G_MAXINT64 / 2, .is_scarce = TRUE };
  guint n_due = 0;

  g_assert_true (prise_log_throttle_is_due (&pace, FRAME));
  for (gint64 i = 1000; i < 1060; i++)
    n_due += prise_log_throttle_is_due (&pace, i * FRAME);
  g_assert_cmpuint (n_due, <, 40);
}

/* A process that does nothing else has time for each frame. */
static void
test_measure (void)
{
  PriseLogThrottle pace = { 0 };
  gint64 now = g_get_monotonic_time ();

  for (gint64 i = 0; i < 60; i++)
    g_assert_true (prise_log_throttle_is_due (&pace, now + i * FRAME));
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  g_test_add_func ("/app/log-pace/enough", test_enough);
  g_test_add_func ("/app/log-pace/scarce", test_scarce);
  g_test_add_func ("/app/log-pace/pause", test_pause);
  g_test_add_func ("/app/log-pace/measure", test_measure);

  return g_test_run ();
}
