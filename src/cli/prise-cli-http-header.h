// SPDX-License-Identifier: GPL-3.0-or-later
/* A header as it is typed on a command line. Values. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseCliHttpHeader:
 * @name: its name
 * @value: (nullable): its value; %NULL: the header is left out
 */
typedef struct {
  char *name;
  char *value;
} PriseCliHttpHeader;

PriseCliHttpHeader *prise_cli_http_header_parse (const char *text, GError **error);
void prise_cli_http_header_free (PriseCliHttpHeader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseCliHttpHeader, prise_cli_http_header_free)

G_END_DECLS
