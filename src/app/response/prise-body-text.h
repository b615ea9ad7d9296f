// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a body as text, in the character set that it says or seems to have. Pure functions;
 * any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of more lines the first are shown: each takes some 200 bytes in a text view, besides its own. */
#define PRISE_BODY_TEXT_MAX_LINES 200000

const char *prise_body_text_find_charset (const char *content_type, const char *data, gsize size);
char *prise_body_text_find_unknown (const char *content_type);
gboolean prise_body_text_is_likely (const char *charset,
                                    const char *data,
                                    gsize size,
                                    gboolean is_declared);
char *prise_body_text_decode (const char *charset,
                              const char *data,
                              gsize size,
                              gboolean is_json,
                              gboolean is_whole);
char *prise_body_text_break (const char *text, gboolean *is_cut);
gboolean prise_body_text_is_calm (const char *text, gboolean is_script);

G_END_DECLS
