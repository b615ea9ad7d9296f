// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as people read them. Whatever comes from the wire becomes valid UTF-8 in which nothing is
 * hidden: control and direction-changing characters and invalid bytes are shown as escapes. Pure
 * functions. */
#pragma once

#include <glib.h>

#include "prise-hex-dump.h"

G_BEGIN_DECLS

/* One line: \n, \r, \t, \0, \xHH, \u202E … shown as escapes; after @max_chars characters "…". */
char *prise_display_line (gconstpointer data, gsize size, gsize max_chars);

/* Several lines: line feeds break lines and tabs stay; everything else as prise_display_line(). */
char *prise_display_text (gconstpointer data, gsize size);

/* How many of the bytes prise_display_text() shows within so many characters. */
gsize prise_display_measure (gconstpointer data, gsize size, gsize max_chars);

G_END_DECLS
