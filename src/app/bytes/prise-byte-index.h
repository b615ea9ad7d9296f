// SPDX-License-Identifier: GPL-3.0-or-later
/* Where lines of text begin in bytes of which more may come, and where chunks do. */
#pragma once

#include "prise-http-response.h"
#include "prise-http-spool.h"

G_BEGIN_DECLS

/* A longer line goes on in the next: no line has more bytes, and none is shown as more characters,
 * but for its end. A list lays out two hundred lines at once. */
#define PRISE_BYTE_INDEX_MAX_LINE 256

typedef struct _PriseByteIndex PriseByteIndex;

PriseByteIndex *prise_byte_index_new (void);
void prise_byte_index_free (PriseByteIndex *self);
void prise_byte_index_clear (PriseByteIndex *self);
guint prise_byte_index_read (PriseByteIndex *self, PriseHttpSpool *spool, guint64 end);
guint64 prise_byte_index_set_chunks (PriseByteIndex *self, GArray *chunks);
const PriseHttpChunkPlace *prise_byte_index_find_chunk (PriseByteIndex *self,
                                                        guint64 offset,
                                                        guint64 end);

guint prise_byte_index_get_n_lines (PriseByteIndex *self);
guint64 prise_byte_index_get_end (PriseByteIndex *self);
void prise_byte_index_get_place (PriseByteIndex *self, guint line, guint64 *offset, gsize *size);
guint prise_byte_index_find (PriseByteIndex *self, guint64 offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseByteIndex, prise_byte_index_free)

G_END_DECLS
