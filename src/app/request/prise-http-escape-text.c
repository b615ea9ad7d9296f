// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a request as an editor shows them, and the other way round. Pure functions:
 * tests/app/request/test-http-escape-text.c has the tables. */
#include "config.h"

#include "prise-http-escape-text.h"

#include <string.h>

#include "prise-display.h"
#include "prise-escape.h"

static void
append_shown (GString *string, const char *data, gsize size)
{
  g_autofree char *shown = prise_display_text (data, size);

  g_string_append (string, shown);
}

/**
 * prise_http_escape_text_from_bytes:
 * @bytes: any bytes
 *
 * Returns: (transfer full): what an editor shows for them
 */
char *
prise_http_escape_text_from_bytes (GBytes *bytes)
{
  gsize size;
  const char *line = g_bytes_get_data (bytes, &size);
  const char *end = line + size;
  GString *string = g_string_sized_new (size);
  const char *feed;

  while (line < end && (feed = memchr (line, '\n', (gsize) (end - line))) != NULL) {
    const gboolean has_return = feed > line && feed[-1] == '\r';

    append_shown (string, line, (gsize) (feed - line) - (has_return ? 1 : 0));
    g_string_append (string, has_return ? "\n" : "\\n\n");
    line = feed + 1;
  }
  if (line < end)
    append_shown (string, line, (gsize) (end - line));

  return g_string_free (string, FALSE);
}

/**
 * prise_http_escape_text_to_bytes:
 * @text: what an editor shows
 * @error_offset: (out): where a mistake is, in bytes of @text
 * @error: return location for a #PrisePayloadError
 *
 * Returns: (transfer full) (nullable): the bytes that it stands for
 */
GBytes *
prise_http_escape_text_to_bytes (const char *text, gsize *error_offset, GError **error)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  gboolean has_feed = FALSE;

  for (gsize i = 0; text[i] != '\0';) {
    if (text[i] == '\\') {
      char bytes[PRISE_ESCAPE_MAX_BYTES];
      gsize n_bytes = 0;
      const gsize taken = prise_escape_decode (text, i, bytes, &n_bytes, error);

      if (taken == 0) {
        *error_offset = i;
        return NULL;
      }
      g_byte_array_append (array, (const guint8 *) bytes, (guint) n_bytes);
      has_feed = text[i + 1] == 'n';
      i += taken;
    } else if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] == '\n')) {
      if (!has_feed)
        g_byte_array_append (array, (const guint8 *) "\r\n", 2);
      has_feed = FALSE;
      i += text[i] == '\r' ? 2 : 1;
    } else {
      g_byte_array_append (array, (const guint8 *) text + i, 1);
      has_feed = FALSE;
      i++;
    }
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

/**
 * prise_http_escape_text_mark_breaks:
 * @text: what is typed or pasted
 *
 * Returns: (transfer full): the same, with line breaks that stand for LF alone
 */
char *
prise_http_escape_text_mark_breaks (const char *text)
{
  GString *string = g_string_new (text);

  g_string_replace (string, "\r\n", "\n", 0);
  g_string_replace (string, "\n", "\\n\n", 0);

  return g_string_free (string, FALSE);
}

/**
 * prise_http_escape_text_is_plain:
 * @bytes: any bytes
 *
 * Returns: whether a text editor can show them as they are, without escapes
 */
gboolean
prise_http_escape_text_is_plain (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size == 0 || g_utf8_validate_len (data, size, NULL);
}
