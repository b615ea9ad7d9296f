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
  char brackets[PRISE_JSON_MAX_DEPTH]; /* those that are open */
  guint depth;
  gboolean has_value;
  PriseJsonExtent extent;
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

/* One half of a surrogate pair alone is no character (RFC 8259, section 8.2). */
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
  if (unit < 0xd800 || unit > 0xdfff)
    return TRUE;

  return unit <= 0xdbff && take_word (self, "\\u") && take_unit (self, &unit) && unit >= 0xdc00 &&
         unit <= 0xdfff;
}

/* Control characters, which the RFC forbids, do no harm, and come. */
static gboolean
take_string (Reader *self)
{
  self->position++;
  while (self->position < self->end && *self->position != '\0') {
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

  if (self->depth == PRISE_JSON_MAX_DEPTH)
    return FALSE;
  self->brackets[self->depth++] = bracket;
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

static gboolean
take_value (Reader *self)
{
  if (self->depth == 0 && self->has_value && !may_follow (self))
    return FALSE;

  self->has_value = TRUE;
  self->expected = self->depth > 0 ? COMMA_OR_END : VALUE;

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
  if (!take (self, self->brackets[self->depth - 1] == '[' ? ']' : '}'))
    return FALSE;
  self->depth--;
  self->expected = self->depth > 0 ? COMMA_OR_END : VALUE;

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
    self->expected = self->brackets[self->depth - 1] == '[' ? VALUE : NAME;
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
  Reader reader = { .position = text, .end = text + size, .extent = extent };
  gboolean is_good = !begins_with (&reader, '\xef') || take_word (&reader, "\xef\xbb\xbf");

  while (is_good) {
    skip_space (&reader);
    if (reader.position == reader.end)
      break;
    is_good = take_next (&reader);
  }
  if (!is_good)
    return extent == PRISE_JSON_BEGINNING && reader.position == reader.end;

  return extent == PRISE_JSON_BEGINNING || (reader.depth == 0 && reader.has_value);
}
