// SPDX-License-Identifier: GPL-3.0-or-later
/* A message as a person types it - text with C escapes, or hex - and the bytes it stands for. Pure
 * functions; any thread. */
#pragma once

#include <glib-object.h>

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

GQuark prise_payload_error_quark (void);

GBytes *prise_message_encode (const char *text,
                              PriseMessageFormat format,
                              PriseLineEnding line_ending,
                              gsize *error_offset,
                              GError **error);

G_END_DECLS
