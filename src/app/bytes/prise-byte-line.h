// SPDX-License-Identifier: GPL-3.0-or-later
/* One line of bytes, and how it looks. */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

#define PRISE_TYPE_BYTE_LINE (prise_byte_line_get_type ())
G_DECLARE_FINAL_TYPE (PriseByteLine, prise_byte_line, PRISE, BYTE_LINE, GObject)

/**
 * PriseByteLook:
 * @hex: whether as a line of a hex dump, not as text
 * @line_ends: whether line ends of text can be seen
 * @selected_offset: from where on bytes stand out
 * @selected_size: how many
 * @dim_offset: from where on bytes step back: the framing of a chunk
 * @dim_size: how many
 */
typedef struct {
  gboolean hex;
  gboolean line_ends;
  guint64 selected_offset;
  guint64 selected_size;
  guint64 dim_offset;
  guint64 dim_size;
} PriseByteLook;

PriseByteLine *prise_byte_line_new (guint64 offset, gsize size);
guint64 prise_byte_line_get_offset (PriseByteLine *self);
gsize prise_byte_line_get_size (PriseByteLine *self);

char *prise_byte_line_format (const char *data,
                              gsize size,
                              guint64 offset,
                              const PriseByteLook *look,
                              const char *note,
                              PangoAttrList **attributes);

G_END_DECLS
