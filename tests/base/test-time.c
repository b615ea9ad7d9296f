// SPDX-License-Identifier: GPL-3.0-or-later
/* Wall times as text, wherever the clock on the wall may hang. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "prise-time.h"

static void
test_local (void)
{
  struct tm noon = { .tm_year = 124, .tm_mon = 6, .tm_mday = 14, .tm_hour = 12, .tm_isdst = -1 };
  gint64 local_noon = (gint64) mktime (&noon) * G_USEC_PER_SEC;
  char text[PRISE_TIME_SIZE];

  g_assert_cmpuint (prise_time_to_clock (local_noon, text), ==, strlen (text));
  g_assert_cmpstr (text, ==, "12:00:00.000");
  prise_time_to_clock (local_noon + 1999999, text);
  g_assert_cmpstr (text, ==, "12:00:01.999");
  prise_time_to_clock (local_noon + 7999, text);
  g_assert_cmpstr (text, ==, "12:00:00.007");

  prise_time_to_seconds (local_noon + 1999999, text);
  g_assert_cmpstr (text, ==, "12:00:01");
  prise_time_to_date (local_noon + 1000002, text);
  g_assert_cmpstr (text, ==, "2024-07-14 12:00:01.000002");
}

static void
test_utc (void)
{
  char text[PRISE_TIME_SIZE];

  prise_time_to_iso8601 (0, text);
  g_assert_cmpstr (text, ==, "1970-01-01T00:00:00.000000Z");
  prise_time_to_iso8601 (G_GINT64_CONSTANT (1720958401123456), text);
  g_assert_cmpstr (text, ==, "2024-07-14T12:00:01.123456Z");
}

/* Where the day is another one. */
static void
test_zone (void)
{
  const gint64 late = G_GINT64_CONSTANT (1720998001023456);
  g_autofree char *old = g_strdup (g_getenv ("TZ"));
  char text[PRISE_TIME_SIZE];

  g_setenv ("TZ", "JST-9", TRUE);
  tzset ();

  prise_time_to_iso8601 (late, text);
  g_assert_cmpstr (text, ==, "2024-07-14T23:00:01.023456Z");
  prise_time_to_clock (late, text);
  g_assert_cmpstr (text, ==, "08:00:01.023");
  prise_time_to_seconds (late, text);
  g_assert_cmpstr (text, ==, "08:00:01");
  prise_time_to_date (late, text);
  g_assert_cmpstr (text, ==, "2024-07-15 08:00:01.023456");

  if (old != NULL)
    g_setenv ("TZ", old, TRUE);
  else
    g_unsetenv ("TZ");
  tzset ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/local", test_local);
  g_test_add_func ("/time/utc", test_utc);
  g_test_add_func ("/time/zone", test_zone);

  return g_test_run ();
}
