// SPDX-License-Identifier: GPL-3.0-or-later
/* Wall times as text. They are written once for each entry, so nothing is allocated. */
#include "config.h"

#include <time.h>

#include "prise-time.h"

static struct tm
to_local (gint64 wall_time)
{
  time_t seconds = (time_t) (wall_time / G_USEC_PER_SEC);
  struct tm local = { 0 };

  localtime_r (&seconds, &local);

  return local;
}

/**
 * prise_time_to_clock:
 * @wall_time: µs since 1970-01-01 UTC
 * @text: (out caller-allocates): the local time of day, such as "12:00:01.123"
 *
 * Returns: how long @text is
 */
gsize
prise_time_to_clock (gint64 wall_time, char text[PRISE_TIME_SIZE])
{
  const struct tm local = to_local (wall_time);
  const guint milliseconds = (guint) (wall_time % G_USEC_PER_SEC / 1000);

  return (gsize) g_snprintf (text, PRISE_TIME_SIZE, "%02d:%02d:%02d.%03u", local.tm_hour,
                             local.tm_min, local.tm_sec, milliseconds);
}

/**
 * prise_time_to_seconds:
 * @wall_time: µs since 1970-01-01 UTC
 * @text: (out caller-allocates): the local time of day without what is less than a second, such as
 *   "12:00:01"
 */
void
prise_time_to_seconds (gint64 wall_time, char text[PRISE_TIME_SIZE])
{
  const struct tm local = to_local (wall_time);

  strftime (text, PRISE_TIME_SIZE, "%H:%M:%S", &local);
}

/**
 * prise_time_to_date:
 * @wall_time: µs since 1970-01-01 UTC
 * @text: (out caller-allocates): local date and time of day, such as "2024-07-14 12:00:01.123456"
 */
void
prise_time_to_date (gint64 wall_time, char text[PRISE_TIME_SIZE])
{
  const struct tm local = to_local (wall_time);
  const guint microseconds = (guint) (wall_time % G_USEC_PER_SEC);
  const gsize n = strftime (text, PRISE_TIME_SIZE, "%Y-%m-%d %H:%M:%S", &local);

  g_snprintf (text + n, PRISE_TIME_SIZE - n, ".%06u", microseconds);
}

/**
 * prise_time_to_iso8601:
 * @wall_time: µs since 1970-01-01 UTC
 * @text: (out caller-allocates): date and time in UTC, such as "2024-07-14T12:00:01.123456Z"
 *
 * ISO 8601 and RFC 3339.
 */
void
prise_time_to_iso8601 (gint64 wall_time, char text[PRISE_TIME_SIZE])
{
  time_t seconds = (time_t) (wall_time / G_USEC_PER_SEC);
  guint microseconds = (guint) (wall_time % G_USEC_PER_SEC);
  struct tm utc = { 0 };
  gsize n;

  gmtime_r (&seconds, &utc);
  n = strftime (text, PRISE_TIME_SIZE, "%Y-%m-%dT%H:%M:%S", &utc);
  g_snprintf (text + n, PRISE_TIME_SIZE - n, ".%06uZ", microseconds);
}
