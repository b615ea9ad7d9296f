// SPDX-License-Identifier: GPL-3.0-or-later
/* Which entries a reader wants to see: a direction and a text. The text is looked for as UTF-8 in
 * bytes that may be anything, upper and lower case alike: each of its characters becomes the two
 * byte sequences that may stand for it. An immutable, reference counted value; any thread. */
#include "config.h"

#include "prise-filter.h"

#include <string.h>

/* One character of the text in its two cases. No UTF-8 sequence begins another, so the first that
 * fits is the one. */
typedef struct {
  char lower[6];
  char upper[6];
  guint8 lower_size;
  guint8 upper_size;
} Letter;

struct _PriseFilter {
  gatomicrefcount ref_count;

  char *text;
  PriseDirection direction;
  Letter *letters;
  gsize n_letters;
  gsize min_size;
  gboolean begins[256]; /* whether a match may begin with that byte */
};

G_DEFINE_ENUM_TYPE (PriseDirection,
                    prise_direction,
                    G_DEFINE_ENUM_VALUE (PRISE_DIRECTION_ALL, "all"),
                    G_DEFINE_ENUM_VALUE (PRISE_DIRECTION_RECEIVED, "received"),
                    G_DEFINE_ENUM_VALUE (PRISE_DIRECTION_SENT, "sent"))

static Letter
make_letter (gunichar c)
{
  const gunichar lower = g_unichar_tolower (c);
  /* A title case letter is of neither case. */
  const gunichar upper = c != lower ? c : g_unichar_toupper (c);
  Letter letter = { 0 };

  letter.lower_size = g_unichar_to_utf8 (lower, letter.lower);
  letter.upper_size = g_unichar_to_utf8 (upper, letter.upper);

  return letter;
}

static void
compile (PriseFilter *self)
{
  gsize i = 0;

  self->n_letters = g_utf8_strlen (self->text, -1);
  self->letters = g_new (Letter, self->n_letters);
  for (const char *p = self->text; *p != '\0'; p = g_utf8_next_char (p), i++) {
    self->letters[i] = make_letter (g_utf8_get_char (p));
    self->min_size += MIN (self->letters[i].lower_size, self->letters[i].upper_size);
  }

  if (self->n_letters > 0) {
    self->begins[(guint8) self->letters[0].lower[0]] = TRUE;
    self->begins[(guint8) self->letters[0].upper[0]] = TRUE;
  }
}

/* How many bytes of @data are that letter; 0 if none. */
static gsize
match_letter (const Letter *letter, const guint8 *data, gsize size)
{
  if (size >= letter->lower_size && memcmp (data, letter->lower, letter->lower_size) == 0)
    return letter->lower_size;
  if (size >= letter->upper_size && memcmp (data, letter->upper, letter->upper_size) == 0)
    return letter->upper_size;

  return 0;
}

static gboolean
matches_at (PriseFilter *self, const guint8 *data, gsize size)
{
  for (gsize i = 0; i < self->n_letters; i++) {
    gsize matched = match_letter (&self->letters[i], data, size);

    if (matched == 0)
      return FALSE;
    data += matched;
    size -= matched;
  }

  return TRUE;
}

static gboolean
is_within (PriseFilter *self, gconstpointer data, gsize size)
{
  const guint8 *bytes = data;

  if (size < self->min_size)
    return FALSE;

  for (gsize i = 0; i <= size - self->min_size; i++) {
    if (self->begins[bytes[i]] && matches_at (self, bytes + i, size - i))
      return TRUE;
  }

  return FALSE;
}

static gboolean
is_in_direction (PriseFilter *self, PriseEntryKind kind)
{
  switch (self->direction) {
  case PRISE_DIRECTION_RECEIVED:
    return kind == PRISE_ENTRY_RECEIVED;
  case PRISE_DIRECTION_SENT:
    return kind == PRISE_ENTRY_SENT;
  case PRISE_DIRECTION_ALL:
  default:
    return TRUE;
  }
}

G_DEFINE_BOXED_TYPE (PriseFilter, prise_filter, prise_filter_ref, prise_filter_unref)

/**
 * prise_filter_new:
 * @text: (nullable): what an entry's bytes or peer must contain, in either case; UTF-8
 * @direction: which entries; with %PRISE_DIRECTION_ALL those that are no traffic, too
 *
 * Returns: (transfer full): a filter
 */
PriseFilter *
prise_filter_new (const char *text, PriseDirection direction)
{
  PriseFilter *self = g_new0 (PriseFilter, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_utf8_make_valid (text != NULL ? text : "", -1);
  self->direction = direction;
  compile (self);

  return self;
}

PriseFilter *
prise_filter_ref (PriseFilter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
prise_filter_unref (PriseFilter *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->text);
  g_free (self->letters);
  g_free (self);
}

/**
 * prise_filter_get_text:
 *
 * Returns: its text, maybe empty
 */
const char *
prise_filter_get_text (PriseFilter *self)
{
  return self->text;
}

PriseDirection
prise_filter_get_direction (PriseFilter *self)
{
  return self->direction;
}

/**
 * prise_filter_is_empty:
 *
 * Returns: whether every entry matches
 */
gboolean
prise_filter_is_empty (PriseFilter *self)
{
  return self->n_letters == 0 && self->direction == PRISE_DIRECTION_ALL;
}

/**
 * prise_filter_matches:
 * @entry: an entry
 *
 * Returns: whether @entry is to be seen
 */
gboolean
prise_filter_matches (PriseFilter *self, const PriseEntry *entry)
{
  if (!is_in_direction (self, entry->kind))
    return FALSE;
  if (self->n_letters == 0 || is_within (self, entry->data, entry->size))
    return TRUE;

  return entry->peer != NULL && is_within (self, entry->peer, strlen (entry->peer));
}
