// SPDX-License-Identifier: GPL-3.0-or-later
/* One byte stream to one peer. It owns its socket and write queue, and lives on the I/O thread.
 * Every call that reaches the socket may end in events.closed, in which the owner may drop its
 * reference; so each entry point from outside holds one of its own. */
#include "config.h"

#include "prise-channel.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>

#include "prise-endpoint.h"
#include "prise-error-text.h"
#include "prise-silence.h"
#include "prise-socket.h"
#include "prise-write-queue.h"

/* One read takes at most this much, and one turn of the loop this many of them. */
#define READ_SIZE          ((gsize) 256 * 1024)
#define MAX_READS_PER_TURN 8

/* When the connection breaks, more than what a system's largest buffers hold. */
#define MAX_LAST_READS 1024

struct _PriseChannel {
  gatomicrefcount ref_count;

  PriseIo *io;
  PriseJournal *journal;
  GSocket *socket;
  PriseIoWatch watch;
  char *peer_address;
  guint peer;

  const PriseChannelEvents *events;
  gpointer owner;

  PriseWriteQueue queue;
  PriseChannelState state;
  GError *error;
  PriseSilence linger;
  guint grace; /* for the peer's end of stream, in ms */
  guint keep_half_open : 1;
  guint reading_paused : 1;
  guint is_broken : 1; /* nothing can be sent any more */
};

static void
set_state (PriseChannel *self, PriseChannelState state)
{
  g_assert (prise_channel_state_can_become (self->state, state));

  self->state = state;
}

static gboolean
is_reading (PriseChannel *self)
{
  return prise_channel_state_is_reading (self->state);
}

static void
update_watch (PriseChannel *self)
{
  GIOCondition condition = 0;

  if (self->state == PRISE_CHANNEL_CLOSED)
    return;
  if (is_reading (self) && !self->reading_paused)
    condition |= G_IO_IN;
  if (!prise_write_queue_is_empty (&self->queue))
    condition |= G_IO_OUT;

  prise_io_watch_set_condition (&self->watch, condition);
}

static void
note (PriseChannel *self, PriseEntryKind kind, const char *sentence)
{
  prise_journal_append_sentence (self->journal, kind, self->peer, sentence);
}

static void
report_unsent (PriseChannel *self)
{
  if (self->queue.size == 0)
    return;

  prise_journal_append_error (self->journal, self->peer, PRISE_CODE_NOT_SENT,
                              g_dngettext (GETTEXT_PACKAGE, "%zu byte was not sent",
                                           "%zu bytes were not sent", self->queue.size),
                              self->queue.size);
}

/* The end, in order or not. The owner is told last. */
static void
shut (PriseChannel *self, const GError *cause)
{
  g_autoptr (GError) not_connected = NULL;

  if (self->state == PRISE_CHANNEL_CLOSED)
    return;

  set_state (self, PRISE_CHANNEL_CLOSED);
  prise_silence_clear (&self->linger);
  prise_io_close (&self->watch, self->socket);

  report_unsent (self);
  note (self, PRISE_ENTRY_CLOSED, _ ("Connection closed"));
  prise_journal_release_peer (self->journal, self->peer);

  if (cause == NULL && !prise_write_queue_is_empty (&self->queue))
    cause = not_connected = g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED,
                                                 _ ("The connection was closed before all of it "
                                                    "was sent"));
  prise_write_queue_fail (&self->queue, cause);
  self->events->queue_changed (self, self->owner);
  self->events->closed (self, self->owner);
}

static void
fail_with (PriseChannel *self, GError *error)
{
  self->error = error;
  prise_error_record (self->error, self->journal, self->peer);
  shut (self, self->error);
}

static void
fail (PriseChannel *self, int code)
{
  fail_with (self, prise_net_error_broken (code));
}

static gboolean
did_linger (gpointer user_data)
{
  PriseChannel *self = user_data;

  if (self->state != PRISE_CHANNEL_ENDING && self->grace == PRISE_CHANNEL_LINGER)
    note (self, PRISE_ENTRY_NOTE, _ ("The peer didn’t close the connection in time"));
  shut (self, NULL);

  return G_SOURCE_REMOVE;
}

/* Whoever writes before all that we sent has arrived there is reset when we have closed, and loses
 * the rest. */
static void
start_lingering (PriseChannel *self)
{
  const gboolean is_short =
      self->state == PRISE_CHANNEL_FINISHED && self->grace < PRISE_CHANNEL_LINGER;

  prise_silence_await (&self->linger, self->io, self->socket,
                       is_short ? self->grace : PRISE_CHANNEL_LINGER,
                       is_short ? PRISE_CHANNEL_GRACE_UNDER_WAY : PRISE_CHANNEL_LINGER, did_linger,
                       self);
}

/* All that was queued is sent. */
static void
did_drain (PriseChannel *self)
{
  if (self->state == PRISE_CHANNEL_ENDING) {
    shut (self, NULL);
  } else if (self->state == PRISE_CHANNEL_DRAINING) {
    g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
    set_state (self, PRISE_CHANNEL_FINISHED);
    note (self, PRISE_ENTRY_NOTE, _ ("Finished sending: the peer may continue"));
    if (prise_silence_is_awaited (&self->linger))
      start_lingering (self);
  }
}

static gboolean
is_budget_tight (PriseChannel *self)
{
  return self->queue.budget != NULL && prise_reply_budget_is_tight (self->queue.budget);
}

static void
update_pause (PriseChannel *self)
{
  if (self->queue.reply_size > PRISE_ENDPOINT_HIGH_WATER ||
      (self->queue.reply_size > 0 && is_budget_tight (self)))
    self->reading_paused = TRUE;
  else if (self->queue.reply_size <= PRISE_CHANNEL_LOW_WATER)
    self->reading_paused = FALSE;
}

/* By the descriptor, as the write queue sends. Returns -1 with errno set. */
static gssize
read_some (PriseChannel *self, gpointer memory, gsize size)
{
  gssize n_read;

  do
    n_read = recv (g_socket_get_fd (self->socket), memory, size, 0);
  while (n_read < 0 && errno == EINTR);

  return n_read;
}

static void
did_end_of_stream (PriseChannel *self)
{
  note (self, PRISE_ENTRY_NOTE, _ ("The peer has finished sending: end of stream"));

  switch (self->state) {
  case PRISE_CHANNEL_OPEN:
    set_state (self, PRISE_CHANNEL_PEER_FINISHED);
    break;
  case PRISE_CHANNEL_DRAINING:
    set_state (self, PRISE_CHANNEL_ENDING);
    break;
  case PRISE_CHANNEL_FINISHED:
    shut (self, NULL);
    return;
  case PRISE_CHANNEL_PEER_FINISHED:
  case PRISE_CHANNEL_ENDING:
  case PRISE_CHANNEL_CLOSED:
  default:
    g_assert_not_reached ();
  }

  self->events->peer_finished (self, self->owner);
  if (!self->keep_half_open)
    prise_channel_finish (self);
  update_watch (self);
}

/* Into the journal, where they lie already, and to whoever waits for them. */
static void
did_read (PriseChannel *self, gsize n_read)
{
  g_autoptr (GBytes) message = NULL;

  if (n_read == 0) {
    did_end_of_stream (self);
    return;
  }

  message = prise_journal_commit (self->journal, self->peer, n_read,
                                  self->events->wants_messages (self, self->owner));
  if (message != NULL)
    self->events->received (self, message, self->owner);
}

/* FALSE when there is no more to be had now. */
static gboolean
read_once (PriseChannel *self)
{
  gsize room;
  gpointer memory = prise_journal_reserve (self->journal, &room);
  gssize n_read;

  room = MIN (room, is_budget_tight (self) ? PRISE_REPLY_OVERDRAFT : READ_SIZE);
  n_read = read_some (self, memory, room);
  if (n_read < 0) {
    const int code = errno;

    if (code != EAGAIN && code != EWOULDBLOCK)
      fail (self, code);
    return FALSE;
  }
  did_read (self, (gsize) n_read);

  return (gsize) n_read == room && is_reading (self) && !self->reading_paused;
}

/* What a peer sent before it broke off is still there to be read, once. The error has been taken
 * from the socket, so that behind the rest it says that the stream ended: it did where that error
 * is EPIPE, which stands for a reset after the end. */
static void
read_rest (PriseChannel *self, int code)
{
  self->is_broken = TRUE;
  for (guint i = 0; i < MAX_LAST_READS && is_reading (self); i++) {
    gsize room;
    gpointer memory = prise_journal_reserve (self->journal, &room);
    const gssize n_read = read_some (self, memory, room);

    if (n_read < 0 || (n_read == 0 && code != EPIPE))
      return;
    did_read (self, (gsize) n_read);
  }
}

static void
did_write (const guint8 *data, gsize size, gpointer user_data)
{
  PriseChannel *self = user_data;

  prise_journal_append (self->journal, PRISE_ENTRY_SENT, self->peer, data, size);
}

static void
write_queued (PriseChannel *self)
{
  gsize size_before = self->queue.size;
  int code = prise_write_queue_write (&self->queue, self->socket, did_write, self);

  if (code != 0) {
    read_rest (self, code);
    if (self->state != PRISE_CHANNEL_CLOSED)
      fail (self, code);
    return;
  }

  update_pause (self);
  if (prise_silence_is_awaited (&self->linger) && self->queue.size < size_before)
    start_lingering (self);
  if (prise_write_queue_is_empty (&self->queue))
    did_drain (self);
  update_watch (self);
}

static void
enqueue (PriseChannel *self,
         GBytes *bytes,
         gboolean is_reply,
         PriseChannelSentFunc done,
         gpointer user_data)
{
  gboolean was_empty = prise_write_queue_is_empty (&self->queue);

  prise_write_queue_push (&self->queue, bytes, is_reply, done, user_data);
  if (was_empty)
    write_queued (self);
  else
    update_pause (self);

  if (self->state != PRISE_CHANNEL_CLOSED && !prise_write_queue_is_empty (&self->queue)) {
    update_watch (self);
    self->events->queue_changed (self, self->owner);
  }
}

static void
did_become_ready (GIOCondition condition, gpointer user_data)
{
  g_autoptr (PriseChannel) self = prise_channel_ref (user_data);

  if ((condition & (G_IO_OUT | G_IO_ERR)) != 0 && !prise_write_queue_is_empty (&self->queue)) {
    write_queued (self);
    if (self->state != PRISE_CHANNEL_CLOSED)
      self->events->queue_changed (self, self->owner);
  }

  if ((condition & (G_IO_IN | G_IO_HUP | G_IO_ERR)) == 0 || self->reading_paused)
    return;
  for (guint i = 0; i < MAX_READS_PER_TURN && is_reading (self); i++) {
    if (!read_once (self))
      return;
  }

  /* Nothing to read any more, and nothing to write: only the peer's reset can bring us here. */
  if (!is_reading (self) && self->state != PRISE_CHANNEL_CLOSED &&
      (condition & (G_IO_HUP | G_IO_ERR)) != 0) {
    int code = prise_socket_take_error (self->socket);

    if (code != 0)
      fail (self, code);
    else if ((condition & G_IO_HUP) != 0)
      shut (self, NULL);
  }
}

/**
 * prise_channel_new:
 * @io: the I/O thread, which outlives the channel
 * @journal: where everything is recorded; the I/O thread is its writer
 * @socket: (transfer full): a connected socket
 * @peer_address: "address:port"
 * @events: (transfer none): what to call, constant
 * @owner: for @events
 *
 * The I/O thread. Nothing happens before prise_channel_open().
 *
 * Returns: (transfer full): a channel, for prise_channel_unref() after it closed
 */
PriseChannel *
prise_channel_new (PriseIo *io,
                   PriseJournal *journal,
                   GSocket *socket,
                   const char *peer_address,
                   const PriseChannelEvents *events,
                   gpointer owner)
{
  PriseChannel *self = g_new0 (PriseChannel, 1);

  g_assert (prise_io_is_current (io));

  g_atomic_ref_count_init (&self->ref_count);
  self->io = io;
  self->journal = g_object_ref (journal);
  self->socket = socket;
  self->peer_address = g_strdup (peer_address);
  self->peer = prise_journal_add_peer (journal, peer_address);
  self->events = events;
  self->owner = owner;

  return self;
}

/**
 * prise_channel_ref:
 *
 * The I/O thread.
 *
 * Returns: (transfer full): @self
 */
PriseChannel *
prise_channel_ref (PriseChannel *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * prise_channel_unref:
 *
 * The I/O thread.
 */
void
prise_channel_unref (PriseChannel *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_assert (self->state == PRISE_CHANNEL_CLOSED);
  prise_write_queue_fail (&self->queue, NULL);
  g_object_unref (self->journal);
  g_clear_error (&self->error);
  g_object_unref (self->socket);
  g_free (self->peer_address);
  g_free (self);
}

PriseChannelState
prise_channel_get_state (PriseChannel *self)
{
  return self->state;
}

/**
 * prise_channel_get_peer_address:
 *
 * Returns: (transfer none): "address:port"
 */
const char *
prise_channel_get_peer_address (PriseChannel *self)
{
  return self->peer_address;
}

/**
 * prise_channel_get_queued_bytes:
 *
 * Returns: how many bytes wait to be taken by the system
 */
gsize
prise_channel_get_queued_bytes (PriseChannel *self)
{
  return self->queue.size;
}

/**
 * prise_channel_await_silence:
 * @silence: of the caller, who clears it before the channel is closed
 * @limit: in ms
 * @fell: (scope notified): called when for so long nothing has arrived, nor @silence been broken
 *
 * The I/O thread.
 */
void
prise_channel_await_silence (PriseChannel *self,
                             PriseSilence *silence,
                             guint limit,
                             GSourceFunc fell,
                             gpointer user_data)
{
  prise_silence_await (silence, self->io, self->socket, limit, limit, fell, user_data);
}

/**
 * prise_channel_can_send:
 *
 * Returns: whether our half is open
 */
gboolean
prise_channel_can_send (PriseChannel *self)
{
  return prise_channel_state_can_send (self->state) && !self->is_broken;
}

/**
 * prise_channel_get_error:
 *
 * Returns: (transfer none) (nullable): what broke it; %NULL if it is open or was closed in order
 */
const GError *
prise_channel_get_error (PriseChannel *self)
{
  return self->error;
}

/**
 * prise_channel_set_keep_half_open:
 * @keep_half_open: whether to stay open for sending when the peer has finished
 *
 * The I/O thread. Where the peer has finished already and it is no longer to stay open, it ends.
 */
void
prise_channel_set_keep_half_open (PriseChannel *self, gboolean keep_half_open)
{
  self->keep_half_open = keep_half_open;
  if (!keep_half_open && self->state == PRISE_CHANNEL_PEER_FINISHED)
    prise_channel_finish (self);
}

/**
 * prise_channel_set_reply_budget:
 * @budget: (transfer none): what replies may take that wait, with those of other channels; it
 *   outlives the channel
 *
 * The I/O thread, before prise_channel_open().
 */
void
prise_channel_set_reply_budget (PriseChannel *self, PriseReplyBudget *budget)
{
  self->queue.budget = budget;
}

/**
 * prise_channel_open:
 * @self: a new channel
 * @sentence: what the journal says of it
 *
 * The I/O thread: records that the connection stands, and begins to read.
 */
void
prise_channel_open (PriseChannel *self, const char *sentence)
{
  note (self, PRISE_ENTRY_OPENED, sentence);
  prise_io_watch (self->io, &self->watch, self->socket, G_IO_IN, did_become_ready, self);
}

/**
 * prise_channel_break:
 * @self: a channel that is open
 * @error: by what its connection is known to be broken
 *
 * The I/O thread: ends it so.
 */
void
prise_channel_break (PriseChannel *self, const GError *error)
{
  g_autoptr (PriseChannel) held = prise_channel_ref (self);

  fail_with (self, g_error_copy (error));
}

/**
 * prise_channel_send:
 * @bytes: what to send; not copied
 * @done: (nullable) (scope async): called when the system has taken all of @bytes, or never will
 *
 * The I/O thread: sends in the order of the calls, never blocking. It may call @done at once.
 */
void
prise_channel_send (PriseChannel *self,
                    GBytes *bytes,
                    PriseChannelSentFunc done,
                    gpointer user_data)
{
  g_autoptr (PriseChannel) held = prise_channel_ref (self);
  g_autoptr (GError) error = NULL;

  if (prise_channel_can_send (self)) {
    enqueue (self, bytes, FALSE, done, user_data);
    return;
  }

  error = g_error_new_literal (PRISE_NET_ERROR, PRISE_NET_ERROR_NOT_CONNECTED,
                               _ ("Not sent: this side has finished sending"));
  prise_error_record (error, self->journal, self->peer);
  if (done != NULL)
    done (error, user_data);
}

/**
 * prise_channel_reply:
 * @bytes: what to send
 *
 * The I/O thread: sends like prise_channel_send(). While more than the high-water mark of replies
 * is queued, or the budget is tight, nothing is read, so that peers that don't read can't fill the
 * memory. A reply for which the budget has no room is recorded as not sent.
 */
void
prise_channel_reply (PriseChannel *self, GBytes *bytes)
{
  g_autoptr (PriseChannel) held = prise_channel_ref (self);
  const PriseReplyBudget *budget = self->queue.budget;

  if (!prise_channel_can_send (self))
    return;

  if (budget != NULL && !prise_reply_budget_has_room (budget, g_bytes_get_size (bytes)))
    prise_journal_append_error (
        self->journal, self->peer, PRISE_CODE_NOT_SENT,
        _ ("Reply not sent: too many replies wait for clients that don’t read"));
  else
    enqueue (self, bytes, TRUE, NULL, NULL);
}

/**
 * prise_channel_record_error:
 * @error: what went wrong, by which the connection isn't broken
 *
 * The I/O thread: has the journal say so of this peer.
 */
void
prise_channel_record_error (PriseChannel *self, const GError *error)
{
  prise_error_record (error, self->journal, self->peer);
}

/**
 * prise_channel_finish:
 *
 * The I/O thread: half-closes, after what is queued. The peer may go on sending.
 */
void
prise_channel_finish (PriseChannel *self)
{
  g_autoptr (PriseChannel) held = prise_channel_ref (self);

  if (!prise_channel_can_send (self))
    return;

  set_state (self,
             self->state == PRISE_CHANNEL_OPEN ? PRISE_CHANNEL_DRAINING : PRISE_CHANNEL_ENDING);
  if (prise_write_queue_is_empty (&self->queue))
    did_drain (self);
}

/**
 * prise_channel_close:
 * @grace: %PRISE_CHANNEL_GRACE if nothing is expected of the peer any more, else
 *   %PRISE_CHANNEL_LINGER
 *
 * The I/O thread: closes in order. What is queued is sent, the write half is shut, what the peer
 * still sends is read to its end of stream, but not for longer than @grace after the last of it has
 * arrived there. Called again, it can shorten that time, and not lengthen it.
 */
void
prise_channel_close (PriseChannel *self, guint grace)
{
  g_autoptr (PriseChannel) held = prise_channel_ref (self);
  const gboolean is_sooner = !prise_silence_is_awaited (&self->linger) || grace < self->grace;

  if (is_sooner)
    self->grace = grace;
  prise_channel_finish (self);
  if (self->state != PRISE_CHANNEL_CLOSED && is_sooner)
    start_lingering (self);
}

/**
 * prise_channel_abort:
 *
 * The I/O thread: breaks the connection off. The peer sees a reset (RFC 9293, section 3.10.5), what
 * is queued or unread is lost.
 */
void
prise_channel_abort (PriseChannel *self)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  if (self->state == PRISE_CHANNEL_CLOSED)
    return;

  /* GIO sets options that are a number. */
  setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  note (self, PRISE_ENTRY_NOTE, _ ("Connection aborted by us (RST)"));
  shut (self, NULL);
}
