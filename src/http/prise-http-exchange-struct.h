// SPDX-License-Identifier: GPL-3.0-or-later
/* What the owner's side of an exchange and the writer's share. */
#pragma once

#include "prise-http-exchange.h"
#include "prise-http-parser.h"
#include "prise-http-request-facts.h"

G_BEGIN_DECLS

struct _PriseHttpExchange {
  gatomicrefcount ref_count;
  char *host;
  guint16 port;
  GBytes *request;
  PriseHttpRequestFacts facts;
  int body_fd; /* where the request's body is; -1: in the request */
  guint64 body_in_file;
  guint64 budget;
  PriseHttpSpool *raw;
  PriseHttpSpool *body; /* parts of raw */

  /* The I/O thread's */
  PriseHttpParser *parser;
  PriseHttpResponse *made;
  guint64 n_heads_shown;

  GMutex lock; /* for the rest */
  PriseHttpPhase phase;
  PriseHttpTiming timing;
  gboolean is_reused;
  guint64 body_size;
  PriseHttpResponse *shown;
  GArray *chunks; /* of PriseHttpChunkPlace: those of the response that is being made */
  GError *error;
};

/* @array holds the first of @more already. */
static inline void
prise_http_exchange_append_new (GArray *array, const GArray *more)
{
  if (more->len > array->len)
    g_array_append_vals (array, &g_array_index (more, PriseHttpChunkPlace, array->len),
                         more->len - array->len);
}

G_END_DECLS
