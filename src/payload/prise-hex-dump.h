// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as a hex dump. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PRISE_HEX_DUMP_WIDTH 16

/* Where in a line with eight digits of offset its byte @i stands, and its character. */
#define PRISE_HEX_DUMP_BYTE(i)      (10 + 3 * (i) + ((i) >= PRISE_HEX_DUMP_WIDTH / 2))
#define PRISE_HEX_DUMP_CHARACTER(i) (13 + 3 * PRISE_HEX_DUMP_WIDTH + (i))

void prise_hex_dump_append_line (GString *string, gconstpointer data, gsize size, guint64 offset);
char *prise_hex_dump (gconstpointer data, gsize size);

G_END_DECLS
