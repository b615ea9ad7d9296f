// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether a text is JSON. JSON-GLib 1.6 calls itself for each bracket, until the stack is full, and
 * takes more for strings and comments than the RFC does, so that brackets can't be counted by
 * anybody else: what may come from anywhere is held against the RFC before JSON-GLib sees it. */
#include "config.h"

#include "prise-json.h"

#include <string.h>

/* What may stand next, besides white space. */
typedef enum {
  VALUE,
  VALUE_OR_END,
  NAME,
  NAME_OR_END,
  COLON,
  COMMA_OR_END,
} Expected;

/* Where a function returns FALSE, @position is at what can't stand there, or at the end. */
typedef struct {
  const char *start;
  const char *position;
  const char *end;
  Expected expected;
  GByteArray *brackets; /* those that are open, a bit each */
  gsize depth;          /* how many they are */
  gboolean has_value;
  PriseJsonExtent extent;
  gboolean is_strict;

  PriseJsonReadFunc read; /* NULL: there is no more than one piece */
  gpointer user_data;
  GBytes *piece;  /* from @start on */
  guint64 offset; /* of @start in the text */
  char before;    /* what stood there before it */
} Reader;

static Reader
begin (PriseJsonExtent extent)
{
  return (Reader){ .brackets = g_byte_array_new (), .extent = extent };
}

static void
finish (Reader *self)
{
  g_byte_array_unref (self->brackets);
  g_clear_pointer (&self->piece, g_bytes_unref);
}

/* Whether what stands there may go on to be a character. */
static gboolean
is_begun_character (const char *text, gsize size)
{
  const guchar lead = (guchar) *text;

  return lead >= 0xc2 && lead <= 0xf4 && memchr (text, '\0', size) == NULL &&
         g_utf8_get_char_validated (text, (gssize) size) == (gunichar) -2;
}

/* Up to where the piece is UTF-8. What breaks off with it comes again with the next; what breaks
 * off with the text still is, if a text may. */
static const char *
find_utf8_end (const Reader *self, const char *text, gsize size)
{
  const char *end;

  if (!g_utf8_validate_len (text, size, &end) && end == text &&
      self->extent == PRISE_JSON_BEGINNING && is_begun_character (text, size))
    return text + size;

  return end;
}

static gboolean
read_piece (Reader *self)
{
  const gsize gone = (gsize) (self->end - self->start);
  GBytes *piece;
  gsize size;

  if (self->read == NULL)
    return FALSE;

  piece = self->read (self->offset + gone, self->user_data);
  self->before = gone > 0 ? self->end[-1] : self->before;
  self->offset += gone;
  g_clear_pointer (&self->piece, g_bytes_unref);
  self->piece = piece;
  self->start = self->position = g_bytes_get_data (piece, &size);
  self->end = size > 0 ? find_utf8_end (self, self->start, size) : self->start;

  return self->position < self->end;
}

static gboolean
has_more (Reader *self)
{
  return self->position < self->end || read_piece (self);
}

static gboolean
begins_with (Reader *self, char c)
{
  return has_more (self) && *self->position == c;
}

static gboolean
take (Reader *self, char c)
{
  if (!begins_with (self, c))
    return FALSE;
  self->position++;

  return TRUE;
}

static gboolean
take_word (Reader *self, const char *word)
{
  for (; *word != '\0'; word++) {
    if (!take (self, *word))
      return FALSE;
  }

  return TRUE;
}

/* The four digits behind \u. */
static gboolean
take_unit (Reader *self, guint *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++, self->position++) {
    if (!has_more (self) || !g_ascii_isxdigit (*self->position))
      return FALSE;
    *unit = *unit << 4 | (guint) g_ascii_xdigit_value (*self->position);
  }

  return TRUE;
}

/* One half of a surrogate pair alone is no character, though the grammar has it (RFC 8259, section
 * 8.2). */
static gboolean
take_escape (Reader *self)
{
  guint unit;

  self->position++;
  if (!begins_with (self, 'u')) {
    if (!has_more (self) || *self->position == '\0' ||
        strchr ("\"\\/bfnrt", *self->position) == NULL)
      return FALSE;
    self->position++;
    return TRUE;
  }

  self->position++;
  if (!take_unit (self, &unit))
    return FALSE;
  if (self->is_strict || unit < 0xd800 || unit > 0xdfff)
    return TRUE;

  return unit <= 0xdbff && take_word (self, "\\u") && take_unit (self, &unit) && unit >= 0xdc00 &&
         unit <= 0xdfff;
}

/* Control characters, which the RFC forbids, do no harm, and come. */
static gboolean
take_string (Reader *self)
{
  const char first = self->is_strict ? ' ' : '\1';

  self->position++;
  while (has_more (self) && (guint8) *self->position >= (guint8) first) {
    if (*self->position == '\\') {
      if (!take_escape (self))
        return FALSE;
    } else if (*self->position++ == '"') {
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
take_digits (Reader *self)
{
  gboolean is_one = FALSE;

  for (; has_more (self) && g_ascii_isdigit (*self->position); self->position++)
    is_one = TRUE;

  return is_one;
}

/* RFC 8259, section 6. */
static gboolean
take_number (Reader *self)
{
  take (self, '-');
  if (!take (self, '0') && !take_digits (self))
    return FALSE;
  if (take (self, '.') && !take_digits (self))
    return FALSE;
  if (!take (self, 'e') && !take (self, 'E'))
    return TRUE;
  if (!take (self, '+'))
    take (self, '-');

  return take_digits (self);
}

static gboolean
take_bracket (Reader *self)
{
  const char bracket = *self->position;
  const guint8 bit = (guint8) (1 << self->depth % 8);

  if (!self->is_strict && self->depth == PRISE_JSON_MAX_DEPTH)
    return FALSE;
  if (self->depth / 8 == self->brackets->len)
    g_byte_array_append (self->brackets, &(guint8){ 0 }, 1);
  self->brackets->data[self->depth / 8] &= (guint8) ~bit;
  self->brackets->data[self->depth / 8] |= bracket == '[' ? bit : 0;
  self->depth++;
  self->position++;
  self->expected = bracket == '[' ? VALUE_OR_END : NAME_OR_END;

  return TRUE;
}

/* Another value. Only a bracket needs nothing behind it: some servers send objects that way. */
static gboolean
may_follow (const Reader *self)
{
  const char before = self->position > self->start ? self->position[-1] : self->before;

  return self->extent != PRISE_JSON_VALUE &&
         (g_ascii_isspace (before) || before == ']' || before == '}');
}

/* That which was opened last. */
static char
get_bracket (const Reader *self)
{
  const gsize last = self->depth - 1;

  return self->brackets->data[last / 8] >> last % 8 & 1 ? '[' : '{';
}

static void
did_take_value (Reader *self)
{
  self->expected = self->depth > 0 ? COMMA_OR_END : VALUE;
}

static gboolean
take_value (Reader *self)
{
  if (self->depth == 0 && self->has_value && !may_follow (self))
    return FALSE;

  self->has_value = TRUE;
  did_take_value (self);

  switch (*self->position) {
  case '[':
  case '{':
    return take_bracket (self);
  case '"':
    return take_string (self);
  case 't':
    return take_word (self, "true");
  case 'f':
    return take_word (self, "false");
  case 'n':
    return take_word (self, "null");
  default:
    return take_number (self);
  }
}

static gboolean
take_end (Reader *self)
{
  if (!take (self, get_bracket (self) == '[' ? ']' : '}'))
    return FALSE;
  self->depth--;
  did_take_value (self);

  return TRUE;
}

static gboolean
take_next (Reader *self)
{
  switch (self->expected) {
  case VALUE_OR_END:
    return take_end (self) || take_value (self);
  case NAME_OR_END:
    if (take_end (self))
      return TRUE;
    G_GNUC_FALLTHROUGH;
  case NAME:
    self->expected = COLON;
    return begins_with (self, '"') && take_string (self);
  case COLON:
    self->expected = VALUE;
    return take (self, ':');
  case COMMA_OR_END:
    if (!take (self, ','))
      return take_end (self);
    self->expected = get_bracket (self) == '[' ? VALUE : NAME;
    return TRUE;
  case VALUE:
  default:
    return take_value (self);
  }
}

static void
skip_space (Reader *self)
{
  while (has_more (self) && *self->position != '\0' && strchr (" \t\r\n", *self->position) != NULL)
    self->position++;
}

/* Returns whether all of it can stand there. */
static gboolean
read_all (Reader *self)
{
  for (;;) {
    skip_space (self);
    if (!has_more (self))
      return TRUE;
    if (!take_next (self))
      return FALSE;
  }
}

/**
 * prise_json_check:
 * @text: a text, which need not end in NUL
 * @size: its length in bytes
 * @extent: what it must be
 *
 * RFC 8259, but for what servers send all the same: a byte order mark, and control characters in
 * strings, except NUL. Whether it is UTF-8 isn't looked at.
 *
 * Returns: whether it is JSON, and not too deep
 */
gboolean
prise_json_check (const char *text, gsize size, PriseJsonExtent extent)
{
  Reader reader = begin (extent);
  gboolean is_good;

  reader.start = reader.position = text;
  reader.end = text + size;
  is_good =
      (!begins_with (&reader, '\xef') || take_word (&reader, "\xef\xbb\xbf")) && read_all (&reader);
  if (extent == PRISE_JSON_BEGINNING)
    is_good |= reader.position == reader.end;
  else
    is_good &= reader.depth == 0 && reader.has_value;
  finish (&reader);

  return is_good;
}

/**
 * prise_json_find_error_in:
 * @size: of the text, in bytes
 * @extent: what it must be
 * @read: (scope call): gives what stands at an offset in it
 *
 * RFC 8259 to the letter, whatever its depth, for which a bit a bracket is kept.
 *
 * Returns: the place of the first byte that JSON can't have there, @size if it breaks off; -1 if it
 *   is JSON
 */
gint64
prise_json_find_error_in (guint64 size,
                          PriseJsonExtent extent,
                          PriseJsonReadFunc read,
                          gpointer user_data)
{
  Reader reader = begin (extent);
  gboolean is_good;
  guint64 place;

  reader.is_strict = TRUE;
  reader.read = read;
  reader.user_data = user_data;
  is_good = read_all (&reader) && reader.depth == 0 && reader.has_value;
  place = reader.offset + (guint64) (reader.position - reader.start);
  finish (&reader);

  return place == size && (is_good || extent == PRISE_JSON_BEGINNING) ? -1 : (gint64) place;
}

typedef struct {
  const char *text;
  gsize size;
} Text;

static GBytes *
read_text (guint64 offset, gpointer user_data)
{
  const Text *text = user_data;

  return g_bytes_new_static (text->text + offset, text->size - (gsize) offset);
}

/**
 * prise_json_find_error:
 * @text: a text, which need not end in NUL
 * @size: its length in bytes
 * @extent: what it must be
 *
 * Returns: what prise_json_find_error_in() does
 */
gssize
prise_json_find_error (const char *text, gsize size, PriseJsonExtent extent)
{
  Text whole = { text, size };

  return (gssize) prise_json_find_error_in (size, extent, read_text, &whole);
}
