// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as people read them. Whatever comes from the wire becomes valid UTF-8 in which nothing is
 * hidden: control and direction-changing characters and invalid bytes are shown as escapes. Pure
 * functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PRISE_HEX_DUMP_WIDTH 16

/* One line: \n, \r, \t, \0, \xHH, \u202E … shown as escapes; after @max_chars characters "…". */
char *prise_display_line (gconstpointer data, gsize size, gsize max_chars);

/* Several lines: line feeds break lines and tabs stay; everything else as prise_display_line(). */
char *prise_display_text (gconstpointer data, gsize size);

/* One line of a hex dump: "00000010  42 6f 6e …  |Bonjour serveur.|"; @offset is the one shown. */
void prise_hex_dump_append_line (GString *string, gconstpointer data, gsize size, guint64 offset);
char *prise_hex_dump (gconstpointer data, gsize size);

G_END_DECLS
