// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli tcp-server: listens, says where, prints what comes, sends what it was told to, and
 * replies. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-cli-announce.h"
#include "prise-cli-diagnostics.h"
#include "prise-cli-files.h"
#include "prise-cli-options.h"
#include "prise-cli-parse.h"
#include "prise-cli-session.h"
#include "prise-cli-tcp-server.h"
#include "prise-message.h"
#include "prise-tcp-server.h"

/* The arguments, as their user meant them. */
typedef struct {
  PriseCliOutput output;
  PriseResponder *responder;
  GBytes *greeting;  /* NULL: none */
  gboolean finishes; /* after the greeting */
  gboolean has_wait;
  guint wait; /* in milliseconds */
  gboolean close_after_reply;
  gboolean once;
  gboolean keep_half_open;
  char *host;
  guint16 port;
} Arguments;

static void
arguments_clear (Arguments *self)
{
  g_clear_pointer (&self->responder, prise_responder_unref);
  g_clear_pointer (&self->greeting, g_bytes_unref);
  g_clear_pointer (&self->host, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* The same as they were typed. */
typedef struct {
  char *reply;
  char *greeting;
  char *send;
  char *wait;
  GStrv rest;
} Typed;

static void
typed_clear (Typed *self)
{
  g_free (self->reply);
  g_free (self->greeting);
  g_free (self->send);
  g_free (self->wait);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
parse_place (Arguments *self, GStrv rest, GError **error)
{
  if (rest == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("[ADDRESS:]PORT is missing: say where to listen, as in “12345”"));
    return FALSE;
  }
  if (rest[1] != NULL) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is one argument too many: one [ADDRESS:]PORT is enough"), rest[1]);
    return FALSE;
  }

  return prise_cli_parse_place (rest[0], PRISE_PORT_LISTEN, "localhost", &self->host, &self->port,
                                error);
}

static gboolean
exclude (const char *one, const char *other, GError **error)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("%s and %s exclude each other: leave one out"), one, other);

  return FALSE;
}

static gboolean
parse_reply (Arguments *self, const Typed *typed, GError **error)
{
  self->responder = prise_cli_parse_reply (typed->reply, error);
  if (self->responder == NULL)
    return FALSE;
  if (self->close_after_reply && prise_responder_is_none (self->responder)) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--close-after-reply needs --reply"));
    return FALSE;
  }

  return TRUE;
}

/* What is sent to its end leaves no room for more. */
static gboolean
parse_greeting (Arguments *self, const Typed *typed, GError **error)
{
  if (typed->send != NULL && typed->greeting != NULL)
    return exclude ("--send", "--greeting", error);
  if (typed->send != NULL && !prise_responder_is_none (self->responder))
    return exclude ("--send", "--reply", error);

  self->finishes = typed->send != NULL;
  if (typed->send != NULL)
    self->greeting = prise_cli_read_file ("--send", typed->send, error);
  else if (typed->greeting != NULL)
    self->greeting = prise_message_encode (typed->greeting, PRISE_MESSAGE_FORMAT_TEXT,
                                           PRISE_LINE_ENDING_NONE, NULL, error);
  if (typed->greeting != NULL && self->greeting == NULL)
    g_prefix_error (error, "--greeting: ");

  return self->greeting != NULL || (typed->send == NULL && typed->greeting == NULL);
}

/* A file comes last: with a mistake elsewhere, standard input isn't waited for. */
static gboolean
interpret (Arguments *self, const Typed *typed, GError **error)
{
  self->has_wait = typed->wait != NULL;

  return parse_reply (self, typed, error) && parse_place (self, typed->rest, error) &&
         (!self->has_wait || prise_cli_parse_seconds ("--wait", typed->wait, &self->wait, error)) &&
         parse_greeting (self, typed, error);
}

static gboolean
parse (Arguments *self, GStrv *arguments, GError **error)
{
  g_auto (Typed) typed = { 0 };
  const GOptionEntry entries[] = {
    { "reply", 0, 0, G_OPTION_ARG_FILENAME, &typed.reply,
      _ ("What to reply to each message: none, echo, or a template such as “Recu: {data}”"),
      _ ("REPLY") },
    { "greeting", 0, 0, G_OPTION_ARG_FILENAME, &typed.greeting,
      _ ("What each client gets when it connects: text with escapes"), _ ("TEXT") },
    { "send", 0, 0, G_OPTION_ARG_FILENAME, &typed.send,
      _ ("Send each client this file, then finish sending; “-” is standard input"), _ ("FILE") },
    { "close-after-reply", 0, 0, G_OPTION_ARG_NONE, &self->close_after_reply,
      _ ("Close each connection after the first reply"), NULL },
    { "once", 0, 0, G_OPTION_ARG_NONE, &self->once, _ ("Stop after the first client"), NULL },
    { "wait", 0, 0, G_OPTION_ARG_STRING, &typed.wait,
      _ ("How long to listen (no limit); a failure if no client comes"), _ ("SECONDS") },
    { "keep-half-open", 0, 0, G_OPTION_ARG_NONE, &self->keep_half_open,
      _ ("Keep the connection open when a client has finished sending"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed.rest, NULL, NULL },
    { NULL },
  };

  return prise_cli_options_parse (
             arguments, _ ("[ADDRESS:]PORT"),
             _ ("Port 0 takes a free port. Without an address it listens on localhost, by IPv4 and "
                "IPv6; “*:PORT” is all interfaces.\n"
                "A template is text with {data}, {peer}, {size}, {count}, {time} and escapes such "
                "as \\n."),
             entries, &self->output, error) &&
         interpret (self, &typed, error);
}

/* What a server needs while it listens. */
typedef struct {
  const Arguments *arguments;
  PriseTcpServer *server;
  PriseCliSession *session;
  guint wait_id;
  gboolean has_waited;
} Service;

static gboolean
wait_is_over (gpointer user_data)
{
  Service *self = user_data;

  self->wait_id = 0;
  self->has_waited = TRUE;
  prise_cli_session_stop (self->session);

  return G_SOURCE_REMOVE;
}

static void
did_start (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Service *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!prise_tcp_server_start_finish (self->server, result, &error) ||
      !prise_cli_announce (PRISE_ENDPOINT (source), self->arguments->output.form, &error)) {
    prise_cli_session_fail (self->session, error);
    return;
  }

  prise_cli_session_print (self->session);
  if (self->arguments->has_wait)
    self->wait_id = g_timeout_add (self->arguments->wait, wait_is_over, self);
}

/* Where it is all about one client, or about its bytes, an error with a client is a failure. */
static gboolean
minds_peers (const Arguments *arguments)
{
  return arguments->once || arguments->output.form == PRISE_CLI_FORM_RAW;
}

/* Says what of that which was asked for isn't done, if it isn't. */
static const char *
find_shortfall (Service *self, PriseErrorCode *code)
{
  *code = PRISE_CODE_TIMED_OUT;
  if (self->has_waited && !prise_cli_session_has_seen_peer (self->session))
    return _ ("No client came within the time of --wait");
  if (self->has_waited && self->arguments->once)
    return _ ("The client wasn’t done within the time of --wait");

  *code = PRISE_CODE_INTERRUPTED;
  if (self->arguments->once && prise_cli_session_was_interrupted (self->session))
    return _ ("Interrupted before a client had come and gone");

  return NULL;
}

static PriseCliStatus
serve (const Arguments *arguments)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseTcpServer) server = prise_tcp_server_new (io);
  g_autoptr (PriseCliSession) session =
      prise_cli_session_new (PRISE_ENDPOINT (server), &arguments->output);
  Service self = { .arguments = arguments, .server = server, .session = session };
  PriseCliStatus status;
  PriseErrorCode code;
  const char *shortfall;

  prise_tcp_server_set_responder (server, arguments->responder);
  prise_tcp_server_set_greeting (server, arguments->greeting, arguments->finishes);
  prise_tcp_server_set_close_after_reply (server, arguments->close_after_reply);
  prise_tcp_server_set_once (server, arguments->once);
  prise_tcp_server_set_keep_half_open (server, arguments->keep_half_open);
  if (minds_peers (arguments))
    prise_cli_session_mind_peers (session);
  prise_tcp_server_start_async (server, arguments->host, arguments->port,
                                prise_cli_session_get_cancellable (session), did_start, &self);

  status = prise_cli_session_until_end (session);
  g_clear_handle_id (&self.wait_id, g_source_remove);
  shortfall = find_shortfall (&self, &code);

  return shortfall != NULL ? prise_cli_fall_short (&arguments->output, code, shortfall) : status;
}

/**
 * prise_cli_tcp_server:
 * @arguments: the command's name and arguments
 *
 * Returns: what the process is to end with
 */
PriseCliStatus
prise_cli_tcp_server (GStrv arguments)
{
  g_auto (Arguments) parsed = { 0 };
  g_auto (GStrv) left = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;

  if (!parse (&parsed, &left, &error))
    return prise_cli_bad_usage (arguments[0], "%s", error->message);

  return serve (&parsed);
}
