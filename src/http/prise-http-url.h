// SPDX-License-Identifier: GPL-3.0-or-later
/* A URL as typed, and what a request needs of it. Pure functions. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRISE_HTTP_URL_ERROR (prise_http_url_error_quark ())

/**
 * PriseHttpUrlError:
 * @PRISE_HTTP_URL_ERROR_EMPTY: nothing was typed
 * @PRISE_HTTP_URL_ERROR_BAD: it isn't a URL
 * @PRISE_HTTP_URL_ERROR_BAD_SCHEME: neither http nor https
 * @PRISE_HTTP_URL_ERROR_NEEDS_TLS: https, which isn't there yet
 */
typedef enum {
  PRISE_HTTP_URL_ERROR_EMPTY,
  PRISE_HTTP_URL_ERROR_BAD,
  PRISE_HTTP_URL_ERROR_BAD_SCHEME,
  PRISE_HTTP_URL_ERROR_NEEDS_TLS,
} PriseHttpUrlError;

GQuark prise_http_url_error_quark (void);

/**
 * PriseHttpUrlPlaces:
 * @authority: where user info, host and port begin
 * @host: where host and port begin, without the user info and its "@"
 * @target: where path, query or fragment begin, or the URL ends
 *
 * Where the parts of a URL stand in its text, in bytes.
 */
typedef struct {
  gsize authority;
  gsize host;
  gsize target;
} PriseHttpUrlPlaces;

/**
 * PriseHttpUrl:
 * @text: as it was typed, without white space around it
 * @host: to connect to: a name in ASCII, or an address without brackets
 * @port: to connect to
 * @authority: for the header Host: with brackets, and the port unless it is 80
 * @target: path and query, for the request line (RFC 9112, section 3.2.1)
 * @user_info: (nullable): "user:password", decoded, as for basic authorization
 */
typedef struct {
  char *text;
  char *host;
  guint16 port;
  char *authority;
  char *target;
  char *user_info;
} PriseHttpUrl;

PriseHttpUrl *prise_http_url_parse (const char *text, GError **error);
void prise_http_url_free (PriseHttpUrl *self);
gboolean prise_http_url_is_same_server (const PriseHttpUrl *self, const PriseHttpUrl *other);

PriseHttpUrlPlaces prise_http_url_find_places (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpUrl, prise_http_url_free)

G_END_DECLS
