// SPDX-License-Identifier: GPL-3.0-or-later
/* Texts that are hard to lay out, each repeated until it is long enough. */
#pragma once

#include <glib.h>

typedef struct {
  const char *name;
  const char *piece;
  gsize size; /* of the piece */
} EvilText;

static const EvilText evil_texts[] = {
  { "word", "x", 1 },          { "words", "mot ", 4 },
  { "arabic", "\xd8\xb9", 2 }, { "hebrew-and-latin", "\xd7\x90 a ", 5 },
  { "marks", "\xcc\x81", 2 },  { "emoji", "👨\xe2\x80\x8d", 7 },
  { "flags", "🇫", 4 },         { "indic", "\xe0\xa4\x95\xe0\xa5\x8d", 6 },
  { "han", "中", 3 },          { "tabs", "\t", 1 },
  { "zeros", "\0", 1 },        { "bytes", "\xff", 1 },
  { "backslashes", "\\", 1 },
};

static inline GBytes *
evil_text_repeat (const EvilText *text, gsize size)
{
  GByteArray *bytes = g_byte_array_new ();

  while (bytes->len < size)
    g_byte_array_append (bytes, (const guint8 *) text->piece, text->size);

  return g_byte_array_free_to_bytes (bytes);
}
