// SPDX-License-Identifier: GPL-3.0-or-later
/* One row of the table of headers, and the rows of a whole response. */
#pragma once

#include <gio/gio.h>

#include "prise-http-response.h"

G_BEGIN_DECLS

/**
 * PriseHeaderKind:
 * @PRISE_HEADER_GROUP: what stands over a group: a status line, or "Trailers"
 * @PRISE_HEADER_INTERIM: a header of an interim answer (1xx)
 * @PRISE_HEADER_FINAL: a header of the answer
 * @PRISE_HEADER_TRAILER: one behind the body
 */
typedef enum {
  PRISE_HEADER_GROUP,
  PRISE_HEADER_INTERIM,
  PRISE_HEADER_FINAL,
  PRISE_HEADER_TRAILER,
} PriseHeaderKind;

#define PRISE_TYPE_HEADER_ROW (prise_header_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseHeaderRow, prise_header_row, PRISE, HEADER_ROW, GObject)

GPtrArray *prise_header_row_new_all (const PriseHttpResponse *response);
PriseHeaderKind prise_header_row_get_kind (PriseHeaderRow *self);
const char *prise_header_row_get_name (PriseHeaderRow *self);
const char *prise_header_row_get_value (PriseHeaderRow *self);
guint64 prise_header_row_get_offset (PriseHeaderRow *self);
gsize prise_header_row_get_size (PriseHeaderRow *self);
char *prise_header_row_to_text (PriseHeaderRow *self);

G_END_DECLS
