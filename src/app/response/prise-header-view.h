// SPDX-License-Identifier: GPL-3.0-or-later
/* The headers of a response as a table. */
#pragma once

#include <gtk/gtk.h>

#include "prise-byte-selection.h"
#include "prise-http-response.h"

G_BEGIN_DECLS

/* Properties: response (PriseHttpResponse, nullable), selection (PriseByteSelection, nullable: the
 * place that is shown elsewhere, too), empty (boolean, read: there is nothing to show).
 * Signal: "activated": the reader wants to see the selected place in the bytes.
 * Actions: headers.copy, headers.copy-all, headers.menu. */
#define PRISE_TYPE_HEADER_VIEW (prise_header_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseHeaderView, prise_header_view, PRISE, HEADER_VIEW, GtkWidget)

G_END_DECLS
