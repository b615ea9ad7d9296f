// SPDX-License-Identifier: GPL-3.0-or-later
/* One byte stream: which state follows which, half-close by either side, abort. */
#include "config.h"

#include <sys/socket.h>
#include <unistd.h>

#include "channel-fixture.h"
#include "prise-error-text.h"

/* Each step, and then each letter: F we channel_finish, C we close, A we abort; f the peer
 * finishes, r it resets. */
static const struct {
  const char *name;
  gboolean keep;
  const char *steps;
  PriseChannelState state;
  gboolean is_reset;
  const char *transcript;
} moves[] = {
  { "peer-finishes", FALSE, "f", PRISE_CHANNEL_CLOSED, FALSE, OPENED PEER_ENDED CLOSED },
  { "peer-finishes-kept", TRUE, "f", PRISE_CHANNEL_PEER_FINISHED, FALSE, OPENED PEER_ENDED },
  { "peer-then-we", TRUE, "fF", PRISE_CHANNEL_CLOSED, FALSE, OPENED PEER_ENDED CLOSED },
  { "peer-then-we-close", TRUE, "fC", PRISE_CHANNEL_CLOSED, FALSE, OPENED PEER_ENDED CLOSED },
  { "we-finish", FALSE, "F", PRISE_CHANNEL_FINISHED, FALSE, OPENED WE_ENDED },
  { "we-finish-twice", FALSE, "FF", PRISE_CHANNEL_FINISHED, FALSE, OPENED WE_ENDED },
  { "we-then-peer", FALSE, "Ff", PRISE_CHANNEL_CLOSED, FALSE, OPENED WE_ENDED PEER_ENDED CLOSED },
  { "we-then-peer-kept", TRUE, "Ff", PRISE_CHANNEL_CLOSED, FALSE,
    OPENED WE_ENDED PEER_ENDED CLOSED },
  { "we-close", FALSE, "C", PRISE_CHANNEL_FINISHED, FALSE, OPENED WE_ENDED },
  { "we-close-then-peer", FALSE, "Cf", PRISE_CHANNEL_CLOSED, FALSE,
    OPENED WE_ENDED PEER_ENDED CLOSED },
  { "we-finish-and-close", FALSE, "FCf", PRISE_CHANNEL_CLOSED, FALSE,
    OPENED WE_ENDED PEER_ENDED CLOSED },
  { "we-abort", FALSE, "A", PRISE_CHANNEL_CLOSED, FALSE, OPENED WE_RESET CLOSED },
  { "we-finish-and-abort", FALSE, "FA", PRISE_CHANNEL_CLOSED, FALSE,
    OPENED WE_ENDED WE_RESET CLOSED },
  { "peer-finishes-we-abort", TRUE, "fA", PRISE_CHANNEL_CLOSED, FALSE,
    OPENED PEER_ENDED WE_RESET CLOSED },
  { "peer-resets", FALSE, "r", PRISE_CHANNEL_CLOSED, TRUE, OPENED PEER_RESET CLOSED },
  { "peer-finishes-and-resets", TRUE, "fr", PRISE_CHANNEL_CLOSED, TRUE,
    OPENED PEER_ENDED PEER_RESET CLOSED },
  { "we-finish-peer-resets", FALSE, "Fr", PRISE_CHANNEL_CLOSED, TRUE,
    OPENED WE_ENDED PEER_RESET CLOSED },
  { "we-close-peer-resets", FALSE, "Cr", PRISE_CHANNEL_CLOSED, TRUE,
    OPENED WE_ENDED PEER_RESET CLOSED },
};

static void
take_step (ChannelFixture *fixture, char step)
{
  guint n_peer_finished = fixture->n_peer_finished;
  PriseChannelState state = channel_get_state (fixture);

  if (step == 'F') {
    net_run_on_io (fixture->io, channel_finish, fixture);
  } else if (step == 'C') {
    net_run_on_io (fixture->io, channel_close, fixture);
  } else if (step == 'A') {
    net_run_on_io (fixture->io, channel_abort, fixture);
  } else if (step == 'r') {
    net_reset (fixture->peer_fd);
    fixture->peer_fd = -1;
    net_wait_for (g_atomic_int_get (&fixture->is_closed));
  } else {
    net_finish (fixture->peer_fd);
    net_wait_for (channel_get_state (fixture) != state);
    g_assert_cmpuint (fixture->n_peer_finished, ==,
                      n_peer_finished + (state == PRISE_CHANNEL_OPEN));
  }
}

static void
test_moves (ChannelFixture *fixture, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  if (moves[i].keep)
    net_run_on_io (fixture->io, channel_keep_half_open, fixture);
  for (const char *step = moves[i].steps; *step != '\0'; step++)
    take_step (fixture, *step);

  g_assert_cmpint (channel_get_state (fixture), ==, moves[i].state);
  g_assert_cmpint (fixture->is_closed, ==, moves[i].state == PRISE_CHANNEL_CLOSED);
  if (moves[i].is_reset)
    g_assert_error (fixture->error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
  else
    g_assert_no_error (fixture->error);
  channel_assert_transcript (fixture, moves[i].transcript);
}

static void
test_talk (ChannelFixture *fixture, gconstpointer data)
{
  net_send_text (fixture->peer_fd, "Bonjour serveur");
  net_wait_for (prise_journal_get_end (fixture->journal) == 2);
  channel_send_text (fixture, "Recu");
  net_expect_text (fixture->peer_fd, "Recu");
  channel_send_text (fixture, "");
  g_assert_cmpint (fixture->n_sent, ==, 2);
  channel_assert_transcript (fixture, OPENED "received peer Bonjour serveur\nsent peer Recu\n");
}

/* The peer has finished: we may go on, and it hears us. */
static void
test_send_after_peer_finished (ChannelFixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, channel_keep_half_open, fixture);
  net_finish (fixture->peer_fd);
  net_wait_for (channel_get_state (fixture) == PRISE_CHANNEL_PEER_FINISHED);
  channel_send_text (fixture, "still here");
  net_expect_text (fixture->peer_fd, "still here");
  net_run_on_io (fixture->io, channel_finish, fixture);
  net_expect_end (fixture->peer_fd);
  channel_assert_transcript (fixture, OPENED PEER_ENDED "sent peer still here\n" CLOSED);
}

/* We have finished: the peer may go on, and we hear it. */
static void
test_receive_after_finish (ChannelFixture *fixture, gconstpointer data)
{
  channel_send_text (fixture, "that’s all");
  net_run_on_io (fixture->io, channel_finish, fixture);
  net_expect_text (fixture->peer_fd, "that’s all");
  net_expect_end (fixture->peer_fd);
  net_send_text (fixture->peer_fd, "not for me");
  net_finish (fixture->peer_fd);
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  channel_assert_transcript (fixture, OPENED "sent peer that’s all\n" WE_ENDED
                                             "received peer not for me\n" PEER_ENDED CLOSED);
}

static void
test_send_after_finish (ChannelFixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, channel_finish, fixture);
  channel_send_text (fixture, "too late");
  g_assert_cmpint (fixture->n_failed, ==, 1);
  g_assert_cmpint (fixture->n_sent, ==, 0);
  channel_assert_transcript (fixture, OPENED WE_ENDED
                             "error peer Not sent: this side has finished sending\n");
}

/* What came before a reset is received, even when something is queued. */
static void
test_last_words (ChannelFixture *fixture, gconstpointer data)
{
  net_send_text (fixture->peer_fd, "last words");
  net_reset (fixture->peer_fd);
  fixture->peer_fd = -1;
  net_wait_for (g_atomic_int_get (&fixture->is_closed));
  g_assert_error (fixture->error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
  channel_assert_transcript (fixture, OPENED "received peer last words\n" PEER_RESET CLOSED);
}

static void
test_abort_is_reset (ChannelFixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, channel_abort, fixture);
  net_expect_reset (fixture->peer_fd);
}

static void
add (const char *path, void (*test) (ChannelFixture *fixture, gconstpointer data))
{
  g_test_add (path, ChannelFixture, NULL, channel_set_up, test, channel_tear_down);
}

static void
add_moves (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++) {
    g_autofree char *path = g_strconcat ("/channel/moves/", moves[i].name, NULL);

    g_test_add (path, ChannelFixture, GSIZE_TO_POINTER (i), channel_set_up, test_moves,
                channel_tear_down);
  }
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add_moves ();
  add ("/channel/talk", test_talk);
  add ("/channel/send-after-peer-finished", test_send_after_peer_finished);
  add ("/channel/receive-after-finish", test_receive_after_finish);
  add ("/channel/send-after-finish", test_send_after_finish);
  add ("/channel/last-words", test_last_words);
  add ("/channel/abort-is-reset", test_abort_is_reset);

  return g_test_run ();
}
