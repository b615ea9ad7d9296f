// SPDX-License-Identifier: GPL-3.0-or-later
/* The headers of a response as a table. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-selection.h"
#include "prise-http-response.h"

G_BEGIN_DECLS

/**
 * PriseHeaderView:
 *
 * Its actions are `headers.copy`, `headers.copy-all` and `headers.menu`.
 */

/**
 * PriseHeaderView:selection:
 *
 * The place that is shown elsewhere, too.
 */

/**
 * PriseHeaderView:empty:
 *
 * Whether there is nothing to show.
 */

/**
 * PriseHeaderView::activated:
 *
 * Emitted when the selected place is to be shown in the bytes.
 */

#define PRISE_TYPE_HEADER_VIEW (prise_header_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseHeaderView, prise_header_view, PRISE, HEADER_VIEW, GtkWidget)

G_END_DECLS
