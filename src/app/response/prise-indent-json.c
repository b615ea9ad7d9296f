// SPDX-License-Identifier: GPL-3.0-or-later
/* JSON, laid out for people. A library that reads and writes it would change what it doesn't keep:
 * how numbers are written, names that stand twice. Pure functions. */
#include "config.h"

#include <string.h>

#include "prise-indent-languages.h"
#include "prise-indent-text.h"
#include "prise-json.h"

/* Appends the bracket that opens, and at once the one that closes if nothing stands between.
 * Returns what follows. */
static const char *
open_bracket (GString *string, const char *text, guint *depth)
{
  const char *next = prise_indent_skip_space (text + 1);

  g_string_append_c (string, *text);
  if (*next == '}' || *next == ']') {
    g_string_append_c (string, *next);
    return next + 1;
  }
  prise_indent_new_line (string, ++*depth);

  return next;
}

/**
 * prise_indent_json:
 * @text: valid UTF-8
 * @is_whole: whether it is all of it
 *
 * Returns: (transfer full) (nullable): the text with other white space; %NULL if it isn't JSON, or
 *   it is too deep
 */
char *
prise_indent_json (const char *text, gboolean is_whole)
{
  g_autoptr (GString) string = NULL;
  guint depth = 0;

  if (!prise_json_check (text, strlen (text), is_whole ? PRISE_JSON_VALUES : PRISE_JSON_BEGINNING))
    return NULL;

  string = g_string_sized_new (strlen (text) * 2);
  text = prise_indent_skip_space (text);
  while (*text != '\0' && string->len < PRISE_INDENT_MAX_SIZE) {
    const char *end = text + 1;
    const char *next;

    if (*text == '{' || *text == '[') {
      end = open_bracket (string, text, &depth);
    } else if (*text == '}' || *text == ']') {
      depth -= depth > 0 ? 1 : 0;
      prise_indent_new_line (string, depth);
      g_string_append_c (string, *text);
    } else if (*text == ',') {
      g_string_append_c (string, ',');
      prise_indent_new_line (string, depth);
    } else if (*text == ':') {
      g_string_append (string, ": ");
    } else {
      end = *text == '"' ? prise_indent_skip_string (text) : end;
      g_string_append_len (string, text, end - text);
    }

    next = prise_indent_skip_space (end);
    /* Several values in a row have something between them. */
    if (depth == 0 && next > end && *next != '\0')
      prise_indent_new_line (string, 0);
    text = next;
  }

  if (*text != '\0')
    return NULL;

  return g_string_free (g_steal_pointer (&string), FALSE);
}
