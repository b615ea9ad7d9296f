// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether bytes are text. Any two bytes may be a letter of UTF-8 by chance; what tells text from a
 * device's frame are the characters that text hardly has. One or two of them, such as the NUL that
 * ends a string of C, don't make text binary. */
#include "config.h"

#include "prise-text.h"

#include <string.h>

/* One in so many characters may be one that text hardly has; of few characters one. */
#define TOLERANCE 16
#define MIN_CHARS 4

/* What the first bytes have. */
typedef struct {
  gsize n_chars;
  gsize n_odd;      /* of these: what text hardly has, or what isn't UTF-8 */
  gsize n_controls; /* of the odd */
  gsize n_high;     /* bytes above ASCII */
} Count;

/* Control characters that text has (WHATWG MIME Sniffing, section 3: no "binary data byte"). */
static gboolean
is_odd_ascii (char c)
{
  return (guchar) c < 0x20 ? c == '\0' || strchr ("\t\n\f\r\x1b", c) == NULL : c == 0x7f;
}

/* A mark needs something that it stands on. */
static gboolean
is_odd (gunichar c, gboolean stands_alone)
{
  const GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_UNASSIGNED ||
         type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_SURROGATE ||
         (stands_alone && g_unichar_ismark (c));
}

/* The rest of a character that an earlier segment of the stream began. */
static const char *
skip_rest (const char *data, const char *end)
{
  const char *start = data;

  while (data < end && data - start < 3 && ((guchar) *data & 0xc0) == 0x80)
    data++;

  return data;
}

static Count
count (const char *data, gsize size)
{
  const char *end = data + MIN (size, PRISE_TEXT_LOOK);
  Count found = { 0 };
  gboolean stands_alone = TRUE;

  /* Bytes that only fill up, as behind a string of fixed size. */
  while (end - data > 1 && end[-1] == '\0')
    end--;

  data = skip_rest (data, end);
  while (data < end) {
    const gboolean is_ascii = (guchar) *data < 0x80;
    const gunichar c = is_ascii ? 0 : g_utf8_get_char_validated (data, end - data);
    gboolean odd;

    if (c == (gunichar) -2) /* its rest comes later */
      break;
    odd = is_ascii ? is_odd_ascii (*data) : c == (gunichar) -1 || is_odd (c, stands_alone);
    found.n_chars++;
    found.n_odd += odd;
    found.n_controls += odd && is_ascii;
    found.n_high += !is_ascii;
    stands_alone = odd || (guchar) *data <= 0x20;
    data += is_ascii || c == (gunichar) -1 ? 1 : g_utf8_skip[(guchar) *data];
  }

  return found;
}

/**
 * prise_text_is_likely:
 * @data: (array length=size) (nullable): any bytes: a message, or the beginning of one
 * @size: how many
 *
 * A judgement by the first %PRISE_TEXT_LOOK bytes, which never is certain. A character that is cut
 * off at the beginning or the end counts neither way, as a stream may be cut anywhere; nor do NULs
 * at the end.
 *
 * Returns: whether they are text in UTF-8
 */
gboolean
prise_text_is_likely (gconstpointer data, gsize size)
{
  const Count found = count (data, size);
  const gsize tolerated = MAX (found.n_chars / TOLERANCE, found.n_chars >= MIN_CHARS ? 1 : 0);

  return size == 0 || (found.n_chars > 0 && found.n_odd <= tolerated);
}

/**
 * prise_text_is_likely_legacy:
 * @data: (array length=size) (nullable): any bytes: a message, or the beginning of one
 * @size: how many
 *
 * As prise_text_is_likely(), for bytes of which nobody says what they are.
 *
 * Returns: whether they are text in UTF-8, or in an older character set of which most is ASCII
 */
gboolean
prise_text_is_likely_legacy (gconstpointer data, gsize size)
{
  const Count found = count (data, size);

  return prise_text_is_likely (data, size) ||
         (found.n_chars > 0 && found.n_controls == 0 && found.n_high * 3 <= found.n_chars);
}

/**
 * prise_text_measure_line:
 * @line: valid UTF-8 that isn't empty
 * @is_broken: (out): whether the line goes on, and is to be broken here
 *
 * Looks for the end of the first line, or for where it has as much as %PRISE_TEXT_MAX_LINE
 * bytes; each tab counts as %PRISE_TEXT_TAB of them.
 *
 * Returns: how many bytes of @line belong in one line, its line feed among them
 */
gsize
prise_text_measure_line (const char *line, gboolean *is_broken)
{
  const char *end = line;
  gsize cost = 0;

  while (*end != '\0' && *end != '\n') {
    const char *next = g_utf8_next_char (end);

    cost += *end == '\t' ? PRISE_TEXT_TAB : (gsize) (next - end);
    if (cost > PRISE_TEXT_MAX_LINE) {
      *is_broken = TRUE;
      return (gsize) (end - line);
    }
    end = next;
  }
  *is_broken = FALSE;

  return (gsize) (end - line) + (*end == '\n');
}
