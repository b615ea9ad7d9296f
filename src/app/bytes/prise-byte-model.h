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
#define PRISE_BYTE_LINES_FIRST_TEXT ((guint64) 1024 * 1024)
#define PRISE_BYTE_LINES_MAX_TEXT   ((guint64) 16 * 1024 * 1024)
#define PRISE_BYTE_LINES_PART       ((guint64) 512 * 1024 * 1024)

/* Property: truncated (boolean, read: there is more than the lines show). */
#define PRISE_TYPE_BYTE_LINES (prise_byte_lines_get_type ())
G_DECLARE_FINAL_TYPE (PriseByteLines, prise_byte_lines, PRISE, BYTE_LINES, GObject)

PriseByteLines *prise_byte_lines_new (void);
void prise_byte_lines_set_source (PriseByteLines *self, PriseHttpSpool *spool, guint64 start);
void prise_byte_lines_set_size (PriseByteLines *self, guint64 size);
guint64 prise_byte_lines_get_size (PriseByteLines *self);
void prise_byte_lines_set_hex (PriseByteLines *self, gboolean hex);
gboolean prise_byte_lines_get_hex (PriseByteLines *self);
void prise_byte_lines_set_chunks (PriseByteLines *self, GArray *chunks);
const PriseHttpChunkPlace *prise_byte_lines_find_chunk (PriseByteLines *self,
                                                        guint64 offset,
                                                        guint64 end);
gboolean prise_byte_lines_can_show_more (PriseByteLines *self);
void prise_byte_lines_show_more (PriseByteLines *self);
guint prise_byte_lines_get_n_parts (PriseByteLines *self);
guint prise_byte_lines_get_part (PriseByteLines *self);
void prise_byte_lines_set_part (PriseByteLines *self, guint part);
guint64 prise_byte_lines_get_shown_size (PriseByteLines *self);
guint prise_byte_lines_reveal (PriseByteLines *self, guint64 offset);
guint prise_byte_lines_find (PriseByteLines *self, guint64 offset);
void prise_byte_lines_get_place (PriseByteLines *self, guint row, guint64 *offset, gsize *size);
GBytes *prise_byte_lines_read (PriseByteLines *self, guint64 offset, gsize size);

G_END_DECLS
