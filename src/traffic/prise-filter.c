// SPDX-License-Identifier: GPL-3.0-or-later
/* Which entries a reader wants to see: a direction, and a pattern in their bytes or their peer. An
 * immutable, reference counted value; any thread. */
#include "config.h"

#include "prise-filter.h"

#include <string.h>

struct _PriseFilter {
  gatomicrefcount ref_count;

  char *text;
  PriseDirection direction;
  PrisePattern *pattern;
};

G_DEFINE_ENUM_TYPE (PriseDirection,
                    prise_direction,
                    G_DEFINE_ENUM_VALUE (PRISE_DIRECTION_ALL, "all"),
                    G_DEFINE_ENUM_VALUE (PRISE_DIRECTION_RECEIVED, "received"),
                    G_DEFINE_ENUM_VALUE (PRISE_DIRECTION_SENT, "sent"))

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
 * @text: (nullable): what an entry's bytes or peer must contain, as #PrisePattern reads it; UTF-8
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
  self->pattern = prise_pattern_new (self->text);

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
  prise_pattern_free (self->pattern);
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
  return prise_pattern_is_empty (self->pattern) && self->direction == PRISE_DIRECTION_ALL;
}

/**
 * prise_filter_get_kind:
 *
 * Returns: what its text was taken for
 */
PrisePatternKind
prise_filter_get_kind (PriseFilter *self)
{
  return prise_pattern_get_kind (self->pattern);
}

/**
 * prise_filter_find:
 * @entry: an entry
 * @start: (out): where the first match begins, in bytes
 * @end: (out): where it ends
 *
 * Returns: whether the text is within the bytes of @entry
 */
gboolean
prise_filter_find (PriseFilter *self, const PriseEntry *entry, gsize *start, gsize *end)
{
  return prise_pattern_find (self->pattern, entry->data, entry->size, start, end);
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
  gsize start, end;

  if (!is_in_direction (self, entry->kind))
    return FALSE;
  if (prise_pattern_is_empty (self->pattern) || prise_filter_find (self, entry, &start, &end))
    return TRUE;

  return entry->peer != NULL &&
         prise_pattern_find (self->pattern, entry->peer, strlen (entry->peer), &start, &end);
}
