// SPDX-License-Identifier: GPL-3.0-or-later
/* What is to be thought of a response at first sight: its status, and whatever is wrong with it,
 * judged together. Pure functions; any thread. */
#pragma once

#include "prise-http-response.h"

G_BEGIN_DECLS

/**
 * PriseHttpLevel:
 * @PRISE_HTTP_PENDING: nothing can be said yet, or nobody wanted to wait for more
 * @PRISE_HTTP_GOOD: the server did what it was asked for, and the response is as it should be
 * @PRISE_HTTP_WARNING: there is a response, with something wrong: its status (4xx) or its bytes
 * @PRISE_HTTP_ERROR: there is no response, it isn't HTTP, or the server failed (5xx)
 */
typedef enum {
  PRISE_HTTP_PENDING,
  PRISE_HTTP_GOOD,
  PRISE_HTTP_WARNING,
  PRISE_HTTP_ERROR,
} PriseHttpLevel;

/**
 * PriseHttpVerdict:
 * @level: how good it is
 * @sentence: (nullable): "200 OK", "200 OK, but 91 bytes of the body are missing", or why there is
 *   no response; translated; %NULL as long as nothing can be said
 * @problem: the problem that @sentence tells of, the gravest: where to lead to
 * @has_problem: whether there is one
 */
typedef struct {
  PriseHttpLevel level;
  char *sentence;
  PriseHttpProblem problem;
  gboolean has_problem;
} PriseHttpVerdict;

void prise_http_verdict_init (PriseHttpVerdict *self,
                              const PriseHttpResponse *response,
                              const GError *error,
                              gboolean is_done);
void prise_http_verdict_clear (PriseHttpVerdict *self);
char *prise_http_verdict_format_status (const PriseHttpHead *head);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PriseHttpVerdict, prise_http_verdict_clear)

G_END_DECLS
