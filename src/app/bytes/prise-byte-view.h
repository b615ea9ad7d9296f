// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes of any number, as text or as a hex dump, with a selection that other views share. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-model.h"
#include "prise-byte-selection.h"

G_BEGIN_DECLS

/**
 * PriseByteView:
 *
 * Its actions are `bytes.copy`, `bytes.select-all`, `bytes.menu`, `bytes.show-more`,
 * `bytes.next-part` and `bytes.previous-part`.
 */

/**
 * PriseByteView:selection:
 *
 * The place that is shown elsewhere, too.
 */

/**
 * PriseByteView:hex:
 *
 * Whether it shows a hex dump, not text.
 */

/**
 * PriseByteView:line-ends:
 *
 * Whether line ends of text can be seen.
 */

/**
 * PriseByteView:details:
 *
 * Which bytes are selected.
 */

/**
 * PriseByteView:notice:
 *
 * What isn't shown.
 */

#define PRISE_TYPE_BYTE_VIEW (prise_byte_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseByteView, prise_byte_view, PRISE, BYTE_VIEW, GtkWidget)

PriseByteModel *prise_byte_view_get_lines (PriseByteView *self);
GtkSelectionModel *prise_byte_view_get_rows (PriseByteView *self);
gboolean prise_byte_view_get_hex (PriseByteView *self);
void prise_byte_view_set_hex (PriseByteView *self, gboolean hex);
void prise_byte_view_set_line_ends (PriseByteView *self, gboolean line_ends);
PriseByteSelection *prise_byte_view_get_selection (PriseByteView *self);
void prise_byte_view_set_selection (PriseByteView *self, PriseByteSelection *selection);
void prise_byte_view_select_all (PriseByteView *self);
gboolean prise_byte_view_get_selected (PriseByteView *self, guint64 *offset, guint64 *size);

G_END_DECLS
