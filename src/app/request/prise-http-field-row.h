// SPDX-License-Identifier: GPL-3.0-or-later
/* A row in which a name and a value are edited, left out, or removed. */
#pragma once

#include <adwaita.h>

#include "prise-http-field-item.h"

G_BEGIN_DECLS

/**
 * PriseHttpFieldRow:suggest-headers:
 *
 * Whether names of headers are offered.
 */

/**
 * PriseHttpFieldRow::remove:
 *
 * Emitted when the field is to go.
 */

#define PRISE_TYPE_HTTP_FIELD_ROW (prise_http_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpFieldRow, prise_http_field_row, PRISE, HTTP_FIELD_ROW, GtkListBoxRow)

GtkWidget *prise_http_field_row_new (PriseHttpFieldItem *field, gboolean suggest_headers);
PriseHttpFieldItem *prise_http_field_row_get_field (PriseHttpFieldRow *self);

G_END_DECLS
