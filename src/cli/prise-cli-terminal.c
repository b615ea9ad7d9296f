// SPDX-License-Identifier: GPL-3.0-or-later
/* What may be written to a terminal: text, and no control characters but those of lines. */
#include "config.h"

#include "prise-cli-terminal.h"

/* The longest part of a character of UTF-8 that may be cut off at the end of a piece. */
#define MAX_CUT 3

/* Those of C0, DEL, and those of C1, which are two bytes in UTF-8: a terminal would obey. */
static gboolean
is_control (const char *data, gsize size)
{
  const guint8 c = (guint8) data[0];

  if (c == 0xc2 && size > 1)
    return ((guint8) data[1] & 0xe0) == 0x80;

  return c == 0x7f || (c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r');
}

/**
 * prise_cli_terminal_find_text:
 * @data: (array length=size): bytes of a peer, beginning with a whole character
 * @is_last: whether nothing follows them
 *
 * What is cut at the end may be text when the rest has come.
 *
 * Returns: how many of the bytes a terminal may get; -1 if it may get none of them
 */
gssize
prise_cli_terminal_find_text (const char *data, gsize size, gboolean is_last)
{
  const char *end;

  for (gsize i = 0; i < size; i++) {
    if (is_control (data + i, size - i))
      return -1;
  }
  if (g_utf8_validate_len (data, size, &end))
    return (gssize) size;
  if (is_last || (gsize) (data + size - end) > MAX_CUT ||
      g_utf8_get_char_validated (end, data + size - end) != (gunichar) -2)
    return -1;

  return end - data;
}
