// SPDX-License-Identifier: GPL-3.0-or-later
/* A place in the bytes of a response. Whoever selects something says where it stands, and the other
 * views show the same place. Main thread. */
#include "config.h"

#include "prise-byte-selection.h"

struct _PriseByteSelection {
  GObject parent_instance;

  guint64 offset;
  guint64 size;
};

G_DEFINE_FINAL_TYPE (PriseByteSelection, prise_byte_selection, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
prise_byte_selection_class_init (PriseByteSelectionClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
prise_byte_selection_init (PriseByteSelection *self)
{
}

/**
 * prise_byte_selection_new:
 *
 * Returns: (transfer full): a selection of nothing
 */
PriseByteSelection *
prise_byte_selection_new (void)
{
  return g_object_new (PRISE_TYPE_BYTE_SELECTION, NULL);
}

/**
 * prise_byte_selection_get_offset:
 *
 * Returns: where its first byte stands
 */
guint64
prise_byte_selection_get_offset (PriseByteSelection *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_SELECTION (self), 0);

  return self->offset;
}

/**
 * prise_byte_selection_get_size:
 *
 * Returns: how many bytes it has; 0: nothing is selected
 */
guint64
prise_byte_selection_get_size (PriseByteSelection *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_SELECTION (self), 0);

  return self->size;
}

/**
 * prise_byte_selection_set:
 * @offset: where its first byte stands
 * @size: how many bytes it has; 0 for nothing
 */
void
prise_byte_selection_set (PriseByteSelection *self, guint64 offset, guint64 size)
{
  g_return_if_fail (PRISE_IS_BYTE_SELECTION (self));

  if (self->offset == offset && self->size == size)
    return;

  self->offset = offset;
  self->size = size;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
