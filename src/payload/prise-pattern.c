// SPDX-License-Identifier: GPL-3.0-or-later
/* What somebody looks for in bytes that may be anything: a run of letters and bytes. A letter is
 * found in both of its cases, each a byte sequence of its own; a byte may have digits that are left
 * open. Pure; any thread. */
#include "config.h"

#include "prise-pattern.h"

#include <string.h>

#include "prise-escape.h"

/* One character of the text in its two cases; no UTF-8 sequence begins another, so the first that
 * fits is the one. Or, without a case, a byte of which the bits of the mask count. */
typedef struct {
  char lower[6];
  char upper[6];
  guint8 lower_size;
  guint8 upper_size;
  guint8 value;
  guint8 mask;
} Token;

typedef struct {
  GArray *tokens;
  gsize min_size;
  gsize skipped;       /* how many bytes stand before the window in each match */
  guint window;        /* how many bytes of it are looked for first; 0: the run is empty */
  guint64 places[256]; /* in which of these the byte may stand, a bit each */
} Run;

/* As many as there are bits. */
#define MAX_WINDOW 64

/* A byte in its two cases, of which the bits of the mask count. */
typedef struct {
  guint8 values[2];
  guint8 mask;
} Place;

struct _PrisePattern {
  PrisePatternKind kind;
  Run main;
  Run literal; /* of escapes: the same characters as they stand */
};

static void
add_letter (Run *run, gunichar c)
{
  const gunichar lower = g_unichar_tolower (c);
  /* A title case letter is of neither case. */
  const gunichar upper = c != lower ? c : g_unichar_toupper (c);
  Token token = { 0 };

  token.lower_size = (guint8) g_unichar_to_utf8 (lower, token.lower);
  token.upper_size = (guint8) g_unichar_to_utf8 (upper, token.upper);
  g_array_append_val (run->tokens, token);
}

static void
add_byte (Run *run, guint8 value, guint8 mask)
{
  Token token = { .value = value, .mask = mask };

  g_array_append_val (run->tokens, token);
}

static void
init_run (Run *run)
{
  *run = (Run){ .tokens = g_array_new (FALSE, FALSE, sizeof (Token)) };
}

static const Token *
get_token (const Run *run, gsize i)
{
  return &g_array_index (run->tokens, Token, i);
}

/* How many bytes of @data are that token; 0 if none. */
static gsize
match_token (const Token *token, const guint8 *data, gsize size)
{
  if (token->lower_size == 0)
    return size > 0 && (*data & token->mask) == token->value ? 1 : 0;
  if (size >= token->lower_size && memcmp (data, token->lower, token->lower_size) == 0)
    return token->lower_size;
  if (size >= token->upper_size && memcmp (data, token->upper, token->upper_size) == 0)
    return token->upper_size;

  return 0;
}

static void
add_letter_places (GArray *places, const Token *token, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++) {
    const Place place = { { (guint8) token->lower[i], (guint8) token->upper[i] }, 0xff };

    g_array_append_val (places, place);
  }
}

/* Returns the bytes that all matches begin with. Behind a letter of which one case is longer, the
 * places differ. */
static GArray *
find_places (const Run *run)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (gsize i = 0; i < run->tokens->len; i++) {
    const Token *token = get_token (run, i);
    const Place byte = { { token->value, token->value }, token->mask };

    if (token->lower_size == 0)
      g_array_append_val (places, byte);
    else if (token->lower_size == token->upper_size)
      add_letter_places (places, token, token->lower_size);
    else
      add_letter_places (places, token, 1);
    if (token->lower_size != token->upper_size)
      break;
  }

  return places;
}

/* Returns the place of the byte that is least often in the pattern: where all else is alike, as
 * zeros before a number, that one tells what fits from what doesn't. */
static gsize
find_rarest (const GArray *places)
{
  gsize counts[256] = { 0 };
  gsize rarest = 0;

  for (gsize i = 0; i < places->len; i++)
    counts[g_array_index (places, Place, i).values[0]]++;
  for (gsize i = 1; i < places->len; i++) {
    const Place *place = &g_array_index (places, Place, i);
    const Place *best = &g_array_index (places, Place, rarest);

    if (place->mask == 0xff &&
        (best->mask != 0xff || counts[place->values[0]] < counts[best->values[0]]))
      rarest = i;
  }

  return rarest;
}

static void
set_window (Run *run)
{
  g_autoptr (GArray) places = find_places (run);
  const gsize rarest = find_rarest (places);

  run->skipped = rarest >= MAX_WINDOW ? rarest + 1 - MAX_WINDOW : 0;
  run->window = (guint) MIN (places->len - run->skipped, MAX_WINDOW);
  for (guint i = 0; i < run->window; i++) {
    const Place *place = &g_array_index (places, Place, run->skipped + i);
    const guint64 bit = G_GUINT64_CONSTANT (1) << i;

    for (guint byte = 0; byte < 256; byte++) {
      if ((byte & place->mask) == place->values[0] || (byte & place->mask) == place->values[1])
        run->places[byte] |= bit;
    }
  }
}

static void
finish_run (Run *run)
{
  for (gsize i = 0; i < run->tokens->len; i++) {
    const Token *token = get_token (run, i);

    run->min_size += token->lower_size > 0 ? MIN (token->lower_size, token->upper_size) : 1;
  }
  set_window (run);
}

static void
add_text (Run *run, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    add_letter (run, g_utf8_get_char (p));
}

/* Adds what the text stands for; FALSE if there is no escape in it, or one that is none. */
static gboolean
add_escapes (Run *run, const char *text)
{
  const gsize size = strlen (text);
  gboolean has_escape = FALSE;

  for (gsize i = 0; i < size;) {
    char bytes[PRISE_ESCAPE_MAX_BYTES];
    gsize n_bytes, length;

    if (text[i] != '\\') {
      add_letter (run, g_utf8_get_char (text + i));
      i += (gsize) (g_utf8_next_char (text + i) - (text + i));
      continue;
    }
    length = prise_escape_decode (text, i, bytes, &n_bytes, NULL);
    if (length == 0)
      return FALSE;
    for (gsize k = 0; k < n_bytes; k++)
      add_byte (run, (guint8) bytes[k], 0xff);
    has_escape = TRUE;
    i += length;
  }

  return has_escape;
}

static gboolean
is_digit (char c)
{
  return g_ascii_isxdigit (c) || c == '?';
}

static void
add_hex_byte (Run *run, const char digits[2])
{
  guint8 value = 0, mask = 0;

  for (guint i = 0; i < 2; i++) {
    value = (guint8) (value << 4);
    mask = (guint8) (mask << 4);
    if (digits[i] == '?')
      continue;
    value |= (guint8) g_ascii_xdigit_value (digits[i]);
    mask |= 0xf;
  }
  add_byte (run, value, mask);
}

/* Adds the bytes if the text is such in hexadecimal: two or more apart, or any number behind 0x. */
static gboolean
add_hex (Run *run, const char *text)
{
  const gboolean is_marked = g_ascii_strncasecmp (text, "0x", 2) == 0;
  guint n_groups = 0;

  for (const char *p = is_marked ? text + 2 : text; *p != '\0';) {
    gsize n_digits;

    for (n_digits = 0; is_digit (p[n_digits]); n_digits++)
      ;
    if (n_digits == 0 || n_digits % 2 != 0 || (n_digits > 2 && !is_marked))
      return FALSE;
    for (gsize i = 0; i < n_digits; i += 2)
      add_hex_byte (run, p + i);
    n_groups++;
    for (p += n_digits; *p == ' '; p++)
      ;
  }

  return is_marked ? n_groups > 0 : n_groups > 1;
}

/**
 * prise_pattern_new:
 * @text: what is looked for; UTF-8
 *
 * Returns: (transfer full): a pattern
 */
PrisePattern *
prise_pattern_new (const char *text)
{
  PrisePattern *self = g_new0 (PrisePattern, 1);

  self->kind = PRISE_PATTERN_HEX;
  init_run (&self->main);
  init_run (&self->literal);
  if (!add_hex (&self->main, text)) {
    g_array_set_size (self->main.tokens, 0);
    self->kind = PRISE_PATTERN_ESCAPES;
    if (add_escapes (&self->main, text)) {
      add_text (&self->literal, text);
    } else {
      g_array_set_size (self->main.tokens, 0);
      self->kind = PRISE_PATTERN_TEXT;
      add_text (&self->main, text);
    }
  }
  finish_run (&self->main);
  finish_run (&self->literal);

  return self;
}

void
prise_pattern_free (PrisePattern *self)
{
  g_array_unref (self->main.tokens);
  g_array_unref (self->literal.tokens);
  g_free (self);
}

/**
 * prise_pattern_get_kind:
 *
 * Returns: what its text was taken for
 */
PrisePatternKind
prise_pattern_get_kind (const PrisePattern *self)
{
  return self->kind;
}

/**
 * prise_pattern_is_empty:
 *
 * Returns: whether it is within everything
 */
gboolean
prise_pattern_is_empty (const PrisePattern *self)
{
  return self->main.tokens->len == 0;
}

/* Returns how many bytes at the beginning of @data are the run; 0 if they aren't. */
static gsize
match_run (const Run *run, const guint8 *data, gsize size)
{
  gsize at = 0;

  for (gsize i = 0; i < run->tokens->len; i++) {
    gsize matched = match_token (get_token (run, i), data + at, size - at);

    if (matched == 0)
      return 0;
    at += matched;
  }

  return at;
}

/* All beginnings that still fit are followed at once, a bit each (Baeza-Yates and Gonnet, 1992): to
 * begin anew at each byte would take seconds for a long row of one letter. */
static gboolean
find_run (const Run *run, const guint8 *data, gsize size, gsize *start, gsize *end)
{
  guint64 fitting = 0;

  if (run->tokens->len == 0 || size < run->min_size)
    return FALSE;

  for (gsize i = 0; i < size; i++) {
    gsize first, matched;

    fitting = (fitting << 1 | 1) & run->places[data[i]];
    if ((fitting >> (run->window - 1) & 1) == 0 || i + 1 < run->skipped + run->window)
      continue;

    first = i + 1 - run->window - run->skipped;
    matched = match_run (run, data + first, size - first);
    if (matched > 0) {
      *start = first;
      *end = first + matched;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * prise_pattern_find:
 * @data: (array length=size) (nullable): any bytes
 * @size: how many
 * @start: (out): where the first match begins
 * @end: (out): where it ends
 *
 * Returns: whether the pattern is within @data; the empty one is nowhere
 */
gboolean
prise_pattern_find (const PrisePattern *self,
                    gconstpointer data,
                    gsize size,
                    gsize *start,
                    gsize *end)
{
  return find_run (&self->main, data, size, start, end) ||
         find_run (&self->literal, data, size, start, end);
}
