// SPDX-License-Identifier: GPL-3.0-or-later
/* Sends standard input through a TCP client, piece by piece. */
#include "config.h"

#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "prise-cli-input.h"

#define PIECE (256 * 1024)

/* Input that pauses for so many milliseconds when the peer has finished, has ended for us. */
#define LONGEST_PAUSE 1000

/* Reference counted, for a read or a send may still be under way when its owner has gone. */
struct _PriseCliInput {
  gatomicrefcount ref_count;

  PriseTcpClient *client;
  GInputStream *stream;
  GCancellable *cancellable;
  PriseCliInputEndedFunc ended;
  gpointer user_data;
  gboolean is_reading;
  gboolean is_hurried;
  gboolean was_dropped;
  guint pause_id;
};

static void read_piece (PriseCliInput *self);

/* Whatever is under way is not for us any more. */
static void
end (PriseCliInput *self, const GError *error)
{
  g_cancellable_cancel (self->cancellable);
  self->ended (error, self->user_data);
}

static gboolean
pause_is_too_long (gpointer user_data)
{
  PriseCliInput *self = user_data;

  self->pause_id = 0;
  self->was_dropped = TRUE;
  end (self, NULL);

  return G_SOURCE_REMOVE;
}

static void
await_input (PriseCliInput *self)
{
  if (self->is_hurried && self->is_reading && self->pause_id == 0)
    self->pause_id = g_timeout_add (LONGEST_PAUSE, pause_is_too_long, self);
}

static PriseCliInput *
input_ref (PriseCliInput *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
input_unref (PriseCliInput *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->client);
  g_object_unref (self->stream);
  g_object_unref (self->cancellable);
  g_free (self);
}

/* Whether what is read can still be sent: not when the client is being stopped. */
static gboolean
can_go_on (PriseCliInput *self)
{
  return !g_cancellable_is_cancelled (self->cancellable) &&
         prise_endpoint_get_state (PRISE_ENDPOINT (self->client)) == PRISE_ENDPOINT_ACTIVE;
}

static void
did_send (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseCliInput *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!prise_tcp_client_send_finish (PRISE_TCP_CLIENT (source), result, &error)) {
    if (!g_cancellable_is_cancelled (self->cancellable))
      end (self, error);
  } else if (can_go_on (self)) {
    read_piece (self);
  }
  input_unref (self);
}

static void
did_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseCliInput *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  self->is_reading = FALSE;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (can_go_on (self)) {
    if (bytes != NULL && g_bytes_get_size (bytes) > 0)
      prise_tcp_client_send_async (self->client, bytes, did_send, input_ref (self));
    else
      end (self, error);
  }
  input_unref (self);
}

static void
read_piece (PriseCliInput *self)
{
  self->is_reading = TRUE;
  g_input_stream_read_bytes_async (self->stream, PIECE, G_PRIORITY_DEFAULT, self->cancellable,
                                   did_read, input_ref (self));
  await_input (self);
}

/**
 * prise_cli_input_new:
 * @client: a connected client
 * @ended: called once at the end of the input
 *
 * Returns: (transfer full): what reads and sends, already at work
 */
PriseCliInput *
prise_cli_input_new (PriseTcpClient *client, PriseCliInputEndedFunc ended, gpointer user_data)
{
  PriseCliInput *self = g_new0 (PriseCliInput, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->client = g_object_ref (client);
  self->stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  self->cancellable = g_cancellable_new ();
  self->ended = ended;
  self->user_data = user_data;
  read_piece (self);

  return self;
}

/**
 * prise_cli_input_hurry:
 * @self: what reads and sends
 *
 * What comes is still sent, but it isn't waited for without end: the input ends where it pauses.
 */
void
prise_cli_input_hurry (PriseCliInput *self)
{
  self->is_hurried = TRUE;
  if (!g_cancellable_is_cancelled (self->cancellable))
    await_input (self);
}

/**
 * prise_cli_input_was_dropped:
 *
 * Returns: whether its end wasn't waited for, because it paused after prise_cli_input_hurry()
 */
gboolean
prise_cli_input_was_dropped (PriseCliInput *self)
{
  return self->was_dropped;
}

/**
 * prise_cli_input_free:
 * @self: (transfer full): what reads and sends
 *
 * Nothing more is read or sent, and the end of the input isn't told any more.
 */
void
prise_cli_input_free (PriseCliInput *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  input_unref (self);
}
