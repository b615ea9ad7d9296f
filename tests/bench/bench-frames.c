// SPDX-License-Identifier: GPL-3.0-or-later
/* Counts the frames that a window paints, by its frame clock, and how long each takes to make. Main
 * thread. */
#include "config.h"

#include <sys/resource.h>

#include "bench-frames.h"
#include "bench-util.h"

struct _BenchFrames {
  GdkFrameClock *clock;
  double started;
  double frame_began;
  gboolean painted;
  GArray *frame_times; /* of double: ms of this thread, without what others took */
};

static void
did_begin (BenchFrames *self)
{
  self->frame_began = bench_thread_now ();
  self->painted = FALSE;
}

/* The clock also turns for layout alone; only what is painted counts. */
static void
did_paint (BenchFrames *self)
{
  self->painted = TRUE;
}

static void
did_end (BenchFrames *self)
{
  double ms = (bench_thread_now () - self->frame_began) * 1e3;

  if (self->painted)
    g_array_append_val (self->frame_times, ms);
}

/**
 * bench_frames_new:
 * @window: a realized window
 */
BenchFrames *
bench_frames_new (GtkWidget *window)
{
  BenchFrames *self = g_new0 (BenchFrames, 1);

  self->clock = g_object_ref (gtk_widget_get_frame_clock (window));
  self->frame_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (did_begin), self);
  g_signal_connect_swapped (self->clock, "paint", G_CALLBACK (did_paint), self);
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (did_end), self);
  bench_frames_start (self);
  return self;
}

/**
 * bench_frames_start:
 *
 * Counts from now.
 */
void
bench_frames_start (BenchFrames *self)
{
  g_array_set_size (self->frame_times, 0);
  self->started = bench_now ();
}

/**
 * bench_frames_print:
 *
 * Prints frames a second since the start, and the times in ms within which 50 and 99 of 100 were
 * made.
 */
void
bench_frames_print (BenchFrames *self)
{
  bench_print_value ("fps", self->frame_times->len / (bench_now () - self->started));
  bench_print_value ("frame-p50", bench_quantile (self->frame_times, 0.50));
  bench_print_value ("frame-p99", bench_quantile (self->frame_times, 0.99));
}

void
bench_frames_free (BenchFrames *self)
{
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_object_unref (self->clock);
  g_array_unref (self->frame_times);
  g_free (self);
}
