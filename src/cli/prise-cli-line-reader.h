// SPDX-License-Identifier: GPL-3.0-or-later
/* Cuts a stream of bytes into lines, however it comes in pieces. It keeps no more than one piece
 * and one line. Any one thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A longer line isn't kept. No datagram needs as much, even where each of its bytes is an escape.
 */
#define PRISE_CLI_MAX_LINE (1024 * 1024)

typedef struct _PriseCliLineReader PriseCliLineReader;

/**
 * PriseCliLine:
 * @number: from 1
 * @text: (nullable): without its line feed; %NULL if it is longer than %PRISE_CLI_MAX_LINE
 * @size: in bytes, for it may contain NUL
 *
 * Valid until the next one is taken.
 */
typedef struct {
  guint64 number;
  const char *text;
  guint64 size;
} PriseCliLine;

PriseCliLineReader *prise_cli_line_reader_new (void);
void prise_cli_line_reader_add (PriseCliLineReader *self, GBytes *piece);
void prise_cli_line_reader_end (PriseCliLineReader *self);
gboolean prise_cli_line_reader_take (PriseCliLineReader *self, PriseCliLine *line);
void prise_cli_line_reader_free (PriseCliLineReader *self);

G_END_DECLS
