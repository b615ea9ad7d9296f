// SPDX-License-Identifier: GPL-3.0-or-later
/* What is told of a response: a JSON object, a summary, complaints. The main thread. */
#pragma once

#include "prise-cli-http-writer.h"

G_BEGIN_DECLS

PriseHttpResponse *prise_cli_http_dup_response (PriseHttpExchange *exchange,
                                                const PriseCliHttpOutcome *outcome);
void prise_cli_http_append_object (PriseHttpExchange *exchange,
                                   const PriseCliHttpOutcome *outcome,
                                   const GError *error,
                                   const char *code,
                                   GString *string);
void prise_cli_http_append_summary (PriseHttpExchange *exchange,
                                    const PriseCliHttpOutcome *outcome,
                                    const GError *error,
                                    GString *string);
void prise_cli_http_say_status (const PriseHttpHead *head);
void prise_cli_http_say_problem (const PriseHttpProblem *problem);
void prise_cli_http_say_problems (const PriseHttpResponse *response,
                                  const PriseHttpResponse *said,
                                  gboolean is_broken_off);
gboolean prise_cli_http_say_outcome (const PriseCliHttpOutcome *outcome,
                                     gboolean is_complete,
                                     guint64 limit);

G_END_DECLS
