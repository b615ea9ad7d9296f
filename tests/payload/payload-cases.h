// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of this folder share: bytes in blocks of exactly their size, so that the sanitizer
 * sees a read too far, and comparisons that show the bytes when they fail. */
#pragma once

#include <glib.h>

#include "prise-message.h"
#include "prise-payload-error.h"

/* A string literal's bytes, NULs included, without the final one. */
#define BYTES(literal) (literal), sizeof (literal) - 1

static inline void
assert_bytes (GBytes *bytes, const char *expected, gsize size)
{
  gsize n;
  const void *data;

  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &n);
  g_assert_cmpmem (data, n, expected, size);
}

/* A mistake: @code, at @offset, with a sentence that names the character and quotes it. */
static inline void
assert_mistake (const GError *error,
                PrisePayloadError code,
                gsize offset,
                gsize expected_offset,
                const char *place)
{
  g_assert_error (error, PRISE_PAYLOAD_ERROR, (int) code);
  g_assert_cmpuint (offset, ==, expected_offset);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (!g_str_has_prefix (error->message, place))
    g_error ("“%s” doesn't begin with “%s”", error->message, place);
}
