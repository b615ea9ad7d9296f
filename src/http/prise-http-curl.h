// SPDX-License-Identifier: GPL-3.0-or-later
/* A request as a command line of curl, and the other way round. Pure functions. */
#pragma once

#include "prise-http-request.h"

G_BEGIN_DECLS

#define PRISE_HTTP_CURL_ERROR (prise_http_curl_error_quark ())

/**
 * PriseHttpCurlError:
 * @PRISE_HTTP_CURL_ERROR_NO_CURL: it isn't a command line of curl
 * @PRISE_HTTP_CURL_ERROR_BAD_QUOTING: a quotation mark is missing
 * @PRISE_HTTP_CURL_ERROR_BAD_OPTION: an option that Prise can't follow, or one without its argument
 * @PRISE_HTTP_CURL_ERROR_NO_URL: there is no URL in it
 * @PRISE_HTTP_CURL_ERROR_MANY_URLS: there are several
 */
typedef enum {
  PRISE_HTTP_CURL_ERROR_NO_CURL,
  PRISE_HTTP_CURL_ERROR_BAD_QUOTING,
  PRISE_HTTP_CURL_ERROR_BAD_OPTION,
  PRISE_HTTP_CURL_ERROR_NO_URL,
  PRISE_HTTP_CURL_ERROR_MANY_URLS,
} PriseHttpCurlError;

GQuark prise_http_curl_error_quark (void);

gboolean prise_http_curl_is_command (const char *text);
char *prise_http_request_to_curl (PriseHttpRequest *request, const char *host, guint16 port);
PriseHttpRequest *prise_http_request_from_curl (const char *command, char **url, GError **error);

G_END_DECLS
