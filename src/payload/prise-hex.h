// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes written as hexadecimal digits: pairs, with or without something between them - spaces, line
 * breaks, commas, semicolons, colons, hyphens - and with or without 0x before them; and so written.
 * Pure; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean prise_hex_decode (const char *text,
                           gsize size,
                           guint8 *bytes,
                           gsize *n_bytes,
                           gsize *error_offset,
                           GError **error);

char *prise_hex_line (gconstpointer data, gsize size, gsize max_bytes);
void prise_hex_append (GString *string, gconstpointer data, gsize size);

G_END_DECLS
