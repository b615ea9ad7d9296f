// SPDX-License-Identifier: GPL-3.0-or-later
/* A name and a value: a header of a request, or a field of its body. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Properties: name, value (string), enabled (boolean: whether it is sent), editable (boolean,
 * construct: whether a form can show all of it). Signal: "edited": any of the first three. */
#define PRISE_TYPE_HTTP_PAIR (prise_http_pair_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpPair, prise_http_pair, PRISE, HTTP_PAIR, GObject)

PriseHttpPair *prise_http_pair_new (const char *name, const char *value, gboolean enabled);
const char *prise_http_pair_get_name (PriseHttpPair *self);
const char *prise_http_pair_get_value (PriseHttpPair *self);
gboolean prise_http_pair_get_enabled (PriseHttpPair *self);
gboolean prise_http_pair_get_sent (PriseHttpPair *self);
void prise_http_pair_set (PriseHttpPair *self, const char *name, const char *value);
void prise_http_pair_set_enabled (PriseHttpPair *self, gboolean enabled);

/* What only the owner of the bytes needs. */
gboolean prise_http_pair_get_present (PriseHttpPair *self);
void prise_http_pair_set_present (PriseHttpPair *self, gboolean present);
GBytes *prise_http_pair_get_line (PriseHttpPair *self);
void prise_http_pair_set_line (PriseHttpPair *self, GBytes *line);

G_END_DECLS
