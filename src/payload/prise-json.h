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

gboolean prise_json_check (const char *text, gsize size, PriseJsonExtent extent);
gssize prise_json_find_error (const char *text, gsize size, PriseJsonExtent extent);

G_END_DECLS
