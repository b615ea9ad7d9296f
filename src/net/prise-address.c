// SPDX-License-Identifier: GPL-3.0-or-later
/* Hosts and ports as people write them, and addresses as Prise shows them. Pure functions. */
#include "config.h"

#include "prise-address.h"

#include <glib/gi18n-lib.h>
#include <net/if.h>
#include <string.h>

#include "prise-display.h"
#include "prise-net-error.h"

/* RFC 1035, section 2.3.4: a name has at most 255 octets, which is 253 characters as written. */
#define MAX_NAME_LENGTH 253

/* What was typed is said again in so many characters. */
#define MAX_SHOWN 200

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || prise_display_is_hidden (c);
}

/* Returns the text without what isn't seen around it: what is copied from a page or a chat often
 * brings such characters along. */
static char *
strip (const char *text)
{
  const char *end = text + strlen (text);

  if (!g_utf8_validate (text, -1, NULL))
    return g_strstrip (g_strdup (text));

  while (*text != '\0' && is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (text, (gsize) (end - text));
}

/* As it is said in a sentence: what isn't seen in it is what is wrong. */
static char *
show (const char *text)
{
  return prise_display_line (text, strlen (text), MAX_SHOWN);
}

/**
 * prise_port_parse:
 * @text: what was typed; white space around it is ignored
 * @use: what it is for
 * @port: (out): the port
 * @error: return location for a %PRISE_NET_ERROR_BAD_PORT
 *
 * Returns: whether @text is a port
 */
gboolean
prise_port_parse (const char *text, PrisePortUse use, guint16 *port, GError **error)
{
  g_autofree char *stripped = strip (text);
  int lowest = use == PRISE_PORT_CONNECT ? 1 : 0;
  guint64 value;

  if (*stripped == '\0' && use == PRISE_PORT_LOCAL) {
    *port = 0;
    return TRUE;
  }
  if (*stripped == '\0') {
    g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_PORT,
                 _ ("Enter a port: a number from %d to 65535"), lowest);
    return FALSE;
  }
  if (strspn (stripped, "0123456789") != strlen (stripped)) {
    g_autofree char *shown = show (stripped);

    g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_PORT,
                 _ ("“%s” isn’t a port: enter a number from %d to 65535"), shown, lowest);
    return FALSE;
  }
  if (!g_ascii_string_to_unsigned (stripped, 10, lowest, G_MAXUINT16, &value, NULL)) {
    g_autofree char *shown = show (stripped);

    g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_PORT,
                 _ ("There is no port %s: enter a number from %d to 65535"), shown, lowest);
    return FALSE;
  }

  *port = (guint16) value;

  return TRUE;
}

/* "::1" or "fe80::1%eth0"; whether the scope exists is the resolver's to say, too. */
static gboolean
is_ipv6_literal (const char *text)
{
  const char *percent = strchr (text, '%');
  g_autofree char *address = percent != NULL ? g_strndup (text, percent - text) : g_strdup (text);
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  return inet != NULL && g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
         (percent == NULL || percent[1] != '\0');
}

/* A colon stands in IPv6 addresses only. */
static gboolean
can_be_host (const char *host)
{
  return strpbrk (host, " \t\r\n/[]@*") == NULL && strlen (host) <= MAX_NAME_LENGTH &&
         g_utf8_validate (host, -1, NULL) && (strchr (host, ':') == NULL || is_ipv6_literal (host));
}

/**
 * prise_host_dup_bracketed:
 * @host: what was typed
 *
 * An IPv6 address stands in brackets where a port follows it (RFC 3986, section 3.2.2), as in the
 * log, and may be copied from there.
 *
 * Returns: (transfer full) (nullable): the IPv6 address in the brackets of @host; %NULL if it isn't
 *   one in brackets
 */
char *
prise_host_dup_bracketed (const char *host)
{
  const gsize length = strlen (host);
  g_autofree char *inside = NULL;

  if (length < 2 || host[0] != '[' || host[length - 1] != ']')
    return NULL;
  inside = g_strndup (host + 1, length - 2);

  return strchr (inside, ':') != NULL && can_be_host (inside) ? g_steal_pointer (&inside) : NULL;
}

/* "localhost:99", "127.0.0.1:99", "[::1]:99". */
static gboolean
has_port (const char *host)
{
  const char *colon = strrchr (host, ':');
  g_autofree char *before = colon != NULL ? g_strndup (host, colon - host) : NULL;
  g_autofree char *bracketed = before != NULL ? prise_host_dup_bracketed (before) : NULL;

  return before != NULL && strspn (colon + 1, "0123456789") == strlen (colon + 1) &&
         (bracketed != NULL ||
          (*before != '\0' && strchr (before, ':') == NULL && can_be_host (before)));
}

/**
 * prise_host_check:
 * @host: what was typed
 * @error: return location for a %PRISE_NET_ERROR_BAD_ADDRESS
 *
 * Returns: whether @host can be a name or an address; whether it exists is the resolver's to say
 */
gboolean
prise_host_check (const char *host, GError **error)
{
  g_autofree char *bracketed = prise_host_dup_bracketed (host);

  if (*host == '\0') {
    g_set_error_literal (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_ADDRESS,
                         _ ("Enter a host: a name such as “localhost”, or an address"));
    return FALSE;
  }
  if (!can_be_host (host) && bracketed == NULL) {
    g_autofree char *shown = show (host);

    if (has_port (host)) {
      g_set_error_literal (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_ADDRESS,
                           _ ("Enter only the host here: the port has a field of its own"));
      return FALSE;
    }
    g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_ADDRESS,
                 _ ("“%s” is neither a name nor an address"), shown);
    return FALSE;
  }

  return TRUE;
}

/* "[::1]:80", "name:80" or "80", cut at the last colon; FALSE if the brackets are not in order. */
static gboolean
split_host_port (const char *text, char **host, const char **port)
{
  const char *colon = strrchr (text, ':');
  const char *bracket = strchr (text, ']');

  *host = NULL;
  *port = colon != NULL ? colon + 1 : text;
  if (colon == NULL)
    return *text != '[';

  if (*text == '[') {
    if (bracket == NULL || bracket + 1 != colon)
      return FALSE;
    *host = g_strndup (text + 1, bracket - text - 1);
    return TRUE;
  }

  *host = g_strndup (text, colon - text);

  return strchr (*host, ':') == NULL;
}

/**
 * prise_host_port_parse:
 * @text: "PORT", "HOST:PORT" or "[ADDRESS]:PORT"
 * @use: what the port is for
 * @host: (out) (nullable): the host, without brackets; %NULL if @text has none
 * @port: (out): the port
 * @error: return location for a #PriseNetError
 *
 * Returns: whether @text is one of these
 */
gboolean
prise_host_port_parse (const char *text,
                       PrisePortUse use,
                       char **host,
                       guint16 *port,
                       GError **error)
{
  g_autofree char *parsed_host = NULL;
  g_autofree char *shown = show (text);
  const char *parsed_port = NULL;

  if (!split_host_port (text, &parsed_host, &parsed_port)) {
    g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_ADDRESS,
                 _ ("“%s” isn’t HOST:PORT: an IPv6 address stands in brackets, as in “[::1]:80”"),
                 shown);
    return FALSE;
  }
  if (parsed_host == NULL && strspn (text, "0123456789 \t+-") != strlen (text)) {
    g_set_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_BAD_PORT,
                 _ ("“%s” has no port: write HOST:PORT, as in “localhost:12345”"), shown);
    return FALSE;
  }
  if (!prise_port_parse (parsed_port, use, port, error))
    return FALSE;
  if (parsed_host != NULL && use == PRISE_PORT_CONNECT && !prise_host_check (parsed_host, error))
    return FALSE;

  *host = g_steal_pointer (&parsed_host);

  return TRUE;
}

/* Of the schemes that one takes from the address bar of a browser. */
static guint16
get_default_port (const char *scheme)
{
  static const struct {
    const char *scheme;
    guint16 port;
  } ports[] = { { "http", 80 }, { "https", 443 }, { "ws", 80 }, { "wss", 443 } };

  for (guint i = 0; i < G_N_ELEMENTS (ports); i++) {
    if (g_ascii_strcasecmp (scheme, ports[i].scheme) == 0)
      return ports[i].port;
  }

  return 0;
}

static gboolean
split_url (const char *text, char **host, guint16 *port)
{
  g_autofree char *scheme = NULL;
  g_autofree char *url_host = NULL;
  int url_port;

  if (!g_uri_split (text, G_URI_FLAGS_PARSE_RELAXED, &scheme, NULL, &url_host, &url_port, NULL,
                    NULL, NULL, NULL) ||
      url_host == NULL || !prise_host_check (url_host, NULL))
    return FALSE;

  *host = g_steal_pointer (&url_host);
  *port = url_port > 0 ? (guint16) url_port : get_default_port (scheme);

  return TRUE;
}

/* "localhost 99", "::1 99": as other programs are told on their command line. */
static gboolean
split_words (const char *text, char **host, guint16 *port)
{
  const gsize size = strcspn (text, " \t\r\n");
  g_autofree char *word = g_strndup (text, size);

  if (text[size] == '\0' || !prise_host_check (word, NULL) ||
      !prise_port_parse (text + size, PRISE_PORT_CONNECT, port, NULL))
    return FALSE;

  *host = g_steal_pointer (&word);

  return TRUE;
}

/* What stands there alone, with something around it that isn't seen. */
static gboolean
take_stripped (const char *text, const char *stripped, char **host, guint16 *port)
{
  if (g_str_equal (text, stripped) ||
      (*stripped != '\0' && !g_str_equal (stripped, "*") && !prise_host_check (stripped, NULL)))
    return FALSE;

  *host = g_strdup (stripped);
  *port = 0;

  return TRUE;
}

/**
 * prise_host_port_from_url:
 * @text: what was typed or pasted where a host belongs
 * @host: (out): the host in it, without brackets
 * @port: (out): the port; 0 if neither @text nor its scheme says one
 *
 * Returns: whether @text is a whole URL with a host, HOST:PORT, HOST and PORT apart, or a host with
 *   blanks around it, among them characters that nobody sees
 */
gboolean
prise_host_port_from_url (const char *text, char **host, guint16 *port)
{
  g_autofree char *stripped = strip (text);
  g_autofree char *parsed_host = NULL;

  if (strstr (stripped, "://") != NULL)
    return split_url (stripped, host, port);
  if (prise_host_port_parse (stripped, PRISE_PORT_CONNECT, &parsed_host, port, NULL) &&
      parsed_host != NULL) {
    *host = g_steal_pointer (&parsed_host);
    return TRUE;
  }

  return split_words (stripped, host, port) || take_stripped (text, stripped, host, port);
}

/**
 * prise_host_port_to_string:
 * @host: a name or an address, whose brackets are left alone
 * @port: a port
 *
 * Returns: (transfer full): "name:80", "127.0.0.1:80" or "[::1]:80"
 */
char *
prise_host_port_to_string (const char *host, guint16 port)
{
  if (strchr (host, ':') != NULL && *host != '[')
    return g_strdup_printf ("[%s]:%u", host, port);

  return g_strdup_printf ("%s:%u", host, port);
}

/**
 * prise_socket_address_to_string:
 * @address: an IPv4 or IPv6 address
 *
 * GLib writes the scope of a link-local address as a number, which nobody knows by heart.
 *
 * Returns: (transfer full): "127.0.0.1:80" or "[fe80::1%eth0]:80"
 */
char *
prise_socket_address_to_string (GSocketAddress *address)
{
  GInetSocketAddress *with_port = G_INET_SOCKET_ADDRESS (address);
  char interface[IF_NAMESIZE];
  g_autofree char *text = NULL;
  g_autofree char *host = NULL;
  guint scope_id = 0;

  if (g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    scope_id = g_inet_socket_address_get_scope_id (with_port);
  if (scope_id == 0 || if_indextoname (scope_id, interface) == NULL)
    return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));

  text = g_inet_address_to_string (g_inet_socket_address_get_address (with_port));
  host = g_strdup_printf ("%s%%%s", text, interface);

  return prise_host_port_to_string (host, g_inet_socket_address_get_port (with_port));
}

/**
 * prise_socket_address_is_multicast:
 * @address: an IPv4 or IPv6 address
 *
 * Returns: whether it is one of a group
 */
gboolean
prise_socket_address_is_multicast (GSocketAddress *address)
{
  return g_inet_address_get_is_multicast (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}
