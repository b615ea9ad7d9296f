// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli udp: opens a socket, joins groups, says where it listens, sends its arguments or the
 * lines of its standard input, replies, and prints what comes. */
#include "config.h"

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
  gboolean has_sent_all;
  gboolean is_refused;
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

static void
did_come (gpointer user_data)
{
  Exchange *self = user_data;

  prise_cli_session_stop (self->session);
}

/* Nobody replies to what was refused here. Where there was nothing to send, one waits all the same.
 */
static gboolean
was_all_refused (Exchange *self)
{
  PriseJournalCounters counters;

  prise_journal_get_counters (prise_endpoint_get_journal (PRISE_ENDPOINT (self->socket)),
                              &counters);

  return self->options->host != NULL && !self->options->prints_listening &&
         counters.sent_entries == 0 && prise_cli_session_has_failed (self->session);
}

/* All is sent, if there was anything to send. */
static void
begin_to_wait (gpointer user_data)
{
  Exchange *self = user_data;

  self->has_sent_all = TRUE;
  if (self->is_refused || was_all_refused (self))
    did_come (self);
  else if (self->options->waits)
    self->wait_id = g_timeout_add (self->options->wait, wait_is_over, self);
}

/* Nobody listens there: nothing will come. Who listens here as well may hear from others. */
static void
did_refuse (gpointer user_data)
{
  Exchange *self = user_data;

  self->is_refused = !self->options->prints_listening;
  if (self->is_refused && self->has_sent_all)
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
    prise_cli_session_fail (self->session, error);
    return;
  }

  prise_cli_session_print (self->session);
  self->arrivals =
      prise_cli_datagram_count_new (journal, self->options->count, did_come, did_refuse, self);
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

/* Says that less came than was asked for, or that not all was sent, if that is so. */
static char *
find_shortfall (Exchange *self, PriseErrorCode *code)
{
  const PriseCliUdpOptions *options = self->options;
  const gboolean was_interrupted =
      !self->has_waited && prise_cli_session_was_interrupted (self->session);
  const guint64 n_come =
      prise_cli_datagram_count_get (prise_endpoint_get_journal (PRISE_ENDPOINT (self->socket)));
  const guint n_wanted = options->count > 0  ? options->count
                         : options->has_wait ? MIN (options->wait, 1)
                                             : 0;

  *code = was_interrupted ? PRISE_CODE_INTERRUPTED : PRISE_CODE_TIMED_OUT;
  if (was_interrupted && options->host != NULL && !self->has_sent_all)
    return g_strdup (_ ("Interrupted before all was sent"));
  if (!(was_interrupted || (self->has_waited && options->has_wait)) || n_come >= n_wanted)
    return NULL;
  if (was_interrupted)
    return g_strdup_printf (_ ("Interrupted: %u of %u datagrams came"), (guint) n_come, n_wanted);
  if (n_come == 0)
    return g_strdup (
        _ ("No datagram came within the time of --wait: check the address, or wait longer"));

  return g_strdup_printf (_ ("Only %u of %u datagrams came within the time of --wait"),
                          (guint) n_come, n_wanted);
}

static PriseCliStatus
exchange (const PriseCliUdpOptions *options)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseUdpSocket) socket = make_socket (options, io);
  g_autoptr (PriseCliSession) session =
      prise_cli_session_new (PRISE_ENDPOINT (socket), &options->output);
  Exchange self = { .options = options, .socket = socket, .session = session };
  g_autofree char *shortfall = NULL;
  PriseCliStatus status;
  PriseErrorCode code;

  prise_udp_socket_open_async (socket, options->bind_host, options->bind_port,
                               options->connects ? options->host : NULL, options->port,
                               prise_cli_session_get_cancellable (session), did_open, &self);

  status = prise_cli_session_until_end (session);
  g_clear_handle_id (&self.wait_id, g_source_remove);
  g_clear_pointer (&self.arrivals, prise_cli_datagram_count_free);
  g_clear_pointer (&self.sender, prise_cli_udp_sender_free);

  /* Why nothing came may be known. */
  shortfall = status == PRISE_CLI_DONE ? find_shortfall (&self, &code) : NULL;

  return shortfall != NULL ? prise_cli_fall_short (&options->output, code, shortfall) : status;
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
