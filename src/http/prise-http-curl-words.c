// SPDX-License-Identifier: GPL-3.0-or-later
/* A line for a shell, as the words that a program gets. GLib splits it, but doesn't know $'…', in
 * which browsers write what has line ends or accents: that is rewritten for GLib first. */
#include "config.h"

#include "prise-http-curl-words.h"

#include <string.h>

/* A number of at most @max digits, from behind @p on, which is then its last digit. */
static guint
take_number (const char **p, guint base, guint max)
{
  guint number = 0;

  for (guint i = 0; i < max; i++) {
    const int digit = g_ascii_xdigit_value ((*p)[1]);

    if (digit < 0 || digit >= (int) base)
      break;
    number = number * base + (guint) digit;
    (*p)++;
  }

  return number;
}

/* What stands for what behind a backslash, which is at @p; then @p is at its last character. */
static void
take_escape (const char **p, GString *text)
{
  static const char letters[] = "abeEfnrtv";
  static const char meanings[] = "\a\b\033\033\f\n\r\t\v";
  const char c = *++*p;
  const char *letter = strchr (letters, c);

  if (letter != NULL && c != '\0') {
    g_string_append_c (text, meanings[letter - letters]);
  } else if (c >= '0' && c <= '7') {
    (*p)--;
    g_string_append_c (text, (char) take_number (p, 8, 3));
  } else if (c == 'x' && g_ascii_isxdigit ((*p)[1])) {
    g_string_append_c (text, (char) take_number (p, 16, 2));
  } else if ((c == 'u' || c == 'U') && g_ascii_isxdigit ((*p)[1])) {
    g_string_append_unichar (text, take_number (p, 16, c == 'u' ? 4 : 8));
  } else {
    if (strchr ("\\'\"?", c) == NULL)
      g_string_append_c (text, '\\');
    g_string_append_c (text, c);
  }
}

/* Takes $'…' from its dollar on, and returns what is behind it; NULL if its end is missing. Nothing
 * follows a NUL in an argument. */
static const char *
take_dollar_quote (const char *p, GString *line)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *quoted = NULL;

  for (p += 2; *p != '\0' && *p != '\''; p++) {
    if (*p == '\\' && p[1] != '\0')
      take_escape (&p, text);
    else
      g_string_append_c (text, *p);
  }
  if (*p == '\0')
    return NULL;

  quoted = g_shell_quote (text->str);
  g_string_append (line, quoted);

  return p + 1;
}

/* The end of what stands between quotation marks like the one at @p. */
static const char *
find_quote (const char *p)
{
  const char quote = *p;

  for (p++; *p != '\0' && *p != quote; p++) {
    if (quote == '"' && *p == '\\' && p[1] != '\0')
      p++;
  }

  return *p != '\0' ? p + 1 : p;
}

/**
 * prise_http_curl_split:
 * @command: a line for a shell; it may go on behind a backslash
 *
 * Variables and patterns stay as they are.
 *
 * Returns: (transfer full) (nullable): its words; %NULL if a quotation mark is missing
 */
GStrv
prise_http_curl_split (const char *command)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const char *p = command;
  GStrv words = NULL;

  while (p != NULL && *p != '\0') {
    const char *end = p + 1;

    if (*p == '$' && p[1] == '\'') {
      p = take_dollar_quote (p, line);
      continue;
    }
    if (*p == '\'' || *p == '"')
      end = find_quote (p);
    else if (*p == '\\' && p[1] != '\0')
      end = p + 2;
    g_string_append_len (line, p, end - p);
    p = end;
  }
  if (p == NULL || !g_shell_parse_argv (line->str, NULL, &words, NULL))
    return NULL;

  return words;
}
