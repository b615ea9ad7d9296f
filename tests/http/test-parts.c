// SPDX-License-Identifier: GPL-3.0-or-later
/* Parts of bytes: where each byte of what they are together stands. */
#include "config.h"

#include "prise-http-parts.h"

#define GIB ((guint64) 1024 * 1024 * 1024)

static void
assert_part (const PriseHttpParts *parts, guint64 position, guint64 offset, guint64 size)
{
  const PriseHttpPart part = prise_http_parts_find (parts, position);

  g_assert_cmpuint (part.offset, ==, offset);
  g_assert_cmpuint (part.size, ==, size);
}

static void
test_find (void)
{
  PriseHttpParts *parts = prise_http_parts_new ();

  assert_part (parts, 0, 0, 0);
  prise_http_parts_append (parts, 10, 3);
  prise_http_parts_append (parts, 20, 0);
  prise_http_parts_append (parts, 20, 1);
  prise_http_parts_append (parts, 30, 5 * GIB);
  prise_http_parts_append (parts, 6 * GIB, 2);

  g_assert_cmpuint (prise_http_parts_get_n (parts), ==, 4);
  g_assert_cmpuint (prise_http_parts_get_size (parts), ==, 5 * GIB + 6);
  assert_part (parts, 0, 10, 3);
  assert_part (parts, 2, 12, 1);
  assert_part (parts, 3, 20, 1);
  assert_part (parts, 4, 30, 5 * GIB);
  assert_part (parts, 4 + 5 * GIB - 1, 30 + 5 * GIB - 1, 1);
  assert_part (parts, 4 + 5 * GIB, 6 * GIB, 2);
  assert_part (parts, 5 + 5 * GIB, 6 * GIB + 1, 1);
  assert_part (parts, 6 + 5 * GIB, 0, 0);
  assert_part (parts, G_MAXUINT64, 0, 0);
  prise_http_parts_free (parts);
}

/* A body by length comes in many pieces, and is one part. */
static void
test_join (void)
{
  PriseHttpParts *parts = prise_http_parts_new ();

  for (guint i = 0; i < 10; i++)
    prise_http_parts_append (parts, 5 * GIB + i, 1);
  g_assert_cmpuint (prise_http_parts_get_n (parts), ==, 1);
  assert_part (parts, 3, 5 * GIB + 3, 7);
  prise_http_parts_free (parts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/parts/find", test_find);
  g_test_add_func ("/http/parts/join", test_join);

  return g_test_run ();
}
