// SPDX-License-Identifier: GPL-3.0-or-later
/* What laying out text of any language takes. Pure functions. */
#include "config.h"

#include "prise-indent-text.h"

#define WIDTH 2

/**
 * prise_indent_new_line:
 * @string: where to append
 * @depth: how deep the line stands
 */
void
prise_indent_new_line (GString *string, guint depth)
{
  g_string_append_c (string, '\n');
  for (guint i = 0; i < depth * WIDTH; i++)
    g_string_append_c (string, ' ');
}

/**
 * prise_indent_skip_string:
 * @text: begins with a quote
 *
 * Returns: what follows the string; the end of @text if the string has none
 */
const char *
prise_indent_skip_string (const char *text)
{
  const char quote = *text;

  for (text++; *text != '\0' && *text != quote; text++) {
    if (*text == '\\' && text[1] != '\0')
      text++;
  }

  return *text != '\0' ? text + 1 : text;
}

/**
 * prise_indent_skip_space:
 * @text: text
 *
 * Returns: the first of it that isn't white space
 */
const char *
prise_indent_skip_space (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return text;
}
