// SPDX-License-Identifier: GPL-3.0-or-later
/* A message as a person types it - text with C escapes, or hex - and the bytes it stands for. Pure
 * functions; any thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  PRISE_MESSAGE_FORMAT_TEXT, /*< nick=text >*/
  PRISE_MESSAGE_FORMAT_HEX,  /*< nick=hex >*/
} PriseMessageFormat;

typedef enum {
  PRISE_LINE_ENDING_NONE,
  PRISE_LINE_ENDING_LF,
  PRISE_LINE_ENDING_CRLF,
  PRISE_LINE_ENDING_CR,
} PriseLineEnding;

GType prise_message_format_get_type (void) G_GNUC_CONST;
#define PRISE_TYPE_MESSAGE_FORMAT (prise_message_format_get_type ())
GType prise_line_ending_get_type (void) G_GNUC_CONST;
#define PRISE_TYPE_LINE_ENDING (prise_line_ending_get_type ())

GBytes *prise_message_encode (const char *text,
                              PriseMessageFormat format,
                              PriseLineEnding line_ending,
                              gsize *error_offset,
                              GError **error);
char *prise_message_convert (const char *text, PriseMessageFormat from, PriseMessageFormat to);

G_END_DECLS
