// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes of any number as lines. Of a hex dump nothing is kept: a row says where its bytes stand. Of
 * text an index of lines is kept, for as much as is shown. Main thread. */
#include "config.h"

#include "prise-byte-model.h"

#include "prise-byte-index.h"
#include "prise-hex-dump.h"

struct _PriseByteModel {
  GObject parent_instance;

  PriseHttpSpool *spool;
  guint64 size;
  gboolean hex;

  PriseByteIndex *index; /* of text; and of chunks, of a hex dump as well */
  guint64 text_limit;
  guint part;
  guint n_items;
};

static GType
prise_byte_model_get_item_type (GListModel *list)
{
  return PRISE_TYPE_BYTE_LINE;
}

static guint
prise_byte_model_get_n_items (GListModel *list)
{
  return PRISE_BYTE_MODEL (list)->n_items;
}

static gpointer
prise_byte_model_get_item (GListModel *list, guint position)
{
  PriseByteModel *self = PRISE_BYTE_MODEL (list);
  guint64 offset;
  gsize size;

  if (position >= self->n_items)
    return NULL;

  prise_byte_model_get_place (self, position, &offset, &size);

  return prise_byte_line_new (offset, size);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = prise_byte_model_get_item_type;
  iface->get_n_items = prise_byte_model_get_n_items;
  iface->get_item = prise_byte_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PriseByteModel,
                               prise_byte_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

enum { PROP_TRUNCATED = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static guint64
get_part_offset (PriseByteModel *self)
{
  return self->hex ? self->part * PRISE_BYTE_MODEL_PART : 0;
}

static guint
count_rows (PriseByteModel *self)
{
  if (!self->hex)
    return prise_byte_index_get_n_lines (self->index);

  return (guint) ((prise_byte_model_get_shown_size (self) + PRISE_HEX_DUMP_WIDTH - 1) /
                  PRISE_HEX_DUMP_WIDTH);
}

/* Returns how many lines stayed as they were. */
static guint
read_text (PriseByteModel *self)
{
  if (self->spool == NULL)
    return 0;

  return prise_byte_index_read (self->index, self->spool, MIN (self->size, self->text_limit));
}

/* Tells that the rows from @n_kept on aren't those which they were. */
static void
tell (PriseByteModel *self, guint n_kept)
{
  const guint old = self->n_items;

  self->n_items = count_rows (self);
  g_list_model_items_changed (G_LIST_MODEL (self), n_kept, old - n_kept, self->n_items - n_kept);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRUNCATED]);
}

/* Takes up bytes that have come; the last line may have been only a part. */
static void
grow (PriseByteModel *self)
{
  tell (self, self->hex ? MAX (self->n_items, 1) - 1 : read_text (self));
}

static void
rebuild (PriseByteModel *self)
{
  prise_byte_index_clear (self->index);
  if (!self->hex)
    read_text (self);
  tell (self, 0);
}

static void
prise_byte_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseByteModel *self = PRISE_BYTE_MODEL (object);

  switch (id) {
  case PROP_TRUNCATED:
    g_value_set_boolean (value, prise_byte_model_get_shown_size (self) < self->size);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_byte_model_finalize (GObject *object)
{
  PriseByteModel *self = PRISE_BYTE_MODEL (object);

  g_clear_pointer (&self->spool, prise_http_spool_unref);
  g_clear_pointer (&self->index, prise_byte_index_free);

  G_OBJECT_CLASS (prise_byte_model_parent_class)->finalize (object);
}

static void
prise_byte_model_class_init (PriseByteModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = prise_byte_model_get_property;
  object_class->finalize = prise_byte_model_finalize;

  properties[PROP_TRUNCATED] =
      g_param_spec_boolean ("truncated", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
prise_byte_model_init (PriseByteModel *self)
{
  self->index = prise_byte_index_new ();
  self->text_limit = PRISE_BYTE_MODEL_FIRST_TEXT;
}

/**
 * prise_byte_model_new:
 *
 * Returns: (transfer full): the lines of nothing yet
 */
PriseByteModel *
prise_byte_model_new (void)
{
  return g_object_new (PRISE_TYPE_BYTE_MODEL, NULL);
}

/**
 * prise_byte_model_set_source:
 * @self: lines
 * @spool: (nullable): where the bytes are kept
 *
 * Shows no line until prise_byte_model_set_size(), and knows of no chunks.
 */
void
prise_byte_model_set_source (PriseByteModel *self, PriseHttpSpool *spool)
{
  g_return_if_fail (PRISE_IS_BYTE_MODEL (self));

  if (spool != NULL)
    prise_http_spool_ref (spool);
  g_clear_pointer (&self->spool, prise_http_spool_unref);
  prise_byte_index_free (self->index);
  self->index = prise_byte_index_new ();
  self->spool = spool;
  self->size = 0;
  self->part = 0;
  self->text_limit = PRISE_BYTE_MODEL_FIRST_TEXT;
  rebuild (self);
}

/**
 * prise_byte_model_set_size:
 * @self: lines of a spool
 * @size: how many bytes there are by now
 */
void
prise_byte_model_set_size (PriseByteModel *self, guint64 size)
{
  const guint64 shown = prise_byte_model_get_shown_size (self);

  g_return_if_fail (PRISE_IS_BYTE_MODEL (self));
  g_return_if_fail (size >= self->size);

  if (self->size == size)
    return;

  self->size = size;
  if (self->hex ? prise_byte_model_get_shown_size (self) > shown
                : prise_byte_index_get_end (self->index) < MIN (size, self->text_limit))
    grow (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRUNCATED]);
}

/**
 * prise_byte_model_get_size:
 * @self: lines
 *
 * Returns: how many bytes there are, shown or not
 */
guint64
prise_byte_model_get_size (PriseByteModel *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_MODEL (self), 0);

  return self->size;
}

/**
 * prise_byte_model_set_hex:
 * @self: lines
 * @hex: whether they are those of a hex dump, not of text
 */
void
prise_byte_model_set_hex (PriseByteModel *self, gboolean hex)
{
  g_return_if_fail (PRISE_IS_BYTE_MODEL (self));

  if (self->hex == hex)
    return;

  self->hex = hex;
  rebuild (self);
}

/**
 * prise_byte_model_get_hex:
 * @self: lines
 *
 * Returns: whether they are those of a hex dump
 */
gboolean
prise_byte_model_get_hex (PriseByteModel *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_MODEL (self), FALSE);

  return self->hex;
}

/**
 * prise_byte_model_set_chunks:
 * @self: lines of all of a response's bytes
 * @chunks: (element-type PriseHttpChunkPlace): where chunks begin, in their order; it may grow
 * until this is called again with it
 *
 * A chunk begins a line.
 */
void
prise_byte_model_set_chunks (PriseByteModel *self, GArray *chunks)
{
  const guint64 end = prise_byte_model_get_shown_size (self) + get_part_offset (self);
  guint64 offset;

  g_return_if_fail (PRISE_IS_BYTE_MODEL (self));

  offset = prise_byte_index_set_chunks (self->index, chunks);
  if (offset >= end)
    return;

  if (self->hex)
    tell (self, prise_byte_model_find (self, MAX (offset, get_part_offset (self))));
  else
    grow (self);
}

/**
 * prise_byte_model_find_chunk:
 * @self: lines
 * @offset: where a line begins
 * @end: where it ends
 *
 * Returns: (nullable): a chunk whose size line has a part in it
 */
const PriseHttpChunkPlace *
prise_byte_model_find_chunk (PriseByteModel *self, guint64 offset, guint64 end)
{
  return prise_byte_index_find_chunk (self->index, offset, end);
}

/**
 * prise_byte_model_can_show_more:
 * @self: lines
 *
 * Returns: whether prise_byte_model_show_more() would show more
 */
gboolean
prise_byte_model_can_show_more (PriseByteModel *self)
{
  return !self->hex && self->text_limit < MIN (self->size, PRISE_BYTE_MODEL_MAX_TEXT);
}

/**
 * prise_byte_model_show_more:
 * @self: lines
 *
 * Shows four times as much text.
 */
void
prise_byte_model_show_more (PriseByteModel *self)
{
  g_return_if_fail (PRISE_IS_BYTE_MODEL (self));

  if (!prise_byte_model_can_show_more (self))
    return;

  self->text_limit = MIN (self->text_limit * 4, PRISE_BYTE_MODEL_MAX_TEXT);
  grow (self);
}

/**
 * prise_byte_model_get_n_parts:
 * @self: lines
 *
 * Returns: in how many parts they are shown, one at a time
 */
guint
prise_byte_model_get_n_parts (PriseByteModel *self)
{
  if (!self->hex || self->size == 0)
    return 1;

  return (guint) ((self->size - 1) / PRISE_BYTE_MODEL_PART) + 1;
}

/**
 * prise_byte_model_get_part:
 * @self: lines
 *
 * Returns: which part is shown, from 0
 */
guint
prise_byte_model_get_part (PriseByteModel *self)
{
  return self->hex ? self->part : 0;
}

/**
 * prise_byte_model_set_part:
 * @self: lines
 * @part: which part to show, from 0
 */
void
prise_byte_model_set_part (PriseByteModel *self, guint part)
{
  g_return_if_fail (PRISE_IS_BYTE_MODEL (self));
  g_return_if_fail (part < prise_byte_model_get_n_parts (self));

  if (self->part == part)
    return;

  self->part = part;
  rebuild (self);
}

/**
 * prise_byte_model_get_shown_size:
 * @self: lines
 *
 * Returns: how many bytes the lines have together
 */
guint64
prise_byte_model_get_shown_size (PriseByteModel *self)
{
  if (!self->hex)
    return prise_byte_index_get_end (self->index);

  return MIN (self->size - MIN (self->size, get_part_offset (self)), PRISE_BYTE_MODEL_PART);
}

/**
 * prise_byte_model_find:
 * @self: lines
 * @offset: a byte
 *
 * Returns: the row that has it; %G_MAXUINT if none has
 */
guint
prise_byte_model_find (PriseByteModel *self, guint64 offset)
{
  const guint64 first = get_part_offset (self);

  if (offset < first || offset >= first + prise_byte_model_get_shown_size (self))
    return G_MAXUINT;

  return self->hex ? (guint) ((offset - first) / PRISE_HEX_DUMP_WIDTH)
                   : prise_byte_index_find (self->index, offset);
}

/**
 * prise_byte_model_reveal:
 * @self: lines
 * @offset: a byte
 *
 * Shows another part, or more text, if it needs be.
 *
 * Returns: the row that has the byte now; %G_MAXUINT if none has
 */
guint
prise_byte_model_reveal (PriseByteModel *self, guint64 offset)
{
  g_return_val_if_fail (PRISE_IS_BYTE_MODEL (self), G_MAXUINT);

  if (offset >= self->size)
    return G_MAXUINT;
  if (self->hex)
    prise_byte_model_set_part (self, (guint) (offset / PRISE_BYTE_MODEL_PART));
  while (offset >= self->text_limit && prise_byte_model_can_show_more (self))
    prise_byte_model_show_more (self);

  return prise_byte_model_find (self, offset);
}

/**
 * prise_byte_model_get_place:
 * @self: lines
 * @row: one of them
 * @offset: (out): where its first byte stands
 * @size: (out): how many it has
 */
void
prise_byte_model_get_place (PriseByteModel *self, guint row, guint64 *offset, gsize *size)
{
  g_return_if_fail (row < self->n_items);

  if (!self->hex) {
    prise_byte_index_get_place (self->index, row, offset, size);
    return;
  }
  *offset = get_part_offset (self) + (guint64) row * PRISE_HEX_DUMP_WIDTH;
  *size = (gsize) (MIN (*offset + PRISE_HEX_DUMP_WIDTH, self->size) - *offset);
}

/**
 * prise_byte_model_read:
 * @self: lines
 * @offset: from where
 * @size: how many bytes at most
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
prise_byte_model_read (PriseByteModel *self, guint64 offset, gsize size)
{
  if (self->spool == NULL || offset >= self->size)
    return g_bytes_new (NULL, 0);

  return prise_http_spool_read (self->spool, offset, (gsize) MIN (size, self->size - offset));
}
