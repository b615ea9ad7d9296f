// SPDX-License-Identifier: GPL-3.0-or-later
/* The parser by a table: each case whole, byte by byte, and cut in two at each position, always
 * with the same events. They are written as text, a line each; the data of a body is joined, as its
 * pieces are those in which it came. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "http/prise-http-parser.h"

typedef struct {
  const char *name;
  PriseHttpMessageKind kind;
  const char *method;
  const char *input;
  gsize size; /* 0: the input is a string */
  const char *expected;
} Case;

/* What came of an input. */
typedef struct {
  GString *events;
  GString *body;
  guint64 body_offset;
} Record;

static const char *const problem_names[PRISE_HTTP_N_PROBLEMS] = {
  [PRISE_HTTP_NOT_HTTP] = "not-http",
  [PRISE_HTTP_EMPTY_LINE_FIRST] = "empty-line-first",
  [PRISE_HTTP_BAD_START_LINE] = "bad-start-line",
  [PRISE_HTTP_BAD_VERSION] = "bad-version",
  [PRISE_HTTP_BAD_STATUS] = "bad-status",
  [PRISE_HTTP_BAD_METHOD] = "bad-method",
  [PRISE_HTTP_BARE_LF] = "bare-lf",
  [PRISE_HTTP_BARE_CR] = "bare-cr",
  [PRISE_HTTP_FOLDED] = "folded",
  [PRISE_HTTP_SPACE_FIRST] = "space-first",
  [PRISE_HTTP_SPACE_BEFORE_COLON] = "space-before-colon",
  [PRISE_HTTP_NO_COLON] = "no-colon",
  [PRISE_HTTP_NO_NAME] = "no-name",
  [PRISE_HTTP_BAD_NAME] = "bad-name",
  [PRISE_HTTP_BAD_VALUE] = "bad-value",
  [PRISE_HTTP_BAD_LENGTH] = "bad-length",
  [PRISE_HTTP_CONFLICTING_LENGTHS] = "conflicting-lengths",
  [PRISE_HTTP_LENGTH_AND_CODING] = "length-and-coding",
  [PRISE_HTTP_UNKNOWN_CODING] = "unknown-coding",
  [PRISE_HTTP_CHUNKED_NOT_LAST] = "chunked-not-last",
  [PRISE_HTTP_CODING_IN_1_0] = "coding-in-1-0",
  [PRISE_HTTP_BAD_CHUNK_SIZE] = "bad-chunk-size",
  [PRISE_HTTP_BAD_CHUNK_END] = "bad-chunk-end",
  [PRISE_HTTP_TRUNCATED_HEAD] = "truncated-head",
  [PRISE_HTTP_TRUNCATED_BODY] = "truncated-body",
  [PRISE_HTTP_NO_ANSWER] = "no-answer",
  [PRISE_HTTP_LINE_TOO_LONG] = "line-too-long",
  [PRISE_HTTP_HEAD_TOO_LONG] = "head-too-long",
  [PRISE_HTTP_TOO_MANY_HEADERS] = "too-many-headers",
  [PRISE_HTTP_EXTRA_BYTES] = "extra-bytes",
  [PRISE_HTTP_BAD_CONTENT_CODING] = "bad-content-coding",
};

static void
flush_body (Record *record)
{
  if (record->body->len == 0)
    return;

  g_string_append_printf (record->events, "body %" G_GUINT64_FORMAT " ", record->body_offset);
  for (gsize i = 0; i < record->body->len; i++) {
    const char c = record->body->str[i];

    if (c >= ' ' && c < 0x7f)
      g_string_append_c (record->events, c);
    else
      g_string_append_printf (record->events, "\\%02x", (guint8) c);
  }
  g_string_append_c (record->events, '\n');
  g_string_truncate (record->body, 0);
}

static void
append_text (GString *string, PriseHttpText text)
{
  g_string_append_c (string, '|');
  for (gsize i = 0; i < text.size; i++) {
    if (text.data[i] == '\0')
      g_string_append (string, "\\00");
    else
      g_string_append_c (string, text.data[i]);
  }
}

static void
did_start (const PriseHttpStartLine *line, gpointer owner)
{
  Record *record = owner;

  flush_body (record);
  g_string_append_printf (record->events, "start %" G_GUINT64_FORMAT "+%" G_GSIZE_FORMAT " ",
                          line->offset, line->size);
  if (line->method.data != NULL) {
    append_text (record->events, line->method);
    append_text (record->events, line->target);
    append_text (record->events, line->version);
  } else {
    append_text (record->events, line->version);
    g_string_append_printf (record->events, "|%u", line->status);
    append_text (record->events, line->reason);
  }
  g_string_append (record->events, "|\n");
}

static void
did_find_field (const PriseHttpField *field, gpointer owner)
{
  Record *record = owner;

  flush_body (record);
  g_string_append_printf (record->events, "%s %" G_GUINT64_FORMAT "+%" G_GSIZE_FORMAT " ",
                          field->is_trailer ? "trailer" : "field", field->offset, field->size);
  append_text (record->events, field->name);
  append_text (record->events, field->value);
  g_string_append (record->events, "|\n");
}

static void
did_end_head (guint64 offset, PriseHttpFraming framing, guint64 length, gpointer owner)
{
  static const char *const names[] = { "none", "length", "chunks", "to-end" };
  Record *record = owner;

  flush_body (record);
  g_string_append_printf (record->events, "head %" G_GUINT64_FORMAT " %s %" G_GUINT64_FORMAT "\n",
                          offset, names[framing], length);
}

static void
did_find_chunk (const PriseHttpChunk *chunk, gpointer owner)
{
  Record *record = owner;

  flush_body (record);
  g_string_append_printf (record->events,
                          "chunk %" G_GUINT64_FORMAT "+%" G_GSIZE_FORMAT " %" G_GUINT64_FORMAT " ",
                          chunk->offset, chunk->line_size, chunk->size);
  append_text (record->events, chunk->extensions);
  g_string_append (record->events, "|\n");
}

static void
did_find_body (gconstpointer data, gsize size, guint64 offset, gpointer owner)
{
  Record *record = owner;

  if (record->body->len == 0)
    record->body_offset = offset;
  g_assert_cmpuint (record->body_offset + record->body->len, ==, offset);
  g_string_append_len (record->body, data, (gssize) size);
}

static void
did_find_problem (const PriseHttpProblem *problem, gpointer owner)
{
  Record *record = owner;

  flush_body (record);
  g_string_append_printf (record->events, "problem %" G_GUINT64_FORMAT " %s", problem->offset,
                          problem_names[problem->kind]);
  if (problem->amount > 0)
    g_string_append_printf (record->events, " %" G_GUINT64_FORMAT, problem->amount);
  g_string_append_c (record->events, '\n');
}

static const PriseHttpParserEvents events = {
  .start_line = did_start,
  .field = did_find_field,
  .head_ended = did_end_head,
  .chunk = did_find_chunk,
  .body = did_find_body,
  .problem = did_find_problem,
};

/* Each push gets memory of its own, which ends where it ends: one byte too far would be seen. */
static gsize
push_copy (PriseHttpParser *parser, const char *data, gsize size)
{
  g_autofree char *copy = g_memdup2 (data, size);

  return size > 0 ? prise_http_parser_push (parser, copy, size) : 0;
}

static gsize
push_all (PriseHttpParser *parser, const char *data, gsize size, gsize piece)
{
  gsize taken = 0;

  while (taken < size) {
    const gsize n = MIN (piece, size - taken);
    const gsize used = push_copy (parser, data + taken, n);

    taken += used;
    if (used < n)
      break;
  }

  return taken;
}

/* Pushes @first bytes at once, and the rest in pieces. */
static char *
parse (const Case *c, gsize first, gsize piece)
{
  const gsize size = c->size > 0 ? c->size : strlen (c->input);
  Record record = { g_string_new (NULL), g_string_new (NULL), 0 };
  g_autoptr (PriseHttpParser) parser = prise_http_parser_new (c->kind, &events, &record);
  gsize taken;

  if (c->method != NULL)
    prise_http_parser_set_method (parser, c->method);
  taken = push_copy (parser, c->input, first);
  if (taken == first)
    taken += push_all (parser, c->input + first, size - first, piece);
  if (!prise_http_parser_has_ended (parser))
    prise_http_parser_finish (parser);
  flush_body (&record);
  g_assert_cmpuint (prise_http_parser_get_offset (parser), ==, taken);
  g_string_append_printf (record.events, "end %" G_GSIZE_FORMAT "%s", taken,
                          prise_http_parser_keeps_open (parser) ? " open" : "");
  g_string_free (record.body, TRUE);

  return g_string_free (record.events, FALSE);
}

#define RESPONSE(name, input, expected)                                                            \
  {                                                                                                \
    name, PRISE_HTTP_RESPONSE, NULL, input, 0, expected                                            \
  }
#define REQUEST(name, input, expected)                                                             \
  {                                                                                                \
    name, PRISE_HTTP_REQUEST, NULL, input, 0, expected                                             \
  }
#include "parser-cases.h"

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  const gsize size = c->size > 0 ? c->size : strlen (c->input);
  g_autofree char *whole = parse (c, size, 1);

  g_assert_cmpstr (whole, ==, c->expected);
  for (gsize cut = 0; cut < size; cut++) {
    g_autofree char *in_two = parse (c, cut, size);

    g_assert_cmpstr (in_two, ==, c->expected);
  }
  for (gsize piece = 1; piece <= 3; piece++) {
    g_autofree char *in_pieces = parse (c, 0, piece);

    g_assert_cmpstr (in_pieces, ==, c->expected);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/http/parser/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }

  return g_test_run ();
}
