// SPDX-License-Identifier: GPL-3.0-or-later
/* The escapes that a person can write in a message or a template, all beginning with a backslash:
 *
 *   \n \r \t \a \b \e \f \v     the control characters of C, and Escape
 *   \0                          a zero byte; digits after it are digits, for octal is not read
 *   \\ \" \'                    the character itself
 *   \xHH                        the byte of these two hexadecimal digits, whatever it is
 *   \uHHHH                      the character of these four digits, as UTF-8; two halves of a
 *                               surrogate pair, one after the other, are one character
 *   \UHHHHHHHH                  the character of these eight digits, as UTF-8
 *
 * Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No escape stands for more bytes than this, nor for more than it is long. */
#define PRISE_ESCAPE_MAX_BYTES 4

gsize prise_escape_decode (const char *text,
                           gsize offset,
                           char bytes[PRISE_ESCAPE_MAX_BYTES],
                           gsize *n_bytes,
                           GError **error);

G_END_DECLS
