// SPDX-License-Identifier: GPL-3.0-or-later
/* The states of a byte stream. Either half ends by itself (RFC 9293, section 3.6): the names tell
 * who has finished. Pure functions. */
#include "config.h"

#include "prise-channel-state.h"

#define STATE(name) (1u << PRISE_CHANNEL_##name)

/* From each state, where it may go. */
static const guint allowed_moves[] = {
  [PRISE_CHANNEL_OPEN] = STATE (PEER_FINISHED) | STATE (DRAINING) | STATE (CLOSED),
  [PRISE_CHANNEL_PEER_FINISHED] = STATE (ENDING) | STATE (CLOSED),
  [PRISE_CHANNEL_DRAINING] = STATE (FINISHED) | STATE (ENDING) | STATE (CLOSED),
  [PRISE_CHANNEL_FINISHED] = STATE (CLOSED),
  [PRISE_CHANNEL_ENDING] = STATE (CLOSED),
  [PRISE_CHANNEL_CLOSED] = 0,
};

static gboolean
is_one_of (PriseChannelState self, guint states)
{
  return ((1u << self) & states) != 0;
}

/**
 * prise_channel_state_can_become:
 * @next: another
 *
 * Returns: whether a channel may go from the one to the other
 */
gboolean
prise_channel_state_can_become (PriseChannelState self, PriseChannelState next)
{
  return is_one_of (next, allowed_moves[self]);
}

/**
 * prise_channel_state_is_reading:
 *
 * Returns: whether the peer may still send
 */
gboolean
prise_channel_state_is_reading (PriseChannelState self)
{
  return is_one_of (self, STATE (OPEN) | STATE (DRAINING) | STATE (FINISHED));
}

/**
 * prise_channel_state_can_send:
 *
 * Returns: whether our half takes messages
 */
gboolean
prise_channel_state_can_send (PriseChannelState self)
{
  return is_one_of (self, STATE (OPEN) | STATE (PEER_FINISHED));
}

/**
 * prise_channel_state_has_finished:
 *
 * Returns: whether our half is shut, or will be once the queue is empty
 */
gboolean
prise_channel_state_has_finished (PriseChannelState self)
{
  return is_one_of (self, STATE (DRAINING) | STATE (FINISHED) | STATE (ENDING));
}

/**
 * prise_channel_state_peer_has_finished:
 *
 * Returns: whether the peer's half has ended, and the connection has not
 */
gboolean
prise_channel_state_peer_has_finished (PriseChannelState self)
{
  return is_one_of (self, STATE (PEER_FINISHED) | STATE (ENDING));
}
