// SPDX-License-Identifier: GPL-3.0-or-later
/* Who answers whom: what keeps two programs that answer every datagram from answering each other
 * for ever. Values, with functions on them; the I/O thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseUdpLoopGuard:
 *
 * What one peer may still owe, zeroed at first.
 */
typedef struct {
  /*< private >*/
  guint n_due;
  gint64 asked_time;
  guint64 n_group_answers;
  gboolean was_asked;
  gint64 counted_since;
  guint n_replies;
  gint64 muted_until;
} PriseUdpLoopGuard;

/**
 * PriseUdpGroupAnswers:
 *
 * What everybody may owe since messages went to groups, zeroed at first.
 */
typedef struct {
  /*< private >*/
  guint64 n_messages;
  guint64 n_expired;
  gint64 asked_time;
} PriseUdpGroupAnswers;

void prise_udp_loop_guard_expect (PriseUdpLoopGuard *self, gint64 now);
void prise_udp_loop_guard_expect_group (PriseUdpGroupAnswers *group, gint64 now);
gboolean prise_udp_loop_guard_take (PriseUdpLoopGuard *self, gint64 now);
gboolean prise_udp_loop_guard_take_group (PriseUdpLoopGuard *self,
                                          const PriseUdpGroupAnswers *group,
                                          gint64 now);
void prise_udp_loop_guard_forgo (PriseUdpLoopGuard *self);
gboolean prise_udp_loop_guard_may_reply (PriseUdpLoopGuard *self, gint64 now, gboolean *is_muted);

G_END_DECLS
