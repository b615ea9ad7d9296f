// SPDX-License-Identifier: GPL-3.0-or-later
/* Raw bytes in lines: they follow each other, none is too long, and nothing is left out; the same
 * ones if the bytes come in pieces. */
#include "config.h"

#include "input.h"
#include "prise-byte-index.h"

static void
assert_lines (PriseByteIndex *index, gsize size)
{
  guint64 end = 0;

  for (guint i = 0; i < prise_byte_index_get_n_lines (index); i++) {
    guint64 offset = 0;
    gsize line_size = 0;

    prise_byte_index_get_place (index, i, &offset, &line_size);
    g_assert_cmpuint (offset, ==, end);
    g_assert_cmpuint (line_size, >, 0);
    g_assert_cmpuint (prise_byte_index_find (index, offset), ==, i);
    end = offset + line_size;
  }
  g_assert_cmpuint (end, ==, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  guint32 seed = fuzz_input_take_byte (&input) * 0x01010101u + 1;
  g_autoptr (GBytes) bytes = fuzz_input_take_rest (&input);
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (PRISE_HTTP_SPOOL_DEFAULT_BUDGET);
  g_autoptr (PriseByteIndex) index = prise_byte_index_new ();
  gsize done = 0;

  while (done < g_bytes_get_size (bytes)) {
    g_autoptr (GBytes) piece = fuzz_take_piece (bytes, done, &seed);

    g_assert_true (prise_http_spool_append (spool, piece, NULL));
    done += g_bytes_get_size (piece);
    prise_byte_index_read (index, spool, done);
    assert_lines (index, done);
  }

  return 0;
}
