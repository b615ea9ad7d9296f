// SPDX-License-Identifier: GPL-3.0-or-later
/* What an exchange came to, once it and its writer are over: whether that is a failure, and of
 * which kind; whether what came is worth a file. Pure functions. */
#include "config.h"

#include "prise-cli-http-end.h"

#include "prise-error-text.h"

/* A writer that can't go on stops the exchange, which is not to blame then. */
static gboolean
was_stopped_by_writer (const PriseCliHttpEnd *self)
{
  return prise_error_is_cancelled (self->error) && !self->has_waited && !self->was_interrupted;
}

static PriseErrorCode
find_code_of_incomplete (const PriseCliHttpEnd *self)
{
  static const PriseHttpProblemKind ends[] = { PRISE_HTTP_TRUNCATED_HEAD, PRISE_HTTP_TRUNCATED_BODY,
                                               PRISE_HTTP_NO_RESPONSE };

  if (prise_error_is_cancelled (self->error))
    return self->has_waited ? PRISE_CODE_TIMED_OUT : PRISE_CODE_INTERRUPTED;
  if (self->error != NULL)
    return prise_error_get_code (self->error);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    if (prise_http_response_find_problem (self->response, ends[i]) != NULL)
      return PRISE_CODE_TRUNCATED;
  }

  return PRISE_CODE_MALFORMED;
}

/**
 * prise_cli_http_end_get_error:
 *
 * Returns: (nullable): what to blame
 */
const GError *
prise_cli_http_end_get_error (const PriseCliHttpEnd *self)
{
  return was_stopped_by_writer (self) ? self->outcome->error : self->error;
}

/**
 * prise_cli_http_end_is_unwanted:
 *
 * Returns: whether the status is one of an error, or is none, where that is a failure
 */
gboolean
prise_cli_http_end_is_unwanted (const PriseCliHttpEnd *self)
{
  const PriseHttpHead *head = prise_http_response_get_head (self->response);

  return self->fails && head != NULL && (head->status < 100 || head->status >= 400);
}

/**
 * prise_cli_http_end_find_code:
 *
 * Returns: (nullable): why it is a failure, for programs; %NULL if it isn't
 */
const char *
prise_cli_http_end_find_code (const PriseCliHttpEnd *self)
{
  const PriseCliHttpOutcome *outcome = self->outcome;
  PriseErrorCode code;

  if ((self->error != NULL || !self->response->is_complete) && !was_stopped_by_writer (self))
    code = find_code_of_incomplete (self);
  else if (outcome->error != NULL)
    code = PRISE_CODE_NOT_WRITTEN;
  else if (prise_http_response_find_problem (self->response, PRISE_HTTP_UNSENT) != NULL)
    code = PRISE_CODE_NOT_SENT;
  else if (outcome->coding_error != NULL)
    code = prise_error_get_code (outcome->coding_error);
  else if (outcome->is_limited)
    code = PRISE_CODE_TOO_LONG;
  else if (prise_cli_http_end_is_unwanted (self))
    code = PRISE_CODE_STATUS;
  else
    return NULL;

  return prise_error_code_to_nick (code);
}

/**
 * prise_cli_http_end_replaces_files:
 *
 * What is no response, or none that was wanted, leaves the files as they were.
 *
 * Returns: whether what came takes their place
 */
gboolean
prise_cli_http_end_replaces_files (const PriseCliHttpEnd *self)
{
  return self->response->raw_size > 0 && self->outcome->error == NULL &&
         !prise_cli_http_end_is_unwanted (self);
}
