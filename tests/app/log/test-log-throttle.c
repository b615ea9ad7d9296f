// SPDX-License-Identifier: GPL-3.0-or-later
/* How often the log is brought up to date. getrusage () stands in this program under the system's
 * name. */
#include "config.h"

#include <sys/resource.h>

#include "prise-log-throttle.h"
#include "widget-test.h"

#define FRAME    16667
#define N_FRAMES 6000

/* What threads have used, in µs. */
static gint64 main_time, process_time;

int
getrusage (__rusage_who_t who, struct rusage *usage)
{
  const gint64 time = who == RUSAGE_SELF ? process_time : main_time;

  *usage = (struct rusage){
    .ru_utime = { .tv_sec = time / G_USEC_PER_SEC },
    .ru_stime = { .tv_usec = time % G_USEC_PER_SEC },
  };

  return 0;
}

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

static gboolean
is_scarce (PriseLogThrottle *pace, gint64 now)
{
  prise_log_throttle_is_due (pace, now);

  return pace->is_scarce;
}

/* What came before the first look isn't counted; what the main thread uses itself isn't either. Of
 * the others a quarter of a processor is plenty. */
static void
test_measure (void)
{
  PriseLogThrottle pace = { 0 };
  gint64 now = 1000 * G_USEC_PER_SEC;

  main_time = G_USEC_PER_SEC;
  process_time = 900 * G_USEC_PER_SEC;
  g_assert_false (is_scarce (&pace, now));

  now += 200000;
  main_time += 190000;
  process_time += 190000 + 50000;
  g_assert_false (is_scarce (&pace, now));

  now += 199999;
  process_time += 50001;
  g_assert_false (is_scarce (&pace, now));
  now += 1;
  g_assert_true (is_scarce (&pace, now));

  now += 200000;
  g_assert_false (is_scarce (&pace, now));
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
