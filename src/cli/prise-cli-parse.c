// SPDX-License-Identifier: GPL-3.0-or-later
/* What the values of options and arguments mean. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-cli-parse.h"

/* A day; waiting longer is to wait without end. */
#define MAX_SECONDS (24 * 60 * 60)

/**
 * prise_cli_parse_seconds:
 * @option: the option's name, such as "--wait"
 * @text: what follows it
 * @milliseconds: (out): the time
 * @error: bad usage
 *
 * Whatever the language, a decimal point is a point.
 *
 * Returns: whether it was a number of seconds
 */
gboolean
prise_cli_parse_seconds (const char *option, const char *text, guint *milliseconds, GError **error)
{
  char *end = NULL;
  double seconds = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(seconds >= 0 && seconds <= MAX_SECONDS)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("%s: “%s” isn’t a number of seconds from 0 to %u"), option, text, MAX_SECONDS);
    return FALSE;
  }

  *milliseconds = (guint) (seconds * 1000 + 0.5);

  return TRUE;
}

/**
 * prise_cli_parse_times:
 * @timeout: (nullable): what follows `--timeout`
 * @wait: (nullable): what follows `--wait`
 * @default_timeout: that counts without @timeout, in seconds
 * @times: (out): what they mean; a part of a second is a whole one for connecting
 * @error: bad usage
 *
 * Returns: whether both were numbers of seconds
 */
gboolean
prise_cli_parse_times (const char *timeout,
                       const char *wait,
                       guint default_timeout,
                       PriseCliTimes *times,
                       GError **error)
{
  guint milliseconds = default_timeout * 1000;

  if (timeout != NULL && !prise_cli_parse_seconds ("--timeout", timeout, &milliseconds, error))
    return FALSE;
  times->timeout = (milliseconds + 999) / 1000;
  times->has_timeout = timeout != NULL;
  times->has_wait = wait != NULL;

  return wait == NULL || prise_cli_parse_seconds ("--wait", wait, &times->wait, error);
}

/**
 * prise_cli_parse_number:
 * @option: the option's name, such as "--hops"
 * @text: (nullable): what follows it; %NULL leaves @number as it is
 * @lowest: that is allowed
 * @highest: that is allowed
 * @number: (inout): the number
 * @error: bad usage
 *
 * Returns: whether it was such a number
 */
gboolean
prise_cli_parse_number (const char *option,
                        const char *text,
                        guint lowest,
                        guint highest,
                        guint *number,
                        GError **error)
{
  guint64 value;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, lowest, highest, &value, NULL)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("%s: “%s” isn’t a number from %u to %u"), option, text, lowest, highest);
    return FALSE;
  }

  *number = (guint) value;

  return TRUE;
}

/**
 * prise_cli_parse_choice:
 * @option: the option's name, such as "--format"
 * @nick: (nullable): what follows it; %NULL is the first value
 * @type: an enumeration
 * @choice: (out): the value with this nick
 * @error: bad usage
 *
 * Returns: whether there is such a value
 */
gboolean
prise_cli_parse_choice (const char *option,
                        const char *nick,
                        GType type,
                        int *choice,
                        GError **error)
{
  g_autoptr (GEnumClass) choices = g_type_class_ref (type);
  g_autoptr (GString) nicks = g_string_new (NULL);

  for (guint i = 0; i < choices->n_values; i++) {
    if (nick == NULL || g_str_equal (nick, choices->values[i].value_nick)) {
      *choice = choices->values[i].value;
      return TRUE;
    }
    g_string_append_printf (nicks, "%s%s", i > 0 ? ", " : "", choices->values[i].value_nick);
  }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("%s: “%s” is none of %s"),
               option, nick, nicks->str);

  return FALSE;
}

/**
 * prise_cli_parse_place:
 * @text: as typed
 * @use: what its port is for
 * @default_host: where @text has none
 * @host: (out): the host
 * @port: (out): the port
 * @error: bad usage
 *
 * Returns: whether it was a port, or a host and a port
 */
gboolean
prise_cli_parse_place (const char *text,
                       PrisePortUse use,
                       const char *default_host,
                       char **host,
                       guint16 *port,
                       GError **error)
{
  if (!prise_host_port_parse (text, use, host, port, error))
    return FALSE;
  if (*host == NULL)
    *host = g_strdup (default_host);

  return TRUE;
}

/**
 * prise_cli_parse_local:
 * @text: (nullable): what follows `--local`
 * @local: (out): the address of this machine, all of them where only a port was given; %NULL
 *   without @text
 * @error: bad usage
 *
 * Returns: whether it was an address and port, or a port
 */
gboolean
prise_cli_parse_local (const char *text, GSocketAddress **local, GError **error)
{
  g_autofree char *host = NULL;
  guint16 port;

  *local = NULL;
  if (text == NULL)
    return TRUE;
  if (!prise_cli_parse_place (text, PRISE_PORT_LISTEN, "0.0.0.0", &host, &port, error)) {
    g_prefix_error (error, "--local: ");
    return FALSE;
  }

  *local =
      g_inet_socket_address_new_from_string (*host == '\0' || g_str_equal (host, "*") ? "0.0.0.0"
                                                                                      : host,
                                             port);
  if (*local == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--local: “%s” is not an address: write its numbers, as in “127.0.0.1:0”"),
                 text);

  return *local != NULL;
}

/**
 * prise_cli_parse_reply:
 * @reply: (nullable): what follows `--reply`; %NULL is none
 * @error: bad usage
 *
 * Returns: (transfer full) (nullable): what to reply to each message
 */
PriseResponder *
prise_cli_parse_reply (const char *reply, GError **error)
{
  g_autoptr (PriseTemplate) template = NULL;

  if (reply == NULL || g_str_equal (reply, "none"))
    return prise_responder_new_none ();
  if (g_str_equal (reply, "echo"))
    return prise_responder_new_echo ();

  template = prise_template_new (reply, NULL, error);
  if (template == NULL) {
    g_prefix_error (error, "--reply: ");
    return NULL;
  }

  return prise_responder_new_template (template);
}
