// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be wrong in a text that a person types, and where. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PRISE_PAYLOAD_ERROR (prise_payload_error_quark ())

/**
 * PrisePayloadError:
 * @PRISE_PAYLOAD_ERROR_BAD_ESCAPE: a backslash that is followed by no escape we know
 * @PRISE_PAYLOAD_ERROR_BAD_HEX: not a pair of hex digits
 * @PRISE_PAYLOAD_ERROR_BAD_FIELD: a template's {field} that there isn't, or a lone brace
 */
typedef enum {
  PRISE_PAYLOAD_ERROR_BAD_ESCAPE,
  PRISE_PAYLOAD_ERROR_BAD_HEX,
  PRISE_PAYLOAD_ERROR_BAD_FIELD,
} PrisePayloadError;

GQuark prise_payload_error_quark (void);

gsize prise_payload_error_get_character (const char *text, gsize offset);
char *prise_payload_error_quote (const char *text, gsize offset, gsize n_characters);
void prise_payload_error_set (GError **error,
                              PrisePayloadError code,
                              const char *text,
                              gsize offset,
                              gsize n_characters,
                              const char *explanation);

G_END_DECLS
