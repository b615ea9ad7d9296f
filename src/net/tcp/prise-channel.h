// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseChannel:
 *
 * One byte stream to one peer: read loop, write queue, half-close, orderly close and abort, used
 * alike by server and client. It lives on the I/O thread and records all it does in the journal.
 */
#pragma once

#include <gio/gio.h>

#include "prise-channel-state.h"
#include "prise-io.h"
#include "prise-journal.h"
#include "prise-reply-budget.h"
#include "prise-silence.h"

G_BEGIN_DECLS

/* A channel that stopped reading, as its replies alone came to PRISE_ENDPOINT_HIGH_WATER, goes on
 * when no more of them than this wait. */
#define PRISE_CHANNEL_LOW_WATER ((gsize) 256 * 1024)

/* How long closing in order waits for the peer, in ms: counted from the last byte that the system
 * took while something is queued, then from the last one that arrived, for its end of stream. */
#define PRISE_CHANNEL_LINGER 2000

/* The same for the end of stream of a peer of which nothing is expected any more, in ms: once all
 * has arrived there, and while some is still under way. */
#define PRISE_CHANNEL_GRACE           100
#define PRISE_CHANNEL_GRACE_UNDER_WAY 500

typedef struct _PriseChannel PriseChannel;

/**
 * PriseChannelEvents:
 * @received: a message, for which @wants_messages asked
 * @wants_messages: whether @received is to be called for the next message
 * @peer_finished: end of stream; by default the channel then closes in order
 * @queue_changed: more or less is queued than before
 * @closed: the last call; the channel may be released in it
 *
 * What the owner of a channel is told, on the I/O thread.
 */
typedef struct {
  void (*received) (PriseChannel *channel, GBytes *message, gpointer owner);
  gboolean (*wants_messages) (PriseChannel *channel, gpointer owner);
  void (*peer_finished) (PriseChannel *channel, gpointer owner);
  void (*queue_changed) (PriseChannel *channel, gpointer owner);
  void (*closed) (PriseChannel *channel, gpointer owner);
} PriseChannelEvents;

typedef void (*PriseChannelSentFunc) (const GError *error, gpointer user_data);

PriseChannel *prise_channel_new (PriseIo *io,
                                 PriseJournal *journal,
                                 GSocket *socket,
                                 const char *peer_address,
                                 const PriseChannelEvents *events,
                                 gpointer owner);
PriseChannel *prise_channel_ref (PriseChannel *self);
void prise_channel_unref (PriseChannel *self);

PriseChannelState prise_channel_get_state (PriseChannel *self);
const char *prise_channel_get_peer_address (PriseChannel *self);
gsize prise_channel_get_queued_bytes (PriseChannel *self);
void prise_channel_await_silence (PriseChannel *self,
                                  PriseSilence *silence,
                                  guint limit,
                                  GSourceFunc fell,
                                  gpointer user_data);
gboolean prise_channel_can_send (PriseChannel *self);
const GError *prise_channel_get_error (PriseChannel *self);
void prise_channel_set_keep_half_open (PriseChannel *self, gboolean keep_half_open);

void prise_channel_set_reply_budget (PriseChannel *self, PriseReplyBudget *budget);
void prise_channel_open (PriseChannel *self, const char *sentence);
void prise_channel_break (PriseChannel *self, const GError *error);
void prise_channel_send (PriseChannel *self,
                         GBytes *bytes,
                         PriseChannelSentFunc done,
                         gpointer user_data);
void prise_channel_reply (PriseChannel *self, GBytes *bytes);
void prise_channel_record_error (PriseChannel *self, const GError *error);
void prise_channel_finish (PriseChannel *self);
void prise_channel_close (PriseChannel *self, guint grace);
void prise_channel_abort (PriseChannel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseChannel, prise_channel_unref)

G_END_DECLS
