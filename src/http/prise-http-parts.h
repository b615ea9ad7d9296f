// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseHttpPart:
 * @offset: where it begins
 * @size: how long it is
 */
typedef struct {
  guint64 offset;
  guint64 size;
} PriseHttpPart;

/**
 * PriseHttpParts:
 *
 * Which parts of some bytes are others when put together: the body within a response in chunks. One
 * thread at a time.
 */
typedef struct _PriseHttpParts PriseHttpParts;

PriseHttpParts *prise_http_parts_new (void);
void prise_http_parts_free (PriseHttpParts *self);
void prise_http_parts_append (PriseHttpParts *self, guint64 offset, guint64 size);
guint prise_http_parts_get_n (const PriseHttpParts *self);
guint64 prise_http_parts_get_size (const PriseHttpParts *self);
PriseHttpPart prise_http_parts_find (const PriseHttpParts *self, guint64 position);

G_END_DECLS
