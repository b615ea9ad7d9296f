// SPDX-License-Identifier: GPL-3.0-or-later
/* Cuts a stream of bytes into lines. */
#include "config.h"

#include <string.h>

#include "prise-cli-line-reader.h"

struct _PriseCliLineReader {
  GBytes *piece;
  gsize position; /* up to where the piece has been taken */
  gboolean has_ended;

  GString *text; /* of the line that is being put together */
  guint64 size;  /* of that line, also where it isn't kept any more */
  guint64 number;
  gboolean is_taken; /* what stands there belongs to the one who took it */
};

/**
 * prise_cli_line_reader_new:
 *
 * Returns: (transfer full): no lines yet
 */
PriseCliLineReader *
prise_cli_line_reader_new (void)
{
  PriseCliLineReader *self = g_new0 (PriseCliLineReader, 1);

  self->text = g_string_new (NULL);

  return self;
}

/**
 * prise_cli_line_reader_add:
 * @self: lines, of which all have been taken
 * @piece: the next bytes, not none
 */
void
prise_cli_line_reader_add (PriseCliLineReader *self, GBytes *piece)
{
  g_clear_pointer (&self->piece, g_bytes_unref);
  self->piece = g_bytes_ref (piece);
  self->position = 0;
}

/**
 * prise_cli_line_reader_end:
 * @self: lines
 *
 * No more bytes come: what has no line feed is the last line, unless it is empty.
 */
void
prise_cli_line_reader_end (PriseCliLineReader *self)
{
  self->has_ended = TRUE;
}

/* Adds to the line, and forgets its bytes when they are too many. */
static void
append (PriseCliLineReader *self, const char *bytes, gsize size)
{
  self->size += size;
  if (self->size <= PRISE_CLI_MAX_LINE)
    g_string_append_len (self->text, bytes, (gssize) size);
  else
    g_string_truncate (self->text, 0);
}

/* Whether there was a line feed; takes what is before it, and it. */
static gboolean
take_to_line_feed (PriseCliLineReader *self)
{
  gsize size = 0;
  const char *bytes = self->piece != NULL ? g_bytes_get_data (self->piece, &size) : NULL;
  const char *start, *line_feed;

  if (self->position == size)
    return FALSE;

  start = bytes + self->position;
  line_feed = memchr (start, '\n', size - self->position);
  if (line_feed == NULL) {
    append (self, start, size - self->position);
    self->position = size;
    return FALSE;
  }
  append (self, start, (gsize) (line_feed - start));
  self->position = (gsize) (line_feed - bytes) + 1;

  return TRUE;
}

/**
 * prise_cli_line_reader_take:
 * @self: lines
 * @line: (out caller-allocates): the next one
 *
 * Returns: whether there is a whole one; else prise_cli_line_reader_add() is wanted, or this is the
 * end
 */
gboolean
prise_cli_line_reader_take (PriseCliLineReader *self, PriseCliLine *line)
{
  if (self->is_taken) {
    g_string_truncate (self->text, 0);
    self->size = 0;
    self->is_taken = FALSE;
  }
  if (!take_to_line_feed (self) && (!self->has_ended || self->size == 0))
    return FALSE;

  self->is_taken = TRUE;
  *line = (PriseCliLine){
    .number = ++self->number,
    .text = self->size <= PRISE_CLI_MAX_LINE ? self->text->str : NULL,
    .size = self->size,
  };

  return TRUE;
}

void
prise_cli_line_reader_free (PriseCliLineReader *self)
{
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_string_free (self->text, TRUE);
  g_free (self);
}
