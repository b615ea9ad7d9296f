// SPDX-License-Identifier: GPL-3.0-or-later
/* Where lines of text begin. A line ends after a line feed, where a chunk begins, and before it
 * grows too long. Chunks are told of while the bytes come in, or a little later: then the lines
 * from there on are found again. Main thread. */
#include "config.h"

#include "prise-byte-index.h"

#include <string.h>

#include "prise-display.h"

/* Text is searched for its lines in pieces of this size. */
#define PIECE (64 * 1024)

/* To lay out these takes as long as so many letters. */
#define TAB_EFFORT    8
#define EMOJI_EFFORT  12
#define SWITCH_EFFORT 8

struct _PriseByteIndex {
  GArray *beginnings; /* of lines: guint64 */
  guint64 end;        /* of the last */
  GArray *chunks;     /* of PriseHttpChunkPlace; shared, and may have grown: */
  guint n_chunks;     /* so many are known */
};

/**
 * prise_byte_index_new:
 *
 * Returns: (transfer full): an index of nothing yet
 */
PriseByteIndex *
prise_byte_index_new (void)
{
  PriseByteIndex *self = g_new0 (PriseByteIndex, 1);

  self->beginnings = g_array_new (FALSE, FALSE, sizeof (guint64));

  return self;
}

void
prise_byte_index_free (PriseByteIndex *self)
{
  g_array_unref (self->beginnings);
  g_clear_pointer (&self->chunks, g_array_unref);
  g_free (self);
}

/**
 * prise_byte_index_clear:
 *
 * Forgets the lines, but not the chunks.
 */
void
prise_byte_index_clear (PriseByteIndex *self)
{
  g_array_set_size (self->beginnings, 0);
  self->end = 0;
}

static const PriseHttpChunkPlace *
get_chunk (PriseByteIndex *self, guint index)
{
  return &g_array_index (self->chunks, PriseHttpChunkPlace, index);
}

/* The first chunk whose size line begins at @offset or later. */
static guint
find_next_chunk (PriseByteIndex *self, guint64 offset)
{
  guint low = 0;
  guint high = self->n_chunks;

  while (low < high) {
    const guint middle = low + (high - low) / 2;

    if (get_chunk (self, middle)->offset < offset)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

/* Where a line that begins at @offset must end, whatever its bytes. */
static guint64
get_line_limit (PriseByteIndex *self, guint64 offset)
{
  const guint next = find_next_chunk (self, offset + 1);
  const guint64 limit = offset + PRISE_BYTE_INDEX_MAX_LINE;

  return next < self->n_chunks ? MIN (limit, get_chunk (self, next)->offset) : limit;
}

/* How many of the bytes don't cut a character in two. */
static gsize
measure_whole (const char *data, gsize size)
{
  gsize n = size;

  for (guint i = 0; i < 3 && n > 1 && ((guchar) data[n - 1] & 0xc0) == 0x80; i++)
    n--;

  return n > 1 && (guchar) data[n - 1] >= 0xc0 ? n - 1 : size;
}

/* How much it takes to lay out the byte, beside what it takes for a letter: for tabs it grows with
 * the square of their number; emoji have a font of their own, and other scripts a direction. */
static guint
get_effort (guchar before, guchar c, guchar next)
{
  const gboolean begins_character = c >= 0xc0 && (next & 0xc0) == 0x80;

  if (c == '\t')
    return TAB_EFFORT;
  if (begins_character && c >= 0xf0)
    return EMOJI_EFFORT;
  if (begins_character)
    return before < 0x80 ? 2 + SWITCH_EFFORT : 2;

  return c < 0x80 && before >= 0x80 ? 1 + SWITCH_EFFORT : c < 0x80;
}

/* Returns how many of the bytes can be laid out in time. */
static gsize
measure_effort (const char *data, gsize size)
{
  guint effort = 0;
  guchar before = 0;
  gsize n = 0;

  while (n < size) {
    effort += get_effort (before, (guchar) data[n], n + 1 < size ? (guchar) data[n + 1] : 0);
    if (effort > PRISE_BYTE_INDEX_MAX_LINE)
      break;
    before = (guchar) data[n++];
  }

  return n;
}

/* How many bytes the line at @data has, of @size at most. */
static gsize
measure_line (const char *data, gsize size, gboolean is_long)
{
  const char *feed = memchr (data, '\n', size);
  gsize n = feed != NULL ? (gsize) (feed - data) : size;
  gsize shown;

  if (feed != NULL && n > 0 && data[n - 1] == '\r')
    n--;
  else if (feed == NULL && is_long)
    n = measure_whole (data, n);
  shown = measure_effort (data, prise_display_measure (data, n, PRISE_BYTE_INDEX_MAX_LINE));
  if (shown < n)
    return shown;

  return feed != NULL ? (gsize) (feed - data) + 1 : n;
}

/**
 * prise_byte_index_read:
 * @spool: the bytes
 * @end: how many of them to look at
 *
 * Finds the lines that have come. The last may have been only a part.
 *
 * Returns: how many lines stayed as they were
 */
guint
prise_byte_index_read (PriseByteIndex *self, PriseHttpSpool *spool, guint64 end)
{
  const guint n_kept = MAX (self->beginnings->len, 1) - 1;
  guint64 offset =
      n_kept < self->beginnings->len ? g_array_index (self->beginnings, guint64, n_kept) : 0;
  g_autoptr (GBytes) piece = NULL;
  guint64 piece_offset = 0;
  gsize piece_size = 0;
  const char *data = NULL;

  g_array_set_size (self->beginnings, n_kept);
  while (offset < end) {
    const guint64 limit = MIN (get_line_limit (self, offset), end);

    if (limit > piece_offset + piece_size) {
      g_clear_pointer (&piece, g_bytes_unref);
      piece = prise_http_spool_read (spool, offset, PIECE);
      piece_offset = offset;
      data = g_bytes_get_data (piece, &piece_size);
      if (limit > piece_offset + piece_size)
        break;
    }
    g_array_append_val (self->beginnings, offset);
    offset += measure_line (data + (offset - piece_offset), (gsize) (limit - offset),
                            limit - offset == PRISE_BYTE_INDEX_MAX_LINE);
  }
  self->end = offset;

  return n_kept;
}

/* Forgets the line at @offset and those behind it. */
static void
cut (PriseByteIndex *self, guint64 offset)
{
  guint line;

  if (offset >= self->end)
    return;

  line = prise_byte_index_find (self, offset);
  self->end = g_array_index (self->beginnings, guint64, line);
  g_array_set_size (self->beginnings, line);
}

/**
 * prise_byte_index_set_chunks:
 * @chunks: (element-type PriseHttpChunkPlace): where chunks begin, in their order; it may grow
 * until this is called again with it
 *
 * The lines from the first new chunk on are forgotten, to be read again.
 *
 * Returns: where the first new chunk begins; %G_MAXUINT64 if none is new
 */
guint64
prise_byte_index_set_chunks (PriseByteIndex *self, GArray *chunks)
{
  guint first = self->n_chunks;

  if (self->chunks != chunks) {
    g_clear_pointer (&self->chunks, g_array_unref);
    self->chunks = g_array_ref (chunks);
    first = 0;
  }
  self->n_chunks = chunks->len;
  if (first == chunks->len)
    return G_MAXUINT64;

  cut (self, get_chunk (self, first)->offset);

  return get_chunk (self, first)->offset;
}

/**
 * prise_byte_index_find_chunk:
 * @offset: where a line begins
 * @end: where it ends
 *
 * Returns: (nullable): a chunk whose size line has a part in it
 */
const PriseHttpChunkPlace *
prise_byte_index_find_chunk (PriseByteIndex *self, guint64 offset, guint64 end)
{
  const guint next = find_next_chunk (self, offset);
  const PriseHttpChunkPlace *last;

  if (next < self->n_chunks && get_chunk (self, next)->offset < end)
    return get_chunk (self, next);
  if (next == 0)
    return NULL;

  last = get_chunk (self, next - 1);

  return last->offset + last->line_size > offset ? last : NULL;
}

/**
 * prise_byte_index_get_n_lines:
 *
 * Returns: how many lines there are
 */
guint
prise_byte_index_get_n_lines (PriseByteIndex *self)
{
  return self->beginnings->len;
}

/**
 * prise_byte_index_get_end:
 *
 * Returns: where the last line ends
 */
guint64
prise_byte_index_get_end (PriseByteIndex *self)
{
  return self->end;
}

/**
 * prise_byte_index_get_place:
 * @line: one of its lines
 * @offset: (out): where its first byte stands
 * @size: (out): how many it has
 */
void
prise_byte_index_get_place (PriseByteIndex *self, guint line, guint64 *offset, gsize *size)
{
  const guint64 end = line + 1 < self->beginnings->len
                          ? g_array_index (self->beginnings, guint64, line + 1)
                          : self->end;

  *offset = g_array_index (self->beginnings, guint64, line);
  *size = (gsize) (end - *offset);
}

/**
 * prise_byte_index_find:
 * @offset: a byte of its lines
 *
 * Returns: the line that has it
 */
guint
prise_byte_index_find (PriseByteIndex *self, guint64 offset)
{
  guint low = 0;
  guint high = self->beginnings->len;

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->beginnings, guint64, middle) <= offset)
      low = middle;
    else
      high = middle;
  }

  return low;
}
