// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes of any number as lines. Of a hex dump nothing is kept: a row says where its bytes stand. Of
 * text the beginnings of lines are kept, for as much as is shown; a line also ends where a chunk
 * begins, and before it grows too long. Main thread. */
#include "config.h"

#include "prise-byte-lines.h"

#include <string.h>

#include "payload/prise-hex-dump.h"

/* Text is searched for its lines in pieces of this size. */
#define PIECE (64 * 1024)

struct _PriseByteLines {
  GObject parent_instance;

  PriseHttpSpool *spool;
  guint64 start; /* in the spool */
  guint64 size;
  PriseHttpResponse *response;
  gboolean hex;

  GArray *beginnings; /* of lines of text: guint64 */
  guint64 text_limit;
  guint64 text_end; /* of the lines that are known */
  guint part;
  guint n_items;
};

static GType
prise_byte_lines_get_item_type (GListModel *list)
{
  return PRISE_TYPE_BYTE_LINE;
}

static guint
prise_byte_lines_get_n_items (GListModel *list)
{
  return PRISE_BYTE_LINES (list)->n_items;
}

static gpointer
prise_byte_lines_get_item (GListModel *list, guint position)
{
  PriseByteLines *self = PRISE_BYTE_LINES (list);
  guint64 offset;
  gsize size;

  if (position >= self->n_items)
    return NULL;

  prise_byte_lines_get_place (self, position, &offset, &size);

  return prise_byte_line_new (offset, size);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = prise_byte_lines_get_item_type;
  iface->get_n_items = prise_byte_lines_get_n_items;
  iface->get_item = prise_byte_lines_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PriseByteLines,
                               prise_byte_lines,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

enum { PROP_TRUNCATED = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* The first chunk whose size line begins at @offset or later. */
static guint
find_next_chunk (PriseByteLines *self, guint64 offset)
{
  guint low = 0;
  guint high = self->response != NULL ? self->response->chunks->len : 0;

  while (low < high) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->response->chunks, PriseHttpChunkPlace, middle).offset < offset)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

/* Where a line that begins at @offset must end, whatever its bytes. */
static guint64
get_line_limit (PriseByteLines *self, guint64 offset)
{
  const guint next = find_next_chunk (self, offset + 1);
  guint64 limit = offset + PRISE_BYTE_LINES_MAX_LINE;

  if (self->response != NULL && next < self->response->chunks->len)
    limit = MIN (limit, g_array_index (self->response->chunks, PriseHttpChunkPlace, next).offset);

  return limit;
}

/* How long the line at @data is, of @size bytes at most; not in the middle of a character. */
static gsize
measure_line (const char *data, gsize size, gboolean is_long)
{
  const char *end = memchr (data, '\n', size);
  gsize n = size;

  if (end != NULL)
    return (gsize) (end - data) + 1;

  for (guint i = 0; is_long && i < 3 && n > 1 && ((guchar) data[n - 1] & 0xc0) == 0x80; i++)
    n--;
  if (is_long && n > 1 && (guchar) data[n - 1] >= 0xc0)
    return n - 1;

  return size;
}

/* Finds the lines from @offset to @end. */
static void
index_text (PriseByteLines *self, guint64 offset, guint64 end)
{
  g_autoptr (GBytes) piece = NULL;
  guint64 piece_offset = 0;
  gsize piece_size = 0;
  const char *data = NULL;

  while (offset < end) {
    const guint64 limit = MIN (get_line_limit (self, offset), end);

    if (limit > piece_offset + piece_size) {
      g_clear_pointer (&piece, g_bytes_unref);
      piece = prise_http_spool_read (self->spool, self->start + offset, PIECE);
      piece_offset = offset;
      data = g_bytes_get_data (piece, &piece_size);
      if (limit > piece_offset + piece_size)
        break;
    }
    g_array_append_val (self->beginnings, offset);
    offset += measure_line (data + (offset - piece_offset), (gsize) (limit - offset),
                            limit - offset == PRISE_BYTE_LINES_MAX_LINE);
  }

  self->text_end = offset;
}

static guint64
get_part_offset (PriseByteLines *self)
{
  return self->hex ? self->part * PRISE_BYTE_LINES_PART : 0;
}

static guint
count_rows (PriseByteLines *self)
{
  if (!self->hex)
    return self->beginnings->len;

  return (guint) ((prise_byte_lines_get_shown_size (self) + PRISE_HEX_DUMP_WIDTH - 1) /
                  PRISE_HEX_DUMP_WIDTH);
}

/* Takes up bytes that have come; the last line may have been only a part. */
static void
grow (PriseByteLines *self)
{
  const guint old = self->n_items;
  guint kept = old;

  if (!self->hex && old > 0) {
    const guint64 last = g_array_index (self->beginnings, guint64, old - 1);

    g_array_set_size (self->beginnings, old - 1);
    index_text (self, last, MIN (self->size, self->text_limit));
    kept = old - 1;
  } else if (!self->hex) {
    index_text (self, 0, MIN (self->size, self->text_limit));
  } else if (old > 0) {
    kept = old - 1;
  }

  self->n_items = count_rows (self);
  g_list_model_items_changed (G_LIST_MODEL (self), kept, old - kept, self->n_items - kept);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRUNCATED]);
}

static void
rebuild (PriseByteLines *self)
{
  const guint old = self->n_items;

  g_array_set_size (self->beginnings, 0);
  self->text_end = 0;
  if (!self->hex && self->spool != NULL)
    index_text (self, 0, MIN (self->size, self->text_limit));
  self->n_items = count_rows (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old, self->n_items);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRUNCATED]);
}

static void
prise_byte_lines_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseByteLines *self = PRISE_BYTE_LINES (object);

  switch (id) {
  case PROP_TRUNCATED:
    g_value_set_boolean (value, prise_byte_lines_get_shown_size (self) < self->size);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_byte_lines_finalize (GObject *object)
{
  PriseByteLines *self = PRISE_BYTE_LINES (object);

  g_clear_pointer (&self->spool, prise_http_spool_unref);
  g_clear_pointer (&self->response, prise_http_response_unref);
  g_array_unref (self->beginnings);

  G_OBJECT_CLASS (prise_byte_lines_parent_class)->finalize (object);
}

static void
prise_byte_lines_class_init (PriseByteLinesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = prise_byte_lines_get_property;
  object_class->finalize = prise_byte_lines_finalize;

  properties[PROP_TRUNCATED] =
      g_param_spec_boolean ("truncated", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
prise_byte_lines_init (PriseByteLines *self)
{
  self->beginnings = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->text_limit = PRISE_BYTE_LINES_FIRST_TEXT;
}

/**
 * prise_byte_lines_new:
 *
 * Returns: (transfer full): the lines of nothing yet
 */
PriseByteLines *
prise_byte_lines_new (void)
{
  return g_object_new (PRISE_TYPE_BYTE_LINES, NULL);
}

/**
 * prise_byte_lines_set_source:
 * @self: lines
 * @spool: (nullable): where the bytes are kept
 * @start: where the first stands there
 *
 * Shows no line until prise_byte_lines_set_size().
 */
void
prise_byte_lines_set_source (PriseByteLines *self, PriseHttpSpool *spool, guint64 start)
{
  g_return_if_fail (PRISE_IS_BYTE_LINES (self));

  if (spool != NULL)
    prise_http_spool_ref (spool);
  g_clear_pointer (&self->spool, prise_http_spool_unref);
  g_clear_pointer (&self->response, prise_http_response_unref);
  self->spool = spool;
  self->start = start;
  self->size = 0;
  self->part = 0;
  self->text_limit = PRISE_BYTE_LINES_FIRST_TEXT;
  rebuild (self);
}

/**
 * prise_byte_lines_set_size:
 * @self: lines of a spool
 * @size: how many bytes there are by now
 */
void
prise_byte_lines_set_size (PriseByteLines *self, guint64 size)
{
  const guint64 shown = prise_byte_lines_get_shown_size (self);

  g_return_if_fail (PRISE_IS_BYTE_LINES (self));
  g_return_if_fail (size >= self->size);

  if (self->size == size)
    return;

  self->size = size;
  if (self->hex ? prise_byte_lines_get_shown_size (self) > shown
                : self->text_end < MIN (size, self->text_limit))
    grow (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRUNCATED]);
}

/**
 * prise_byte_lines_get_size:
 * @self: lines
 *
 * Returns: how many bytes there are, shown or not
 */
guint64
prise_byte_lines_get_size (PriseByteLines *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_LINES (self), 0);

  return self->size;
}

/**
 * prise_byte_lines_set_hex:
 * @self: lines
 * @hex: whether they are those of a hex dump, not of text
 */
void
prise_byte_lines_set_hex (PriseByteLines *self, gboolean hex)
{
  g_return_if_fail (PRISE_IS_BYTE_LINES (self));

  if (self->hex == hex)
    return;

  self->hex = hex;
  rebuild (self);
}

/**
 * prise_byte_lines_get_hex:
 * @self: lines
 *
 * Returns: whether they are those of a hex dump
 */
gboolean
prise_byte_lines_get_hex (PriseByteLines *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_LINES (self), FALSE);

  return self->hex;
}

/**
 * prise_byte_lines_set_response:
 * @self: lines of all of a response's bytes
 * @response: (nullable): what they say
 *
 * A chunk begins a line.
 */
void
prise_byte_lines_set_response (PriseByteLines *self, PriseHttpResponse *response)
{
  gboolean had_chunks, has_chunks;

  g_return_if_fail (PRISE_IS_BYTE_LINES (self));

  if (self->response == response)
    return;

  had_chunks = self->response != NULL && self->response->chunks->len > 0;
  has_chunks = response != NULL && response->chunks->len > 0;
  g_clear_pointer (&self->response, prise_http_response_unref);
  self->response = response != NULL ? prise_http_response_ref (response) : NULL;
  if (had_chunks || has_chunks)
    rebuild (self);
}

/**
 * prise_byte_lines_find_chunk:
 * @self: lines
 * @offset: where a line begins
 * @end: where it ends
 *
 * Returns: (nullable): a chunk whose size line has a part in it
 */
const PriseHttpChunkPlace *
prise_byte_lines_find_chunk (PriseByteLines *self, guint64 offset, guint64 end)
{
  const guint next = find_next_chunk (self, offset);
  const PriseHttpChunkPlace *chunk;

  if (self->response == NULL)
    return NULL;

  if (next < self->response->chunks->len) {
    chunk = &g_array_index (self->response->chunks, PriseHttpChunkPlace, next);
    if (chunk->offset < end)
      return chunk;
  }
  if (next == 0)
    return NULL;
  chunk = &g_array_index (self->response->chunks, PriseHttpChunkPlace, next - 1);

  return chunk->offset + chunk->line_size > offset ? chunk : NULL;
}

/**
 * prise_byte_lines_can_show_more:
 * @self: lines
 *
 * Returns: whether prise_byte_lines_show_more() would show more
 */
gboolean
prise_byte_lines_can_show_more (PriseByteLines *self)
{
  return !self->hex && self->text_limit < MIN (self->size, PRISE_BYTE_LINES_MAX_TEXT);
}

/**
 * prise_byte_lines_show_more:
 * @self: lines
 *
 * Shows four times as much text.
 */
void
prise_byte_lines_show_more (PriseByteLines *self)
{
  g_return_if_fail (PRISE_IS_BYTE_LINES (self));

  if (!prise_byte_lines_can_show_more (self))
    return;

  self->text_limit = MIN (self->text_limit * 4, PRISE_BYTE_LINES_MAX_TEXT);
  grow (self);
}

/**
 * prise_byte_lines_get_n_parts:
 * @self: lines
 *
 * Returns: in how many parts they are shown, one at a time
 */
guint
prise_byte_lines_get_n_parts (PriseByteLines *self)
{
  if (!self->hex || self->size == 0)
    return 1;

  return (guint) ((self->size - 1) / PRISE_BYTE_LINES_PART) + 1;
}

/**
 * prise_byte_lines_get_part:
 * @self: lines
 *
 * Returns: which part is shown, from 0
 */
guint
prise_byte_lines_get_part (PriseByteLines *self)
{
  return self->hex ? self->part : 0;
}

/**
 * prise_byte_lines_set_part:
 * @self: lines
 * @part: which part to show, from 0
 */
void
prise_byte_lines_set_part (PriseByteLines *self, guint part)
{
  g_return_if_fail (PRISE_IS_BYTE_LINES (self));
  g_return_if_fail (part < prise_byte_lines_get_n_parts (self));

  if (self->part == part)
    return;

  self->part = part;
  rebuild (self);
}

/**
 * prise_byte_lines_get_shown_size:
 * @self: lines
 *
 * Returns: how many bytes the lines have together
 */
guint64
prise_byte_lines_get_shown_size (PriseByteLines *self)
{
  if (!self->hex)
    return self->text_end;

  return MIN (self->size - MIN (self->size, get_part_offset (self)), PRISE_BYTE_LINES_PART);
}

/**
 * prise_byte_lines_find:
 * @self: lines
 * @offset: a byte
 *
 * Returns: the row that has it; %G_MAXUINT if none has
 */
guint
prise_byte_lines_find (PriseByteLines *self, guint64 offset)
{
  const guint64 first = get_part_offset (self);
  guint low = 0;
  guint high = self->n_items;

  if (offset < first || offset >= first + prise_byte_lines_get_shown_size (self))
    return G_MAXUINT;
  if (self->hex)
    return (guint) ((offset - first) / PRISE_HEX_DUMP_WIDTH);

  while (high - low > 1) {
    const guint middle = low + (high - low) / 2;

    if (g_array_index (self->beginnings, guint64, middle) <= offset)
      low = middle;
    else
      high = middle;
  }

  return low;
}

/**
 * prise_byte_lines_reveal:
 * @self: lines
 * @offset: a byte
 *
 * Shows another part, or more text, if it needs be.
 *
 * Returns: the row that has the byte now; %G_MAXUINT if none has
 */
guint
prise_byte_lines_reveal (PriseByteLines *self, guint64 offset)
{
  g_return_val_if_fail (PRISE_IS_BYTE_LINES (self), G_MAXUINT);

  if (offset >= self->size)
    return G_MAXUINT;
  if (self->hex)
    prise_byte_lines_set_part (self, (guint) (offset / PRISE_BYTE_LINES_PART));
  while (offset >= self->text_limit && prise_byte_lines_can_show_more (self))
    prise_byte_lines_show_more (self);

  return prise_byte_lines_find (self, offset);
}

/**
 * prise_byte_lines_get_place:
 * @self: lines
 * @row: one of them
 * @offset: (out): where its first byte stands
 * @size: (out): how many it has
 */
void
prise_byte_lines_get_place (PriseByteLines *self, guint row, guint64 *offset, gsize *size)
{
  guint64 end;

  g_return_if_fail (row < self->n_items);

  if (self->hex) {
    *offset = get_part_offset (self) + (guint64) row * PRISE_HEX_DUMP_WIDTH;
    end = MIN (*offset + PRISE_HEX_DUMP_WIDTH, self->size);
  } else {
    *offset = g_array_index (self->beginnings, guint64, row);
    end = row + 1 < self->n_items ? g_array_index (self->beginnings, guint64, row + 1)
                                  : self->text_end;
  }
  *size = (gsize) (end - *offset);
}

/**
 * prise_byte_lines_read:
 * @self: lines
 * @offset: from where
 * @size: how many bytes at most
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
prise_byte_lines_read (PriseByteLines *self, guint64 offset, gsize size)
{
  if (self->spool == NULL || offset >= self->size)
    return g_bytes_new (NULL, 0);

  return prise_http_spool_read (self->spool, self->start + offset,
                                (gsize) MIN (size, self->size - offset));
}
