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
 * @PRISE_HTTP_CURL_ERROR_TOO_LONG: nobody types that much
 * @PRISE_HTTP_CURL_ERROR_CANNOT_SEND: curl would send other bytes than the request's
 */
typedef enum {
  PRISE_HTTP_CURL_ERROR_NO_CURL,
  PRISE_HTTP_CURL_ERROR_BAD_QUOTING,
  PRISE_HTTP_CURL_ERROR_BAD_OPTION,
  PRISE_HTTP_CURL_ERROR_NO_URL,
  PRISE_HTTP_CURL_ERROR_MANY_URLS,
  PRISE_HTTP_CURL_ERROR_TOO_LONG,
  PRISE_HTTP_CURL_ERROR_CANNOT_SEND,
} PriseHttpCurlError;

GQuark prise_http_curl_error_quark (void);

/**
 * PriseHttpCurl:
 * @url: where the request goes
 * @request: what curl would send, without the headers that it adds by itself
 * @left_out: (nullable): what of the command is for the shell alone, as "| jq ."
 * @connect_timeout: in ms; 0: not given
 * @max_time: how long all of it may take, in ms; 0: not given
 * @follows: whether redirects are followed
 * @fails: whether a status code from 400 on is a failure
 * @includes_head: whether the headers stand before the body
 *
 * What a command line of curl asks for.
 */
typedef struct {
  char *url;
  PriseHttpRequest *request;
  char *left_out;
  guint connect_timeout;
  guint max_time;
  gboolean follows;
  gboolean fails;
  gboolean includes_head;
} PriseHttpCurl;

gboolean prise_http_curl_is_command (const char *text);
char *prise_http_request_to_curl (PriseHttpRequest *request,
                                  const char *host,
                                  guint16 port,
                                  GError **error);
PriseHttpCurl *prise_http_curl_read (const char *command, GError **error);
void prise_http_curl_free (PriseHttpCurl *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpCurl, prise_http_curl_free)

G_END_DECLS
