// SPDX-License-Identifier: GPL-3.0-or-later
/* Where lines begin, against a plain walk over the bytes: text that comes piece by piece, chunks
 * that come to be known now and then, and lists of chunks that replace each other. */
#include "config.h"

#include <string.h>

#include "prise-byte-index.h"

#define N_ROUNDS 300
#define SIZE     400

typedef struct {
  char text[SIZE];
  PriseHttpSpool *spool;
  PriseByteIndex *index;
  GArray *places; /* of all chunks that there are */
  GArray *chunks; /* of those that are known, shared with the index */
  guint64 end;
} Fixture;

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

/* Short lines: of long ones others tell. */
static void
make_text (Fixture *fixture)
{
  static const char letters[] = "ab\r\n\n";
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < SIZE; i++)
    fixture->text[i] = i % 50 == 49 ? '\n' : letters[pick (sizeof letters - 1)];
  bytes = g_bytes_new_static (fixture->text, SIZE);
  fixture->spool = prise_http_spool_new (G_MAXUINT64);
  prise_http_spool_append (fixture->spool, bytes, NULL);
}

static void
make_places (Fixture *fixture)
{
  PriseHttpChunkPlace place = { 0 };

  fixture->places = g_array_new (FALSE, FALSE, sizeof place);
  for (;;) {
    place.offset += place.line_size + place.size + pick (60);
    place.line_size = 1 + pick (6);
    place.size = pick (80);
    if (place.offset + place.line_size + place.size >= SIZE)
      return;
    g_array_append_val (fixture->places, place);
  }
}

static gboolean
begins_chunk (Fixture *fixture, guint64 offset)
{
  for (guint i = 0; i < fixture->chunks->len; i++)
    if (g_array_index (fixture->chunks, PriseHttpChunkPlace, i).offset == offset)
      return TRUE;

  return FALSE;
}

/* The first chunk whose size line has a byte from @offset to @end. */
static const PriseHttpChunkPlace *
find_chunk (Fixture *fixture, guint64 offset, guint64 end)
{
  for (guint i = 0; i < fixture->chunks->len; i++) {
    const PriseHttpChunkPlace *place = &g_array_index (fixture->chunks, PriseHttpChunkPlace, i);

    if (place->offset >= offset ? place->offset < end : place->offset + place->line_size > offset)
      return place;
  }

  return NULL;
}

static guint64
find_line_end (Fixture *fixture, guint64 offset)
{
  guint64 end = offset + 1;

  while (end < fixture->end && fixture->text[end - 1] != '\n' && !begins_chunk (fixture, end))
    end++;

  return end;
}

static void
check (Fixture *fixture)
{
  guint n_lines = 0;

  for (guint64 offset = 0; offset < fixture->end; n_lines++) {
    const guint64 end = find_line_end (fixture, offset);
    guint64 place;
    gsize size;

    g_assert_cmpuint (n_lines, <, prise_byte_index_get_n_lines (fixture->index));
    prise_byte_index_get_place (fixture->index, n_lines, &place, &size);
    g_assert_cmpuint (place, ==, offset);
    g_assert_cmpuint (size, ==, end - offset);
    g_assert_cmpuint (prise_byte_index_find (fixture->index, offset), ==, n_lines);
    g_assert_cmpuint (prise_byte_index_find (fixture->index, end - 1), ==, n_lines);
    g_assert_true (prise_byte_index_find_chunk (fixture->index, offset, end) ==
                   find_chunk (fixture, offset, end));
    offset = end;
  }
  g_assert_cmpuint (prise_byte_index_get_n_lines (fixture->index), ==, n_lines);
  g_assert_cmpuint (prise_byte_index_get_end (fixture->index), ==, fixture->end);
}

/* More chunks of the same list, or another list, which may begin as the old one did. */
static void
tell_chunks (Fixture *fixture)
{
  const gboolean is_other = pick (5) == 0;
  const guint n_known = is_other ? 0 : fixture->chunks->len;
  const guint n = n_known + pick (fixture->places->len - n_known + 1);
  guint64 first;

  if (is_other) {
    g_array_unref (fixture->chunks);
    fixture->chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
  }
  for (guint i = n_known; i < n; i++)
    g_array_append_val (fixture->chunks, g_array_index (fixture->places, PriseHttpChunkPlace, i));

  first = prise_byte_index_set_chunks (fixture->index, fixture->chunks);
  g_assert_cmpuint (first, ==,
                    n > n_known
                        ? g_array_index (fixture->places, PriseHttpChunkPlace, n_known).offset
                        : G_MAXUINT64);
  /* What is known of the old list's chunks goes with their lines. */
  if (is_other)
    prise_byte_index_clear (fixture->index);
}

static void
read_on (Fixture *fixture)
{
  const guint n_before = prise_byte_index_get_n_lines (fixture->index);
  const guint n_kept = prise_byte_index_read (fixture->index, fixture->spool, fixture->end);

  g_assert_cmpuint (n_kept, ==, MAX (n_before, 1) - 1);
  check (fixture);
}

static void
test_walk (void)
{
  for (guint round = 0; round < N_ROUNDS; round++) {
    Fixture fixture = { 0 };

    make_text (&fixture);
    make_places (&fixture);
    fixture.index = prise_byte_index_new ();
    fixture.chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
    prise_byte_index_set_chunks (fixture.index, fixture.chunks);
    while (fixture.end < SIZE) {
      const guint64 end = fixture.end + pick (90);

      fixture.end = MIN (end, SIZE);
      if (pick (3) == 0)
        tell_chunks (&fixture);
      read_on (&fixture);
    }
    tell_chunks (&fixture);
    read_on (&fixture);

    prise_byte_index_free (fixture.index);
    g_array_unref (fixture.chunks);
    g_array_unref (fixture.places);
    prise_http_spool_unref (fixture.spool);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/byte-index/walk", test_walk);

  return g_test_run ();
}
