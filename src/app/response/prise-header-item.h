// SPDX-License-Identifier: GPL-3.0-or-later
/* One row of the table of headers, and the rows of a whole response. */
#pragma once

#include <gio/gio.h>

#include "prise-http-response.h"

G_BEGIN_DECLS

/**
 * PriseHeaderKind:
 * @PRISE_HEADER_GROUP: what stands over a group: a status line, or "Trailers"
 * @PRISE_HEADER_INTERIM: a header of an interim response (1xx)
 * @PRISE_HEADER_FINAL: a header of the response
 * @PRISE_HEADER_TRAILER: one behind the body
 */
typedef enum {
  PRISE_HEADER_GROUP,
  PRISE_HEADER_INTERIM,
  PRISE_HEADER_FINAL,
  PRISE_HEADER_TRAILER,
} PriseHeaderKind;

#define PRISE_TYPE_HEADER_ITEM (prise_header_item_get_type ())
G_DECLARE_FINAL_TYPE (PriseHeaderItem, prise_header_item, PRISE, HEADER_ITEM, GObject)

GPtrArray *prise_header_item_new_all (const PriseHttpResponse *response);
PriseHeaderKind prise_header_item_get_kind (PriseHeaderItem *self);
const char *prise_header_item_get_name (PriseHeaderItem *self);
const char *prise_header_item_get_value (PriseHeaderItem *self);
guint64 prise_header_item_get_offset (PriseHeaderItem *self);
gsize prise_header_item_get_size (PriseHeaderItem *self);
char *prise_header_item_to_text (PriseHeaderItem *self);

G_END_DECLS
