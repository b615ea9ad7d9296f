// SPDX-License-Identifier: GPL-3.0-or-later
/* How often a log that follows is brought up to date. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseLogPace:
 *
 * Zeroed at first. Main thread.
 */
typedef struct {
  /*< private >*/
  gint64 measured;
  gint64 main_time;
  gint64 process_time;
  gboolean is_scarce;
  gint64 due;
} PriseLogPace;

gboolean prise_log_pace_is_due (PriseLogPace *self, gint64 frame_time);

G_END_DECLS
