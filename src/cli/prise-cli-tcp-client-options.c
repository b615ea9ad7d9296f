// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli tcp-client is asked for. Its numbers are read as strings, so that a mistake in one
 * is a sentence of ours. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-cli-files.h"
#include "prise-cli-messages.h"
#include "prise-cli-tcp-client-options.h"
#include "prise-tcp-client.h"

/* The arguments as they were typed. */
typedef struct {
  char *format;
  char *line_ending;
  char *timeout;
  char *wait;
  char *local;
  char *keep_alive;
  GStrv rest;
} Typed;

static void
typed_clear (Typed *self)
{
  g_free (self->format);
  g_free (self->line_ending);
  g_free (self->timeout);
  g_free (self->wait);
  g_free (self->local);
  g_free (self->keep_alive);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
parse_place (PriseCliTcpClientOptions *self, const Typed *typed, GError **error)
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
parse_messages (PriseCliTcpClientOptions *self, const Typed *typed, GError **error)
{
  PriseCliWriting writing;

  if (!prise_cli_parse_writing (typed->format, typed->line_ending, &writing, error))
    return FALSE;
  if (self->checks && typed->rest[1] != NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--check sends nothing: leave “%s” out"), typed->rest[1]);
    return FALSE;
  }
  if (typed->rest[1] == NULL && (typed->format != NULL || typed->line_ending != NULL)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("%s is for a MESSAGE, and there is none: standard input is sent as it is"),
                 typed->format != NULL ? "--format" : "--line-ending");
    return FALSE;
  }

  self->messages =
      prise_cli_encode_messages ((const char *const *) typed->rest + 1, &writing, error);

  return self->messages != NULL &&
         (self->checks || self->messages->len > 0 || prise_cli_check_standard_input (error));
}

static gboolean
interpret (PriseCliTcpClientOptions *self, const Typed *typed, GError **error)
{
  return parse_place (self, typed, error) &&
         prise_cli_parse_times (typed->timeout, typed->wait, PRISE_TCP_CLIENT_DEFAULT_TIMEOUT,
                                &self->times, error) &&
         prise_cli_parse_local (typed->local, &self->local, error) &&
         prise_cli_parse_number ("--keep-alive", typed->keep_alive, 1, G_MAXINT16,
                                 &self->keep_alive, error) &&
         parse_messages (self, typed, error);
}

/**
 * prise_cli_tcp_client_options_parse:
 * @self: zeroed
 * @arguments: (inout): the command's name and arguments
 * @error: bad usage
 *
 * Returns: whether all was understood
 */
gboolean
prise_cli_tcp_client_options_parse (PriseCliTcpClientOptions *self,
                                    GStrv *arguments,
                                    GError **error)
{
  g_auto (Typed) typed = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &typed.format,
      _ ("How a MESSAGE is written: as text with escapes such as \\n, or as hex digits"),
      "text|hex" },
    { "line-ending", 0, 0, G_OPTION_ARG_STRING, &typed.line_ending,
      _ ("What to add to each MESSAGE"), "none|lf|crlf|cr" },
    { "timeout", 0, 0, G_OPTION_ARG_STRING, &typed.timeout,
      _ ("Connect timeout (10); 0: the system’s own"), _ ("SECONDS") },
    { "wait", 0, 0, G_OPTION_ARG_STRING, &typed.wait,
      _ ("How long to wait for the peer, after all is sent (no limit); a failure if nothing comes"),
      _ ("SECONDS") },
    { "check", 0, 0, G_OPTION_ARG_NONE, &self->checks,
      _ ("Only connect: status 0 if somebody listens there; with --wait, try for so long"), NULL },
    { "keep-half-open", 0, 0, G_OPTION_ARG_NONE, &self->keep_half_open,
      _ ("Wait for the end of standard input when the peer has finished sending"), NULL },
    { "no-half-close", 0, 0, G_OPTION_ARG_NONE, &self->no_half_close,
      _ ("Don’t finish sending before the peer has finished"), NULL },
    { "local", 0, 0, G_OPTION_ARG_STRING, &typed.local,
      _ ("From where to connect; port 0 is a free one"), _ ("[ADDRESS:]PORT") },
    { "keep-alive", 0, 0, G_OPTION_ARG_STRING, &typed.keep_alive,
      _ ("Have the system probe the peer after so long without a byte"), _ ("SECONDS") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed.rest, NULL, NULL },
    { NULL },
  };

  return prise_cli_options_parse (
             arguments, _ ("HOST:PORT [MESSAGE…]"),
             _ ("Without a MESSAGE it sends standard input, as it is. A MESSAGE that begins with "
                "a hyphen stands after “--”."),
             entries, &self->output, error) &&
         interpret (self, &typed, error);
}

void
prise_cli_tcp_client_options_clear (PriseCliTcpClientOptions *self)
{
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->host, g_free);
  g_clear_object (&self->local);
}
