// SPDX-License-Identifier: GPL-3.0-or-later
/* The place of a mistake in a text, as a person counts and quotes it. Pure functions; any thread.
 */
#pragma once

#include "prise-message.h"

G_BEGIN_DECLS

gsize prise_payload_error_get_character (const char *text, gsize offset);
char *prise_payload_error_quote (const char *text, gsize offset, gsize n_characters);
void prise_payload_error_set (GError **error,
                              PrisePayloadError code,
                              const char *text,
                              gsize offset,
                              gsize n_characters,
                              const char *explanation);

G_END_DECLS
