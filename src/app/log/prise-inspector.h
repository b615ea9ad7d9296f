// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of the selected entries, as text or as a hex dump. */
#pragma once

#include <gtk/gtk.h>

#include "prise-journal-model.h"
#include "prise-range-selection.h"

G_BEGIN_DECLS

/* Properties:
 *   model (PriseJournalModel, nullable), selection (PriseRangeSelection, nullable): set both,
 *   hex (boolean: a hex dump, not text),
 *   details (string, read: what the bytes are), truncated (boolean, read: there are more) */
#define PRISE_TYPE_INSPECTOR (prise_inspector_get_type ())
G_DECLARE_FINAL_TYPE (PriseInspector, prise_inspector, PRISE, INSPECTOR, GtkWidget)

GtkWidget *prise_inspector_new (void);
gboolean prise_inspector_get_hex (PriseInspector *self);
void prise_inspector_set_hex (PriseInspector *self, gboolean hex);
const char *prise_inspector_get_details (PriseInspector *self);
gboolean prise_inspector_get_truncated (PriseInspector *self);

G_END_DECLS
