// SPDX-License-Identifier: GPL-3.0-or-later
/* Sends messages, or the lines of standard input, as datagrams. What the network refuses stands in
 * the journal; what is no message is said here. Either way the rest goes on. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>

#include "prise-cli-diagnostics.h"
#include "prise-cli-line-reader.h"
#include "prise-cli-udp-sender.h"

#define PIECE (64 * 1024)

/* Enough to keep the I/O thread busy. */
#define MOST_UNDER_WAY 64

/* Reference counted, for a read or a send may still be under way when its owner has gone. */
struct _PriseCliUdpSender {
  gatomicrefcount ref_count;

  PriseUdpSocket *socket;
  char *host;
  guint16 port;
  PriseCliWriting writing;
  PriseCliSession *session;
  PriseCliUdpSentFunc sent;
  gpointer user_data;
  GCancellable *cancellable;

  GPtrArray *messages; /* NULL: the lines of standard input */
  guint n_taken;

  GInputStream *stream;
  PriseCliLineReader *lines;
  gboolean is_reading;
  gboolean has_read_all;

  guint n_under_way;
};

static void go_on (PriseCliUdpSender *self);

static PriseCliUdpSender *
sender_ref (PriseCliUdpSender *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
sender_unref (PriseCliUdpSender *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->socket);
  g_free (self->host);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->lines, prise_cli_line_reader_free);
  g_free (self);
}

/* Whether there is still somebody to send for: not when the socket is being closed. */
static gboolean
can_go_on (PriseCliUdpSender *self)
{
  return !g_cancellable_is_cancelled (self->cancellable) &&
         prise_endpoint_get_state (PRISE_ENDPOINT (self->socket)) == PRISE_ENDPOINT_ACTIVE;
}

static void
did_send (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseCliUdpSender *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_sent = prise_udp_socket_send_finish (PRISE_UDP_SOCKET (source), result, &error);

  self->n_under_way--;
  if (can_go_on (self)) {
    if (!is_sent)
      prise_cli_session_complain (self->session, error);
    go_on (self);
  }
  sender_unref (self);
}

static void
send_one (PriseCliUdpSender *self, GBytes *message)
{
  self->n_under_way++;
  prise_udp_socket_send_async (self->socket, self->host, self->port, message, did_send,
                               sender_ref (self));
}

/* Not sent, and not passed over in silence. */
static void
refuse_line (PriseCliUdpSender *self, const PriseCliLine *line, const char *why)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, line->number);
  /* Translators: Line 3 isn’t sent: “\q” at character 5: there is no such escape… */
  g_autofree char *sentence = g_strdup_printf (_ ("Line %s isn’t sent: %s"), number, why);

  prise_cli_say (sentence);
  prise_cli_session_set_failed (self->session);
}

static void
send_line (PriseCliUdpSender *self, const PriseCliLine *line)
{
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GError) error = NULL;

  if (line->text == NULL) {
    refuse_line (self, line, _ ("no datagram is that long"));
    return;
  }
  if (memchr (line->text, '\0', line->size) != NULL) {
    refuse_line (self, line, _ ("it has a NUL byte, which is written \\0"));
    return;
  }

  message = prise_message_encode (line->text, self->writing.format, self->writing.line_ending, NULL,
                                  &error);
  if (message != NULL)
    send_one (self, message);
  else
    refuse_line (self, line, error->message);
}

static void
did_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PriseCliUdpSender *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  self->is_reading = FALSE;
  if (can_go_on (self)) {
    if (bytes != NULL && g_bytes_get_size (bytes) > 0) {
      prise_cli_line_reader_add (self->lines, bytes);
    } else {
      prise_cli_session_complain (self->session, error);
      prise_cli_line_reader_end (self->lines);
      self->has_read_all = TRUE;
    }
    go_on (self);
  }
  sender_unref (self);
}

static void
read_piece (PriseCliUdpSender *self)
{
  if (self->is_reading)
    return;

  self->is_reading = TRUE;
  g_input_stream_read_bytes_async (self->stream, PIECE, G_PRIORITY_DEFAULT, self->cancellable,
                                   did_read, sender_ref (self));
}

/* Whether there was a message to send. */
static gboolean
send_next (PriseCliUdpSender *self)
{
  PriseCliLine line;

  if (self->messages != NULL) {
    if (self->n_taken == self->messages->len)
      return FALSE;
    send_one (self, g_ptr_array_index (self->messages, self->n_taken++));
    return TRUE;
  }

  if (!prise_cli_line_reader_take (self->lines, &line))
    return FALSE;
  send_line (self, &line);

  return TRUE;
}

static void
go_on (PriseCliUdpSender *self)
{
  while (self->n_under_way < MOST_UNDER_WAY) {
    if (send_next (self))
      continue;
    if (self->messages == NULL && !self->has_read_all)
      read_piece (self);
    else if (self->n_under_way == 0)
      self->sent (self->user_data);
    return;
  }
}

/**
 * prise_cli_udp_sender_new:
 * @socket: an open socket
 * @options: what to send, and where to
 * @session: to which it complains
 * @sent: called once, when all is sent that can be
 *
 * Returns: (transfer full): what reads and sends, already at work
 */
PriseCliUdpSender *
prise_cli_udp_sender_new (PriseUdpSocket *socket,
                          const PriseCliUdpOptions *options,
                          PriseCliSession *session,
                          PriseCliUdpSentFunc sent,
                          gpointer user_data)
{
  PriseCliUdpSender *self = g_new0 (PriseCliUdpSender, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->socket = g_object_ref (socket);
  self->host = g_strdup (options->host);
  self->port = options->port;
  self->writing = options->writing;
  self->session = session;
  self->sent = sent;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  if (options->messages != NULL) {
    self->messages = g_ptr_array_ref (options->messages);
  } else {
    self->stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
    self->lines = prise_cli_line_reader_new ();
  }
  go_on (self);

  return self;
}

/**
 * prise_cli_udp_sender_free:
 * @self: (transfer full): what reads and sends
 *
 * Nothing more is read or sent, and the end isn't told any more.
 */
void
prise_cli_udp_sender_free (PriseCliUdpSender *self)
{
  g_cancellable_cancel (self->cancellable);
  sender_unref (self);
}
