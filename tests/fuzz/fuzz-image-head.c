// SPDX-License-Identifier: GPL-3.0-or-later
/* What an image says of itself, whatever its bytes. */
#include "config.h"

#include "input.h"
#include "prise-image-head.h"

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

  return 0;
}
