// SPDX-License-Identifier: GPL-3.0-or-later
#include "config.h"

#include "prise-http-parts.h"

/* A part goes on to where the next begins. */
typedef struct {
  guint64 position; /* in what the parts are when put together */
  guint64 offset;   /* in what they are parts of */
} Place;

struct _PriseHttpParts {
  GArray *places;
  guint64 size;
};

/**
 * prise_http_parts_new:
 *
 * Returns: (transfer full): no parts
 */
PriseHttpParts *
prise_http_parts_new (void)
{
  PriseHttpParts *self = g_new0 (PriseHttpParts, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));

  return self;
}

/**
 * prise_http_parts_free:
 * @self: (transfer full): parts
 */
void
prise_http_parts_free (PriseHttpParts *self)
{
  g_array_unref (self->places);
  g_free (self);
}

/**
 * prise_http_parts_append:
 * @self: parts
 * @offset: where the next begins, behind the last
 * @size: how long it is
 *
 * A part that begins where the last ends makes that longer.
 */
void
prise_http_parts_append (PriseHttpParts *self, guint64 offset, guint64 size)
{
  const Place place = { self->size, offset };
  const Place *last =
      self->places->len > 0 ? &g_array_index (self->places, Place, self->places->len - 1) : NULL;

  if (size == 0)
    return;
  if (last == NULL || last->offset + (self->size - last->position) != offset)
    g_array_append_val (self->places, place);
  self->size += size;
}

/**
 * prise_http_parts_get_n:
 *
 * Returns: how many parts there are, of which none begins where the one before it ends
 */
guint
prise_http_parts_get_n (const PriseHttpParts *self)
{
  return self->places->len;
}

/**
 * prise_http_parts_get_size:
 *
 * Returns: how long they are together
 */
guint64
prise_http_parts_get_size (const PriseHttpParts *self)
{
  return self->size;
}

/* The last place at @position or before. */
static guint
find_place (const PriseHttpParts *self, guint64 position)
{
  guint low = 0;
  guint high = self->places->len;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->places, Place, middle).position <= position)
      low = middle;
    else
      high = middle;
  }

  return low;
}

/**
 * prise_http_parts_find:
 * @self: parts
 * @position: in what they are together
 *
 * Returns: where the byte at @position stands, and how many of its part are left from there on; 0
 *   behind the last
 */
PriseHttpPart
prise_http_parts_find (const PriseHttpParts *self, guint64 position)
{
  const Place *place;
  guint index;
  guint64 end;

  if (position >= self->size)
    return (PriseHttpPart){ 0 };

  index = find_place (self, position);
  place = &g_array_index (self->places, Place, index);
  end = index + 1 < self->places->len ? g_array_index (self->places, Place, index + 1).position
                                      : self->size;

  return (PriseHttpPart){ place->offset + (position - place->position), end - position };
}
