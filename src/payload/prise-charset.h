// SPDX-License-Identifier: GPL-3.0-or-later
/* Character sets by the names that peers give them. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseCharset:
 * @name: what people call it
 * @converter: what g_iconv_open() calls it
 *
 * A character set that is known here.
 */
typedef struct {
  const char *name;
  const char *converter;

  /*< private >*/
  const char *labels;
} PriseCharset;

const PriseCharset *prise_charset_find (const char *label);

G_END_DECLS
