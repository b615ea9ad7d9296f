// SPDX-License-Identifier: GPL-3.0-or-later
/* A URL as typed. GLib takes it apart; what a request line can't carry, a space or an accent, is
 * percent-encoded (RFC 3986, section 2.1), and all else is left as it was typed. */
#include "config.h"

#include "prise-http-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "prise-display.h"

#define DEFAULT_PORT 80

/* Of a URL that is none, an error shows so many characters. */
#define MAX_SHOWN 200

/* clang-format off */
G_DEFINE_QUARK (prise-http-url-error-quark, prise_http_url_error)
/* clang-format on */

/* "localhost:8080" has none, though it looks like one. */
static char *
find_scheme (const char *text)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);

  if (scheme == NULL || !g_str_has_prefix (text + strlen (scheme), "://"))
    return NULL;

  return g_steal_pointer (&scheme);
}

/**
 * prise_http_url_find_places:
 * @text: a URL, as typed, or what may become one
 *
 * Returns: where its parts stand; without a scheme it begins with its authority
 */
PriseHttpUrlPlaces
prise_http_url_find_places (const char *text)
{
  const gsize n_blanks = strspn (text, " \t\n\f\r");
  g_autofree char *scheme = find_scheme (text + n_blanks);
  const gsize authority = n_blanks + (scheme != NULL ? strlen (scheme) + strlen ("://") : 0);
  const gsize size = strcspn (text + authority, "/?#");
  const char *at = memrchr (text + authority, '@', size);

  return (PriseHttpUrlPlaces){
    .authority = authority,
    .host = at != NULL ? (gsize) (at + 1 - text) : authority,
    .target = authority + size,
  };
}

static gboolean
check_scheme (const char *scheme, GError **error)
{
  if (scheme == NULL || g_ascii_strcasecmp (scheme, "http") == 0)
    return TRUE;

  if (g_ascii_strcasecmp (scheme, "https") == 0)
    g_set_error_literal (error, PRISE_HTTP_URL_ERROR, PRISE_HTTP_URL_ERROR_NEEDS_TLS,
                         _ ("https isn’t supported yet: use http"));
  else
    g_set_error (error, PRISE_HTTP_URL_ERROR, PRISE_HTTP_URL_ERROR_BAD_SCHEME,
                 _ ("“%s” isn’t a scheme that Prise knows: use http"), scheme);

  return FALSE;
}

/* "http:/a" and "http:a" are slips; "http:80" is a host of that name. */
static gboolean
check_slashes (const char *text, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);
  const gboolean is_http = scheme != NULL && (g_ascii_strcasecmp (scheme, "http") == 0 ||
                                              g_ascii_strcasecmp (scheme, "https") == 0);

  if (!is_http || g_ascii_isdigit (text[strlen (scheme) + 1]))
    return TRUE;

  g_set_error (error, PRISE_HTTP_URL_ERROR, PRISE_HTTP_URL_ERROR_BAD,
               _ ("Two slashes are missing after “%s:”: write http://HOST:PORT/PATH"), scheme);

  return FALSE;
}

/* Every byte that isn't a visible ASCII character. */
static char *
encode (const char *text)
{
  GString *string = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++) {
    if (g_ascii_isgraph (*p))
      g_string_append_c (string, *p);
    else
      g_string_append_printf (string, "%%%02X", (guint8) *p);
  }

  return g_string_free (string, FALSE);
}

/* From the text itself, as GLib rewrites escapes, and leaves tabs out. */
static char *
make_target (const char *text)
{
  g_autofree char *without_fragment = g_strndup (text, strcspn (text, "#"));
  g_autofree char *whole =
      g_strconcat (*without_fragment == '/' ? "" : "/", without_fragment, NULL);

  return encode (whole);
}

/* "name", "name:8080", "[::1]" */
static char *
make_authority (const char *host, guint16 port)
{
  g_autofree char *shown = NULL;
  /* The scope of an address is this machine's own business (RFC 6874). */
  g_autofree char *unscoped = g_strndup (host, strcspn (host, "%"));

  shown = strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", unscoped) : g_strdup (unscoped);
  if (port == DEFAULT_PORT)
    return g_steal_pointer (&shown);

  return g_strdup_printf ("%s:%u", shown, port);
}

static gboolean
has_delimiter (const char *host)
{
  for (; *host != '\0'; host++) {
    if (g_ascii_iscntrl (*host) || strchr (" /;?#@[]*\"<>\\^`{|}", *host) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* @typed comes without the escapes that were in it, which may have been for anything. */
static char *
make_host (const char *typed)
{
  g_autofree char *host = NULL;

  if (typed == NULL || !g_utf8_validate (typed, -1, NULL) || has_delimiter (typed))
    return NULL;
  /* Only an address has a scope. */
  if (strchr (typed, ':') != NULL) {
    host = g_strndup (typed, strcspn (typed, "%"));
    return g_hostname_is_ip_address (host) ? g_strdup (typed) : NULL;
  }
  if (strchr (typed, '%') != NULL)
    return NULL;

  /* Some characters are another way to write a delimiter. */
  host = g_hostname_is_non_ascii (typed) ? g_hostname_to_ascii (typed) : g_strdup (typed);

  return host != NULL && *host != '\0' && !has_delimiter (host) ? g_steal_pointer (&host) : NULL;
}

static PriseHttpUrl *
url_new (const char *text, const char *host, int port, const char *rest, const char *user_info)
{
  PriseHttpUrl *self = g_new0 (PriseHttpUrl, 1);

  self->text = g_strdup (text);
  self->host = g_strdup (host);
  self->port = port > 0 ? (guint16) port : DEFAULT_PORT;
  self->authority = make_authority (self->host, self->port);
  self->target = make_target (rest);
  self->user_info = user_info != NULL ? g_uri_unescape_string (user_info, NULL) : NULL;

  return self;
}

/**
 * prise_http_url_parse:
 * @text: what was typed; without a scheme it is http
 * @error: return location for a #PriseHttpUrlError
 *
 * Returns: (transfer full) (nullable): its parts
 */
PriseHttpUrl *
prise_http_url_parse (const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *scheme = find_scheme (stripped);
  g_autofree char *with_scheme =
      scheme != NULL ? g_strdup (stripped) : g_strconcat ("http://", stripped, NULL);
  g_autofree char *typed_host = NULL;
  g_autofree char *host = NULL;
  g_autofree char *user_info = NULL;
  const PriseHttpUrlPlaces places = prise_http_url_find_places (with_scheme);
  const char *authority = with_scheme + places.authority;
  const gsize authority_size = places.target - places.authority;
  int port = -1;

  if (*stripped == '\0') {
    g_set_error_literal (error, PRISE_HTTP_URL_ERROR, PRISE_HTTP_URL_ERROR_EMPTY,
                         _ ("Enter a URL, such as http://localhost:8080/"));
    return NULL;
  }
  if (!check_scheme (scheme, error) || (scheme == NULL && !check_slashes (stripped, error)))
    return NULL;

  /* GLib takes a semicolon for the end of the host, and leaves white space out. */
  if (strcspn (authority, " \t\n\f\r") >= authority_size &&
      memchr (with_scheme + places.host, ';', places.target - places.host) == NULL &&
      g_uri_split (with_scheme, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL, &user_info,
                   &typed_host, &port, NULL, NULL, NULL, NULL))
    host = make_host (typed_host);
  if (host == NULL || port == 0 || port > G_MAXUINT16) {
    g_autofree char *shown = prise_display_line (stripped, strlen (stripped), MAX_SHOWN);

    g_set_error (error, PRISE_HTTP_URL_ERROR, PRISE_HTTP_URL_ERROR_BAD,
                 authority_size > 0 ? _ ("“%s” isn’t a URL: write http://HOST:PORT/PATH")
                                    : _ ("“%s” names no host: write http://HOST:PORT/PATH"),
                 shown);
    return NULL;
  }

  return url_new (stripped, host, port, with_scheme + places.target, user_info);
}

void
prise_http_url_free (PriseHttpUrl *self)
{
  g_free (self->text);
  g_free (self->host);
  g_free (self->authority);
  g_free (self->target);
  g_free (self->user_info);
  g_free (self);
}

/**
 * prise_http_url_is_same_server:
 * @other: another
 *
 * As all that can be parsed is http, their schemes are the same. Who doesn't say by which interface
 * an address is reached may mean any.
 *
 * Returns: whether both lead to the same port of a host of the same name, or of the same address as
 *   it is written
 */
gboolean
prise_http_url_is_same_server (const PriseHttpUrl *self, const PriseHttpUrl *other)
{
  const char *scope = strchr (self->host, '%');
  const char *other_scope = strchr (other->host, '%');

  return g_ascii_strcasecmp (self->authority, other->authority) == 0 &&
         (scope == NULL || other_scope == NULL || g_str_equal (scope, other_scope));
}
