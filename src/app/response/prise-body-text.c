// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a body as text. Bytes that aren't of the character set are shown as \xHH, and what
 * would hide or reorder other characters as a picture or an escape. Pure functions. */
#include "config.h"

#include "prise-body-text.h"

#include <errno.h>
#include <string.h>

#include "prise-charset.h"
#include "prise-content-type.h"
#include "prise-display.h"
#include "prise-text.h"

/* A document says its character set within so many bytes (HTML, section 4.2.5.4). */
#define MAX_LOOK 1024

/* Text with deeper brackets, longer lines, more of scripts, or more in all, in bytes, isn't
 * highlighted. */
#define MAX_CALM_DEPTH  100
#define MAX_CALM_LINE   400
#define MAX_CALM_SCRIPT (8 * 1024)
#define MAX_CALM_SIZE   (512 * 1024)

static const struct {
  const char *mark;
  gsize size;
  const char *charset;
} marks[] = {
  { "\xef\xbb\xbf", 3, "UTF-8" },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

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
  /* What could be read this far isn't made of pairs of bytes (HTML, section 13.2.3.2). */
  if (g_ascii_strncasecmp (charset, "utf-16", 6) == 0)
    return g_strdup ("UTF-8");

  return g_steal_pointer (&charset);
}

static void
append_byte (GString *string, guchar byte)
{
  g_string_append_printf (string, "\\x%02X", byte);
}

/* Joiners and selectors of variants shape the letters and emoji beside them. */
static gboolean
is_shaping (gunichar c, gunichar before)
{
  return before >= 0x80 && !prise_display_is_hidden (before) &&
         (c == 0x200c || c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f) ||
          (c >= 0xe0100 && c <= 0xe01ef));
}

static gboolean
is_shown_as_is (gunichar c, gunichar before)
{
  if (c < 0x80)
    return (c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n' || c == '\r';

  return !prise_display_is_hidden (c) || is_shaping (c, before);
}

/* JSON knows no \U (RFC 8259, section 7): with one, it wouldn't be JSON any more. */
static void
append_escaped (GString *string, gunichar c, gboolean is_json)
{
  if (c < 0x80)
    g_string_append_unichar (string, c == 0x7f ? 0x2421 : 0x2400 + c);
  else if (c > 0xffff && is_json)
    g_string_append_printf (string, "\\u%04X\\u%04X", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
  else
    g_string_append_printf (string, c > 0xffff ? "\\U%08X" : "\\u%04X", c);
}

/* Appends what should be UTF-8, but isn't out of every converter, and shows what can't be seen. */
static void
append_shown (GString *string, const char *text, gsize size, gboolean is_json)
{
  const char *end = text + size;
  const char *start = text;
  const char *next;
  gunichar before = 0;

  for (const char *p = text; p < end; p = next) {
    const gunichar c = (guchar) *p < 0x80 ? (gunichar) *p : g_utf8_get_char_validated (p, end - p);
    const gboolean is_bad = c == (gunichar) -1 || c == (gunichar) -2;

    next = is_bad ? p + 1 : g_utf8_next_char (p);
    if (is_bad || !is_shown_as_is (c, before)) {
      g_string_append_len (string, start, p - start);
      if (is_bad)
        append_byte (string, (guchar) *p);
      else
        append_escaped (string, c, is_json);
      start = next;
    }
    before = is_bad ? 0 : c;
  }

  g_string_append_len (string, start, end - start);
}

/* Converts to UTF-8, byte by byte where it can't. */
static void
convert (GString *string,
         GIConv converter,
         char *data,
         gsize size,
         gboolean is_json,
         gboolean is_whole)
{
  char buffer[4096];

  while (size > 0) {
    char *out = buffer;
    gsize out_left = sizeof buffer;
    const gsize result = g_iconv (converter, &data, &size, &out, &out_left);
    const int code = errno;

    append_shown (string, buffer, sizeof buffer - out_left, is_json);
    if (result != (gsize) -1 || code == E2BIG)
      continue;
    if (code == EINVAL && !is_whole)
      break;
    append_byte (string, (guchar) *data);
    data++;
    size--;
  }
}

/* Returns what the bytes begin with; NULL if that is no byte order mark. */
static const char *
find_mark (const char *data, gsize size, gsize *mark_size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    *mark_size = marks[i].size;
    if (size >= marks[i].size && memcmp (data, marks[i].mark, marks[i].size) == 0)
      return marks[i].charset;
  }

  return NULL;
}

/**
 * prise_body_text_find_charset:
 * @content_type: (nullable): the value of Content-Type
 * @data: (array length=size): the first bytes of the body
 * @size: how many
 *
 * A byte order mark counts first, then Content-Type, then what the document says of itself; else it
 * is UTF-8, if it can be or if what is said isn't known, or windows-1252, as on the web.
 *
 * Returns: (transfer none): the name of a character set that is known here
 */
const char *
prise_body_text_find_charset (const char *content_type, const char *data, gsize size)
{
  g_autofree char *said = prise_content_type_get_charset (content_type);
  g_autofree char *declared = NULL;
  const PriseCharset *charset;
  gsize mark_size;
  const char *marked = find_mark (data, size, &mark_size);

  if (marked != NULL)
    return marked;

  charset = said != NULL ? prise_charset_find (said) : NULL;
  if (charset == NULL)
    declared = find_declared (data, size);
  if (declared != NULL)
    charset = prise_charset_find (declared);
  if (charset != NULL)
    return charset->name;

  return said != NULL || is_utf8 (data, size) ? "UTF-8" : "windows-1252";
}

/**
 * prise_body_text_find_unknown:
 * @content_type: (nullable): the value of Content-Type
 *
 * Returns: (transfer full) (nullable): the character set that it says, if that isn't known here
 */
char *
prise_body_text_find_unknown (const char *content_type)
{
  g_autofree char *said = prise_content_type_get_charset (content_type);

  return said != NULL && prise_charset_find (said) == NULL ? g_steal_pointer (&said) : NULL;
}

static GIConv
open_converter (const char *name)
{
  const PriseCharset *charset = prise_charset_find (name);

  return charset != NULL ? g_iconv_open ("UTF-8", charset->converter) : (GIConv) -1;
}

/**
 * prise_body_text_decode:
 * @charset: as prise_body_text_find_charset() found it
 * @data: (array length=size): bytes of the body, from its beginning
 * @size: how many
 * @is_json: whether escapes are such as JSON has, too
 * @is_whole: whether they are all of it; else an unfinished character at the end is left out
 *
 * Returns: (transfer full): valid UTF-8 in which nothing is hidden, without a byte order mark
 */
char *
prise_body_text_decode (const char *charset,
                        const char *data,
                        gsize size,
                        gboolean is_json,
                        gboolean is_whole)
{
  GString *string = g_string_sized_new (size + 1);
  GIConv converter = open_converter (charset);
  gsize mark_size;
  const char *marked = find_mark (data, size, &mark_size);

  if (marked != NULL && g_str_equal (marked, charset)) {
    data += mark_size;
    size -= mark_size;
  }

  if (converter != (GIConv) -1) {
    convert (string, converter, (char *) data, size, is_json, is_whole);
    g_iconv_close (converter);
  }

  return g_string_free (string, FALSE);
}

/* Converts the first bytes, with @bad for each that isn't of the character set. */
static void
convert_start (GString *string, GIConv converter, char *data, gsize size, char bad)
{
  char buffer[4 * PRISE_TEXT_LOOK];

  while (size > 0) {
    char *out = buffer;
    gsize out_left = sizeof buffer;
    const gsize result = g_iconv (converter, &data, &size, &out, &out_left);
    const int code = errno;

    g_string_append_len (string, buffer, (gssize) (sizeof buffer - out_left));
    if (result != (gsize) -1 || code == EINVAL)
      break;
    if (code == E2BIG)
      continue;
    g_string_append_c (string, bad);
    data++;
    size--;
  }
}

/**
 * prise_body_text_is_likely:
 * @charset: as prise_body_text_find_charset() found it
 * @data: (array length=size): the first bytes of the body
 * @size: how many
 * @is_declared: whether it is said that they are text, if not of which character set
 *
 * Returns: whether prise_text_is_likely() takes for text what they are in that character set
 */
gboolean
prise_body_text_is_likely (const char *charset, const char *data, gsize size, gboolean is_declared)
{
  GIConv converter = open_converter (charset);
  g_autoptr (GString) string = g_string_new (NULL);

  if (converter == (GIConv) -1)
    return FALSE;

  convert_start (string, converter, (char *) data, MIN (size, PRISE_TEXT_LOOK),
                 is_declared ? '?' : '\xff');
  g_iconv_close (converter);

  return prise_text_is_likely (string->str, string->len);
}

/**
 * prise_body_text_break:
 * @text: valid UTF-8
 * @is_cut: (out): whether lines were left out
 *
 * Breaks lines as prise_text_measure_line() says, and leaves out what stands behind
 * %PRISE_BODY_TEXT_MAX_LINES. The line feed that ends a text begins no line.
 *
 * Returns: (transfer full): @text with signs where a line goes on in the next
 */
char *
prise_body_text_break (const char *text, gboolean *is_cut)
{
  GString *string = g_string_sized_new (strlen (text) + 1);

  for (guint i = 0; *text != '\0' && i < PRISE_BODY_TEXT_MAX_LINES; i++) {
    gboolean is_broken;
    const gsize size = prise_text_measure_line (text, &is_broken);

    g_string_append_len (string, text, (gssize) size);
    if (is_broken)
      g_string_append (string, "↩\n");
    text += size;
  }

  *is_cut = *text != '\0';
  if (string->len > 0 && string->str[string->len - 1] == '\n')
    g_string_truncate (string, string->len - 1);

  return g_string_free (string, FALSE);
}

/* Whether a tag of that name begins at @text. */
static gboolean
begins_tag (const char *text, const char *name)
{
  return *text == '<' && g_ascii_strncasecmp (text + 1, name, strlen (name)) == 0;
}

/* Returns how much deeper what stands at @text leads. In a style another language stands. */
static int
get_step (const char *text)
{
  if (strchr ("[{(", *text) != NULL || begins_tag (text, "style"))
    return 1;

  return strchr ("]})", *text) != NULL || begins_tag (text, "/style") ? -1 : 0;
}

/**
 * prise_body_text_is_calm:
 * @text: JSON, markup, a style sheet or a script
 * @is_script: whether it is a script
 *
 * What opens within what is open, and long lines, can keep GtkSourceView busy for minutes, as its
 * time grows with the square of either. In a script each comma opens something.
 *
 * Returns: whether it can be highlighted in no time that one notices
 */
gboolean
prise_body_text_is_calm (const char *text, gboolean is_script)
{
  const char *start = text;
  const char *line = text;
  gboolean in_script = is_script;
  gsize script_size = 0;
  int depth = 0;

  for (; *text != '\0'; text++) {
    if (*text == '\n')
      line = text + 1;
    if (begins_tag (text, "script"))
      in_script = TRUE;
    else if (!is_script && begins_tag (text, "/script"))
      in_script = FALSE;
    script_size += in_script;
    depth = MAX (depth + get_step (text), 0);
    if (depth > MAX_CALM_DEPTH || text - line >= MAX_CALM_LINE || text - start >= MAX_CALM_SIZE ||
        script_size > MAX_CALM_SCRIPT)
      return FALSE;
  }

  return TRUE;
}
