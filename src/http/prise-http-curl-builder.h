// SPDX-License-Identifier: GPL-3.0-or-later
/* What the options of a command line of curl say, and the request that curl makes of it. */
#pragma once

#include "prise-http-curl.h"
#include "prise-http-url.h"

G_BEGIN_DECLS

/**
 * PriseHttpCurlOptions:
 * @curl: what goes to whoever asked; its URL and what isn't part of the request are there already
 * @method: (nullable): the argument of --request
 * @target: (nullable): the argument of --request-target
 * @headers: (element-type utf8): "Name: value", of --header
 * @others: (element-type utf8): likewise, of other options; those of @headers go before them
 * @query: of --url-query, joined
 * @data: the body, or with @is_get what is part of the query
 * @form: the fields of --form, for prise_http_curl_form_end()
 * @type: of @data
 * @has_data: whether there is any, be it empty
 * @is_get: whether @data goes into the query
 * @is_head: whether only the headers are asked for
 * @is_1_0: whether it is HTTP/1.0
 * @keeps_dots: whether "/./" and "/../" stay in the URL's path
 *
 * What the options of a command line say.
 */
typedef struct {
  PriseHttpCurl *curl;
  char *method;
  char *target;
  GPtrArray *headers;
  GPtrArray *others;
  GString *query;
  GString *data;
  GString *form;
  const char *type;
  gboolean has_data;
  gboolean is_get;
  gboolean is_head;
  gboolean is_1_0;
  gboolean keeps_dots;
} PriseHttpCurlOptions;

gssize prise_http_curl_find_line (GPtrArray *lines, const char *name);
PriseHttpUrl *prise_http_curl_parse_url (const PriseHttpCurlOptions *options, GError **error);
PriseHttpRequest *prise_http_curl_build (const PriseHttpCurlOptions *options,
                                         const PriseHttpUrl *url);

G_END_DECLS
