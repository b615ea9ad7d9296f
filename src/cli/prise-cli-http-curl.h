// SPDX-License-Identifier: GPL-3.0-or-later
/* A request that stands in a file as a command line of curl. */
#pragma once

#include "prise-cli-command.h"
#include "prise-cli-http-options.h"

G_BEGIN_DECLS

gboolean prise_cli_http_curl_read (PriseCliHttpOptions *options, const char *name, GError **error);
PriseCliStatus prise_cli_http_print_request (const PriseCliHttpOptions *options);

G_END_DECLS
