// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli tcp-server: listens, says where, prints what comes, and replies. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-cli-announce.h"
#include "prise-cli-diagnostics.h"
#include "prise-cli-options.h"
#include "prise-cli-parse.h"
#include "prise-cli-session.h"
#include "prise-cli-tcp-server.h"
#include "prise-tcp-server.h"

/* The arguments, as their user meant them. */
typedef struct {
  PriseCliOutput output;
  PriseResponder *responder;
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
  g_clear_pointer (&self->host, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

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
parse (Arguments *self, GStrv *arguments, GError **error)
{
  g_autofree char *reply = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "reply", 0, 0, G_OPTION_ARG_FILENAME, &reply,
      _ ("What to answer to each message: none, echo, or a template such as “Recu: {data}”"),
      _ ("REPLY") },
    { "close-after-reply", 0, 0, G_OPTION_ARG_NONE, &self->close_after_reply,
      _ ("Close each connection after the first reply"), NULL },
    { "once", 0, 0, G_OPTION_ARG_NONE, &self->once, _ ("Stop after the first client"), NULL },
    { "keep-half-open", 0, 0, G_OPTION_ARG_NONE, &self->keep_half_open,
      _ ("Stay open when a client has finished sending"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };

  if (!prise_cli_options_parse (
          arguments, _ ("[ADDRESS:]PORT"),
          _ ("Port 0 takes a free port. Without an address it listens on localhost, by IPv4 and "
             "IPv6; “*:PORT” is all interfaces.\n"
             "A template is text with {data}, {peer}, {size}, {count}, {time} and escapes such as "
             "\\n."),
          entries, &self->output, error))
    return FALSE;

  self->responder = prise_cli_parse_reply (reply, error);
  if (self->responder == NULL)
    return FALSE;
  if (self->close_after_reply && prise_responder_is_none (self->responder)) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--close-after-reply waits for a reply: say which with --reply"));
    return FALSE;
  }

  return parse_place (self, rest, error);
}

typedef struct {
  PriseCliSession *session;
  PriseCliForm form;
} Start;

static void
did_start (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Start *start = user_data;
  g_autoptr (GError) error = NULL;

  if (prise_tcp_server_start_finish (PRISE_TCP_SERVER (source), result, &error) &&
      prise_cli_announce (PRISE_ENDPOINT (source), start->form, &error))
    prise_cli_session_print (start->session);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    prise_cli_session_stop (start->session);
  else
    prise_cli_session_fail (start->session, error);
}

static PriseCliStatus
serve (const Arguments *arguments)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseTcpServer) server = prise_tcp_server_new (io);
  g_autoptr (PriseCliSession) session =
      prise_cli_session_new (PRISE_ENDPOINT (server), &arguments->output);
  Start *start = g_new0 (Start, 1);

  prise_tcp_server_set_responder (server, arguments->responder);
  prise_tcp_server_set_close_after_reply (server, arguments->close_after_reply);
  prise_tcp_server_set_once (server, arguments->once);
  prise_tcp_server_set_keep_half_open (server, arguments->keep_half_open);

  start->session = session;
  start->form = arguments->output.form;
  prise_tcp_server_start_async (server, arguments->host, arguments->port,
                                prise_cli_session_get_cancellable (session), did_start, start);

  return prise_cli_session_until_end (session);
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
