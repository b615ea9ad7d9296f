// SPDX-License-Identifier: GPL-3.0-or-later
/* What a body is, from Content-Type and its first bytes. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseBodyKind:
 * @PRISE_BODY_EMPTY: it has no bytes
 * @PRISE_BODY_TEXT: text of some language
 * @PRISE_BODY_IMAGE: an image
 * @PRISE_BODY_BINARY: anything else
 */
typedef enum {
  PRISE_BODY_EMPTY,
  PRISE_BODY_TEXT,
  PRISE_BODY_IMAGE,
  PRISE_BODY_BINARY,
} PriseBodyKind;

/**
 * PriseIndentStyle:
 * @PRISE_INDENT_NONE: it can't be indented
 * @PRISE_INDENT_JSON: JSON
 * @PRISE_INDENT_XML: XML
 * @PRISE_INDENT_HTML: HTML
 * @PRISE_INDENT_CSS: CSS
 */
typedef enum {
  PRISE_INDENT_NONE,
  PRISE_INDENT_JSON,
  PRISE_INDENT_XML,
  PRISE_INDENT_HTML,
  PRISE_INDENT_CSS,
} PriseIndentStyle;

char *prise_content_type_get_essence (const char *content_type);
char *prise_content_type_find_essence (const char *content_type, const char *data, gsize size);
char *prise_content_type_get_charset (const char *content_type);
PriseBodyKind prise_content_type_get_kind (const char *content_type, const char *data, gsize size);
PriseIndentStyle prise_content_type_get_style (const char *content_type,
                                               const char *data,
                                               gsize size);
const char *prise_content_type_get_suffix (const char *content_type, const char *data, gsize size);

G_END_DECLS
