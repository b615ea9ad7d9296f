// SPDX-License-Identifier: GPL-3.0-or-later
/* A channel on the I/O thread whose peer is a plain socket of the test's. */
#include "config.h"

#include "channel-fixture.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER (256 * 1024)

static gboolean
did_ask (PriseChannel *channel, gpointer owner)
{
  return ((ChannelFixture *) owner)->is_echo;
}

static void
did_receive (PriseChannel *channel, GBytes *message, gpointer owner)
{
  ChannelFixture *fixture = owner;

  fixture->n_received += g_bytes_get_size (message);
  fixture->largest_received = MAX (fixture->largest_received, g_bytes_get_size (message));
  fixture->could_send = prise_channel_can_send (channel);
  if (fixture->aborts)
    prise_channel_abort (channel);
  else
    prise_channel_reply (channel, message);
}

static void
did_peer_finish (PriseChannel *channel, gpointer owner)
{
  ((ChannelFixture *) owner)->n_peer_finished++;
}

static void
did_change_queue (PriseChannel *channel, gpointer owner)
{
  ChannelFixture *fixture = owner;
  gsize queued_bytes = prise_channel_get_queued_bytes (channel);

  fixture->max_queued_bytes = MAX (fixture->max_queued_bytes, queued_bytes);
}

static void
did_close (PriseChannel *channel, gpointer owner)
{
  ChannelFixture *fixture = owner;
  const GError *error = prise_channel_get_error (channel);

  g_assert_cmpint (prise_channel_get_state (channel), ==, PRISE_CHANNEL_CLOSED);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
  g_clear_pointer (&fixture->channel, prise_channel_unref);
  g_atomic_int_set (&fixture->is_closed, TRUE);
}

static const PriseChannelEvents events = {
  .received = did_receive,
  .wants_messages = did_ask,
  .peer_finished = did_peer_finish,
  .queue_changed = did_change_queue,
  .closed = did_close,
};

typedef struct {
  ChannelFixture *fixture;
  GSocket *socket;
} Opening;

static void
open_channel (gpointer user_data)
{
  Opening *opening = user_data;
  ChannelFixture *fixture = opening->fixture;

  fixture->channel =
      prise_channel_new (fixture->io, fixture->journal, opening->socket, "peer", &events, fixture);
  prise_channel_open (fixture->channel, "Connected");
}

void
channel_set_up (ChannelFixture *fixture, gconstpointer data)
{
  guint16 port;
  int listening_fd = net_listen (AF_INET, 1, &port);
  Opening opening = { fixture };

  fixture->io = prise_io_new ();
  fixture->journal = prise_journal_new (CHANNEL_BUDGET);
  fixture->peer_fd = net_connect (AF_INET, port);
  opening.socket = net_adopt (net_accept (listening_fd));
  close (listening_fd);
  net_set_buffers (g_socket_get_fd (opening.socket), BUFFER);
  net_set_buffers (fixture->peer_fd, BUFFER);
  net_run_on_io (fixture->io, open_channel, &opening);
}

static void
look_at_channel (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  fixture->state = PRISE_CHANNEL_CLOSED;
  if (fixture->channel == NULL)
    return;
  g_assert_cmpstr (prise_channel_get_peer_address (fixture->channel), ==, "peer");
  fixture->state = prise_channel_get_state (fixture->channel);
  fixture->queued_bytes = prise_channel_get_queued_bytes (fixture->channel);
}

PriseChannelState
channel_get_state (ChannelFixture *fixture)
{
  net_run_on_io (fixture->io, look_at_channel, fixture);

  return fixture->state;
}

gsize
channel_get_queued_bytes (ChannelFixture *fixture)
{
  net_run_on_io (fixture->io, look_at_channel, fixture);

  return fixture->queued_bytes;
}

void
channel_finish (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  if (fixture->channel != NULL)
    prise_channel_finish (fixture->channel);
}

void
channel_close (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  if (fixture->channel != NULL)
    prise_channel_close (fixture->channel, PRISE_CHANNEL_LINGER);
}

void
channel_abort (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  if (fixture->channel != NULL)
    prise_channel_abort (fixture->channel);
}

void
channel_keep_half_open (gpointer user_data)
{
  prise_channel_set_keep_half_open (((ChannelFixture *) user_data)->channel, TRUE);
}

static void
did_send (const GError *error, gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  g_atomic_int_inc (error == NULL ? &fixture->n_sent : &fixture->n_failed);
}

void
channel_send_bytes (gpointer user_data)
{
  ChannelFixture *fixture = user_data;

  prise_channel_send (fixture->channel, fixture->bytes, did_send, fixture);
  g_clear_pointer (&fixture->bytes, g_bytes_unref);
}

void
channel_send_text (ChannelFixture *fixture, const char *text)
{
  fixture->bytes = g_bytes_new (text, strlen (text));
  net_run_on_io (fixture->io, channel_send_bytes, fixture);
}

void
channel_tear_down (ChannelFixture *fixture, gconstpointer data)
{
  net_run_on_io (fixture->io, channel_abort, fixture);
  g_assert_true (fixture->is_closed);
  if (fixture->peer_fd >= 0)
    close (fixture->peer_fd);
  g_clear_error (&fixture->error);
  g_assert_finalize_object (fixture->io);
  g_assert_finalize_object (fixture->journal);
}

void
channel_assert_transcript (ChannelFixture *fixture, const char *expected)
{
  g_autofree char *transcript = net_dup_transcript (fixture->journal);

  g_assert_cmpstr (transcript, ==, expected);
}

void
channel_send_pattern (ChannelFixture *fixture, gsize size)
{
  fixture->bytes = net_pattern (size);
  net_run_on_io (fixture->io, channel_send_bytes, fixture);
  net_wait_for (channel_get_queued_bytes (fixture) > 0);
}
