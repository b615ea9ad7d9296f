// SPDX-License-Identifier: GPL-3.0-or-later
/* The escapes that a person can write: one at a time, from the text to its bytes. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "prise-escape.h"
#include "prise-payload-error.h"

/* A letter's place in the first is its byte's place in the second. */
static const char simple_letters[] = "nrtabefv0\\\"'";
static const char simple_bytes[] = "\n\r\t\a\b\x1b\f\v\0\\\"'";

static gsize
fail (GError **error, const char *text, gsize offset, gsize n_quoted, const char *explanation)
{
  prise_payload_error_set (error, PRISE_PAYLOAD_ERROR_BAD_ESCAPE, text, offset, n_quoted,
                           explanation);
  return 0;
}

/* How many of the @n_digits after the two characters of "\x" at @escape are hexadecimal digits. */
static gsize
read_digits (const char *escape, gsize n_digits, gunichar *value)
{
  gsize n = 0;

  *value = 0;
  for (; n < n_digits && g_ascii_isxdigit (escape[2 + n]); n++)
    *value = *value << 4 | (gunichar) g_ascii_xdigit_value (escape[2 + n]);

  return n;
}

static gsize
decode_simple (const char *text, gsize offset, char *bytes, gsize *n_bytes, GError **error)
{
  char letter = text[offset + 1];
  const char *found = letter != '\0' ? strchr (simple_letters, letter) : NULL;

  if (letter == '\0')
    return fail (error, text, offset, 1,
                 _ ("nothing follows the backslash; write “\\\\” for a backslash"));
  if (found == NULL)
    return fail (error, text, offset, 2,
                 _ ("there is no such escape; write “\\\\” for a backslash"));
  /* Elsewhere this is octal: \033 is Escape, not a NUL and two digits. */
  if (letter == '0' && g_ascii_isdigit (text[offset + 2]))
    return fail (error, text, offset, 2 + MIN (strspn (text + offset + 2, "0123456789"), 2),
                 _ ("octal isn’t read; write “\\x1B” for Escape, “\\x00” for a zero byte"));

  bytes[0] = simple_bytes[found - simple_letters];
  *n_bytes = 1;

  return 2;
}

static gsize
decode_byte (const char *text, gsize offset, char *bytes, gsize *n_bytes, GError **error)
{
  gunichar value;
  gsize n = read_digits (text + offset, 2, &value);

  if (n != 2)
    return fail (error, text, offset, 2 + n,
                 _ ("two hexadecimal digits must follow, as in “\\x0A”"));

  bytes[0] = (char) value;
  *n_bytes = 1;

  return 4;
}

static gboolean
is_high_surrogate (gunichar value)
{
  return value >= 0xd800 && value <= 0xdbff;
}

static gboolean
is_low_surrogate (gunichar value)
{
  return value >= 0xdc00 && value <= 0xdfff;
}

/* Makes @value, the first half of a surrogate pair, the whole if the second stands at @escape. */
static gboolean
join_surrogates (gunichar *value, const char *escape)
{
  gunichar low;

  if (escape[0] != '\\' || escape[1] != 'u' || read_digits (escape, 4, &low) != 4 ||
      !is_low_surrogate (low))
    return FALSE;

  *value = 0x10000 + ((*value - 0xd800) << 10) + (low - 0xdc00);

  return TRUE;
}

static gsize
decode_short_character (const char *text, gsize offset, char *bytes, gsize *n_bytes, GError **error)
{
  gunichar value;
  gsize n = read_digits (text + offset, 4, &value);
  gsize consumed = 6;

  if (n != 4)
    return fail (error, text, offset, 2 + n,
                 _ ("four hexadecimal digits must follow, as in “\\u00E9”"));

  if (is_high_surrogate (value) && join_surrogates (&value, text + offset + 6))
    consumed = 12;
  if (!g_unichar_validate (value))
    return fail (error, text, offset, 6,
                 _ ("this is half of a surrogate pair; write both halves, as in “\\uD83D\\uDE00”"));

  *n_bytes = (gsize) g_unichar_to_utf8 (value, bytes);

  return consumed;
}

static gsize
decode_long_character (const char *text, gsize offset, char *bytes, gsize *n_bytes, GError **error)
{
  gunichar value;
  gsize n = read_digits (text + offset, 8, &value);

  if (n != 8)
    return fail (error, text, offset, 2 + n,
                 _ ("eight hexadecimal digits must follow, as in “\\U0001F600”"));
  if (!g_unichar_validate (value))
    return fail (error, text, offset, 10,
                 _ ("there is no such character; the last is “\\U0010FFFF”"));

  *n_bytes = (gsize) g_unichar_to_utf8 (value, bytes);

  return 10;
}

/**
 * prise_escape_decode:
 * @text: a text
 * @offset: where a backslash stands in it, in bytes
 * @bytes: (out caller-allocates): what the escape stands for
 * @n_bytes: (out): how many @bytes those are, at least 1
 * @error: (out) (optional): %PRISE_PAYLOAD_ERROR_BAD_ESCAPE, with a sentence that names the place
 *
 * Returns: how many bytes of @text the escape takes, or 0 with @error set
 */
gsize
prise_escape_decode (const char *text,
                     gsize offset,
                     char bytes[PRISE_ESCAPE_MAX_BYTES],
                     gsize *n_bytes,
                     GError **error)
{
  g_return_val_if_fail (text[offset] == '\\', 0);

  switch (text[offset + 1]) {
  case 'x':
    return decode_byte (text, offset, bytes, n_bytes, error);
  case 'u':
    return decode_short_character (text, offset, bytes, n_bytes, error);
  case 'U':
    return decode_long_character (text, offset, bytes, n_bytes, error);
  default:
    return decode_simple (text, offset, bytes, n_bytes, error);
  }
}
