// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli tcp-client: connects, sends its arguments or its standard input, finishes sending, and
 * prints what comes until the peer has finished too. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-cli-diagnostics.h"
#include "prise-cli-input.h"
#include "prise-cli-messages.h"
#include "prise-cli-options.h"
#include "prise-cli-parse.h"
#include "prise-cli-session.h"
#include "prise-cli-tcp-client.h"
#include "prise-tcp-client.h"

/* The arguments, as their user meant them; no messages: standard input. */
typedef struct {
  PriseCliOutput output;
  GPtrArray *messages;
  PriseCliTimes times;
  gboolean keep_half_open;
  char *host;
  guint16 port;
} Arguments;

/* The same as they were typed. */
typedef struct {
  char *format;
  char *line_ending;
  char *timeout;
  char *wait;
  GStrv rest;
} Typed;

static void
arguments_clear (Arguments *self)
{
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->host, g_free);
}

static void
typed_clear (Typed *self)
{
  g_free (self->format);
  g_free (self->line_ending);
  g_free (self->timeout);
  g_free (self->wait);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
parse_place (Arguments *self, const Typed *typed, GError **error)
{
  if (typed->rest == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("HOST:PORT is missing: say where to connect to, as in "
                            "“localhost:12345”"));
    return FALSE;
  }

  return prise_cli_parse_place (typed->rest[0], PRISE_PORT_CONNECT, "localhost", &self->host,
                                &self->port, error);
}

static gboolean
parse_messages (Arguments *self, const Typed *typed, GError **error)
{
  PriseCliWriting writing;

  if (!prise_cli_parse_writing (typed->format, typed->line_ending, &writing, error))
    return FALSE;
  if (typed->rest[1] == NULL && (typed->format != NULL || typed->line_ending != NULL)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("%s is for a MESSAGE, and there is none: standard input is sent as it is"),
                 typed->format != NULL ? "--format" : "--line-ending");
    return FALSE;
  }

  self->messages =
      prise_cli_encode_messages ((const char *const *) typed->rest + 1, &writing, error);

  return self->messages != NULL;
}

static gboolean
parse (Arguments *self, GStrv *arguments, GError **error)
{
  g_auto (Typed) typed = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &typed.format,
      _ ("How a MESSAGE is written: as text with escapes such as \\n, or as hex digits"),
      "text|hex" },
    { "line-ending", 0, 0, G_OPTION_ARG_STRING, &typed.line_ending,
      _ ("What to add to each MESSAGE"), "none|lf|crlf|cr" },
    { "timeout", 0, 0, G_OPTION_ARG_STRING, &typed.timeout,
      _ ("How long connecting may take (10); 0: as long as the system allows"), _ ("SECONDS") },
    { "wait", 0, 0, G_OPTION_ARG_STRING, &typed.wait,
      _ ("How long to wait for the peer to finish, after all is sent (without end)"),
      _ ("SECONDS") },
    { "keep-half-open", 0, 0, G_OPTION_ARG_NONE, &self->keep_half_open,
      _ ("Wait for the end of standard input when the peer has finished"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed.rest, NULL, NULL },
    { NULL },
  };

  return prise_cli_options_parse (
             arguments, _ ("HOST:PORT [MESSAGE…]"),
             _ ("Without a MESSAGE it sends standard input, as it is. A MESSAGE that begins with "
                "a hyphen stands after “--”."),
             entries, &self->output, error) &&
         parse_place (self, &typed, error) &&
         prise_cli_parse_times (typed.timeout, typed.wait, PRISE_TCP_CLIENT_DEFAULT_TIMEOUT,
                                &self->times, error) &&
         parse_messages (self, &typed, error);
}

/* What a connection needs while it is open. */
typedef struct {
  const Arguments *arguments;
  PriseTcpClient *client;
  PriseCliSession *session;
  PriseCliInput *input;
  guint wait_id;
} Talk;

static gboolean
wait_is_over (gpointer user_data)
{
  Talk *self = user_data;

  self->wait_id = 0;
  prise_cli_session_stop (self->session);

  return G_SOURCE_REMOVE;
}

static void
finish_sending (Talk *self)
{
  prise_tcp_client_finish_sending (self->client);
  if (self->arguments->times.has_wait)
    self->wait_id = g_timeout_add (self->arguments->times.wait, wait_is_over, self);
}

static void
did_read_all (const GError *error, gpointer user_data)
{
  Talk *self = user_data;

  if (error != NULL)
    prise_cli_session_fail (self->session, error);
  else
    finish_sending (self);
}

/* A peer that finishes at once may still want all we have; for what isn't there yet, we don't wait.
 */
static void
did_peer_finish (Talk *self)
{
  if (self->input != NULL && !self->arguments->keep_half_open &&
      prise_tcp_client_get_peer_finished (self->client))
    prise_cli_input_hurry (self->input);
}

static void
did_connect (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Talk *self = user_data;
  GPtrArray *messages = self->arguments->messages;
  g_autoptr (GError) error = NULL;

  if (!prise_tcp_client_connect_finish (self->client, result, &error)) {
    prise_cli_session_fail (self->session, error);
    return;
  }
  if (messages->len == 0) {
    self->input = prise_cli_input_new (self->client, did_read_all, self);
    did_peer_finish (self);
    return;
  }

  for (guint i = 0; i < messages->len; i++)
    prise_tcp_client_send_async (self->client, g_ptr_array_index (messages, i), NULL, NULL);
  finish_sending (self);
}

static PriseCliStatus
talk (const Arguments *arguments)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseTcpClient) client = prise_tcp_client_new (io);
  g_autoptr (PriseCliSession) session =
      prise_cli_session_new (PRISE_ENDPOINT (client), &arguments->output);
  Talk self = { .arguments = arguments, .client = client, .session = session };
  PriseCliStatus status;

  prise_tcp_client_set_timeout (client, arguments->times.timeout);
  prise_tcp_client_set_keep_half_open (client, TRUE);
  g_signal_connect_swapped (client, "notify::peer-finished", G_CALLBACK (did_peer_finish), &self);
  prise_cli_session_print (session);
  prise_tcp_client_connect_async (client, arguments->host, arguments->port,
                                  prise_cli_session_get_cancellable (session), did_connect, &self);

  status = prise_cli_session_until_end (session);
  g_signal_handlers_disconnect_by_data (client, &self);
  g_clear_handle_id (&self.wait_id, g_source_remove);
  g_clear_pointer (&self.input, prise_cli_input_free);

  return status;
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
  g_auto (Arguments) parsed = { 0 };
  g_auto (GStrv) left = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;

  if (!parse (&parsed, &left, &error))
    return prise_cli_bad_usage (arguments[0], "%s", error->message);

  return talk (&parsed);
}
