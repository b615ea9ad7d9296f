// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as people read them. Whatever comes from the wire becomes valid UTF-8 in which nothing is
 * hidden: control and direction-changing characters and invalid bytes are shown as escapes. Pure
 * functions. */
#pragma once

#include <glib.h>

#include "prise-hex-dump.h"

G_BEGIN_DECLS

/* What was found further on, in bytes, is shown with so many before it. */
#define PRISE_DISPLAY_FAR    48
#define PRISE_DISPLAY_BEFORE 16

/**
 * PriseDisplayRange:
 * @start: where it begins, in bytes
 * @end: where it ends
 *
 * A part of the bytes; then of the text that shows them.
 */
typedef struct {
  gsize start;
  gsize end;
} PriseDisplayRange;

gboolean prise_display_is_hidden (gunichar c);
char *prise_display_line (gconstpointer data, gsize size, gsize max_chars);
char *prise_display_text (gconstpointer data, gsize size);
char *prise_display_payload_line (gconstpointer data, gsize size, gsize max_chars);
char *prise_display_payload (gconstpointer data, gsize size, gsize shown_size);
char *prise_display_payload_marked (gconstpointer data,
                                    gsize size,
                                    gsize shown_size,
                                    PriseDisplayRange *ranges,
                                    guint n_ranges);
char *prise_display_payload_found (gconstpointer data,
                                   gsize size,
                                   gsize max_chars,
                                   PriseDisplayRange *range);
gsize prise_display_measure (gconstpointer data, gsize size, gsize max_chars);

G_END_DECLS
