// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseHttpSpool:
 *
 * Bytes kept exactly, however many: in memory up to a budget, in a temporary file beyond it; or
 * parts of another spool, which keeps them. One thread appends, any thread reads. Reference
 * counted.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRISE_HTTP_SPOOL_DEFAULT_BUDGET ((guint64) 128 * 1024 * 1024)

typedef struct _PriseHttpSpool PriseHttpSpool;

PriseHttpSpool *prise_http_spool_new (guint64 budget);
PriseHttpSpool *prise_http_spool_new_of_parts (PriseHttpSpool *source);
PriseHttpSpool *prise_http_spool_ref (PriseHttpSpool *self);
void prise_http_spool_unref (PriseHttpSpool *self);
gboolean prise_http_spool_append (PriseHttpSpool *self, GBytes *bytes, GError **error);
guint64 prise_http_spool_get_size (PriseHttpSpool *self);
GBytes *prise_http_spool_read (PriseHttpSpool *self, guint64 offset, gsize size);
void prise_http_spool_forget (PriseHttpSpool *self, guint64 offset);
gboolean prise_http_spool_append_parts (PriseHttpSpool *self, const GArray *parts, GError **error);
guint64 prise_http_spool_find_source (PriseHttpSpool *self, guint64 offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseHttpSpool, prise_http_spool_unref)

G_END_DECLS
