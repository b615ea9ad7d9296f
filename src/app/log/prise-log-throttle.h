// SPDX-License-Identifier: GPL-3.0-or-later
/* How often a log that follows is brought up to date. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseLogThrottle:
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
} PriseLogThrottle;

gboolean prise_log_throttle_is_due (PriseLogThrottle *self, gint64 frame_time);

G_END_DECLS
