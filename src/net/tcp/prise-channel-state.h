// SPDX-License-Identifier: GPL-3.0-or-later
/* The states of a byte stream: which half is open, and how they may change. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseChannelState:
 * @PRISE_CHANNEL_OPEN: both sides may send
 * @PRISE_CHANNEL_PEER_FINISHED: the peer has finished sending, we may go on
 * @PRISE_CHANNEL_DRAINING: what is queued is sent, then our half is shut; the peer may go on
 * @PRISE_CHANNEL_FINISHED: our half is shut; the peer may go on
 * @PRISE_CHANNEL_ENDING: the peer has finished; what is queued is sent, then all is closed
 * @PRISE_CHANNEL_CLOSED: the socket is gone
 */
typedef enum {
  PRISE_CHANNEL_OPEN,
  PRISE_CHANNEL_PEER_FINISHED,
  PRISE_CHANNEL_DRAINING,
  PRISE_CHANNEL_FINISHED,
  PRISE_CHANNEL_ENDING,
  PRISE_CHANNEL_CLOSED,
} PriseChannelState;

gboolean prise_channel_state_can_become (PriseChannelState self, PriseChannelState next);
gboolean prise_channel_state_is_reading (PriseChannelState self);
gboolean prise_channel_state_can_send (PriseChannelState self);
gboolean prise_channel_state_has_finished (PriseChannelState self);
gboolean prise_channel_state_peer_has_finished (PriseChannelState self);

G_END_DECLS
