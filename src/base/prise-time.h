// SPDX-License-Identifier: GPL-3.0-or-later
/* Wall times as text. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Room for any of them, with the final NUL. */
#define PRISE_TIME_SIZE 32

gsize prise_time_to_clock (gint64 wall_time, char text[PRISE_TIME_SIZE]);
void prise_time_to_seconds (gint64 wall_time, char text[PRISE_TIME_SIZE]);
void prise_time_to_date (gint64 wall_time, char text[PRISE_TIME_SIZE]);
void prise_time_to_iso8601 (gint64 wall_time, char text[PRISE_TIME_SIZE]);

G_END_DECLS
