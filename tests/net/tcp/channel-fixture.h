// SPDX-License-Identifier: GPL-3.0-or-later
/* A channel on the I/O thread whose peer is a plain socket of the test's. */
#pragma once

#include "net-fixture.h"
#include "prise-channel.h"

G_BEGIN_DECLS

#define CHANNEL_BUDGET ((guint64) 8 * 1024 * 1024)

/* The system's buffers on both sides are kept small, so that this is far more than they take. */
#define CHANNEL_LARGE ((gsize) 8 * 1024 * 1024)

/* What the journal says. */
#define OPENED     "opened peer Connected\n"
#define PEER_ENDED "note peer The peer has finished sending: end of stream\n"
#define WE_ENDED   "note peer Finished sending: the peer may continue\n"
#define WE_RESET   "note peer Connection aborted by us (RST)\n"
#define PEER_RESET "error peer The peer reset the connection\n"
#define CLOSED     "closed peer Connection closed\n"

typedef struct {
  PriseIo *io;
  PriseJournal *journal;
  int peer_fd;
  gboolean is_echo;

  /* The I/O thread's, read when it says so by is_closed, or asked by net_run_on_io() */
  PriseChannel *channel;
  PriseChannelState state;
  gsize queued_bytes;
  _Atomic gsize max_queued_bytes;
  gsize n_received;
  gsize largest_received;
  gboolean could_send; /* when it received */
  gboolean aborts;     /* when it receives */
  guint n_peer_finished;
  GError *error;
  int is_closed;
  PriseReplyBudget reply_budget;
  GSource *alarm;
  gboolean was_open_at_alarm;
  int has_rung;

  GBytes *bytes; /* to be sent next */
  int n_sent;
  int n_failed;
} ChannelFixture;

void channel_set_up (ChannelFixture *fixture, gconstpointer data);
void channel_tear_down (ChannelFixture *fixture, gconstpointer data);
PriseChannelState channel_get_state (ChannelFixture *fixture);
gsize channel_get_queued_bytes (ChannelFixture *fixture);
void channel_send_text (ChannelFixture *fixture, const char *text);
void channel_send_pattern (ChannelFixture *fixture, gsize size);
void channel_assert_transcript (ChannelFixture *fixture, const char *expected);

/* For net_run_on_io(), with the fixture. */
void channel_finish (gpointer user_data);
void channel_close (gpointer user_data);
void channel_abort (gpointer user_data);
void channel_keep_half_open (gpointer user_data);
void channel_send_bytes (gpointer user_data);

G_END_DECLS
