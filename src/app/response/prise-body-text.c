// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a body as text. Bytes that aren't of the character set are shown as \xHH, and what
 * would hide or reorder other characters as a picture or an escape. Pure functions. */
#include "config.h"

#include "prise-body-text.h"

#include <errno.h>
#include <string.h>

#include "prise-content-type.h"

/* A document says its character set within so many bytes (HTML, section 4.2.5.4). */
#define MAX_LOOK 1024

static const struct {
  const char *mark;
  gsize size;
  const char *charset;
} marks[] = {
  { "\xef\xbb\xbf", 3, "UTF-8" },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

/* Some converters pass over what no name has. */
static gboolean
is_known (const char *charset)
{
  GIConv converter = g_str_is_ascii (charset) ? g_iconv_open ("UTF-8", charset) : (GIConv) -1;

  if (converter == (GIConv) -1)
    return FALSE;
  g_iconv_close (converter);

  return TRUE;
}

/* Also of bytes that end in the middle of a character. */
static gboolean
is_utf8 (const char *data, gsize size)
{
  const char *end;

  while (!g_utf8_validate_len (data, size, &end)) {
    const gsize left = size - (gsize) (end - data);

    if (*end != '\0')
      return left < 4 && g_utf8_get_char_validated (end, (gssize) left) == (gunichar) -2;
    /* NUL is a character. */
    data = end + 1;
    size = left - 1;
  }

  return TRUE;
}

/* <meta charset="…">, also within http-equiv, or <?xml … encoding="…"?>. */
static char *
find_declared (const char *data, gsize size)
{
  g_autoptr (GRegex) regex =
      g_regex_new ("(?:<meta[^>]*?charset|<\\?xml[^>]*?encoding)\\s*=\\s*[\"']?\\s*([\\w.:-]+)",
                   G_REGEX_CASELESS | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *charset = NULL;

  if (!g_regex_match_full (regex, data, (gssize) MIN (size, MAX_LOOK), 0, 0, &match, NULL))
    return NULL;

  charset = g_match_info_fetch (match, 1);
  /* What could be read this far isn't made of pairs of bytes. */
  if (g_ascii_strncasecmp (charset, "utf-16", 6) == 0)
    return g_strdup ("UTF-8");

  return g_steal_pointer (&charset);
}

static void
append_byte (GString *string, guchar byte)
{
  g_string_append_printf (string, "\\x%02X", byte);
}

static gboolean
is_reordering (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Appends what should be UTF-8, but isn't out of every converter, and shows what can't be seen. */
static void
append_shown (GString *string, const char *text, gsize size)
{
  const char *end = text + size;
  const char *start = text;
  const char *next;

  for (const char *p = text; p < end; p = next) {
    const gunichar c = (guchar) *p < 0x80 ? (gunichar) *p : g_utf8_get_char_validated (p, end - p);
    const gboolean is_bad = c == (gunichar) -1 || c == (gunichar) -2;
    const gboolean is_control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;

    next = is_bad ? p + 1 : g_utf8_next_char (p);
    if (!is_bad && !is_control && !is_reordering (c))
      continue;
    g_string_append_len (string, start, p - start);
    if (is_bad)
      append_byte (string, (guchar) *p);
    else if (is_control)
      g_string_append_unichar (string, c == 0x7f ? 0x2421 : 0x2400 + c);
    else
      g_string_append_printf (string, "\\u%04X", c);
    start = next;
  }

  g_string_append_len (string, start, end - start);
}

/* Converts to UTF-8, byte by byte where it can't. */
static void
convert (GString *string, GIConv converter, char *data, gsize size, gboolean is_whole)
{
  char buffer[4096];

  while (size > 0) {
    char *out = buffer;
    gsize out_left = sizeof buffer;
    const gsize result = g_iconv (converter, &data, &size, &out, &out_left);
    const int code = errno;

    append_shown (string, buffer, sizeof buffer - out_left);
    if (result != (gsize) -1 || code == E2BIG)
      continue;
    if (code == EINVAL && !is_whole)
      break;
    append_byte (string, (guchar) *data);
    data++;
    size--;
  }
}

/**
 * prise_body_text_find_charset:
 * @content_type: (nullable): the value of Content-Type
 * @data: (array length=size): the first bytes of the body
 * @size: how many
 *
 * A byte order mark counts first, then Content-Type, then what the document says of itself; else it
 * is UTF-8, if it can be, or Latin-1.
 *
 * Returns: (transfer full): the name of a character set that is known here
 */
char *
prise_body_text_find_charset (const char *content_type, const char *data, gsize size)
{
  g_autofree char *said = prise_content_type_get_charset (content_type);
  g_autofree char *declared = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (size >= marks[i].size && memcmp (data, marks[i].mark, marks[i].size) == 0)
      return g_strdup (marks[i].charset);
  }

  if (said != NULL && is_known (said))
    return g_ascii_strup (said, -1);
  declared = find_declared (data, size);
  if (declared != NULL && is_known (declared))
    return g_ascii_strup (declared, -1);

  return g_strdup (is_utf8 (data, size) ? "UTF-8" : "ISO-8859-1");
}

/**
 * prise_body_text_decode:
 * @charset: as prise_body_text_find_charset() found it
 * @data: (array length=size): bytes of the body, from its beginning
 * @size: how many
 * @is_whole: whether they are all of it; else an unfinished character at the end is left out
 *
 * Returns: (transfer full): valid UTF-8 in which nothing is hidden, without a byte order mark
 */
char *
prise_body_text_decode (const char *charset, const char *data, gsize size, gboolean is_whole)
{
  GString *string = g_string_sized_new (size + 1);
  GIConv converter;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (g_ascii_strcasecmp (charset, marks[i].charset) == 0 && size >= marks[i].size &&
        memcmp (data, marks[i].mark, marks[i].size) == 0) {
      data += marks[i].size;
      size -= marks[i].size;
      break;
    }
  }

  converter = g_iconv_open ("UTF-8", charset);
  if (converter != (GIConv) -1) {
    convert (string, converter, (char *) data, size, is_whole);
    g_iconv_close (converter);
  }

  return g_string_free (string, FALSE);
}

/**
 * prise_body_text_break:
 * @text: valid UTF-8
 *
 * Breaks lines that are longer than %PRISE_BODY_TEXT_MAX_LINE, between characters.
 *
 * Returns: (transfer full): @text with signs where a line goes on in the next
 */
char *
prise_body_text_break (const char *text)
{
  GString *string = g_string_sized_new (strlen (text) + 1);

  while (*text != '\0') {
    const char *end = strchrnul (text, '\n');

    if (end - text <= PRISE_BODY_TEXT_MAX_LINE) {
      end += *end == '\n';
      g_string_append_len (string, text, end - text);
    } else {
      end = g_utf8_find_prev_char (text, text + PRISE_BODY_TEXT_MAX_LINE + 1);
      g_string_append_len (string, text, end - text);
      g_string_append (string, "↩\n");
    }
    text = end;
  }

  return g_string_free (string, FALSE);
}
