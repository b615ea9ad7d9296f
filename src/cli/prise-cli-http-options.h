// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli http is asked for. */
#pragma once

#include "prise-cli-options.h"
#include "prise-cli-parse.h"
#include "prise-http-url.h"

G_BEGIN_DECLS

/**
 * PriseCliHttpOptions:
 * @url: where the first request goes
 * @method: (nullable): %NULL: GET, or POST with @data
 * @headers: (element-type PriseCliHttpHeader): in the order in which they were typed
 * @data: (nullable): the body
 * @data_type: (nullable): the Content-Type that goes with @data
 * @data_size: of the body, wherever it is
 * @data_fd: a file in which the body is, instead of @data; -1 if it isn't
 * @request: (nullable): what is sent, as it is; then the three above aren't used
 * @prints_request: whether the request is printed instead of sent
 * @output: (nullable): where the body goes; "-" is standard output
 * @raw: (nullable): where the response goes as it comes
 * @includes_head: whether the head stands before the body
 * @is_verbose: whether entries, status and timing are told on standard error
 * @fails: whether a status from 400 on is a failure
 * @follows: whether redirects are followed
 * @times: how long connecting, and all of it, may take
 * @response_timeout: how long no byte may come or go, in seconds; 0: without end
 * @local: (nullable): from where to connect
 * @limit: of the decoded body, in bytes
 * @repeat: how often
 *
 * The arguments, as their user meant them.
 */
typedef struct {
  PriseCliOutput printing;
  PriseHttpUrl *url;
  char *method;
  GPtrArray *headers;
  GBytes *data;
  char *data_type;
  guint64 data_size;
  int data_fd;
  GBytes *request;
  gboolean prints_request;

  char *output;
  char *raw;
  gboolean includes_head;
  gboolean is_verbose;
  gboolean fails;
  gboolean follows;
  PriseCliTimes times;
  GSocketAddress *local;
  guint response_timeout;
  guint64 limit;
  guint repeat;
} PriseCliHttpOptions;

gboolean prise_cli_http_options_parse (PriseCliHttpOptions *self, GStrv *arguments, GError **error);
void prise_cli_http_options_clear (PriseCliHttpOptions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PriseCliHttpOptions, prise_cli_http_options_clear)

G_END_DECLS
