// SPDX-License-Identifier: GPL-3.0-or-later
/* Who answers whom. Two programs that answer every datagram would answer each other for ever. So
 * the answer to a message isn't answered: each message makes one due. Where that isn't enough, as
 * with answers that come twice or very late, one who has answered us gets no more than so many
 * replies a second. Nothing here limits those who only ask. */
#include "config.h"

#include "prise-udp-loop-guard.h"

/* What comes later than this after a message isn't taken for its answer, in µs. */
#define LONGEST_ANSWER_TIME (10 * G_USEC_PER_SEC)

/* More replies than that in a second, to one who was asked, are two programs that talk to
 * themselves. The silence of one ends it. */
#define MAX_REPLIES 200
#define MUTE_TIME   (10 * G_USEC_PER_SEC)

/**
 * prise_udp_loop_guard_expect:
 * @self: what a peer owes
 * @now: the monotonic time in µs
 *
 * A message went to the peer.
 */
void
prise_udp_loop_guard_expect (PriseUdpLoopGuard *self, gint64 now)
{
  if (now - self->asked_time > LONGEST_ANSWER_TIME)
    self->n_due = 0;
  self->n_due++;
  self->asked_time = now;
  self->was_asked = TRUE;
}

/**
 * prise_udp_loop_guard_expect_group:
 * @group: what everybody owes
 * @now: the monotonic time in µs
 *
 * A message went to a group, or to all in a network.
 */
void
prise_udp_loop_guard_expect_group (PriseUdpGroupAnswers *group, gint64 now)
{
  if (now - group->asked_time > LONGEST_ANSWER_TIME)
    group->n_expired = group->n_messages;
  group->n_messages++;
  group->asked_time = now;
}

/**
 * prise_udp_loop_guard_take:
 * @self: what a peer owes
 * @now: the monotonic time in µs
 *
 * Returns: whether a datagram from the peer is the answer to a message
 */
gboolean
prise_udp_loop_guard_take (PriseUdpLoopGuard *self, gint64 now)
{
  if (self->n_due == 0 || now - self->asked_time > LONGEST_ANSWER_TIME)
    return FALSE;

  self->n_due--;

  return TRUE;
}

/**
 * prise_udp_loop_guard_take_group:
 * @self: what a peer owes
 * @group: what everybody owes
 * @now: the monotonic time in µs
 *
 * Returns: whether a datagram from the peer is the answer to a message to a group
 */
gboolean
prise_udp_loop_guard_take_group (PriseUdpLoopGuard *self,
                                 const PriseUdpGroupAnswers *group,
                                 gint64 now)
{
  self->n_group_answers = MAX (self->n_group_answers, group->n_expired);
  if (self->n_group_answers >= group->n_messages || now - group->asked_time > LONGEST_ANSWER_TIME)
    return FALSE;

  self->n_group_answers++;
  self->was_asked = TRUE;

  return TRUE;
}

/**
 * prise_udp_loop_guard_forgo:
 * @self: what a peer owes
 *
 * A message didn't reach the peer: no answer to it will come.
 */
void
prise_udp_loop_guard_forgo (PriseUdpLoopGuard *self)
{
  if (self->n_due > 0)
    self->n_due--;
}

/**
 * prise_udp_loop_guard_may_reply:
 * @self: what a peer owes
 * @now: the monotonic time in µs
 * @is_muted: (out): whether it has just got the last reply for a while
 *
 * Returns: whether the peer gets a reply
 */
gboolean
prise_udp_loop_guard_may_reply (PriseUdpLoopGuard *self, gint64 now, gboolean *is_muted)
{
  *is_muted = FALSE;
  if (!self->was_asked)
    return TRUE;
  if (now < self->muted_until)
    return FALSE;

  if (now - self->counted_since > G_USEC_PER_SEC) {
    self->counted_since = now;
    self->n_replies = 0;
  }
  *is_muted = ++self->n_replies > MAX_REPLIES;
  if (*is_muted)
    self->muted_until = now + MUTE_TIME;

  return !*is_muted;
}
