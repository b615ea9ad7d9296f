// SPDX-License-Identifier: GPL-3.0-or-later
/* A name and a value: a header of a request, or a field of its body. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseHttpFieldItem:enabled:
 *
 * Whether it is sent.
 */

/**
 * PriseHttpFieldItem:editable:
 *
 * Whether a form can show all of it.
 */

/**
 * PriseHttpFieldItem::edited:
 *
 * Emitted when the name, the value or whether it is sent was changed.
 */

#define PRISE_TYPE_HTTP_FIELD_ITEM (prise_http_field_item_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpFieldItem, prise_http_field_item, PRISE, HTTP_FIELD_ITEM, GObject)

PriseHttpFieldItem *prise_http_field_item_new (const char *name,
                                               const char *value,
                                               gboolean enabled);
const char *prise_http_field_item_get_name (PriseHttpFieldItem *self);
const char *prise_http_field_item_get_value (PriseHttpFieldItem *self);
gboolean prise_http_field_item_get_enabled (PriseHttpFieldItem *self);
gboolean prise_http_field_item_get_sent (PriseHttpFieldItem *self);
void prise_http_field_item_set (PriseHttpFieldItem *self, const char *name, const char *value);
void prise_http_field_item_set_enabled (PriseHttpFieldItem *self, gboolean enabled);

/* What only the owner of the bytes needs. */
gboolean prise_http_field_item_get_present (PriseHttpFieldItem *self);
void prise_http_field_item_set_present (PriseHttpFieldItem *self, gboolean present);
GBytes *prise_http_field_item_get_line (PriseHttpFieldItem *self);
void prise_http_field_item_set_line (PriseHttpFieldItem *self, GBytes *line);

G_END_DECLS
