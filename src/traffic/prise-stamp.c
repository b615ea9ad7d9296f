// SPDX-License-Identifier: GPL-3.0-or-later
/* A moment on both clocks. Reading one costs as much as half of what else an entry takes, and their
 * difference seldom changes: a thread looks at it once a millisecond. */
#include "config.h"

#include "prise-stamp.h"

#include <time.h>

#define NANOSECONDS      G_GINT64_CONSTANT (1000000000)
#define DIFFERENCE_HOLDS (NANOSECONDS / 1000)

static gint64
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return time.tv_sec * NANOSECONDS + time.tv_nsec;
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
    difference = read_clock (CLOCK_REALTIME) - now;
    compared = now;
  }

  return (PriseStamp){ .wall = (now + difference) / 1000, .monotonic = now / 1000 };
}
