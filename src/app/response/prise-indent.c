// SPDX-License-Identifier: GPL-3.0-or-later
/* JSON and CSS, laid out for people. A library that reads and writes them would change what it
 * doesn't keep: how numbers are written, names that stand twice, comments. Pure functions. */
#include "config.h"

#include "prise-indent.h"

#include <string.h>

#include "prise-json.h"

#define WIDTH 2

/* Returns the end of the string that begins at @text; the text's if it has none. */
static const char *
skip_string (const char *text)
{
  const char quote = *text;

  for (text++; *text != '\0' && *text != quote; text++) {
    if (*text == '\\' && text[1] != '\0')
      text++;
  }

  return *text != '\0' ? text + 1 : text;
}

static const char *
skip_space (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return text;
}

/* Appends the bracket that opens, and at once the one that closes if nothing stands between.
 * Returns what follows. */
static const char *
open_bracket (GString *string, const char *text, guint *depth)
{
  const char *next = skip_space (text + 1);

  g_string_append_c (string, *text);
  if (*next == '}' || *next == ']') {
    g_string_append_c (string, *next);
    return next + 1;
  }
  prise_indent_new_line (string, ++*depth);

  return next;
}

static char *
indent_json (const char *text, gboolean is_whole)
{
  g_autoptr (GString) string = NULL;
  guint depth = 0;

  if (!prise_json_check (text, strlen (text), is_whole))
    return NULL;

  string = g_string_sized_new (strlen (text) * 2);
  text = skip_space (text);
  while (*text != '\0' && string->len < PRISE_INDENT_MAX_SIZE) {
    const char *end = text + 1;

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
      end = *text == '"' ? skip_string (text) : end;
      g_string_append_len (string, text, end - text);
    }
    text = skip_space (end);
  }

  if (*text != '\0')
    return NULL;

  return g_string_free (g_steal_pointer (&string), FALSE);
}

/* Strings and comments go as they are. Returns the end of one, or NULL if there is none. */
static const char *
skip_opaque (const char *text)
{
  const char *end;

  if (*text == '"' || *text == '\'')
    return skip_string (text);
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
  const char *next = skip_space (text + 1);

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
    next = skip_space (text);
    if (string->len > 0 && !g_ascii_isspace (string->str[string->len - 1]))
      g_string_append_c (string, ' ');
    return next;
  }
}

static char *
indent_css (const char *text)
{
  g_autoptr (GString) string = g_string_sized_new (strlen (text) * 2);
  guint depth = 0;
  guint n_parentheses = 0; /* url(data:…;…) */

  text = skip_space (text);
  while (*text != '\0' && string->len < PRISE_INDENT_MAX_SIZE && depth <= PRISE_INDENT_MAX_DEPTH) {
    const char *end = skip_opaque (text);

    if (end != NULL) {
      g_string_append_len (string, text, end - text);
      if (*text == '/')
        prise_indent_new_line (string, depth);
      text = *text == '/' ? skip_space (end) : end;
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
 * prise_indent:
 * @style: the language
 * @text: valid UTF-8
 * @is_whole: whether it is all of it; else nothing is said about its end
 *
 * Returns: (transfer full) (nullable): the text with other white space; %NULL if it isn't what
 *   @style says, or too deep
 */
char *
prise_indent (PriseIndentStyle style, const char *text, gboolean is_whole)
{
  switch (style) {
  case PRISE_INDENT_JSON:
    return indent_json (text, is_whole);
  case PRISE_INDENT_XML:
    return prise_indent_markup (text, FALSE, is_whole);
  case PRISE_INDENT_HTML:
    return prise_indent_markup (text, TRUE, is_whole);
  case PRISE_INDENT_CSS:
    return indent_css (text);
  case PRISE_INDENT_NONE:
  default:
    return NULL;
  }
}
