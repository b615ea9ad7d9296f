// SPDX-License-Identifier: GPL-3.0-or-later
/* A moment on both clocks. Reading one costs as much as half of what else an entry takes, and their
 * difference changes only when somebody sets the wall clock: a thread looks at it once a
 * millisecond. */
#include "config.h"

#include "prise-stamp.h"

#include <time.h>

#define NANOSECONDS      G_GINT64_CONSTANT (1000000000)
#define DIFFERENCE_HOLDS (NANOSECONDS / 1000)

/* Who was interrupted while looking looks again, so many times. */
#define MAX_LOOKS     4
#define MAX_UNCERTAIN (NANOSECONDS / 100000)

static gint64
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return time.tv_sec * NANOSECONDS + time.tv_nsec;
}

/* The wall clock is read at some time between two looks at the other. What is within that is no
 * change: else a thread that was interrupted would have its next stamps in the wrong order. */
static gint64
compare_clocks (gint64 known)
{
  gint64 difference, uncertain;
  guint n = 0;

  do {
    const gint64 before = read_clock (CLOCK_MONOTONIC);
    const gint64 wall = read_clock (CLOCK_REALTIME);

    uncertain = read_clock (CLOCK_MONOTONIC) - before;
    difference = wall - before - uncertain / 2;
  } while (uncertain > MAX_UNCERTAIN && ++n < MAX_LOOKS);

  return ABS (difference - known) <= MAX (uncertain, MAX_UNCERTAIN) ? known : difference;
}

/**
 * prise_stamp_now:
 *
 * Any thread. A wall clock that is set takes effect within a millisecond.
 *
 * Returns: the present moment on both clocks
 */
PriseStamp
prise_stamp_now (void)
{
  static _Thread_local gint64 difference, compared = -DIFFERENCE_HOLDS;
  const gint64 now = read_clock (CLOCK_MONOTONIC);

  /* In nanoseconds, so that what comes later never has the earlier time. */
  if (now - compared >= DIFFERENCE_HOLDS) {
    difference = compare_clocks (difference);
    compared = now;
  }

  return (PriseStamp){ .wall = (now + difference) / 1000, .monotonic = now / 1000 };
}
