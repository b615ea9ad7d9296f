// SPDX-License-Identifier: GPL-3.0-or-later
/* What an image says of itself, and the parts of which it is made, whatever its bytes. */
#include "config.h"

#include "input.h"
#include "prise-image-head.h"

/* They follow one another, and come to an end. */
static void
check_parts (const PriseImageHead *head, const guint8 *data)
{
  gsize start = 0;
  gsize size;

  while ((size = prise_image_head_find_part (head, data, &start)) > 0) {
    g_assert_cmpuint (start, <=, head->first_size);
    g_assert_cmpuint (size, <=, head->first_size - start);
    start += size;
  }
  g_assert_cmpuint (start, ==, head->first_size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);
  PriseImageHead head;

  if (!prise_image_head_read (copy, size, &head))
    return 0;

  g_assert_nonnull (head.format);
  g_assert_cmpuint (head.width, >, 0);
  g_assert_cmpuint (head.height, >, 0);
  g_assert_cmpuint (head.first_size, <=, size);
  check_parts (&head, copy);

  return 0;
}
