// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli udp: opens a socket, joins groups, says where it listens, sends its arguments or the
 * lines of its standard input, replies, and prints what comes. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "prise-cli-announce.h"
#include "prise-cli-datagram-count.h"
#include "prise-cli-diagnostics.h"
#include "prise-cli-session.h"
#include "prise-cli-udp.h"
#include "prise-cli-udp-options.h"
#include "prise-cli-udp-sender.h"
#include "prise-udp-socket.h"

/* What a socket needs while it is open. */
typedef struct {
  const PriseCliUdpOptions *options;
  PriseUdpSocket *socket;
  PriseCliSession *session;
  PriseCliUdpSender *sender;
  PriseCliDatagramCount *arrivals;
  guint n_joining;
  guint wait_id;
  gboolean has_waited;
} Exchange;

static gboolean
wait_is_over (gpointer user_data)
{
  Exchange *self = user_data;

  self->wait_id = 0;
  self->has_waited = TRUE;
  prise_cli_session_stop (self->session);

  return G_SOURCE_REMOVE;
}

/* All is sent, if there was anything to send. */
static void
begin_to_wait (gpointer user_data)
{
  Exchange *self = user_data;

  if (self->options->waits)
    self->wait_id = g_timeout_add (self->options->wait, wait_is_over, self);
}

static void
did_come (gpointer user_data)
{
  Exchange *self = user_data;

  prise_cli_session_stop (self->session);
}

static gboolean
say_where_it_listens (Exchange *self, GError **error)
{
  return !self->options->prints_listening ||
         prise_cli_announce (PRISE_ENDPOINT (self->socket), self->options->output.form, error);
}

/* The socket is as it was asked for. */
static void
begin (Exchange *self)
{
  PriseJournal *journal = prise_endpoint_get_journal (PRISE_ENDPOINT (self->socket));
  g_autoptr (GError) error = NULL;

  if (!say_where_it_listens (self, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
      prise_cli_session_stop (self->session);
    else
      prise_cli_session_fail (self->session, error);
    return;
  }

  prise_cli_session_print (self->session);
  if (self->options->count > 0)
    self->arrivals = prise_cli_datagram_count_new (journal, self->options->count, did_come, self);
  if (self->options->host == NULL) {
    begin_to_wait (self);
    return;
  }

  prise_cli_session_mind_peers (self->session);
  self->sender =
      prise_cli_udp_sender_new (self->socket, self->options, self->session, begin_to_wait, self);
}

static void
did_join (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!prise_udp_socket_join_finish (PRISE_UDP_SOCKET (source), result, &error))
    prise_cli_session_fail (self->session, error);
  else if (--self->n_joining == 0)
    begin (self);
}

static void
join (Exchange *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "%", 2);

  prise_udp_socket_join_async (self->socket, parts[0], parts[1], did_join, self);
}

static void
did_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *self = user_data;
  GStrv groups = self->options->groups;
  g_autoptr (GError) error = NULL;

  if (!prise_udp_socket_open_finish (self->socket, result, &error)) {
    prise_cli_session_fail (self->session, error);
    return;
  }
  if (groups == NULL) {
    begin (self);
    return;
  }

  self->n_joining = g_strv_length (groups);
  for (guint i = 0; groups[i] != NULL; i++)
    join (self, groups[i]);
}

static PriseUdpSocket *
make_socket (const PriseCliUdpOptions *options, PriseIo *io)
{
  PriseUdpSocket *socket = prise_udp_socket_new (io);

  prise_udp_socket_set_responder (socket, options->responder);
  g_object_set (socket, "broadcast", options->broadcast, "multicast-interface", options->interface,
                "multicast-hops", options->hops, "multicast-loopback", !options->no_loopback,
                "share-port", options->share_port, "max-datagram", options->max_datagram, NULL);

  return socket;
}

/* Whether less came than was waited for; then it says so. */
static gboolean
waited_in_vain (Exchange *self)
{
  PriseJournal *journal = prise_endpoint_get_journal (PRISE_ENDPOINT (self->socket));
  guint64 n_come = prise_cli_datagram_count_get (journal);
  guint n_wanted = self->options->count > 0 ? self->options->count : MIN (self->options->wait, 1);
  g_autofree char *sentence = NULL;

  if (!self->has_waited || !self->options->has_wait || n_come >= n_wanted)
    return FALSE;

  if (n_come == 0)
    sentence = g_strdup (
        _ ("No datagram came within the time of --wait: check the address, or wait longer"));
  else
    sentence = g_strdup_printf (_ ("Only %u of %u datagrams came within the time of --wait"),
                                (guint) n_come, n_wanted);
  prise_cli_say (sentence);

  return TRUE;
}

static PriseCliStatus
exchange (const PriseCliUdpOptions *options)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseUdpSocket) socket = make_socket (options, io);
  g_autoptr (PriseCliSession) session =
      prise_cli_session_new (PRISE_ENDPOINT (socket), &options->output);
  Exchange self = { .options = options, .socket = socket, .session = session };
  PriseCliStatus status;

  prise_udp_socket_open_async (socket, options->bind_host, options->bind_port,
                               options->connects ? options->host : NULL, options->port,
                               prise_cli_session_get_cancellable (session), did_open, &self);

  status = prise_cli_session_until_end (session);
  g_clear_handle_id (&self.wait_id, g_source_remove);
  g_clear_pointer (&self.arrivals, prise_cli_datagram_count_free);
  g_clear_pointer (&self.sender, prise_cli_udp_sender_free);

  return status == PRISE_CLI_DONE && waited_in_vain (&self) ? PRISE_CLI_FAILED : status;
}

/**
 * prise_cli_udp:
 * @arguments: the command's name and arguments
 *
 * Returns: what the process is to end with
 */
PriseCliStatus
prise_cli_udp (GStrv arguments)
{
  g_auto (PriseCliUdpOptions) options = { 0 };
  g_auto (GStrv) left = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;

  if (!prise_cli_udp_options_parse (&options, &left, &error))
    return prise_cli_bad_usage (arguments[0], "%s", error->message);

  return exchange (&options);
}
