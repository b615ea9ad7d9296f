// SPDX-License-Identifier: GPL-3.0-or-later
/* Counts the frames that a window paints, by its frame clock, and how long each takes to make. Main
 * thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _BenchFrames BenchFrames;

BenchFrames *bench_frames_new (GtkWidget *window);
void bench_frames_start (BenchFrames *self);
void bench_frames_print (BenchFrames *self);
void bench_frames_free (BenchFrames *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchFrames, bench_frames_free)

G_END_DECLS
