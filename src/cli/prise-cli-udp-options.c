// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli udp is asked for. Its numbers are read as strings, so that a mistake in one is a
 * sentence of ours. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "prise-cli-files.h"
#include "prise-cli-udp-options.h"
#include "prise-cli-parse.h"
#include "prise-interface.h"
#include "prise-udp-socket.h"

/* So long a reply may take, in milliseconds, where nobody says how long. */
#define DEFAULT_WAIT 1000

#define MAX_HOPS 255

/* The arguments as they were typed. */
typedef struct {
  char *bind;
  char *reply;
  char *format;
  char *line_ending;
  char *wait;
  char *count;
  char *hops;
  char *max_datagram;
  GStrv rest;
} Typed;

static void
typed_clear (Typed *self)
{
  g_free (self->bind);
  g_free (self->reply);
  g_free (self->format);
  g_free (self->line_ending);
  g_free (self->wait);
  g_free (self->count);
  g_free (self->hops);
  g_free (self->max_datagram);
  g_strfreev (self->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typed, typed_clear)

static gboolean
bad_value (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);

  return FALSE;
}

/* A socket that is bound to localhost gets nothing that is sent to a group. */
static gboolean
parse_bind (PriseCliUdpOptions *self, const Typed *typed, GError **error)
{
  if (typed->bind == NULL) {
    self->bind_host = g_strdup ("");
    return TRUE;
  }
  if (!prise_cli_parse_place (typed->bind, PRISE_PORT_LISTEN, self->groups ? "" : "localhost",
                              &self->bind_host, &self->bind_port, error)) {
    g_prefix_error (error, "--bind: ");
    return FALSE;
  }

  return TRUE;
}

static gboolean
parse_places (PriseCliUdpOptions *self, const Typed *typed, GError **error)
{
  const char *destination = typed->rest != NULL ? typed->rest[0] : NULL;

  if (destination == NULL && typed->bind == NULL)
    return bad_value (error, _ ("Say where to listen, as in “--bind=12345”, or where to send to, "
                                "as in “localhost:12345”"));
  if (destination == NULL && self->connects)
    return bad_value (error, _ ("--connect needs a peer: add HOST:PORT, as in “localhost:12345”"));

  self->prints_listening = destination == NULL || typed->bind != NULL;

  return parse_bind (self, typed, error) &&
         (destination == NULL ||
          prise_cli_parse_place (destination, PRISE_PORT_CONNECT, "localhost", &self->host,
                                 &self->port, error));
}

static gboolean
parse_messages (PriseCliUdpOptions *self, const Typed *typed, GError **error)
{
  if (!prise_cli_parse_writing (typed->format, typed->line_ending, &self->writing, error))
    return FALSE;
  if (self->host == NULL && (typed->format != NULL || typed->line_ending != NULL)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("%s is for what is sent: add HOST:PORT"),
                 typed->format != NULL ? "--format" : "--line-ending");
    return FALSE;
  }
  if (self->host == NULL)
    return TRUE;
  if (typed->rest[1] == NULL)
    return prise_cli_check_standard_input (error);

  self->messages =
      prise_cli_encode_messages ((const char *const *) typed->rest + 1, &self->writing, error);

  return self->messages != NULL;
}

/* Who sends waits a little for replies; who listens, without end. */
static gboolean
parse_end (PriseCliUdpOptions *self, const Typed *typed, GError **error)
{
  self->has_wait = typed->wait != NULL;
  self->waits = self->has_wait || self->host != NULL;
  self->wait = DEFAULT_WAIT;

  return (typed->wait == NULL ||
          prise_cli_parse_seconds ("--wait", typed->wait, &self->wait, error)) &&
         prise_cli_parse_number ("--count", typed->count, 1, G_MAXUINT, &self->count, error);
}

static gboolean
check_groups (PriseCliUdpOptions *self, GError **error)
{
  for (guint i = 0; self->groups != NULL && self->groups[i] != NULL; i++) {
    const char *percent = strchr (self->groups[i], '%');

    if (*self->groups[i] == '\0' || percent == self->groups[i] ||
        (percent != NULL && percent[1] == '\0')) {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--join: “%s” isn’t GROUP or GROUP%%INTERFACE, as in “239.1.2.3” or "
                      "“ff02::1:2%%eth0”"),
                   self->groups[i]);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
parse_multicast (PriseCliUdpOptions *self, const Typed *typed, GError **error)
{
  if (self->interface != NULL && prise_interface_find_index (self->interface) == 0) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--interface: “%s” isn’t a network interface of this machine"),
                 self->interface);
    return FALSE;
  }

  self->hops = 1;

  return check_groups (self, error) &&
         prise_cli_parse_number ("--hops", typed->hops, 0, MAX_HOPS, &self->hops, error);
}

static gboolean
interpret (PriseCliUdpOptions *self, const Typed *typed, GError **error)
{
  self->responder = prise_cli_parse_reply (typed->reply, error);
  self->max_datagram = PRISE_UDP_MAX_DATAGRAM;

  return self->responder != NULL && parse_places (self, typed, error) &&
         parse_messages (self, typed, error) && parse_end (self, typed, error) &&
         parse_multicast (self, typed, error) &&
         prise_cli_parse_number ("--max-datagram", typed->max_datagram, 1, PRISE_UDP_MAX_DATAGRAM,
                                 &self->max_datagram, error);
}

/**
 * prise_cli_udp_options_parse:
 * @self: zeroed
 * @arguments: (inout): the command's name and arguments
 * @error: bad usage
 *
 * Returns: whether all was understood
 */
gboolean
prise_cli_udp_options_parse (PriseCliUdpOptions *self, GStrv *arguments, GError **error)
{
  g_auto (Typed) typed = { 0 };
  const GOptionEntry entries[] = {
    { "bind", 0, 0, G_OPTION_ARG_STRING, &typed.bind, _ ("Where to listen; port 0 is a free one"),
      _ ("[ADDRESS:]PORT") },
    { "reply", 0, 0, G_OPTION_ARG_FILENAME, &typed.reply,
      _ ("What to reply to each datagram: none, echo, or a template such as “Recu: {data}”"),
      _ ("REPLY") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &typed.format,
      _ ("How a MESSAGE or a line is written: as text with escapes such as \\n, or as hex digits"),
      "text|hex" },
    { "line-ending", 0, 0, G_OPTION_ARG_STRING, &typed.line_ending,
      _ ("What to add to each MESSAGE or line"), "none|lf|crlf|cr" },
    { "wait", 0, 0, G_OPTION_ARG_STRING, &typed.wait,
      _ ("How long to wait for replies, after all is sent (1); a failure if none comes"),
      _ ("SECONDS") },
    { "count", 0, 0, G_OPTION_ARG_STRING, &typed.count, _ ("Stop after so many received datagrams"),
      _ ("NUMBER") },
    { "connect", 0, 0, G_OPTION_ARG_NONE, &self->connects,
      _ ("Receive only from HOST:PORT, and learn whether anybody listens there"), NULL },
    { "broadcast", 0, 0, G_OPTION_ARG_NONE, &self->broadcast,
      _ ("Allow sending to broadcast addresses"), NULL },
    { "join", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->groups,
      _ ("Listen to a multicast group; repeatable"), _ ("GROUP[%INTERFACE]") },
    { "interface", 0, 0, G_OPTION_ARG_STRING, &self->interface,
      _ ("Where datagrams to groups leave"), _ ("NAME") },
    { "hops", 0, 0, G_OPTION_ARG_STRING, &typed.hops,
      _ ("How many networks datagrams to groups may cross: TTL or hop limit (1)"), _ ("NUMBER") },
    { "no-loopback", 0, 0, G_OPTION_ARG_NONE, &self->no_loopback,
      _ ("Keep what is sent to groups from this machine"), NULL },
    { "share-port", 0, 0, G_OPTION_ARG_NONE, &self->share_port,
      _ ("Let other programs have the same port"), NULL },
    { "max-datagram", 0, 0, G_OPTION_ARG_STRING, &typed.max_datagram,
      _ ("Truncate longer datagrams (65527)"), _ ("BYTES") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &typed.rest, NULL, NULL },
    { NULL },
  };

  return prise_cli_options_parse (
             arguments, _ ("[HOST:PORT [MESSAGE…]]"),
             _ ("Each MESSAGE is one datagram; without one, each line of standard input is. A "
                "MESSAGE that begins with a hyphen stands after “--”. Without HOST:PORT it only "
                "listens.\n"
                "Without an address, --bind is localhost, by IPv4 and IPv6; with --join it is all "
                "interfaces, as “*:PORT” always is.\n"
                "A template is text with {data}, {peer}, {size}, {count}, {time} and escapes such "
                "as \\n."),
             entries, &self->output, error) &&
         interpret (self, &typed, error);
}

void
prise_cli_udp_options_clear (PriseCliUdpOptions *self)
{
  g_clear_pointer (&self->bind_host, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->responder, prise_responder_unref);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_strfreev);
  g_clear_pointer (&self->interface, g_free);
}
