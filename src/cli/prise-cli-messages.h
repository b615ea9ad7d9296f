// SPDX-License-Identifier: GPL-3.0-or-later
/* The messages of a command line, and the bytes they stand for. Pure functions. */
#pragma once

#include "prise-message.h"

G_BEGIN_DECLS

/**
 * PriseCliWriting:
 * @format: text with escapes, or hex
 * @line_ending: what to add to each message
 *
 * How messages are written.
 */
typedef struct {
  PriseMessageFormat format;
  PriseLineEnding line_ending;
} PriseCliWriting;

gboolean prise_cli_parse_writing (const char *format,
                                  const char *line_ending,
                                  PriseCliWriting *writing,
                                  GError **error);
GPtrArray *prise_cli_encode_messages (const char *const *messages,
                                      const PriseCliWriting *writing,
                                      GError **error);

G_END_DECLS
