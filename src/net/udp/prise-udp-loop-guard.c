// SPDX-License-Identifier: GPL-3.0-or-later
/* Who replies to whom. Two programs that reply to every datagram would reply to each other forever.
 * So the reply to a message isn't replied to: each message makes one due. Where that isn't enough,
 * as with replies that come twice or very late, one who has replied to us gets no more than so many
 * replies a second. And one who was never asked may reply to replies all the same: a datagram with
 * a forged source is enough to set two programs on each other. Its datagrams look like those of one
 * who asks fast; but they end with our replies. So after many in a row there is a short pause, and
 * whoever writes after it asks. */
#include "config.h"

#include "prise-udp-loop-guard.h"

/* What comes later than this after a message isn't taken for its reply, in µs. */
#define LONGEST_REPLY_TIME (10 * G_USEC_PER_SEC)

/* More replies than that in a second, to one who was asked, are two programs that talk to
 * themselves. The silence of one ends it: there are no more datagrams than replies that are still
 * on their way, or twice as many where each comes twice. Whoever goes on beyond that, as a device
 * that was told to begin and sends fast since then, isn't kept up by our replies. */
#define MAX_REPLIES 200
#define MAX_ECHOES  (2 * MAX_REPLIES)
#define MUTE_TIME   (10 * G_USEC_PER_SEC)

/* Replies in a row to one who wasn't asked, none of them later than a round trip may take. After
 * each pause that it has outlived it may have ten times as many. */
#define FIRST_ROUNDS  10000
#define MAX_ROUNDS    10000000
#define LONGEST_ROUND (250 * G_TIME_SPAN_MILLISECOND)
#define PAUSE_TIME    (2 * LONGEST_ROUND)

/* The replies that it got as one who asks aren't those of one who was asked. */
static void
did_ask (PriseUdpLoopGuard *self)
{
  if (!self->was_asked)
    self->n_replies = 0;
  self->was_asked = TRUE;
}

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
  if (now - self->asked_time > LONGEST_REPLY_TIME)
    self->n_due = 0;
  self->n_due++;
  self->asked_time = now;
  did_ask (self);
}

/**
 * prise_udp_loop_guard_expect_group:
 * @group: what everybody owes
 * @now: the monotonic time in µs
 *
 * A message went to a group, or to all in a network.
 */
void
prise_udp_loop_guard_expect_group (PriseUdpGroupReplies *group, gint64 now)
{
  if (now - group->asked_time > LONGEST_REPLY_TIME)
    group->n_expired = group->n_messages;
  group->n_messages++;
  group->asked_time = now;
}

/**
 * prise_udp_loop_guard_take:
 * @self: what a peer owes
 * @now: the monotonic time in µs
 *
 * Returns: whether a datagram from the peer is the reply to a message
 */
gboolean
prise_udp_loop_guard_take (PriseUdpLoopGuard *self, gint64 now)
{
  if (self->n_due == 0 || now - self->asked_time > LONGEST_REPLY_TIME)
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
 * Returns: whether a datagram from the peer is the reply to a message to a group
 */
gboolean
prise_udp_loop_guard_take_group (PriseUdpLoopGuard *self,
                                 const PriseUdpGroupReplies *group,
                                 gint64 now)
{
  self->n_group_replies = MAX (self->n_group_replies, group->n_expired);
  if (self->n_group_replies >= group->n_messages || now - group->asked_time > LONGEST_REPLY_TIME)
    return FALSE;

  self->n_group_replies++;
  did_ask (self);

  return TRUE;
}

/**
 * prise_udp_loop_guard_forgo:
 * @self: what a peer owes
 *
 * A message didn't reach the peer: no reply to it will come.
 */
void
prise_udp_loop_guard_forgo (PriseUdpLoopGuard *self)
{
  if (self->n_due > 0)
    self->n_due--;
}

static gboolean
is_too_fast (PriseUdpLoopGuard *self, gint64 now)
{
  if (now - self->counted_since > G_USEC_PER_SEC) {
    self->counted_since = now;
    self->n_replies = 0;
  }

  return ++self->n_replies > MAX_REPLIES;
}

/* Then it counts as one who asks. */
static gboolean
speaks_by_itself (PriseUdpLoopGuard *self)
{
  if (!self->was_asked || ++self->n_echoes <= MAX_ECHOES)
    return FALSE;

  self->was_asked = FALSE;
  self->n_replies = 0;
  self->n_echoes = 0;
  self->muted_until = 0;

  return TRUE;
}

static gboolean
may_go_round (PriseUdpLoopGuard *self, gint64 now)
{
  if (now - self->counted_since > LONGEST_ROUND)
    self->n_replies = 0;
  self->counted_since = now;
  if (self->max_rounds == 0)
    self->max_rounds = FIRST_ROUNDS;
  if (++self->n_replies <= self->max_rounds)
    return FALSE;

  self->n_replies = 0;
  self->max_rounds = MIN (self->max_rounds * 10, MAX_ROUNDS);

  return TRUE;
}

/**
 * prise_udp_loop_guard_judge:
 * @self: what a peer owes
 * @now: the monotonic time in µs
 *
 * Returns: whether the peer, from whom a datagram came that is no reply, gets a reply
 */
PriseUdpVerdict
prise_udp_loop_guard_judge (PriseUdpLoopGuard *self, gint64 now)
{
  if (now < self->muted_until && !speaks_by_itself (self))
    return PRISE_UDP_VERDICT_SILENT;

  if (self->was_asked && is_too_fast (self, now)) {
    self->n_echoes = 0;
    self->muted_until = now + MUTE_TIME;
    return PRISE_UDP_VERDICT_MUTE;
  }
  if (!self->was_asked && may_go_round (self, now)) {
    self->muted_until = now + PAUSE_TIME;
    return PRISE_UDP_VERDICT_PAUSE;
  }

  return PRISE_UDP_VERDICT_REPLY;
}
