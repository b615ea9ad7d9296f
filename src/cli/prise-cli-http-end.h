// SPDX-License-Identifier: GPL-3.0-or-later
/* What an exchange came to. Pure functions. */
#pragma once

#include "prise-cli-http-writer.h"

G_BEGIN_DECLS

/**
 * PriseCliHttpEnd:
 * @response: what came
 * @outcome: what became of it
 * @error: (nullable): why the exchange failed
 * @has_waited: whether the time of --wait was over
 * @was_interrupted: whether a signal ended it
 * @fails: whether the status of an error is one
 */
typedef struct {
  const PriseHttpResponse *response;
  const PriseCliHttpOutcome *outcome;
  const GError *error;
  gboolean has_waited;
  gboolean was_interrupted;
  gboolean fails;
} PriseCliHttpEnd;

const GError *prise_cli_http_end_get_error (const PriseCliHttpEnd *self);
gboolean prise_cli_http_end_is_unwanted (const PriseCliHttpEnd *self);
const char *prise_cli_http_end_find_code (const PriseCliHttpEnd *self);
gboolean prise_cli_http_end_replaces_files (const PriseCliHttpEnd *self);

G_END_DECLS
