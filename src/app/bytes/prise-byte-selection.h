// SPDX-License-Identifier: GPL-3.0-or-later
/* A place in the bytes of a response that several views show at once. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PriseByteSelection::changed:
 *
 * Emitted when another place is selected.
 */

#define PRISE_TYPE_BYTE_SELECTION (prise_byte_selection_get_type ())
G_DECLARE_FINAL_TYPE (PriseByteSelection, prise_byte_selection, PRISE, BYTE_SELECTION, GObject)

PriseByteSelection *prise_byte_selection_new (void);
guint64 prise_byte_selection_get_offset (PriseByteSelection *self);
guint64 prise_byte_selection_get_size (PriseByteSelection *self);
void prise_byte_selection_set (PriseByteSelection *self, guint64 offset, guint64 size);

G_END_DECLS
