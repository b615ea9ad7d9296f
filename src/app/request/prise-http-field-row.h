// SPDX-License-Identifier: GPL-3.0-or-later
/* A row in which a name and a value are edited, left out, or removed. */
#pragma once

#include <adwaita.h>

#include "prise-http-pair.h"

G_BEGIN_DECLS

/* Properties: pair (PriseHttpPair, construct), suggest-headers (boolean, construct: names of
 * headers are offered). Signal: "remove" */
#define PRISE_TYPE_HTTP_PAIR_ROW (prise_http_pair_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpPairRow, prise_http_pair_row, PRISE, HTTP_PAIR_ROW, GtkListBoxRow)

GtkWidget *prise_http_pair_row_new (PriseHttpPair *pair, gboolean suggest_headers);
PriseHttpPair *prise_http_pair_row_get_pair (PriseHttpPairRow *self);

G_END_DECLS
