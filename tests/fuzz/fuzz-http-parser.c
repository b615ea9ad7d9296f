// SPDX-License-Identifier: GPL-3.0-or-later
/* The parser with whatever comes. The first byte of an input says what it is, the rest is parsed:
 * whole, and cut at places that are derived from it. ParserRecord sees to it that the events are in
 * order; here they must be the same both times. */
#include "config.h"

#include "input.h"
#include "parser-record.h"

static char *
parse (const char *data, gsize size, guint8 flags, guint32 seed)
{
  static const char *const methods[] = { NULL, "GET", "HEAD", "CONNECT" };
  const PriseHttpMessageKind kind = flags & 4 ? PRISE_HTTP_REQUEST : PRISE_HTTP_RESPONSE;
  ParserRecord *record = parser_record_new (kind, methods[flags & 3]);
  gboolean goes_on = TRUE;
  gsize done = 0;

  while (done < size && goes_on) {
    /* Short pieces are the most likely; without a seed there is one. */
    const gsize n = seed == 0 ? size : MIN (1 + (seed >> 16) % (1u << (seed >> 28)), size - done);

    goes_on = parser_record_push (record, data + done, n);
    done += n;
    seed = seed * 1664525 + 1013904223;
  }

  return parser_record_finish (record);
}

static guint32
hash (const guint8 *data, gsize size)
{
  guint32 hash = 2166136261;

  for (gsize i = 0; i < size; i++)
    hash = (hash ^ data[i]) * 16777619;

  return hash;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *whole = NULL;
  g_autofree char *cut = NULL;

  if (size == 0)
    return 0;

  whole = parse ((const char *) data + 1, size - 1, data[0], 0);
  cut = parse ((const char *) data + 1, size - 1, data[0], MAX (hash (data, size), 1));
  g_assert_cmpstr (cut, ==, whole);

  return 0;
}
