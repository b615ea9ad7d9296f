// SPDX-License-Identifier: GPL-3.0-or-later
/* The grammar of the lines of HTTP/1.1. What is outside of it is read as well as can be, and said
 * to be. Pure functions. */
#include "config.h"

#include "prise-http-syntax.h"

#include <string.h>

/* RFC 9110, section 5.6.2: tchar. */
static const guint8 is_token[256] = {
  ['!'] = TRUE,         ['#' ... '\''] = TRUE, ['*'] = TRUE,         ['+'] = TRUE,
  ['-'] = TRUE,         ['.'] = TRUE,          ['0' ... '9'] = TRUE, ['A' ... 'Z'] = TRUE,
  ['^' ... 'z'] = TRUE, ['|'] = TRUE,          ['~'] = TRUE,
};

/* Eight bytes at once. */
#define EIGHT(c) (G_GUINT64_CONSTANT (0x0101010101010101) * (c))

/**
 * prise_http_find_bad_token:
 * @data: (array length=size): what should be a token
 * @size: its length
 *
 * Returns: the place of the first byte that a token may not have; -1 if there is none
 */
gssize
prise_http_find_bad_token (const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++) {
    if (!is_token[(guint8) data[i]])
      return (gssize) i;
  }

  return -1;
}

/* Whether there may be a control character among eight bytes: where a subtraction borrows, the
 * highest bit of the byte tells. */
static gboolean
may_have_control (const char *data)
{
  guint64 word, deletes;

  memcpy (&word, data, sizeof word);
  deletes = word ^ EIGHT (0x7f);

  return ((((word - EIGHT (' ')) & ~word) | ((deletes - EIGHT (1)) & ~deletes)) & EIGHT (0x80)) !=
         0;
}

/**
 * prise_http_find_control:
 * @data: (array length=size): what should be a field's value
 * @size: its length
 *
 * A CR has a problem of its own.
 *
 * Returns: the place of the first control character; -1 if there is none
 */
gssize
prise_http_find_control (const char *data, gsize size)
{
  gsize i = 0;

  while (i + 8 <= size && !may_have_control (data + i))
    i += 8;
  for (; i < size; i++) {
    const guint8 c = (guint8) data[i];

    if ((c < ' ' || c == 0x7f) && c != '\t' && c != '\r')
      return (gssize) i;
  }

  return -1;
}

static void
add_problem (PriseHttpSyntaxProblems *problems, PriseHttpProblemKind kind, gsize position)
{
  if (problems->n == G_N_ELEMENTS (problems->kinds))
    return;

  problems->kinds[problems->n] = kind;
  problems->positions[problems->n] = position;
  problems->n++;
}

/* The next word of a line, from @position on, which is then behind it. */
static PriseHttpSlice
take_word (const char *line, gsize length, gsize *position)
{
  const gsize begin = *position;

  while (*position < length && !prise_http_is_blank (line[*position]))
    (*position)++;

  return (PriseHttpSlice){ line + begin, *position - begin };
}

/* The one space that separates two words. Returns whether it is as it should be. */
static gboolean
skip_space (const char *line, gsize length, gsize *position)
{
  const gsize begin = *position;

  while (*position < length && prise_http_is_blank (line[*position]))
    (*position)++;

  return *position - begin == 1 && line[begin] == ' ';
}

/* Where Shoutcast says ICY, all else is as in HTTP/1.0. */
static const char icy[] = "ICY";

static PriseHttpSlice
check_version (PriseHttpSlice word, gsize position, PriseHttpSyntaxProblems *problems)
{
  static const char prefix[] = "HTTP/";
  const gsize prefix_size = strlen (prefix);
  const gboolean is_known = word.size == prefix_size + 3 &&
                            memcmp (word.data, "HTTP/1.", prefix_size + 2) == 0 &&
                            (word.data[word.size - 1] == '0' || word.data[word.size - 1] == '1');

  if (!is_known)
    add_problem (problems, PRISE_HTTP_BAD_VERSION, position);
  if (word.size == strlen (icy) && memcmp (word.data, icy, word.size) == 0)
    return (PriseHttpSlice){ "1.0", 3 };
  if (word.size < prefix_size || g_ascii_strncasecmp (word.data, prefix, prefix_size) != 0)
    return (PriseHttpSlice){ "", 0 };

  return (PriseHttpSlice){ word.data + prefix_size, word.size - prefix_size };
}

/* Three digits are a status whatever stands behind them, as in "404:" or "200OK". */
static guint
take_status (const char *line, gsize length, gsize *position, PriseHttpSyntaxProblems *problems)
{
  const gsize begin = *position;
  const PriseHttpSlice word = take_word (line, length, position);
  gsize n_digits = 0;
  guint status = 0;

  for (; n_digits < word.size && n_digits < 4 && g_ascii_isdigit (word.data[n_digits]); n_digits++)
    status = status * 10 + (guint) (word.data[n_digits] - '0');
  if (n_digits != word.size && n_digits != 3)
    status = 0;
  if (n_digits != 3 || status < 100 || status > 599)
    add_problem (problems, PRISE_HTTP_BAD_STATUS, begin);
  if (n_digits == 3)
    *position = begin + n_digits;

  return n_digits <= 3 ? status : 0;
}

/**
 * prise_http_may_be_response:
 * @data: (array length=size): the first bytes of a message, or some of them
 * @size: how many
 * @is_certain: (out): whether no other byte can change that
 *
 * Returns: whether it begins as a status line does: "HTTP/", or "ICY " and a digit
 */
gboolean
prise_http_may_be_response (const char *data, gsize size, gboolean *is_certain)
{
  static const char http[] = "HTTP/";
  const gsize length = strlen (http);
  const gsize n = MIN (size, length);

  *is_certain = size >= length;
  if (g_ascii_strncasecmp (data, http, n) == 0)
    return TRUE;

  return memcmp (data, "ICY ", MIN (n, 4)) == 0 && (n < length || g_ascii_isdigit (data[4]));
}

/**
 * prise_http_parse_status_line:
 * @line: (array length=length): a line without its end, for which prise_http_may_be_response() is
 * so
 * @length: its length
 * @start: filled
 *
 * RFC 9112, section 4. Many servers leave out the space when there is no reason; nobody minds.
 *
 * Returns: what is wrong
 */
PriseHttpSyntaxProblems
prise_http_parse_status_line (const char *line, gsize length, PriseHttpStartLine *start)
{
  PriseHttpSyntaxProblems problems = { 0 };
  gsize position = 0;
  gboolean is_right;
  gssize bad;

  start->version = check_version (take_word (line, length, &position), 0, &problems);
  is_right = skip_space (line, length, &position);
  start->status = take_status (line, length, &position, &problems);
  if (position < length) {
    const gboolean has_space = line[position] == ' ';

    is_right &= has_space;
    while (!has_space && position < length && !g_ascii_isalnum (line[position]))
      position++;
    position += has_space;
  }
  start->reason = (PriseHttpSlice){ line + position, length - position };
  if (!is_right)
    add_problem (&problems, PRISE_HTTP_BAD_START_LINE, 0);
  bad = prise_http_find_control (start->reason.data, start->reason.size);
  if (bad >= 0)
    add_problem (&problems, PRISE_HTTP_BAD_VALUE, position + (gsize) bad);

  return problems;
}

/**
 * prise_http_parse_request_line:
 * @line: (array length=length): a line without its end
 * @length: its length
 * @start: filled
 *
 * RFC 9112, section 3. Without a version it is HTTP/0.9.
 *
 * Returns: what is wrong
 */
PriseHttpSyntaxProblems
prise_http_parse_request_line (const char *line, gsize length, PriseHttpStartLine *start)
{
  PriseHttpSyntaxProblems problems = { 0 };
  gsize position = 0;
  gboolean is_right;
  gssize bad;

  start->method = take_word (line, length, &position);
  bad = prise_http_find_bad_token (start->method.data, start->method.size);
  if (bad >= 0)
    add_problem (&problems, PRISE_HTTP_BAD_METHOD, (gsize) bad);
  is_right = start->method.size > 0 && skip_space (line, length, &position);
  start->target = take_word (line, length, &position);
  is_right &= start->target.size > 0;
  if (position == length) {
    add_problem (&problems, PRISE_HTTP_NOT_HTTP, 0);
    return problems;
  }

  is_right &= skip_space (line, length, &position);
  start->version =
      check_version ((PriseHttpSlice){ line + position, length - position }, position, &problems);
  if (!is_right)
    add_problem (&problems, PRISE_HTTP_BAD_START_LINE, 0);

  return problems;
}

/**
 * prise_http_find_extensions:
 * @line: (array length=length): a line with a chunk's size, without its end
 * @length: its length
 *
 * RFC 9112, section 7.1.1. A CR may end the size, too.
 *
 * Returns: what stands behind the size
 */
PriseHttpSlice
prise_http_find_extensions (const char *line, gsize length)
{
  gsize position = 0;

  while (position < length && line[position] != ';' && line[position] != '\r')
    position++;
  if (position < length)
    position++;
  while (position < length && prise_http_is_blank (line[position]))
    position++;

  return (PriseHttpSlice){ line + position, length - position };
}

static void
skip_blanks (const char *line, gsize length, gsize *position)
{
  while (*position < length && prise_http_is_blank (line[*position]))
    (*position)++;
}

static gboolean
skip_token (const char *line, gsize length, gsize *position)
{
  const gssize end = prise_http_find_bad_token (line + *position, length - *position);
  const gsize size = end < 0 ? length - *position : (gsize) end;

  *position += size;

  return size > 0;
}

/* RFC 9110, section 5.6.4. */
static gboolean
skip_quoted (const char *line, gsize length, gsize *position)
{
  if (*position == length || line[*position] != '"')
    return FALSE;

  for ((*position)++; *position < length; (*position)++) {
    if (line[*position] == '"') {
      (*position)++;
      return TRUE;
    }
    if (line[*position] == '\\' && *position + 1 < length)
      (*position)++;
    if (prise_http_find_control (line + *position, 1) == 0 || line[*position] == '\r')
      return FALSE;
  }

  return FALSE;
}

/**
 * prise_http_find_bad_extension:
 * @line: (array length=length): a line with a chunk's size, without its end
 * @length: its length
 *
 * RFC 9112, section 7.1.1.
 *
 * Returns: the place of the first byte behind the size that can't stand there; -1 if there is none
 */
gssize
prise_http_find_bad_extension (const char *line, gsize length)
{
  gsize position = 0;

  while (position < length && g_ascii_isxdigit (line[position]))
    position++;
  while (position < length) {
    const gsize begin = position;
    gsize end;

    skip_blanks (line, length, &position);
    if (position == length || line[position] != ';')
      return (gssize) (position == length ? begin : position);
    position++;
    skip_blanks (line, length, &position);
    if (!skip_token (line, length, &position))
      return (gssize) position;

    end = position;
    skip_blanks (line, length, &position);
    if (position == length || line[position] != '=') {
      position = end;
      continue;
    }
    position++;
    skip_blanks (line, length, &position);
    if (!skip_token (line, length, &position) && !skip_quoted (line, length, &position))
      return (gssize) position;
  }

  return -1;
}
