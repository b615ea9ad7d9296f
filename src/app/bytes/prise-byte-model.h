// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes of any number as lines: a list model that makes its items on demand. */
#pragma once

#include <gio/gio.h>

#include "prise-byte-line.h"
#include "prise-http-response.h"
#include "prise-http-spool.h"

G_BEGIN_DECLS

/* As text only the beginning is shown, and four times as much when asked for, up to a limit; the
 * hex dump shows everything, but a list widget doesn't work beyond 2^31 pixels: it has parts. */
#define PRISE_BYTE_MODEL_FIRST_TEXT ((guint64) 1024 * 1024)
#define PRISE_BYTE_MODEL_MAX_TEXT   ((guint64) 16 * 1024 * 1024)
#define PRISE_BYTE_MODEL_PART       ((guint64) 512 * 1024 * 1024)

/**
 * PriseByteModel:truncated:
 *
 * Whether there is more than the lines show.
 */

#define PRISE_TYPE_BYTE_MODEL (prise_byte_model_get_type ())
G_DECLARE_FINAL_TYPE (PriseByteModel, prise_byte_model, PRISE, BYTE_MODEL, GObject)

PriseByteModel *prise_byte_model_new (void);
void prise_byte_model_set_source (PriseByteModel *self, PriseHttpSpool *spool);
void prise_byte_model_set_size (PriseByteModel *self, guint64 size);
guint64 prise_byte_model_get_size (PriseByteModel *self);
void prise_byte_model_set_hex (PriseByteModel *self, gboolean hex);
gboolean prise_byte_model_get_hex (PriseByteModel *self);
void prise_byte_model_set_chunks (PriseByteModel *self, GArray *chunks);
const PriseHttpChunkPlace *prise_byte_model_find_chunk (PriseByteModel *self,
                                                        guint64 offset,
                                                        guint64 end);
gboolean prise_byte_model_can_show_more (PriseByteModel *self);
void prise_byte_model_show_more (PriseByteModel *self);
guint prise_byte_model_get_n_parts (PriseByteModel *self);
guint prise_byte_model_get_part (PriseByteModel *self);
void prise_byte_model_set_part (PriseByteModel *self, guint part);
guint64 prise_byte_model_get_shown_size (PriseByteModel *self);
guint prise_byte_model_reveal (PriseByteModel *self, guint64 offset);
guint prise_byte_model_find (PriseByteModel *self, guint64 offset);
void prise_byte_model_get_place (PriseByteModel *self, guint row, guint64 *offset, gsize *size);
GBytes *prise_byte_model_read (PriseByteModel *self, guint64 offset, gsize size);

G_END_DECLS
