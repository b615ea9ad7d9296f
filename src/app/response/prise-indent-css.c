// SPDX-License-Identifier: GPL-3.0-or-later
/* CSS, laid out for people: a declaration a line. Comments stay. Pure functions. */
#include "config.h"

#include <string.h>

#include "prise-indent-languages.h"
#include "prise-indent-text.h"

/* Strings and comments go as they are. Returns the end of one, or NULL if there is none. */
static const char *
skip_opaque (const char *text)
{
  const char *end;

  if (*text == '"' || *text == '\'')
    return prise_indent_skip_string (text);
  if (text[0] != '/' || text[1] != '*')
    return NULL;
  end = strstr (text + 2, "*/");

  return end != NULL ? end + 2 : text + strlen (text);
}

static void
trim (GString *string)
{
  while (string->len > 0 && g_ascii_isspace (string->str[string->len - 1]))
    g_string_truncate (string, string->len - 1);
}

/* White space and what ends a declaration or a block. Returns what follows. */
static const char *
indent_css_mark (GString *string, const char *text, guint *depth)
{
  const char *next = prise_indent_skip_space (text + 1);

  switch (*text) {
  case '{':
    trim (string);
    g_string_append (string, string->len > 0 ? " {" : "{");
    prise_indent_new_line (string, ++*depth);
    return next;
  case '}':
    *depth -= *depth > 0 ? 1 : 0;
    trim (string);
    prise_indent_new_line (string, *depth);
    g_string_append_c (string, '}');
    prise_indent_new_line (string, *depth);
    if (*depth == 0 && *next != '\0')
      g_string_append_c (string, '\n');
    return next;
  case ';':
    g_string_append_c (string, ';');
    prise_indent_new_line (string, *depth);
    return next;
  default:
    next = prise_indent_skip_space (text);
    if (string->len > 0 && !g_ascii_isspace (string->str[string->len - 1]))
      g_string_append_c (string, ' ');
    return next;
  }
}

/**
 * prise_indent_css:
 * @text: valid UTF-8
 *
 * Returns: (transfer full) (nullable): the text with other white space; %NULL if it is too deep
 */
char *
prise_indent_css (const char *text)
{
  g_autoptr (GString) string = g_string_sized_new (strlen (text) * 2);
  guint depth = 0;
  guint n_parentheses = 0; /* url(data:…;…) */

  text = prise_indent_skip_space (text);
  while (*text != '\0' && string->len < PRISE_INDENT_MAX_SIZE && depth <= PRISE_INDENT_MAX_DEPTH) {
    const char *end = skip_opaque (text);

    if (end != NULL) {
      g_string_append_len (string, text, end - text);
      if (*text == '/')
        prise_indent_new_line (string, depth);
      text = *text == '/' ? prise_indent_skip_space (end) : end;
      continue;
    }
    n_parentheses += *text == '(' ? 1 : 0;
    n_parentheses -= *text == ')' && n_parentheses > 0 ? 1 : 0;
    if (n_parentheses == 0 && (strchr ("{};", *text) != NULL || g_ascii_isspace (*text))) {
      text = indent_css_mark (string, text, &depth);
    } else {
      g_string_append_c (string, *text++);
    }
  }

  if (*text != '\0')
    return NULL;
  trim (string);

  return g_string_free (g_steal_pointer (&string), FALSE);
}
