// SPDX-License-Identifier: GPL-3.0-or-later
/* Any text as JSON: what stands before a mistake may go on to be JSON, and with the character of
 * the mistake it may not. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-json.h"

typedef struct {
  const char *text;
  gsize size;
  gsize piece;
} Pieces;

static GBytes *
read_piece (guint64 offset, gpointer user_data)
{
  const Pieces *pieces = user_data;

  return g_bytes_new (pieces->text + offset, MIN (pieces->size - (gsize) offset, pieces->piece));
}

/* In the same place, whether it comes whole or in pieces. No byte more than there is, so that a
 * sanitizer sees what is read behind it. */
static gssize
find_error (const guint8 *data, gsize size, PriseJsonExtent extent)
{
  g_autofree char *copy = g_memdup2 (data, size);
  const char *text = copy != NULL ? copy : "";
  const gssize place = prise_json_find_error (text, size, extent);

  for (gsize piece = 4; piece <= 6; piece++) {
    Pieces pieces = { text, size, piece };

    g_assert_cmpint (prise_json_find_error_in (size, extent, read_piece, &pieces), ==, place);
  }

  return place;
}

/* A character that breaks off at the end may still become one. */
static void
check_mistake (const guint8 *data, gsize size, gsize place)
{
  const gsize seen = MIN (size, place + 4);
  const gssize found = find_error (data, seen, PRISE_JSON_BEGINNING);

  if (found == -1 && seen == size)
    g_assert_cmpuint (data[place], >=, 0xc2);
  else
    g_assert_cmpint (found, ==, (gssize) place);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  const gssize place = find_error (data, size, PRISE_JSON_VALUE);
  const gssize lines_place = find_error (data, size, PRISE_JSON_VALUES);

  g_assert_cmpint (place, <=, (gssize) size);
  if (place < 0) {
    g_assert_cmpint (lines_place, ==, -1);
    return 0;
  }

  if (lines_place < 0)
    return 0;
  g_assert_cmpint (lines_place, >=, place);
  g_assert_cmpint (find_error (data, (gsize) lines_place, PRISE_JSON_BEGINNING), ==, -1);
  if ((gsize) lines_place < size)
    check_mistake (data, size, (gsize) lines_place);

  return 0;
}
