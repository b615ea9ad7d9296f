// SPDX-License-Identifier: GPL-3.0-or-later
/* What is too much for the parser: it looks at the beginning, says so, and goes on behind it. These
 * messages are large, so they are cut where it matters, and into a few sizes of pieces. */
#include "config.h"

#include <string.h>

#include "parser-record.h"

#define OK "HTTP/1.1 200 OK\r\n"

static char *
parse (const GString *message, gsize piece)
{
  ParserRecord *record = parser_record_new (PRISE_HTTP_RESPONSE, NULL);
  gboolean goes_on = TRUE;

  for (gsize done = 0; done < message->len && goes_on; done += piece)
    goes_on = parser_record_push (record, message->str + done, MIN (piece, message->len - done));

  return parser_record_finish (record);
}

/* Returns the events, which are the same however the message comes. */
static char *
parse_alike (const GString *message)
{
  const gsize pieces[] = {
    1, 2, 3, 1000, PRISE_HTTP_MAX_LINE - 1, PRISE_HTTP_MAX_LINE, PRISE_HTTP_MAX_LINE + 1
  };
  char *whole = parse (message, message->len);

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *in_pieces = parse (message, pieces[i]);

    g_assert_true (g_str_equal (in_pieces, whole));
  }

  return whole;
}

static void
append_fill (GString *string, char c, gsize n)
{
  const gsize begin = string->len;

  g_string_set_size (string, begin + n);
  memset (string->str + begin, c, n);
}

static guint
count_lines (const char *events, const char *part)
{
  g_auto (GStrv) lines = g_strsplit (events, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++) {
    if (strstr (lines[i], part) != NULL)
      n++;
  }

  return n;
}

static void
assert_has (const char *events, const char *part)
{
  if (strstr (events, part) == NULL)
    g_error ("no “%s” among the events: %.2000s", part, events);
}

/* The longest line that is read whole, with its end, and one byte more. */
static void
test_long_header (void)
{
  for (guint excess = 0; excess <= 1; excess++) {
    g_autoptr (GString) message = g_string_new (OK "A: ");
    g_autofree char *size = g_strdup_printf ("field 17+%u |A|x", PRISE_HTTP_MAX_LINE + excess);
    g_autofree char *events = NULL;

    append_fill (message, 'x', PRISE_HTTP_MAX_LINE - strlen ("A: \r\n") + excess);
    g_string_append (message, "\r\nB: c\r\n\r\n");
    events = parse_alike (message);
    assert_has (events, size);
    g_assert_cmpuint (count_lines (events, "problem 17 line-too-long"), ==, excess);
    g_assert_cmpuint (count_lines (events, "problem"), ==, excess);
    assert_has (events, " |B|c|\n");
  }
}

static void
test_long_header_without_colon (void)
{
  g_autoptr (GString) message = g_string_new (OK);
  g_autofree char *events = NULL;

  append_fill (message, 'x', PRISE_HTTP_MAX_LINE);
  g_string_append (message, ": y\r\n\r\n");
  events = parse_alike (message);
  assert_has (events, "problem 17 line-too-long\nproblem 17 no-colon\n");
}

static void
test_long_status_line (void)
{
  g_autoptr (GString) message = g_string_new ("HTTP/1.1 200 ");
  g_autofree char *events = NULL;

  append_fill (message, 'x', PRISE_HTTP_MAX_LINE);
  g_string_append (message, "\r\nContent-Length: 1\r\n\r\ny");
  events = parse_alike (message);
  assert_has (events, "problem 0 line-too-long\nstart 0+65551 |1.1|200|xxx");
  assert_has (events, "|Content-Length|1|\n");
  assert_has (events, " y\nend");
}

/* The line has no end, or the connection has. */
static void
test_long_line_cut (void)
{
  g_autoptr (GString) message = g_string_new (OK "A: ");
  g_autofree char *events = NULL;

  append_fill (message, 'x', 2 * PRISE_HTTP_MAX_LINE);
  events = parse_alike (message);
  assert_has (events, "problem 17 line-too-long\nfield 17+131075 |A|xxx");
  assert_has (events, "problem 131092 truncated-head\n");
}

static void
test_long_name_of_spaces (void)
{
  g_autoptr (GString) message = g_string_new (OK);
  g_autofree char *events = NULL;

  append_fill (message, ' ', 2 * PRISE_HTTP_MAX_LINE);
  g_string_append (message, "A: b\r\nC: d\r\n\r\n");
  events = parse_alike (message);
  assert_has (events, "problem 17 line-too-long\nproblem 17 space-first\nproblem 17 no-colon\n");
  assert_has (events, "|C|d|\n");
}

/* Of a head of more than 1 MiB the headers beyond aren't told; the body is found all the same. */
static void
test_long_head (void)
{
  g_autoptr (GString) message = g_string_new (OK);
  const guint n = PRISE_HTTP_MAX_HEAD / 10000 + 10;
  g_autofree char *events = NULL;

  for (guint i = 0; i < n; i++) {
    g_string_append (message, "Abc: ");
    append_fill (message, 'x', 10000 - strlen ("Abc: \r\n"));
    g_string_append (message, "\r\n");
  }
  g_string_append (message, "Content-Length: 1\r\n\r\nyz");
  events = parse_alike (message);
  g_assert_cmpuint (count_lines (events, "head-too-long"), ==, 1);
  g_assert_cmpuint (count_lines (events, "field"), ==, PRISE_HTTP_MAX_HEAD / 10000);
  g_assert_cmpuint (count_lines (events, "Content-Length"), ==, 0);
  assert_has (events, " to-end 0\n");
  assert_has (events, " yz\nend");
}

/* Headers that aren't looked at may be folded, too. */
static void
test_many_headers (void)
{
  g_autoptr (GString) message = g_string_new (OK);
  g_autofree char *events = NULL;

  for (guint i = 0; i < PRISE_HTTP_MAX_HEADERS; i++)
    g_string_append (message, "A: b\r\n");
  g_string_append (message, "C: d\r\n e\r\nF: g\r\n\r\ny");
  events = parse_alike (message);
  g_assert_cmpuint (count_lines (events, "problem 6017 too-many-headers"), ==, 1);
  g_assert_cmpuint (count_lines (events, "problem"), ==, 1);
  g_assert_cmpuint (count_lines (events, "field"), ==, PRISE_HTTP_MAX_HEADERS);
  g_assert_cmpuint (count_lines (events, "|A|b|"), ==, PRISE_HTTP_MAX_HEADERS);
  assert_has (events, "head 6035 to-end 0\nbody 6035 y\nend 6036");
}

/* The limits are a head's, not those of all that come one behind the other. */
static void
test_many_interim_heads (void)
{
  g_autoptr (GString) message = g_string_new (NULL);
  g_autofree char *events = NULL;

  for (guint i = 0; i < 2 * PRISE_HTTP_MAX_HEADERS; i++)
    g_string_append (message, "HTTP/1.1 103 E\r\nA: b\r\n\r\n");
  g_string_append (message, OK "Content-Length: 0\r\n\r\n");
  events = parse_alike (message);
  g_assert_cmpuint (count_lines (events, "problem"), ==, 0);
  g_assert_cmpuint (count_lines (events, "field"), ==, 2 * PRISE_HTTP_MAX_HEADERS + 1);
}

/* Each line is short, the header isn't. */
static void
test_long_fold (void)
{
  g_autoptr (GString) message = g_string_new (OK "A: b\r\n");
  g_autofree char *events = NULL;

  for (guint i = 0; i < 2 * PRISE_HTTP_MAX_LINE / 100; i++) {
    g_string_append_c (message, '\t');
    append_fill (message, 'x', 99);
    g_string_append (message, "\r\n");
  }
  g_string_append (message, " y\r\nC: d\r\n\r\n");
  events = parse_alike (message);
  g_assert_cmpuint (count_lines (events, "problem 17 line-too-long"), ==, 1);
  g_assert_cmpuint (count_lines (events, " folded"), ==, PRISE_HTTP_MAX_PROBLEMS);
  assert_has (events, "field 17+133630 |A|b xxx");
  g_assert_cmpuint (count_lines (events, " y|"), ==, 0);
  assert_has (events, "field 133647+6 |C|d|\n");
}

/* Name and value, with the spaces that join its lines, may be as long as a line. */
static void
test_fold_at_limit (void)
{
  for (guint excess = 0; excess <= 1; excess++) {
    g_autoptr (GString) message = g_string_new (OK "A: b\r\n ");
    g_autofree char *events = NULL;

    append_fill (message, 'x', 100);
    g_string_append (message, "\r\n ");
    append_fill (message, 'y', PRISE_HTTP_MAX_LINE - strlen ("Ab ") - 100 - 1 + excess);
    g_string_append (message, "\r\n\r\n");
    events = parse_alike (message);
    g_assert_cmpuint (count_lines (events, "problem 17 line-too-long"), ==, excess);
    g_assert_cmpint (strstr (events, "yyy|") != NULL, ==, excess == 0);
  }
}

static void
test_fold_beyond_head (void)
{
  g_autoptr (GString) message = g_string_new (OK "A: b\r\n");
  g_autofree char *events = NULL;

  for (guint i = 0; i < PRISE_HTTP_MAX_HEAD / 4; i++)
    g_string_append (message, "  \r\n");
  g_string_append (message, " y\r\nC: d\r\n\r\n");
  events = parse_alike (message);
  g_assert_cmpuint (count_lines (events, "head-too-long"), ==, 1);
  assert_has (events, " |A|b|\nhead 1048611 to-end 0\nend");
}

/* No more than 50 problems of a kind, and those of another kind all the same. */
static void
test_many_problems (void)
{
  g_autoptr (GString) message = g_string_new (OK);
  g_autofree char *events = NULL;

  for (guint i = 0; i <= PRISE_HTTP_MAX_PROBLEMS; i++)
    g_string_append (message, "A : b\n");
  g_string_append (message, "C\r\n\r\n");
  events = parse_alike (message);
  g_assert_cmpuint (count_lines (events, "space-before-colon"), ==, PRISE_HTTP_MAX_PROBLEMS);
  g_assert_cmpuint (count_lines (events, "bare-lf"), ==, PRISE_HTTP_MAX_PROBLEMS);
  g_assert_cmpuint (count_lines (events, "no-colon"), ==, 1);
  g_assert_cmpuint (count_lines (events, "|A|b|"), ==, PRISE_HTTP_MAX_PROBLEMS + 1);
}

static GString *
begin_chunked (void)
{
  return g_string_new (OK "Transfer-Encoding: chunked\r\n\r\n");
}

static void
test_long_extension (void)
{
  g_autoptr (GString) message = begin_chunked ();
  g_autofree char *events = NULL;

  g_string_append (message, "3;a=");
  append_fill (message, 'x', PRISE_HTTP_MAX_LINE);
  g_string_append (message, "\r\nabc\r\n0\r\n\r\n");
  events = parse_alike (message);
  assert_has (events, "problem 47 line-too-long\nchunk 47+65542 3 |a=xxx");
  assert_has (events, "body 65589 abc\nchunk 65594+3 0 ||\nend 65599");
}

/* A size of zeros without an end. */
static void
test_long_size (void)
{
  g_autoptr (GString) message = begin_chunked ();
  g_autofree char *events = NULL;

  append_fill (message, '0', 3 * PRISE_HTTP_MAX_LINE);
  events = parse_alike (message);
  assert_has (events, "problem 47 bad-chunk-size\nbody 47 000");
  assert_has (events, "end 196655");
}

/* A body that isn't in chunks, and has no line either. */
static void
test_long_body_without_chunks (void)
{
  g_autoptr (GString) message = begin_chunked ();
  g_autofree char *events = NULL;

  append_fill (message, 'x', 3 * PRISE_HTTP_MAX_LINE);
  events = parse_alike (message);
  g_assert_cmpuint (count_lines (events, "problem"), ==, 1);
  assert_has (events, "problem 47 bad-chunk-size\nbody 47 xxx");
  assert_has (events, "end 196655");
}

static void
test_long_chunk_end (void)
{
  g_autoptr (GString) message = begin_chunked ();
  g_autofree char *events = NULL;

  g_string_append (message, "1\r\na");
  append_fill (message, 'x', 2 * PRISE_HTTP_MAX_LINE);
  g_string_append (message, "\r\n0\r\n\r\n");
  events = parse_alike (message);
  assert_has (events, "problem 51 line-too-long\nproblem 51 bad-chunk-end\n");
  assert_has (events, " 0 ||\nend");
}

static void
test_many_trailers (void)
{
  g_autoptr (GString) message = begin_chunked ();
  g_autofree char *events = NULL;

  g_string_append (message, "0\r\n");
  for (guint i = 0; i < PRISE_HTTP_MAX_HEADERS + 5; i++)
    g_string_append (message, "A: b\r\n");
  g_string_append (message, "\r\nz");
  events = parse_alike (message);
  g_assert_cmpuint (count_lines (events, "too-many-headers"), ==, 1);
  g_assert_cmpuint (count_lines (events, "trailer"), ==, PRISE_HTTP_MAX_HEADERS);
  assert_has (events, "\nend 6082");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/limits/header", test_long_header);
  g_test_add_func ("/http/limits/header-without-colon", test_long_header_without_colon);
  g_test_add_func ("/http/limits/status-line", test_long_status_line);
  g_test_add_func ("/http/limits/line-cut", test_long_line_cut);
  g_test_add_func ("/http/limits/name-of-spaces", test_long_name_of_spaces);
  g_test_add_func ("/http/limits/head", test_long_head);
  g_test_add_func ("/http/limits/headers", test_many_headers);
  g_test_add_func ("/http/limits/interim-heads", test_many_interim_heads);
  g_test_add_func ("/http/limits/fold", test_long_fold);
  g_test_add_func ("/http/limits/fold-at-limit", test_fold_at_limit);
  g_test_add_func ("/http/limits/fold-beyond-head", test_fold_beyond_head);
  g_test_add_func ("/http/limits/problems", test_many_problems);
  g_test_add_func ("/http/limits/extension", test_long_extension);
  g_test_add_func ("/http/limits/size", test_long_size);
  g_test_add_func ("/http/limits/body-without-chunks", test_long_body_without_chunks);
  g_test_add_func ("/http/limits/chunk-end", test_long_chunk_end);
  g_test_add_func ("/http/limits/trailers", test_many_trailers);

  return g_test_run ();
}
