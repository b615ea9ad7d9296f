// SPDX-License-Identifier: GPL-3.0-or-later
/* A line for a shell, as the words that a program gets: for bash, in which browsers write $'…' for
 * what has line ends or accents, or for Windows' cmd. The command ends where the shell ends it. */
#include "config.h"

#include "prise-http-curl-words.h"

#include <string.h>

#define BLANKS " \t\r"

/* What is read of a line. */
typedef struct {
  const char *p;
  GPtrArray *words;
  GString *word;
  GString *left_out;
} Splitter;

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

/* Takes $'…' from its dollar on; FALSE if its end is missing. In it, nothing follows a NUL. */
static gboolean
take_dollar_quote (Splitter *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (self->p += 2; *self->p != '\0' && *self->p != '\''; self->p++) {
    if (*self->p == '\\' && self->p[1] != '\0')
      take_escape (&self->p, text);
    else
      g_string_append_c (text, *self->p);
  }
  if (*self->p == '\0')
    return FALSE;

  g_string_append (self->word, text->str);
  self->p++;

  return TRUE;
}

static gsize
get_line_end_size (const char *p)
{
  return *p == '\n' ? 1 : p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

/* A backslash outside of quotes, or within such as change it: a line goes on behind it. */
static void
take_backslash (Splitter *self)
{
  const gsize line_end = get_line_end_size (self->p + 1);

  if (line_end == 0 && self->p[1] != '\0')
    g_string_append_c (self->word, self->p[1]);
  self->p += line_end > 0 ? 1 + line_end : self->p[1] != '\0' ? 2 : 1;
}

/* FALSE if the second mark is missing. */
static gboolean
take_quote (Splitter *self)
{
  const char quote = *self->p++;

  while (*self->p != '\0' && *self->p != quote) {
    if (quote == '"' && *self->p == '\\' &&
        (self->p[1] != '\0' && strchr ("$`\"\\\n\r", self->p[1]) != NULL))
      take_backslash (self);
    else
      g_string_append_c (self->word, *self->p++);
  }
  if (*self->p == '\0')
    return FALSE;
  self->p++;

  return TRUE;
}

/* Whether the command ends here. An "&" within a word is taken for one of a URL that somebody
 * forgot to quote. */
static gboolean
is_end (const char *p)
{
  if (*p == '|')
    return TRUE;

  return (*p == '&' || *p == ';') && strchr (BLANKS "\n&;", p[1]) != NULL;
}

static gboolean
is_redirection (const char *p)
{
  return *p == '>' || *p == '<';
}

static gboolean
take_word (Splitter *self)
{
  g_string_truncate (self->word, 0);
  while (*self->p != '\0' && strchr (BLANKS "\n", *self->p) == NULL && !is_end (self->p) &&
         !is_redirection (self->p)) {
    gboolean is_whole = TRUE;

    if (self->p[0] == '$' && self->p[1] == '\'')
      is_whole = take_dollar_quote (self);
    else if (*self->p == '\'' || *self->p == '"')
      is_whole = take_quote (self);
    else if (*self->p == '\\')
      take_backslash (self);
    else
      g_string_append_c (self->word, *self->p++);
    if (!is_whole)
      return FALSE;
  }

  return TRUE;
}

static void
leave_out (Splitter *self, const char *begin, const char *end)
{
  if (self->left_out->len > 0)
    g_string_append_c (self->left_out, ' ');
  g_string_append_len (self->left_out, begin, end - begin);
}

/* From its digits on, as in 2>/dev/null, to the file or "&1". */
static gboolean
take_redirection (Splitter *self)
{
  const char *begin = self->p;

  self->p += strspn (self->p, "0123456789");
  self->p += strspn (self->p, "<>&|");
  self->p += strspn (self->p, BLANKS);
  if (!take_word (self))
    return FALSE;
  leave_out (self, begin, self->p);

  return TRUE;
}

/* Blanks, and ends of lines behind which the command goes on; else the end of the line is next. */
static void
skip_blanks (Splitter *self)
{
  for (;;) {
    const gsize line_end = *self->p == '\\' ? get_line_end_size (self->p + 1) : 0;
    const gsize blanks = strspn (self->p, BLANKS);
    const gsize all_blanks = strspn (self->p, BLANKS "\n");

    if (line_end > 0)
      self->p += 1 + line_end;
    else if (all_blanks > blanks && self->p[all_blanks] == '-')
      self->p += all_blanks;
    else if (blanks > 0)
      self->p += blanks;
    else
      break;
  }
}

static gboolean
split_for_bash (Splitter *self)
{
  for (skip_blanks (self); *self->p != '\0'; skip_blanks (self)) {
    gboolean is_whole;

    if (is_redirection (self->p + strspn (self->p, "0123456789"))) {
      is_whole = take_redirection (self);
    } else if (is_end (self->p) || *self->p == '\n' || *self->p == '#') {
      leave_out (self, self->p, self->p + strlen (self->p));
      break;
    } else {
      is_whole = take_word (self);
      g_ptr_array_add (self->words, g_strdup (self->word->str));
    }
    if (!is_whole)
      return FALSE;
  }

  return TRUE;
}

/* What cmd hands on: a caret takes its meaning from the next character, but not within quotation
 * marks that have theirs. A line goes on behind a caret, and a line end stands for itself behind
 * that. */
static char *
read_carets (Splitter *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  while (*self->p != '\0') {
    if (*self->p == '^' && !is_quoted && self->p[1] != '\0') {
      self->p++;
      self->p += get_line_end_size (self->p);
      if (get_line_end_size (self->p) > 0) {
        g_string_append_c (line, '\n');
        self->p += get_line_end_size (self->p);
      } else if (*self->p != '\0') {
        g_string_append_c (line, *self->p++);
      }
      continue;
    }
    is_quoted ^= *self->p == '"';
    if (!is_quoted && strchr ("|<>&\n", *self->p) != NULL) {
      leave_out (self, self->p, self->p + strlen (self->p));
      break;
    }
    g_string_append_c (line, *self->p++);
  }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* As Windows' programs split their line: a backslash counts only before a quotation mark. */
static gboolean
split_for_cmd (Splitter *self)
{
  g_autofree char *line = read_carets (self);
  const char *p = line + strspn (line, BLANKS);
  gboolean is_quoted = FALSE;

  while (*p != '\0') {
    g_string_truncate (self->word, 0);
    while (*p != '\0' && (is_quoted || strchr (BLANKS, *p) == NULL)) {
      const gsize n_backslashes = strspn (p, "\\");

      if (n_backslashes > 0 && p[n_backslashes] == '"') {
        for (gsize i = 0; i < n_backslashes / 2; i++)
          g_string_append_c (self->word, '\\');
        p += n_backslashes;
        if (n_backslashes % 2 == 1)
          g_string_append_c (self->word, *p++);
      } else if (p[0] == '"' && p[1] == '"' && is_quoted) {
        g_string_append_c (self->word, '"');
        p += 2;
      } else if (*p == '"') {
        is_quoted = !is_quoted;
        p++;
      } else {
        g_string_append_c (self->word, *p++);
      }
    }
    g_ptr_array_add (self->words, g_strdup (self->word->str));
    p += strspn (p, BLANKS);
  }

  return !is_quoted;
}

/* A caret tells it, before a quotation mark or a line end, where bash has none that it would stand
 * within. What has a single one before is for bash. */
static gboolean
is_for_cmd (const char *command)
{
  gboolean is_quoted = FALSE;

  for (const char *p = command; *p != '\0'; p++) {
    if (*p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '"')
      is_quoted = !is_quoted;
    else if (*p == '\'' && !is_quoted)
      return FALSE;
    else if (*p == '^' && !is_quoted && (p[1] == '"' || get_line_end_size (p + 1) > 0))
      return TRUE;
  }

  return FALSE;
}

/**
 * prise_http_curl_split:
 * @command: a line for bash or Windows' cmd; it may go on behind a backslash or caret
 * @left_out: (out) (nullable): what of it is for the shell alone, as "| jq ."; %NULL if nothing is
 *
 * Variables and patterns stay as they are.
 *
 * Returns: (transfer full) (nullable): its words; %NULL if a quotation mark is missing
 */
GStrv
prise_http_curl_split (const char *command, char **left_out)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);
  g_autoptr (GString) rest = g_string_new (NULL);
  Splitter self = { .p = command, .words = words, .word = word, .left_out = rest };
  const gboolean is_whole = is_for_cmd (command) ? split_for_cmd (&self) : split_for_bash (&self);

  *left_out = NULL;
  if (!is_whole)
    return NULL;
  g_strstrip (rest->str);
  if (*rest->str != '\0')
    *left_out = g_utf8_make_valid (rest->str, -1);
  g_ptr_array_add (words, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}
