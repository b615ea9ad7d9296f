// SPDX-License-Identifier: GPL-3.0-or-later
/* Who replies to whom, by the clock that is given. */
#include "config.h"

#include <glib.h>

#include "prise-udp-loop-guard.h"

#define SECOND G_USEC_PER_SEC
#define START  (100 * SECOND)

/* Each message makes one reply due, for ten seconds. */
static void
test_due (void)
{
  PriseUdpLoopGuard replies = { 0 };

  g_assert_false (prise_udp_loop_guard_take (&replies, START));
  prise_udp_loop_guard_expect (&replies, START);
  prise_udp_loop_guard_expect (&replies, START + SECOND);
  g_assert_true (prise_udp_loop_guard_take (&replies, START + 2 * SECOND));
  g_assert_true (prise_udp_loop_guard_take (&replies, START + 11 * SECOND));
  g_assert_false (prise_udp_loop_guard_take (&replies, START + 11 * SECOND));

  prise_udp_loop_guard_expect (&replies, START + 20 * SECOND);
  g_assert_false (prise_udp_loop_guard_take (&replies, START + 31 * SECOND));
  prise_udp_loop_guard_expect (&replies, START + 40 * SECOND);
  g_assert_true (prise_udp_loop_guard_take (&replies, START + 41 * SECOND));
  g_assert_false (prise_udp_loop_guard_take (&replies, START + 41 * SECOND));
}

/* What is refused isn't replied to. */
static void
test_forgo (void)
{
  PriseUdpLoopGuard replies = { 0 };

  prise_udp_loop_guard_forgo (&replies);
  prise_udp_loop_guard_expect (&replies, START);
  prise_udp_loop_guard_expect (&replies, START);
  prise_udp_loop_guard_forgo (&replies);
  g_assert_true (prise_udp_loop_guard_take (&replies, START));
  g_assert_false (prise_udp_loop_guard_take (&replies, START));
}

/* Everybody may reply each message to a group, and nobody one that is too old. */
static void
test_group (void)
{
  PriseUdpGroupReplies group = { 0 };
  PriseUdpLoopGuard one = { 0 };
  PriseUdpLoopGuard other = { 0 };

  g_assert_false (prise_udp_loop_guard_take_group (&one, &group, START));
  prise_udp_loop_guard_expect_group (&group, START);
  g_assert_true (prise_udp_loop_guard_take_group (&one, &group, START + SECOND));
  g_assert_false (prise_udp_loop_guard_take_group (&one, &group, START + SECOND));
  g_assert_true (prise_udp_loop_guard_take_group (&other, &group, START + SECOND));

  prise_udp_loop_guard_expect_group (&group, START + 20 * SECOND);
  prise_udp_loop_guard_expect_group (&group, START + 40 * SECOND);
  g_assert_true (prise_udp_loop_guard_take_group (&one, &group, START + 41 * SECOND));
  g_assert_false (prise_udp_loop_guard_take_group (&one, &group, START + 41 * SECOND));
  g_assert_false (prise_udp_loop_guard_take_group (&other, &group, START + 51 * SECOND));
}

/* How many replies one gets who writes every @interval µs; @n_silences: how often it was begun to
 * say nothing. */
static guint
count_replies (PriseUdpLoopGuard *replies,
               gint64 begin,
               gint64 end,
               gint64 interval,
               guint *n_silences)
{
  guint n = 0;

  *n_silences = 0;
  for (gint64 now = begin; now < end; now += interval) {
    const PriseUdpVerdict verdict = prise_udp_loop_guard_judge (replies, now);

    n += verdict == PRISE_UDP_VERDICT_REPLY;
    *n_silences += verdict == PRISE_UDP_VERDICT_MUTE || verdict == PRISE_UDP_VERDICT_PAUSE;
  }

  return n;
}

/* Who only asks gets a reply each time; who was asked, so many a second and then none for a while.
 */
static void
test_muted (void)
{
  const gint64 interval = SECOND / 1000;
  PriseUdpLoopGuard asking = { 0 };
  PriseUdpLoopGuard asked = { 0 };
  guint n;

  g_assert_cmpuint (count_replies (&asking, START, START + 5 * SECOND, interval, &n), ==, 5000);
  g_assert_cmpuint (n, ==, 0);

  prise_udp_loop_guard_expect (&asked, START);
  g_assert_cmpuint (count_replies (&asked, START, START + SECOND / 2, interval, &n), ==, 200);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (count_replies (&asked, START + 11 * SECOND, START + 23 * SECOND / 2, interval,
                                   &n),
                    ==, 200);
  g_assert_cmpuint (n, ==, 1);
}

/* More datagrams than replies can have caused are those of one that speaks by itself, until it is
 * asked again. */
static void
test_speaks_by_itself (void)
{
  const gint64 interval = SECOND / 1000;
  PriseUdpLoopGuard asked = { 0 };
  guint n;

  prise_udp_loop_guard_expect (&asked, START);
  g_assert_cmpuint (count_replies (&asked, START, START + 601 * interval, interval, &n), ==, 200);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (count_replies (&asked, START + 601 * interval, START + 5 * SECOND, interval,
                                   &n),
                    ==, 4399);
  g_assert_cmpuint (n, ==, 0);

  prise_udp_loop_guard_expect (&asked, START + 5 * SECOND);
  g_assert_cmpuint (count_replies (&asked, START + 5 * SECOND, START + 5 * SECOND + 601 * interval,
                                   interval, &n),
                    ==, 200);
  g_assert_cmpuint (n, ==, 1);
}

/* Whoever has proved it once has to prove it again: a pause of later isn't cut short by it. */
static void
test_asked_in_pause (void)
{
  const gint64 interval = SECOND / 1000;
  PriseUdpLoopGuard asked = { 0 };
  guint n;

  prise_udp_loop_guard_expect (&asked, START);
  g_assert_cmpuint (count_replies (&asked, START, START + 601 * interval, interval, &n), ==, 200);
  g_assert_cmpuint (count_replies (&asked, START + 601 * interval, START + 10601 * interval,
                                   interval, &n),
                    ==, 10000);
  g_assert_cmpint (prise_udp_loop_guard_judge (&asked, START + 10601 * interval), ==,
                   PRISE_UDP_VERDICT_PAUSE);

  prise_udp_loop_guard_expect (&asked, START + 10601 * interval);
  g_assert_cmpint (prise_udp_loop_guard_judge (&asked, START + 10602 * interval), ==,
                   PRISE_UDP_VERDICT_SILENT);
}

/* What one got before it was asked isn't held against it: it asked slowly, and goes on so. */
static void
test_asked_later (void)
{
  const gint64 interval = SECOND / 20;
  PriseUdpGroupReplies group = { 0 };
  PriseUdpLoopGuard asking[2] = { 0 };
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (asking); i++)
    g_assert_cmpuint (count_replies (&asking[i], START, START + 30 * SECOND, interval, &n), ==,
                      600);

  prise_udp_loop_guard_expect (&asking[0], START + 30 * SECOND);
  prise_udp_loop_guard_expect_group (&group, START + 30 * SECOND);
  g_assert_true (prise_udp_loop_guard_take_group (&asking[1], &group, START + 30 * SECOND));
  for (guint i = 0; i < G_N_ELEMENTS (asking); i++) {
    g_assert_cmpuint (count_replies (&asking[i], START + 30 * SECOND, START + 60 * SECOND, interval,
                                     &n),
                      ==, 600);
    g_assert_cmpuint (n, ==, 0);
  }
}

/* Who was never asked, and gets thousands of replies in a row, gets none for a moment. Whoever then
 * goes on isn't kept up by our replies: the next pause is far away. */
static void
test_paused (void)
{
  const gint64 interval = SECOND / 1000;
  PriseUdpLoopGuard asking = { 0 };
  PriseUdpLoopGuard slow = { 0 };
  guint n;

  g_assert_cmpuint (count_replies (&asking, START, START + 10 * SECOND, interval, &n), ==, 10000);
  g_assert_cmpint (prise_udp_loop_guard_judge (&asking, START + 10 * SECOND), ==,
                   PRISE_UDP_VERDICT_PAUSE);
  g_assert_cmpint (prise_udp_loop_guard_judge (&asking, START + 10 * SECOND + SECOND / 2 - 1), ==,
                   PRISE_UDP_VERDICT_SILENT);
  g_assert_cmpint (prise_udp_loop_guard_judge (&asking, START + 10 * SECOND + SECOND / 2), ==,
                   PRISE_UDP_VERDICT_REPLY);
  g_assert_cmpuint (count_replies (&asking, START + 11 * SECOND, START + 111 * SECOND, interval,
                                   &n),
                    ==, 100000);
  g_assert_cmpint (prise_udp_loop_guard_judge (&asking, START + 111 * SECOND), ==,
                   PRISE_UDP_VERDICT_PAUSE);

  g_assert_cmpuint (count_replies (&slow, START, START + G_GINT64_CONSTANT (5000) * SECOND,
                                   250 * interval + 1, &n),
                    ==, 20000);
  g_assert_cmpuint (n, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/udp-replies/due", test_due);
  g_test_add_func ("/udp-replies/forgo", test_forgo);
  g_test_add_func ("/udp-replies/group", test_group);
  g_test_add_func ("/udp-replies/muted", test_muted);
  g_test_add_func ("/udp-replies/speaks-by-itself", test_speaks_by_itself);
  g_test_add_func ("/udp-replies/asked-in-pause", test_asked_in_pause);
  g_test_add_func ("/udp-replies/asked-later", test_asked_later);
  g_test_add_func ("/udp-replies/paused", test_paused);

  return g_test_run ();
}
