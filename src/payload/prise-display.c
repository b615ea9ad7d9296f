// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as people read them, one line or several. What is shown is what the composer reads: the
 * text of a row, pasted there, stands for the very bytes of the row. Hence a backslash is shown as
 * two. */
#include "config.h"

#include <string.h>

#include "prise-display.h"
#include "prise-text.h"

/* The longest thing shown for one character: \U0010FFFF. */
#define MAX_SHOWN 10

/* Characters that are drawn as nothing though Unicode calls them letters, marks or symbols: the
 * rest of Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties), and the blank Braille
 * cell. */
static const struct {
  gunichar first;
  gunichar last;
} invisible[] = {
  { 0x034f, 0x034f }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 },
  { 0x180b, 0x180f }, { 0x2800, 0x2800 }, { 0x3164, 0x3164 },
  { 0xfe00, 0xfe0f }, { 0xffa0, 0xffa0 }, { 0xe0100, 0xe01ef },
};

/* A place in the bytes, and what to show for the character there. */
typedef struct {
  const char *position;
  const char *end;
  gboolean keep_lines;
  gboolean only_ascii; /* what isn't ASCII is bytes, not letters */
  char shown[MAX_SHOWN + 1];
} Reader;

static gboolean
is_invisible (gunichar c)
{
  if (c < invisible[0].first)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (invisible); i++) {
    if (c >= invisible[i].first && c <= invisible[i].last)
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_plain_ascii (const Reader *reader, char c)
{
  if (c >= 0x20 && c < 0x7f)
    return c != '\\';

  return reader->keep_lines && (c == '\n' || c == '\t');
}

static const char *
escape_byte (Reader *reader, guchar byte)
{
  static const char digits[] = "0123456789ABCDEF";
  const char shown[] = { '\\', 'x', digits[byte >> 4], digits[byte & 0xf], '\0' };

  return memcpy (reader->shown, shown, sizeof shown);
}

static const char *
escape_ascii (Reader *reader, char c)
{
  gboolean digit_follows = reader->position < reader->end && g_ascii_isdigit (*reader->position);

  switch (c) {
  case '\n':
    return "\\n";
  case '\r':
    return "\\r";
  case '\t':
    return "\\t";
  case '\\':
    return "\\\\";
  case '\0':
    /* Other tools would read \01 as one octal number. */
    return digit_follows ? "\\x00" : "\\0";
  default:
    return escape_byte (reader, (guchar) c);
  }
}

/* Moves to the next character and returns what to show for this one; *@n_characters: how long that
 * is, in characters. */
static const char *
show_next (Reader *reader, gsize *n_characters)
{
  const char *start = reader->position;
  const char *shown = reader->shown;
  gunichar c;
  int n;

  if ((guchar) *start < 0x80) {
    reader->position++;
    shown = escape_ascii (reader, *start);
    *n_characters = strlen (shown);
    return shown;
  }

  c = reader->only_ascii ? (gunichar) -1 : g_utf8_get_char_validated (start, reader->end - start);
  if (c == (gunichar) -1 || c == (gunichar) -2) {
    reader->position++;
    n = (int) strlen (escape_byte (reader, (guchar) *start));
  } else if (prise_display_is_hidden (c)) {
    reader->position = g_utf8_next_char (start);
    n = g_snprintf (reader->shown, sizeof reader->shown, c > 0xffff ? "\\U%08X" : "\\u%04X", c);
  } else {
    reader->position = g_utf8_next_char (start);
    reader->shown[g_unichar_to_utf8 (c, reader->shown)] = '\0';
    n = 1;
  }
  *n_characters = (gsize) n;

  return shown;
}

static gsize
measure_plain_run (const Reader *reader, gsize limit)
{
  gsize max = MIN ((gsize) (reader->end - reader->position), limit);
  gsize n = 0;

  while (n < max && is_plain_ascii (reader, reader->position[n]))
    n++;

  return n;
}

/* Shows what comes before @stop, in as many characters as are left. */
static void
append_until (Reader *reader, const char *stop, gsize *left, GString *string)
{
  while (reader->position < stop) {
    gsize n = measure_plain_run (reader, MIN (*left, (gsize) (stop - reader->position)));

    g_string_append_len (string, reader->position, (gssize) n);
    reader->position += n;
    *left -= n;

    if (reader->position < stop) {
      const char *shown = *left > 0 ? show_next (reader, &n) : NULL;

      if (shown == NULL || n > *left) {
        g_string_append (string, "…");
        reader->position = reader->end;
        return;
      }
      g_string_append (string, shown);
      *left -= n;
    }
  }
}

static char *
display (gconstpointer data, gsize size, gsize max_chars, gboolean keep_lines, gboolean only_ascii)
{
  Reader reader = { .position = data,
                    .end = (const char *) data + size,
                    .keep_lines = keep_lines,
                    .only_ascii = only_ascii };
  GString *string = g_string_sized_new (MIN (size, max_chars) + MAX_SHOWN);

  append_until (&reader, reader.end, &max_chars, string);

  return g_string_free (string, FALSE);
}

/**
 * prise_display_is_hidden:
 * @c: a character
 *
 * Format characters are among the hidden: direction marks, zero-width joiners, tags; and those for
 * which no font has a shape that all agree on.
 *
 * Returns: whether nobody would see that it is there, or which one
 */
gboolean
prise_display_is_hidden (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_UNASSIGNED ||
         type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR ||
         is_invisible (c);
}

/**
 * prise_display_line:
 * @data: (array length=size) (nullable): any bytes
 * @size: how many
 * @max_chars: how many characters to show at most; %G_MAXSIZE for all
 *
 * Shows line feeds and tabs as escapes too, beside \0, \xHH, \u202E and the like. Never cuts an
 * escape in two; where something is left out, "…" stands after the last character. Reads no further
 * than it shows.
 *
 * Letters are shown in whatever direction they are written; it is the characters which change the
 * direction of others that are escaped, with all others that aren't seen.
 *
 * Returns: (transfer full): valid UTF-8 in one line
 */
char *
prise_display_line (gconstpointer data, gsize size, gsize max_chars)
{
  return display (data, size, max_chars, FALSE, FALSE);
}

/**
 * prise_display_text:
 * @data: (array length=size) (nullable): any bytes
 * @size: how many
 *
 * As prise_display_line(), but line feeds break lines and tabs stay.
 *
 * Returns: (transfer full): valid UTF-8, with the line breaks and tabs of @data
 */
char *
prise_display_text (gconstpointer data, gsize size)
{
  return display (data, size, G_MAXSIZE, TRUE, FALSE);
}

/**
 * prise_display_payload_line:
 * @data: (array length=size) (nullable): the bytes of a message
 * @size: how many
 * @max_chars: how many characters to show at most; %G_MAXSIZE for all
 *
 * As prise_display_line(), but of bytes that prise_text_is_likely() takes for no text only ASCII is
 * shown as such: two bytes of a device's frame are a letter by chance alone.
 *
 * Returns: (transfer full): valid UTF-8 in one line
 */
char *
prise_display_payload_line (gconstpointer data, gsize size, gsize max_chars)
{
  return display (data, size, max_chars, FALSE, !prise_text_is_likely (data, size));
}

/**
 * prise_display_payload:
 * @data: (array length=size) (nullable): the bytes of a message
 * @size: how many of them are judged
 * @shown_size: how many of them are shown
 *
 * As prise_display_payload_line(), in the lines that the bytes have.
 *
 * Returns: (transfer full): valid UTF-8, with the line breaks and tabs of @data
 */
char *
prise_display_payload (gconstpointer data, gsize size, gsize shown_size)
{
  return display (data, shown_size, G_MAXSIZE, TRUE, !prise_text_is_likely (data, size));
}

/**
 * prise_display_payload_marked:
 * @data: (array length=size) (nullable): the bytes of a message
 * @size: how many of them are judged
 * @shown_size: how many of them are shown
 * @ranges: (array length=n_ranges): what was found in what is shown, in its order, one behind the
 *   other; then where that is in the text, in bytes
 * @n_ranges: how many
 *
 * As prise_display_payload().
 *
 * Returns: (transfer full): valid UTF-8, with the line breaks and tabs of @data
 */
char *
prise_display_payload_marked (gconstpointer data,
                              gsize size,
                              gsize shown_size,
                              PriseDisplayRange *ranges,
                              guint n_ranges)
{
  const char *start = data;
  Reader reader = { .position = start,
                    .end = start + shown_size,
                    .keep_lines = TRUE,
                    .only_ascii = !prise_text_is_likely (data, size) };
  gsize left = G_MAXSIZE;
  GString *string = g_string_sized_new (shown_size + MAX_SHOWN);

  for (guint i = 0; i < n_ranges; i++) {
    append_until (&reader, start + ranges[i].start, &left, string);
    ranges[i].start = string->len;
    append_until (&reader, start + ranges[i].end, &left, string);
    ranges[i].end = string->len;
  }
  append_until (&reader, reader.end, &left, string);

  return g_string_free (string, FALSE);
}

/* Moves back to where a character begins, if bytes are characters there. */
static const char *
find_character (const char *start, const char *position)
{
  const char *p = position;

  for (guint i = 0; i < 3 && p > start && (*p & 0xc0) == 0x80; i++)
    p--;

  return p;
}

/**
 * prise_display_payload_found:
 * @data: (array length=size): the bytes of a message
 * @size: how many
 * @max_chars: how many characters to show at most
 * @range: (inout): what was found in @data; then where that is in the text, in bytes
 *
 * As prise_display_payload_line(). Where what was found is far from the beginning, "…" stands for
 * all but the little before it.
 *
 * Returns: (transfer full): valid UTF-8 in one line
 */
char *
prise_display_payload_found (gconstpointer data,
                             gsize size,
                             gsize max_chars,
                             PriseDisplayRange *range)
{
  const char *start = data;
  Reader reader = { .position = start,
                    .end = start + size,
                    .only_ascii = !prise_text_is_likely (data, size) };
  const char *found = start + range->start;
  const char *found_end = start + range->end;
  GString *string = g_string_new (NULL);

  g_return_val_if_fail (range->start <= range->end && range->end <= size,
                        g_string_free (string, FALSE));

  if (range->start > PRISE_DISPLAY_FAR) {
    reader.position = find_character (start, found - PRISE_DISPLAY_BEFORE);
    g_string_append (string, "…");
  }
  append_until (&reader, found, &max_chars, string);
  range->start = string->len;
  append_until (&reader, found_end, &max_chars, string);
  range->end = string->len;
  append_until (&reader, reader.end, &max_chars, string);

  return g_string_free (string, FALSE);
}

/**
 * prise_display_measure:
 * @data: (array length=size) (nullable): any bytes
 * @size: how many
 * @max_chars: how many characters there may be, at least as many as the longest escape has
 *
 * Returns: how many of the bytes prise_display_text() shows within @max_chars characters; nothing
 * is cut in two
 */
gsize
prise_display_measure (gconstpointer data, gsize size, gsize max_chars)
{
  const char *start = data;
  Reader reader = { .position = start, .end = start + size, .keep_lines = TRUE };
  gsize left = max_chars;

  while (reader.position < reader.end && left > 0) {
    const char *position;
    gsize n = measure_plain_run (&reader, left);

    left -= n;
    reader.position += n;
    if (reader.position == reader.end || left == 0)
      break;

    position = reader.position;
    show_next (&reader, &n);
    if (n > left)
      return (gsize) (position - start);
    left -= n;
  }

  return (gsize) (reader.position - start);
}
