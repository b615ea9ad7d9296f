// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli tcp-client: connects, sends its arguments or its standard input, finishes sending, and
 * prints what comes until the peer has finished too. Its status says whether all of this was done.
 */
#include "config.h"

#include <unistd.h>

#include <glib/gi18n.h>

#include "prise-cli-diagnostics.h"
#include "prise-cli-input.h"
#include "prise-cli-session.h"
#include "prise-cli-tcp-client.h"
#include "prise-cli-tcp-client-options.h"
#include "prise-error-text.h"
#include "prise-tcp-client.h"

/* With --check and --wait, so long after a failure until the next attempt, in milliseconds. */
#define RETRY_INTERVAL 50

/* One connection, and how far it came. */
typedef struct {
  const PriseCliTcpClientOptions *options;
  PriseTcpClient *client;
  PriseCliSession *session;
  PriseCliInput *input;
  guint n_unsent; /* of the messages */
  guint wait_id;
  guint retry_id;
  GError *error; /* of the last attempt, with --check */

  gboolean is_connected;
  gboolean has_sent_all;
  gboolean has_dropped_input;
  gboolean peer_has_finished;
  gboolean has_waited;
} Talk;

/* The peer hasn't finished, or with --check nobody has responded. */
static gboolean
wait_is_over (gpointer user_data)
{
  Talk *self = user_data;

  self->wait_id = 0;
  self->has_waited = TRUE;
  prise_tcp_client_expect_nothing (self->client);
  prise_cli_session_stop (self->session);

  return G_SOURCE_REMOVE;
}

static void
begin_to_wait (Talk *self)
{
  if (self->options->times.has_wait)
    self->wait_id = g_timeout_add (self->options->times.wait, wait_is_over, self);
}

static void
finish_if_over (Talk *self)
{
  if (self->has_sent_all && (!self->options->no_half_close || self->peer_has_finished))
    prise_tcp_client_finish_sending (self->client);
}

static void
did_send_all (Talk *self)
{
  self->has_sent_all = TRUE;
  finish_if_over (self);
  begin_to_wait (self);
}

static void
did_read_all (const GError *error, gpointer user_data)
{
  Talk *self = user_data;

  if (error != NULL) {
    prise_cli_session_fail (self->session, error);
    return;
  }
  self->has_dropped_input = prise_cli_input_was_dropped (self->input) && !isatty (STDIN_FILENO);
  did_send_all (self);
}

/* A peer that finishes at once may still want all we have; for what isn't there yet, we don't wait.
 */
static void
did_peer_finish (Talk *self)
{
  if (!prise_tcp_client_get_peer_finished (self->client))
    return;

  self->peer_has_finished = TRUE;
  if (self->input != NULL && !self->options->keep_half_open)
    prise_cli_input_hurry (self->input);
  finish_if_over (self);
}

static void
did_send_message (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Talk *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!prise_tcp_client_send_finish (PRISE_TCP_CLIENT (source), result, &error))
    prise_cli_session_complain (self->session, error);
  else if (--self->n_unsent == 0)
    did_send_all (self);
}

static void
send (Talk *self)
{
  GPtrArray *messages = self->options->messages;

  if (messages->len == 0) {
    self->input = prise_cli_input_new (self->client, did_read_all, self);
    did_peer_finish (self);
    return;
  }

  self->n_unsent = messages->len;
  for (guint i = 0; i < messages->len; i++)
    prise_tcp_client_send_async (self->client, g_ptr_array_index (messages, i), did_send_message,
                                 self);
}

static void
did_connect (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Talk *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!prise_tcp_client_connect_finish (self->client, result, &error)) {
    prise_cli_session_fail (self->session, error);
    return;
  }

  self->is_connected = TRUE;
  send (self);
}

static void
connect_client (Talk *self, GAsyncReadyCallback callback)
{
  prise_tcp_client_connect_async (self->client, self->options->host, self->options->port,
                                  prise_cli_session_get_cancellable (self->session), callback,
                                  self);
}

static gboolean check (gpointer user_data);

static void
did_check (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Talk *self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_connected = prise_tcp_client_connect_finish (self->client, result, &error);
  if (error != NULL && !prise_error_is_cancelled (error)) {
    g_clear_error (&self->error);
    self->error = g_steal_pointer (&error);
  }
  if (self->is_connected) {
    prise_tcp_client_expect_nothing (self->client);
    prise_cli_session_stop (self->session);
  } else if (self->options->times.has_wait && !self->has_waited) {
    self->retry_id = g_timeout_add (RETRY_INTERVAL, check, self);
  } else {
    prise_cli_session_stop (self->session);
  }
}

static gboolean
check (gpointer user_data)
{
  Talk *self = user_data;

  self->retry_id = 0;
  connect_client (self, did_check);

  return G_SOURCE_REMOVE;
}

static void
did_end_check (gpointer user_data)
{
  Talk *self = user_data;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (!self->is_connected && self->error != NULL)
    prise_cli_session_complain (self->session, self->error);
  prise_cli_session_release (self->session);
}

static void
start (Talk *self)
{
  const gboolean prints =
      !self->options->checks || self->options->output.form == PRISE_CLI_FORM_JSON;

  prise_tcp_client_set_timeout (self->client, self->options->times.timeout);
  prise_tcp_client_set_keep_half_open (self->client, TRUE);
  prise_tcp_client_set_local (self->client, self->options->local);
  prise_tcp_client_set_keep_alive (self->client, self->options->keep_alive);
  if (prints)
    prise_cli_session_print (self->session);
  if (self->options->checks) {
    prise_cli_session_hold (self->session, did_end_check, self);
    begin_to_wait (self);
    check (self);
    return;
  }

  prise_cli_session_mind_peers (self->session);
  g_signal_connect_swapped (self->client, "notify::peer-finished", G_CALLBACK (did_peer_finish),
                            self);
  connect_client (self, did_connect);
}

static char *
find_interruption (Talk *self, const char *n_sent)
{
  if (!self->is_connected)
    return g_strdup (_ ("Interrupted before the connection was open"));
  if (!self->has_sent_all)
    return g_strdup_printf (_ ("Interrupted: %s bytes were sent, and the rest wasn’t"), n_sent);
  if (!self->peer_has_finished)
    return g_strdup (_ ("Interrupted before the peer had finished sending"));

  return NULL;
}

/* Says what of that which was asked for isn't done, if it isn't. */
static char *
find_shortfall (Talk *self, PriseErrorCode *code)
{
  PriseJournalCounters counters;
  g_autofree char *n_sent = NULL;

  prise_journal_get_counters (prise_endpoint_get_journal (PRISE_ENDPOINT (self->client)),
                              &counters);
  n_sent = g_strdup_printf ("%" G_GUINT64_FORMAT, counters.sent_bytes);
  *code = PRISE_CODE_INTERRUPTED;
  if (prise_cli_session_was_interrupted (self->session) && !self->has_waited)
    return find_interruption (self, n_sent);

  *code = PRISE_CODE_TIMED_OUT;
  if (self->has_waited && self->options->checks)
    return self->is_connected || self->error != NULL
               ? NULL
               : g_strdup (_ ("Nobody responded within the time of --wait"));
  if (self->has_waited && self->options->times.wait > 0 && counters.received_bytes == 0)
    return g_strdup (_ ("Nothing came within the time of --wait"));

  *code = PRISE_CODE_NOT_SENT;
  if (self->has_dropped_input)
    return g_strdup (_ ("The peer has finished, and standard input pauses: its rest isn’t sent. "
                        "--keep-half-open waits for it"));

  return NULL;
}

static PriseCliStatus
talk (const PriseCliTcpClientOptions *options)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseTcpClient) client = prise_tcp_client_new (io);
  g_autoptr (PriseCliSession) session =
      prise_cli_session_new (PRISE_ENDPOINT (client), &options->output);
  Talk self = { .options = options, .client = client, .session = session };
  g_autofree char *shortfall = NULL;
  PriseErrorCode code;
  PriseCliStatus status;

  start (&self);
  status = prise_cli_session_until_end (session);
  g_signal_handlers_disconnect_by_data (client, &self);
  g_clear_handle_id (&self.wait_id, g_source_remove);
  g_clear_handle_id (&self.retry_id, g_source_remove);
  g_clear_pointer (&self.input, prise_cli_input_free);
  shortfall = find_shortfall (&self, &code);
  g_clear_error (&self.error);

  return shortfall != NULL ? prise_cli_fall_short (&options->output, code, shortfall) : status;
}

/**
 * prise_cli_tcp_client:
 * @arguments: the command's name and arguments
 *
 * Returns: what the process is to end with
 */
PriseCliStatus
prise_cli_tcp_client (GStrv arguments)
{
  g_auto (PriseCliTcpClientOptions) options = { 0 };
  g_auto (GStrv) left = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;

  if (!prise_cli_tcp_client_options_parse (&options, &left, &error))
    return prise_cli_bad_usage (arguments[0], "%s", error->message);

  return talk (&options);
}
