// SPDX-License-Identifier: GPL-3.0-or-later
/* Any text as JSON: what stands before a mistake may go on to be JSON, and with the character of
 * the mistake it may not. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "json-pieces.h"

/* A character that breaks off at the end may still become one. */
static void
check_mistake (const guint8 *data, gsize size, gsize place)
{
  const gsize seen = MIN (size, place + 4);
  const gssize found = json_pieces_find_error (data, seen, PRISE_JSON_BEGINNING);

  if (found == -1 && seen == size)
    g_assert_cmpuint (data[place], >=, 0xc2);
  else
    g_assert_cmpint (found, ==, (gssize) place);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  const gssize place = json_pieces_find_error (data, size, PRISE_JSON_VALUE);
  const gssize lines_place = json_pieces_find_error (data, size, PRISE_JSON_VALUES);

  g_assert_cmpint (place, <=, (gssize) size);
  if (place < 0) {
    g_assert_cmpint (lines_place, ==, -1);
    return 0;
  }

  if (lines_place < 0)
    return 0;
  g_assert_cmpint (lines_place, >=, place);
  g_assert_cmpint (json_pieces_find_error (data, (gsize) lines_place, PRISE_JSON_BEGINNING), ==,
                   -1);
  if ((gsize) lines_place < size)
    check_mistake (data, size, (gsize) lines_place);

  return 0;
}
