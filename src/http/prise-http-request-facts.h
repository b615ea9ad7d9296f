// SPDX-License-Identifier: GPL-3.0-or-later
/* What the bytes of a request say that matters to the exchange: they are sent as they are, whatever
 * it is. A value; any thread. */
#pragma once

#include "prise-http-problem.h"

G_BEGIN_DECLS

/**
 * PriseHttpRequestFacts:
 * @method: "GET"; "" if there is none
 * @missing: what is missing at its end: nothing where its offset is 0
 * @wants_open: whether its headers would leave the connection open
 * @keeps_open: whether it does leave it open
 */
typedef struct {
  char *method;
  PriseHttpProblem missing;
  gboolean wants_open;
  gboolean keeps_open;
} PriseHttpRequestFacts;

void prise_http_request_facts_init (PriseHttpRequestFacts *self, GBytes *request);
void prise_http_request_facts_clear (PriseHttpRequestFacts *self);
guint64 prise_http_request_facts_complete (PriseHttpRequestFacts *self);
char *prise_http_request_facts_describe_missing (const PriseHttpRequestFacts *self);

G_END_DECLS
