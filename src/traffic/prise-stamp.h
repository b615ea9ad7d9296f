// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseStamp:
 * @wall: µs since 1970-01-01 UTC
 * @monotonic: µs of g_get_monotonic_time()'s clock
 */
typedef struct {
  gint64 wall;
  gint64 monotonic;
} PriseStamp;

PriseStamp prise_stamp_now (void);

G_END_DECLS
