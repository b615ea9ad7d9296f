// SPDX-License-Identifier: GPL-3.0-or-later
/* Who answers whom: what keeps two programs that answer every datagram from answering each other
 * for ever. Values, with functions on them; the I/O thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseUdpAnswers:
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
} PriseUdpAnswers;

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

void prise_udp_answers_expect (PriseUdpAnswers *self, gint64 now);
void prise_udp_answers_expect_group (PriseUdpGroupAnswers *group, gint64 now);
gboolean prise_udp_answers_take (PriseUdpAnswers *self, gint64 now);
gboolean prise_udp_answers_take_group (PriseUdpAnswers *self,
                                       const PriseUdpGroupAnswers *group,
                                       gint64 now);
void prise_udp_answers_forgo (PriseUdpAnswers *self);
gboolean prise_udp_answers_may_reply (PriseUdpAnswers *self, gint64 now, gboolean *is_muted);

G_END_DECLS
