// SPDX-License-Identifier: GPL-3.0-or-later
/* Any text as JSON: what stands before a mistake may go on to be JSON, and with the byte of the
 * mistake it may not. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-json.h"

/* No byte more, so that a sanitizer sees what is read behind it. */
static gssize
find_error (const guint8 *data, gsize size, PriseJsonExtent extent)
{
  g_autofree char *copy = g_memdup2 (data, size);

  return prise_json_find_error (copy != NULL ? copy : "", size, extent);
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
    g_assert_cmpint (find_error (data, (gsize) lines_place + 1, PRISE_JSON_BEGINNING), ==,
                     lines_place);

  return 0;
}
