// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as a hex dump, in the form that everybody knows from hexdump -C. */
#include "config.h"

#include "prise-hex-dump.h"

/* Eight digits of offset, three columns for each byte, the gaps and the text between its bars. */
#define LINE_LENGTH (8 + 2 + 3 * PRISE_HEX_DUMP_WIDTH + 2 + PRISE_HEX_DUMP_WIDTH + 3)

static const char digits[] = "0123456789abcdef";

static void
append_byte (GString *string, guint8 byte)
{
  g_string_append_c (string, digits[byte >> 4]);
  g_string_append_c (string, digits[byte & 0xf]);
}

/**
 * prise_hex_dump_append_line:
 * @string: where to append
 * @data: (array length=size): any bytes
 * @size: how many, at most %PRISE_HEX_DUMP_WIDTH
 * @offset: the place of the first, as it is to be shown
 *
 * "00000010  42 6f 6e …  |Bonjour serveur.|": the offset takes eight digits, from 4 GiB on as many
 * as it needs. The text begins in the same column whatever @size. No line feed is appended.
 */
void
prise_hex_dump_append_line (GString *string, gconstpointer data, gsize size, guint64 offset)
{
  const guint8 *bytes = data;

  g_return_if_fail (size <= PRISE_HEX_DUMP_WIDTH);

  g_string_append_printf (string, "%08" G_GINT64_MODIFIER "x  ", offset);
  for (gsize i = 0; i < PRISE_HEX_DUMP_WIDTH; i++) {
    if (i == PRISE_HEX_DUMP_WIDTH / 2)
      g_string_append_c (string, ' ');
    if (i < size)
      append_byte (string, bytes[i]);
    else
      g_string_append (string, "  ");
    g_string_append_c (string, ' ');
  }

  g_string_append (string, " |");
  for (gsize i = 0; i < size; i++)
    g_string_append_c (string, bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
  g_string_append_c (string, '|');
}

/**
 * prise_hex_dump:
 * @data: (array length=size) (nullable): any bytes
 * @size: how many
 *
 * Returns: (transfer full): lines for all of @data, offsets from 0, line feeds between them
 */
char *
prise_hex_dump (gconstpointer data, gsize size)
{
  const guint8 *bytes = data;
  gsize n_lines = size / PRISE_HEX_DUMP_WIDTH + 1;
  GString *string = g_string_sized_new (n_lines * (LINE_LENGTH + 1));

  for (gsize i = 0; i < size; i += PRISE_HEX_DUMP_WIDTH) {
    if (i > 0)
      g_string_append_c (string, '\n');
    prise_hex_dump_append_line (string, bytes + i, MIN (size - i, PRISE_HEX_DUMP_WIDTH), i);
  }

  return g_string_free (string, FALSE);
}
