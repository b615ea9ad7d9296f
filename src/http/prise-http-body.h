// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseHttpBody:
 *
 * The body of a response, without the framing of chunks and the codings of its content, as far as
 * it has come. One thread at a time; the exchange may go on meanwhile.
 */
#pragma once

#include "prise-http-exchange.h"

G_BEGIN_DECLS

/* A small response may decode to more than a disk holds. */
#define PRISE_HTTP_BODY_DEFAULT_LIMIT ((guint64) 256 * 1024 * 1024)

typedef struct _PriseHttpBody PriseHttpBody;

PriseHttpBody *prise_http_body_new (PriseHttpExchange *exchange, gboolean decode);
void prise_http_body_free (PriseHttpBody *self);
void prise_http_body_set_limit (PriseHttpBody *self, guint64 limit);
gboolean prise_http_body_update (PriseHttpBody *self, GError **error);
const GArray *prise_http_body_get_problems (PriseHttpBody *self);
guint64 prise_http_body_get_error_offset (PriseHttpBody *self);
guint64 prise_http_body_get_size (PriseHttpBody *self);
PriseHttpSpool *prise_http_body_get_spool (PriseHttpBody *self);
GBytes *prise_http_body_read (PriseHttpBody *self, guint64 offset, gsize size);
void prise_http_body_forget (PriseHttpBody *self, guint64 offset, guint64 raw_offset);
gboolean prise_http_body_get_limited (PriseHttpBody *self);
const char *prise_http_body_get_unknown_coding (PriseHttpBody *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpBody, prise_http_body_free)

G_END_DECLS
