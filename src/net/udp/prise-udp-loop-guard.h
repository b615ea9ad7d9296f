// SPDX-License-Identifier: GPL-3.0-or-later
/* Who replies to whom: what keeps two programs that reply to every datagram from replying to each
 * other forever. Values, with functions on them; the I/O thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseUdpVerdict:
 * @PRISE_UDP_VERDICT_REPLY: it gets a reply
 * @PRISE_UDP_VERDICT_SILENT: it gets none for now, as was said before
 * @PRISE_UDP_VERDICT_MUTE: it replies to every reply, and gets none for ten seconds from now on, or
 *   until it proves that it speaks by itself
 * @PRISE_UDP_VERDICT_PAUSE: it may reply to every reply, and gets none for a moment from now on
 */
typedef enum {
  PRISE_UDP_VERDICT_REPLY,
  PRISE_UDP_VERDICT_SILENT,
  PRISE_UDP_VERDICT_MUTE,
  PRISE_UDP_VERDICT_PAUSE,
} PriseUdpVerdict;

/**
 * PriseUdpLoopGuard:
 *
 * What one peer may still owe, zeroed at first.
 */
typedef struct {
  /*< private >*/
  guint n_due;
  gint64 asked_time;
  guint64 n_group_replies;
  gboolean was_asked;
  gint64 counted_since;
  guint n_replies;
  guint max_rounds;
  gint64 muted_until;
  guint n_echoes; /* datagrams since then */
} PriseUdpLoopGuard;

/**
 * PriseUdpGroupReplies:
 *
 * What everybody may owe since messages went to groups, zeroed at first.
 */
typedef struct {
  /*< private >*/
  guint64 n_messages;
  guint64 n_expired;
  gint64 asked_time;
} PriseUdpGroupReplies;

void prise_udp_loop_guard_expect (PriseUdpLoopGuard *self, gint64 now);
void prise_udp_loop_guard_expect_group (PriseUdpGroupReplies *group, gint64 now);
gboolean prise_udp_loop_guard_take (PriseUdpLoopGuard *self, gint64 now);
gboolean prise_udp_loop_guard_take_group (PriseUdpLoopGuard *self,
                                          const PriseUdpGroupReplies *group,
                                          gint64 now);
void prise_udp_loop_guard_forgo (PriseUdpLoopGuard *self);
PriseUdpVerdict prise_udp_loop_guard_judge (PriseUdpLoopGuard *self, gint64 now);

G_END_DECLS
