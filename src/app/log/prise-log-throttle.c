// SPDX-License-Identifier: GPL-3.0-or-later
/* How often a log that follows is brought up to date: with each frame, or less often while the I/O
 * thread needs all of a processor. Nobody reads that fast, and what drawing takes would be missing
 * from the speed that is tested. */
#include "config.h"

#include "prise-log-throttle.h"

#include <sys/resource.h>

/* How often the processor's use is looked at, in µs. */
#define MEASURE_INTERVAL 200000

/* While the processor is scarce, in µs: 35 a second. */
#define SCARCE_INTERVAL 28500

#ifdef RUSAGE_THREAD
static gint64
get_processor_time (int who)
{
  struct rusage usage;

  getrusage (who, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

/* Whether the other threads used more than a quarter of a processor. On two processors, with a peer
 * and a display server beside it, an I/O thread that wants a whole one may get no more than half.
 */
static void
measure (PriseLogThrottle *self, gint64 now)
{
  gint64 main_time, process_time;
  gint64 used;

  if (now - self->measured < MEASURE_INTERVAL)
    return;

  main_time = get_processor_time (RUSAGE_THREAD);
  process_time = get_processor_time (RUSAGE_SELF);
  used = (process_time - self->process_time) - (main_time - self->main_time);
  self->is_scarce = self->measured > 0 && used > (now - self->measured) / 4;

  self->measured = now;
  self->main_time = main_time;
  self->process_time = process_time;
}
#else
static void
measure (PriseLogThrottle *self, gint64 now)
{
}
#endif

/**
 * prise_log_throttle_is_due:
 * @frame_time: the frame's time in µs, of the monotonic clock
 *
 * Returns: whether the log is to be brought up to date in this frame
 */
gboolean
prise_log_throttle_is_due (PriseLogThrottle *self, gint64 frame_time)
{
  measure (self, frame_time);

  if (self->is_scarce && frame_time < self->due)
    return FALSE;

  /* What a frame came too late is made up for by the next. */
  self->due = MAX (self->due, frame_time - SCARCE_INTERVAL) + SCARCE_INTERVAL;

  return TRUE;
}
