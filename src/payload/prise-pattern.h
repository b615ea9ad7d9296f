// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PrisePattern:
 *
 * What somebody looks for in bytes, written as the log shows it:
 *
 *   Bonjour          text, in either case, as UTF-8
 *   OK\r\n  \xA5Z    text with the escapes of prise-escape.h; or these very characters
 *   DE AD ?? 3?      at least two bytes in hexadecimal, apart; a question mark is any digit
 *   0xDEAD           the same, together
 *
 * Immutable; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  PRISE_PATTERN_TEXT,
  PRISE_PATTERN_ESCAPES,
  PRISE_PATTERN_HEX,
} PrisePatternKind;

typedef struct _PrisePattern PrisePattern;

PrisePattern *prise_pattern_new (const char *text);
void prise_pattern_free (PrisePattern *self);
PrisePatternKind prise_pattern_get_kind (const PrisePattern *self);
gboolean prise_pattern_is_empty (const PrisePattern *self);
gboolean prise_pattern_find (const PrisePattern *self,
                             gconstpointer data,
                             gsize size,
                             gsize *start,
                             gsize *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrisePattern, prise_pattern_free)

G_END_DECLS
