// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether a text is JSON, and where it isn't. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Deeper text isn't taken for JSON. */
#define PRISE_JSON_MAX_DEPTH 256

/**
 * PriseJsonExtent:
 * @PRISE_JSON_VALUE: one value
 * @PRISE_JSON_VALUES: one, or several in a row, as in JSON Lines
 * @PRISE_JSON_BEGINNING: the beginning of such, which may break off anywhere
 */
typedef enum {
  PRISE_JSON_VALUE,
  PRISE_JSON_VALUES,
  PRISE_JSON_BEGINNING,
} PriseJsonExtent;

/**
 * PriseJsonReadFunc:
 * @offset: in a text
 *
 * Returns: (transfer full): what stands there, as much as one likes: four bytes at least, unless
 * the text ends before; nothing at its end
 */
typedef GBytes *(*PriseJsonReadFunc) (guint64 offset, gpointer user_data);

gboolean prise_json_check (const char *text, gsize size, PriseJsonExtent extent);
gssize prise_json_find_error (const char *text, gsize size, PriseJsonExtent extent);
gint64 prise_json_find_error_in (guint64 size,
                                 PriseJsonExtent extent,
                                 PriseJsonReadFunc read,
                                 gpointer user_data);

G_END_DECLS
