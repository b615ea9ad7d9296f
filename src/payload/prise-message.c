// SPDX-License-Identifier: GPL-3.0-or-later
/* A message as a person types it, and the bytes it stands for. One pass and one allocation, as
 * large as the text at first and cut to size in the end: 100 MB pasted into the window are fine. */
#include "config.h"

#include <string.h>

#include "prise-display.h"
#include "prise-escape.h"
#include "prise-hex.h"
#include "prise-message.h"

#define MAX_LINE_ENDING 2

G_DEFINE_ENUM_TYPE (PriseMessageFormat,
                    prise_message_format,
                    G_DEFINE_ENUM_VALUE (PRISE_MESSAGE_FORMAT_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (PRISE_MESSAGE_FORMAT_HEX, "hex"))

G_DEFINE_ENUM_TYPE (PriseLineEnding,
                    prise_line_ending,
                    G_DEFINE_ENUM_VALUE (PRISE_LINE_ENDING_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PRISE_LINE_ENDING_LF, "lf"),
                    G_DEFINE_ENUM_VALUE (PRISE_LINE_ENDING_CRLF, "crlf"),
                    G_DEFINE_ENUM_VALUE (PRISE_LINE_ENDING_CR, "cr"))

static const char line_endings[][MAX_LINE_ENDING + 1] = {
  [PRISE_LINE_ENDING_NONE] = "",
  [PRISE_LINE_ENDING_LF] = "\n",
  [PRISE_LINE_ENDING_CRLF] = "\r\n",
  [PRISE_LINE_ENDING_CR] = "\r",
};

/* Copies what lies between two backslashes in one go. */
static gboolean
decode_text (const char *text,
             gsize size,
             char *bytes,
             gsize *n_bytes,
             gsize *error_offset,
             GError **error)
{
  gsize position = 0;
  gsize n = 0;

  while (position < size) {
    const char *backslash = memchr (text + position, '\\', size - position);
    gsize run = backslash != NULL ? (gsize) (backslash - text) - position : size - position;
    gsize n_escape, consumed;

    memcpy (bytes + n, text + position, run);
    n += run;
    position += run;
    if (backslash == NULL)
      break;

    consumed = prise_escape_decode (text, position, bytes + n, &n_escape, error);
    if (consumed == 0) {
      if (error_offset != NULL)
        *error_offset = position;
      return FALSE;
    }
    n += n_escape;
    position += consumed;
  }

  *n_bytes = n;

  return TRUE;
}

/**
 * prise_message_encode:
 * @text: what a person typed, UTF-8
 * @format: whether that is text with escapes (see prise-escape.h) or hexadecimal digits
 * (prise-hex.h)
 * @line_ending: what to add at the end, in either format
 * @error_offset: (out) (optional): the place of the mistake, in bytes of @text, always on a
 *   character's start; untouched without a mistake
 * @error: (out) (optional): a #PrisePayloadError with a sentence that names the place
 *
 * Line breaks that stand in a text are sent as they stand: @line_ending is only for the last.
 *
 * Returns: (transfer full) (nullable): the bytes to send, perhaps none, or %NULL with @error set
 */
GBytes *
prise_message_encode (const char *text,
                      PriseMessageFormat format,
                      PriseLineEnding line_ending,
                      gsize *error_offset,
                      GError **error)
{
  g_autofree char *bytes = NULL;
  gsize n_ending, size;
  gsize n = 0;
  gboolean good;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail ((gsize) line_ending < G_N_ELEMENTS (line_endings), NULL);

  size = strlen (text);
  n_ending = strlen (line_endings[line_ending]);
  bytes = g_malloc ((format == PRISE_MESSAGE_FORMAT_HEX ? size / 2 : size) +
                    PRISE_ESCAPE_MAX_BYTES + MAX_LINE_ENDING);

  if (format == PRISE_MESSAGE_FORMAT_HEX)
    good = prise_hex_decode (text, size, (guint8 *) bytes, &n, error_offset, error);
  else
    good = decode_text (text, size, bytes, &n, error_offset, error);
  if (!good)
    return NULL;

  memcpy (bytes + n, line_endings[line_ending], n_ending);
  n += n_ending;
  bytes = g_realloc (bytes, n);

  return g_bytes_new_take (g_steal_pointer (&bytes), n);
}

/**
 * prise_message_convert:
 * @text: what a person typed, UTF-8
 * @from: how it's written
 * @to: how it's to be written
 *
 * Returns: (transfer full) (nullable): the same bytes, written the other way; %NULL if @text isn't
 *   what @from says
 */
char *
prise_message_convert (const char *text, PriseMessageFormat from, PriseMessageFormat to)
{
  g_autoptr (GBytes) bytes = prise_message_encode (text, from, PRISE_LINE_ENDING_NONE, NULL, NULL);
  const char *data;
  gsize size;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);

  return to == PRISE_MESSAGE_FORMAT_HEX ? prise_hex_line (data, size, size)
                                        : prise_display_payload (data, size, size);
}
