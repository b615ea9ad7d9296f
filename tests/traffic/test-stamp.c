// SPDX-License-Identifier: GPL-3.0-or-later
/* Moments on both clocks. The clocks are the system's, or the test's own: clock_gettime () stands
 * in this program under the system's name. */
#include "config.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "prise-stamp.h"

#define N_STAMPS 200000

#define MICROSECOND G_GINT64_CONSTANT (1000)
#define MILLISECOND (1000 * MICROSECOND)
#define SECOND      (1000 * MILLISECOND)

/* Where the test's own clocks begin. */
#define BEGIN      (1000 * SECOND)
#define BEGIN_WALL (2000000000 * SECOND)

/* What a look at the wall clock lasts where the thread isn't interrupted. */
#define LOOK 50

/* The test's own clocks, in ns, while it has some. */
static gboolean has_own_clocks;
static gint64 own_now;
static gint64 own_difference;
static gint64 own_look;     /* how long a look at the wall clock lasts */
static guint n_interrupted; /* so many looks at it last as long; the others LOOK */
static guint n_looks;

static gint64
read_own_clock (clockid_t clock)
{
  gint64 look, wall;

  if (clock != CLOCK_REALTIME)
    return own_now;

  look = n_looks++ < n_interrupted ? own_look : LOOK;
  /* The interruption comes behind the look: so it is the worst. */
  wall = own_now + own_difference;
  own_now += look;

  return wall;
}

int
clock_gettime (clockid_t clock, struct timespec *time)
{
  gint64 value;

  if (!has_own_clocks)
    return (int) syscall (SYS_clock_gettime, clock, time);

  value = read_own_clock (clock);
  *time = (struct timespec){ .tv_sec = value / SECOND, .tv_nsec = value % SECOND };

  return 0;
}

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

/* What the first stamp knows is @difference, and the clocks were compared at BEGIN. */
static void
begin (void)
{
  has_own_clocks = TRUE;
  own_now = BEGIN;
  own_difference = BEGIN_WALL;
  n_interrupted = n_looks = 0;
  prise_stamp_now ();
  g_assert_cmpuint (n_looks, ==, 1);
}

static gint64
get_difference_at (gint64 time)
{
  PriseStamp stamp;

  own_now = time;
  stamp = prise_stamp_now ();
  g_assert_cmpint (stamp.monotonic, ==, time / MICROSECOND);

  return stamp.wall - stamp.monotonic;
}

/* A wall clock that is set takes effect after a millisecond, and not before. */
static gpointer
set_clock (gpointer data)
{
  begin ();
  own_difference += SECOND;
  g_assert_cmpint (get_difference_at (BEGIN + MILLISECOND - 1), ==, BEGIN_WALL / MICROSECOND);
  g_assert_cmpuint (n_looks, ==, 1);
  g_assert_cmpint (get_difference_at (BEGIN + MILLISECOND), ==,
                   (BEGIN_WALL + SECOND) / MICROSECOND - 1);
  g_assert_cmpuint (n_looks, ==, 2);

  /* Counted from then on. */
  own_difference -= 2 * SECOND;
  get_difference_at (BEGIN + 2 * MILLISECOND - 1);
  g_assert_cmpuint (n_looks, ==, 2);
  g_assert_cmpint (get_difference_at (BEGIN + 2 * MILLISECOND), ==,
                   (BEGIN_WALL - SECOND) / MICROSECOND - 1);

  return NULL;
}

/* What looking itself makes uncertain is no change of the clock: 10 µs, or what it lasted. */
static gpointer
look_twice (gpointer data)
{
  begin ();
  own_difference += 10 * MICROSECOND;
  g_assert_cmpint (get_difference_at (BEGIN + MILLISECOND), ==, BEGIN_WALL / MICROSECOND - 1);
  own_difference += MICROSECOND;
  g_assert_cmpint (get_difference_at (BEGIN + 2 * MILLISECOND), ==, BEGIN_WALL / MICROSECOND + 10);

  return NULL;
}

/* Who is interrupted looks again, four times in all; what he sees then is as uncertain as the time
 * that it took. */
static gpointer
interrupt (gpointer data)
{
  begin ();
  own_difference += SECOND;
  own_look = 20 * MICROSECOND;
  n_interrupted = n_looks + 3;
  g_assert_cmpint (get_difference_at (BEGIN + MILLISECOND), ==,
                   (BEGIN_WALL + SECOND) / MICROSECOND - 1);
  g_assert_cmpuint (n_looks, ==, 1 + 4);

  n_interrupted = G_MAXUINT;
  own_look = MILLISECOND;
  own_difference += MILLISECOND / 4;
  g_assert_cmpint (get_difference_at (BEGIN + 2 * MILLISECOND), ==,
                   (BEGIN_WALL + SECOND) / MICROSECOND - 1);
  g_assert_cmpuint (n_looks, ==, 1 + 4 + 4);
  own_difference += 2 * MILLISECOND;
  g_assert_cmpint (get_difference_at (BEGIN + 9 * MILLISECOND), ==,
                   (BEGIN_WALL + SECOND + MILLISECOND / 4 + 2 * MILLISECOND - MILLISECOND / 2) /
                       MICROSECOND);

  /* It is just as long that is no interruption. */
  own_look = 10 * MICROSECOND;
  n_looks = 0;
  get_difference_at (BEGIN + 20 * MILLISECOND);
  g_assert_cmpuint (n_looks, ==, 1);

  return NULL;
}

/* Each thread compares the clocks by itself: a new one knows of no case before. */
static void
test_own_clocks (gconstpointer function)
{
  g_thread_join (g_thread_new ("stamps", (GThreadFunc) function, NULL));
  has_own_clocks = FALSE;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stamp/clocks", test_clocks);
  g_test_add_func ("/stamp/order", test_order);
  g_test_add_data_func ("/stamp/set", set_clock, test_own_clocks);
  g_test_add_data_func ("/stamp/uncertain", look_twice, test_own_clocks);
  g_test_add_data_func ("/stamp/interrupted", interrupt, test_own_clocks);

  return g_test_run ();
}
