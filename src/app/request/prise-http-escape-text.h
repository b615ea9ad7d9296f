// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a request as an editor shows them, and the other way round. Pure functions.
 *
 * A line break stands for CR LF, as HTTP wants it. Everything else stands for itself, or for what
 * its escape means (prise-escape.h). A line that ends in LF alone is shown with \n at its end: the
 * break after that escape adds nothing. So each byte keeps its place, whatever it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *prise_http_escape_text_from_bytes (GBytes *bytes);
GBytes *prise_http_escape_text_to_bytes (const char *text, gsize *error_offset, GError **error);
char *prise_http_escape_text_mark_breaks (const char *text);
gboolean prise_http_escape_text_is_plain (GBytes *bytes);

G_END_DECLS
