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
  const char *position;
  const char *end;
  Expected expected;
  GString *brackets; /* those that are open */
  gboolean has_value;
  PriseJsonExtent extent;
  gboolean is_strict;
} Reader;

static gboolean
begins_with (const Reader *self, char c)
{
  return self->position < self->end && *self->position == c;
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
    if (self->position == self->end || !g_ascii_isxdigit (*self->position))
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
    if (self->position == self->end || *self->position == '\0' ||
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
  while (self->position < self->end && (guint8) *self->position >= (guint8) first) {
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
  const char *start = self->position;

  while (self->position < self->end && g_ascii_isdigit (*self->position))
    self->position++;

  return self->position > start;
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

  if (!self->is_strict && self->brackets->len == PRISE_JSON_MAX_DEPTH)
    return FALSE;
  g_string_append_c (self->brackets, bracket);
  self->position++;
  self->expected = bracket == '[' ? VALUE_OR_END : NAME_OR_END;

  return TRUE;
}

/* Another value. Only a bracket needs nothing behind it: some servers send objects that way. */
static gboolean
may_follow (const Reader *self)
{
  const char before = self->position[-1];

  return self->extent != PRISE_JSON_VALUE &&
         (g_ascii_isspace (before) || before == ']' || before == '}');
}

/* That which was opened last. */
static char
get_bracket (const Reader *self)
{
  return self->brackets->str[self->brackets->len - 1];
}

static void
did_take_value (Reader *self)
{
  self->expected = self->brackets->len > 0 ? COMMA_OR_END : VALUE;
}

static gboolean
take_value (Reader *self)
{
  if (self->brackets->len == 0 && self->has_value && !may_follow (self))
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
  g_string_truncate (self->brackets, self->brackets->len - 1);
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
  while (self->position < self->end && *self->position != '\0' &&
         strchr (" \t\r\n", *self->position) != NULL)
    self->position++;
}

/* Returns whether all of it can stand there. */
static gboolean
read_all (Reader *self)
{
  for (;;) {
    skip_space (self);
    if (self->position == self->end)
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
  g_autoptr (GString) brackets = g_string_new (NULL);
  Reader reader = { .position = text, .end = text + size, .brackets = brackets, .extent = extent };
  const gboolean has_begun = !begins_with (&reader, '\xef') || take_word (&reader, "\xef\xbb\xbf");

  if (!has_begun || !read_all (&reader))
    return extent == PRISE_JSON_BEGINNING && reader.position == reader.end;

  return extent == PRISE_JSON_BEGINNING || (brackets->len == 0 && reader.has_value);
}

/* Whether what stands there may go on to be a character. */
static gboolean
is_begun_character (const char *text, gsize size)
{
  const guchar lead = (guchar) *text;

  return lead >= 0xc2 && lead <= 0xf4 && memchr (text, '\0', size) == NULL &&
         g_utf8_get_char_validated (text, (gssize) size) == (gunichar) -2;
}

/* Where @text stops being UTF-8. What breaks off in the midst of a character is still. */
static const char *
find_utf8_end (const char *text, gsize size, PriseJsonExtent extent)
{
  const char *end;

  if (!g_utf8_validate_len (text, size, &end) && extent == PRISE_JSON_BEGINNING &&
      is_begun_character (end, size - (gsize) (end - text)))
    return text + size;

  return end;
}

/**
 * prise_json_find_error:
 * @text: a text, which need not end in NUL
 * @size: its length in bytes
 * @extent: what it must be
 *
 * RFC 8259 to the letter, whatever its depth.
 *
 * Returns: the place of the first byte that JSON can't have there, @size if it breaks off; -1 if it
 *   is JSON
 */
gssize
prise_json_find_error (const char *text, gsize size, PriseJsonExtent extent)
{
  g_autoptr (GString) brackets = g_string_new (NULL);
  Reader reader = { .position = text,
                    .end = find_utf8_end (text, size, extent),
                    .brackets = brackets,
                    .extent = extent,
                    .is_strict = TRUE };
  const gboolean is_good = read_all (&reader) && reader.end == text + size;

  if (extent == PRISE_JSON_BEGINNING ? reader.position == text + size
                                     : is_good && brackets->len == 0 && reader.has_value)
    return -1;

  return reader.position - text;
}
