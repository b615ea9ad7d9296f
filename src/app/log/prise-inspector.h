// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of the selected entries, as text or as a hex dump. */
#pragma once

#include <gtk/gtk.h>

#include "prise-journal-model.h"
#include "prise-range-selection.h"

G_BEGIN_DECLS

/**
 * PriseInspector:
 *
 * Shows the bytes of the entries of #PriseInspector:model that #PriseInspector:selection says.
 */

/**
 * PriseInspector:hex:
 *
 * Whether it shows a hex dump, not text.
 */

/**
 * PriseInspector:filter:
 *
 * What it finds is marked, the first thousand times in all that is shown, and the first is in view.
 */

/**
 * PriseInspector:details:
 *
 * What the bytes are, in words.
 */

/**
 * PriseInspector:truncated:
 *
 * Whether there are more than it shows.
 */

#define PRISE_TYPE_INSPECTOR (prise_inspector_get_type ())
G_DECLARE_FINAL_TYPE (PriseInspector, prise_inspector, PRISE, INSPECTOR, GtkWidget)

gboolean prise_inspector_get_hex (PriseInspector *self);
void prise_inspector_set_hex (PriseInspector *self, gboolean hex);
const char *prise_inspector_get_details (PriseInspector *self);
gboolean prise_inspector_get_truncated (PriseInspector *self);

G_END_DECLS
