// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes written as hexadecimal digits. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "prise-hex.h"
#include "prise-payload-error.h"

static gboolean
is_separator (char c)
{
  return c != '\0' && strchr (" \t\r\n,;:-", c) != NULL;
}

static gboolean
fail_at (const char *text, gsize offset, gsize *error_offset, GError **error)
{
  const char *explanation =
      g_ascii_isxdigit (text[offset])
          ? _ ("this digit stands alone; write each byte as two digits, from 00 to FF")
          : _ ("this isn’t a hexadecimal digit; write each byte as two digits, from 00 to FF");

  prise_payload_error_set (error, PRISE_PAYLOAD_ERROR_BAD_HEX, text, offset, 1, explanation);
  if (error_offset != NULL)
    *error_offset = offset;

  return FALSE;
}

/* Of a pair that isn't one: the character that is no digit, or the digit that has no second. */
static gsize
find_culprit (const char *text, gsize size, gsize pair)
{
  gboolean digit_is_alone = pair + 1 >= size || is_separator (text[pair + 1]);

  return !g_ascii_isxdigit (text[pair]) || digit_is_alone ? pair : pair + 1;
}

static gsize
skip_prefix (const char *text, gsize size, gsize position)
{
  gboolean has_prefix = position + 2 < size && text[position] == '0' &&
                        (text[position + 1] == 'x' || text[position + 1] == 'X') &&
                        g_ascii_isxdigit (text[position + 2]);

  return has_prefix ? position + 2 : position;
}

/**
 * prise_hex_decode:
 * @text: hexadecimal digits, terminated by a zero byte
 * @size: the length of @text
 * @bytes: (out caller-allocates): room for @size / 2 bytes
 * @n_bytes: (out): how many bytes @text stands for
 * @error_offset: (out) (optional): the place of the mistake, in bytes of @text
 * @error: (out) (optional): %PRISE_PAYLOAD_ERROR_BAD_HEX, with a sentence that names the place
 *
 * A prefix is one where a pair can begin: 0x0a0B is two bytes.
 *
 * Returns: whether @text was well-formed
 */
gboolean
prise_hex_decode (const char *text,
                  gsize size,
                  guint8 *bytes,
                  gsize *n_bytes,
                  gsize *error_offset,
                  GError **error)
{
  gsize position = 0;
  gsize n = 0;

  while (position < size) {
    int high, low;

    if (is_separator (text[position])) {
      position++;
      continue;
    }

    position = skip_prefix (text, size, position);
    high = g_ascii_xdigit_value (text[position]);
    low = position + 1 < size ? g_ascii_xdigit_value (text[position + 1]) : -1;
    if (high < 0 || low < 0)
      return fail_at (text, find_culprit (text, size, position), error_offset, error);

    bytes[n++] = (guint8) (high << 4 | low);
    position += 2;
  }

  *n_bytes = n;

  return TRUE;
}

/**
 * prise_hex_append:
 * @string: where to
 * @data: (array length=size) (nullable): any bytes
 * @size: how many
 *
 * Writes the bytes as pairs of digits, a blank between two.
 */
void
prise_hex_append (GString *string, gconstpointer data, gsize size)
{
  static const char digits[] = "0123456789ABCDEF";
  const guint8 *bytes = data;

  for (gsize i = 0; i < size; i++) {
    const char pair[] = { ' ', digits[bytes[i] >> 4], digits[bytes[i] & 0xf] };

    g_string_append_len (string, i > 0 ? pair : pair + 1, i > 0 ? 3 : 2);
  }
}

/**
 * prise_hex_line:
 * @data: (array length=size) (nullable): any bytes
 * @size: how many
 * @max_bytes: how many to write at most
 *
 * Returns: (transfer full): the bytes as prise_hex_append() writes them, and "…" for more
 */
char *
prise_hex_line (gconstpointer data, gsize size, gsize max_bytes)
{
  GString *string = g_string_sized_new (MIN (size, max_bytes) * 3 + 4);

  prise_hex_append (string, data, MIN (size, max_bytes));
  if (size > max_bytes)
    g_string_append (string, " …");

  return g_string_free (string, FALSE);
}
