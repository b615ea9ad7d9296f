// SPDX-License-Identifier: GPL-3.0-or-later
/* What a parser tells, as text. */
#include "config.h"

#include "parser-record.h"

struct _ParserRecord {
  PriseHttpParser *parser;
  GString *events;
  GString *body;
  guint64 body_offset;
  guint64 taken;
  guint64 pushed;
  guint64 reached; /* behind the last event */
  guint n_problems[PRISE_HTTP_N_PROBLEMS];
};

static void
append_bytes (GString *string, const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++) {
    if (g_ascii_isprint (data[i]))
      g_string_append_c (string, data[i]);
    else
      g_string_append_printf (string, "\\%02x", (guint8) data[i]);
  }
}

static void
append_text (GString *string, PriseHttpSlice text)
{
  g_string_append_c (string, '|');
  append_bytes (string, text.data, text.size);
}

static void
flush_body (ParserRecord *self)
{
  if (self->body->len == 0)
    return;

  g_string_append_printf (self->events, "body %" G_GUINT64_FORMAT " ", self->body_offset);
  append_bytes (self->events, self->body->str, self->body->len);
  g_string_append_c (self->events, '\n');
  g_string_truncate (self->body, 0);
}

/* Something stands at @offset, and goes on for @size bytes. */
static void
reach (ParserRecord *self, guint64 offset, guint64 size)
{
  g_assert_cmpuint (offset, >=, self->reached);
  g_assert_cmpuint (size, <=, self->pushed);
  g_assert_cmpuint (offset, <=, self->pushed - size);

  self->reached = offset + size;
}

static void
did_start (const PriseHttpStartLine *line, gpointer owner)
{
  ParserRecord *self = owner;

  flush_body (self);
  reach (self, line->offset, line->size);
  g_string_append_printf (self->events, "start %" G_GUINT64_FORMAT "+%" G_GSIZE_FORMAT " ",
                          line->offset, line->size);
  if (line->method.data != NULL) {
    append_text (self->events, line->method);
    append_text (self->events, line->target);
    append_text (self->events, line->version);
  } else {
    append_text (self->events, line->version);
    g_string_append_printf (self->events, "|%u", line->status);
    append_text (self->events, line->reason);
  }
  g_string_append (self->events, "|\n");
}

static void
did_find_field (const PriseHttpField *field, gpointer owner)
{
  ParserRecord *self = owner;

  flush_body (self);
  reach (self, field->offset, field->size);
  g_string_append_printf (self->events, "%s %" G_GUINT64_FORMAT "+%" G_GSIZE_FORMAT " ",
                          field->is_trailer ? "trailer" : "field", field->offset, field->size);
  append_text (self->events, field->name);
  append_text (self->events, field->value);
  g_string_append (self->events, "|\n");
}

static void
did_end_head (guint64 offset, PriseHttpFraming framing, guint64 length, gpointer owner)
{
  static const char *const names[] = { "none", "length", "chunks", "to-end" };
  ParserRecord *self = owner;

  flush_body (self);
  reach (self, offset, 0);
  g_string_append_printf (self->events, "head %" G_GUINT64_FORMAT " %s %" G_GUINT64_FORMAT "\n",
                          offset, names[framing], length);
}

static void
did_find_chunk (const PriseHttpChunk *chunk, gpointer owner)
{
  ParserRecord *self = owner;

  flush_body (self);
  reach (self, chunk->offset, chunk->line_size);
  g_string_append_printf (self->events,
                          "chunk %" G_GUINT64_FORMAT "+%" G_GSIZE_FORMAT " %" G_GUINT64_FORMAT " ",
                          chunk->offset, chunk->line_size, chunk->size);
  append_text (self->events, chunk->extensions);
  g_string_append (self->events, "|\n");
}

static void
did_find_body (gconstpointer data, gsize size, guint64 offset, gpointer owner)
{
  ParserRecord *self = owner;

  g_assert_cmpuint (size, >, 0);
  if (self->body->len == 0)
    self->body_offset = offset;
  g_assert_cmpuint (self->body_offset + self->body->len, ==, offset);
  reach (self, offset, size);
  g_string_append_len (self->body, data, (gssize) size);
}

static void
did_find_problem (const PriseHttpProblem *problem, gpointer owner)
{
  ParserRecord *self = owner;

  flush_body (self);
  g_assert_cmpuint (problem->offset, <=, self->pushed);
  self->n_problems[problem->kind]++;
  g_assert_cmpuint (self->n_problems[problem->kind], <=, PRISE_HTTP_MAX_PROBLEMS);
  g_string_append_printf (self->events, "problem %" G_GUINT64_FORMAT " %s", problem->offset,
                          prise_http_problem_get_code (problem->kind));
  if (problem->amount > 0)
    g_string_append_printf (self->events, " %" G_GUINT64_FORMAT, problem->amount);
  g_string_append_c (self->events, '\n');
}

static const PriseHttpParserEvents events = {
  .start_line = did_start,
  .field = did_find_field,
  .head_ended = did_end_head,
  .chunk = did_find_chunk,
  .body = did_find_body,
  .problem = did_find_problem,
};

ParserRecord *
parser_record_new (PriseHttpMessageKind kind, const char *method)
{
  ParserRecord *self = g_new0 (ParserRecord, 1);

  self->events = g_string_new (NULL);
  self->body = g_string_new (NULL);
  self->parser = prise_http_parser_new (kind, &events, self);
  if (method != NULL)
    prise_http_parser_set_method (self->parser, method);

  return self;
}

/* Each push gets memory of its own, which ends where it ends: one byte too far would be seen.
 * Returns whether the message goes on. */
gboolean
parser_record_push (ParserRecord *self, const char *data, gsize size)
{
  g_autofree char *copy = g_memdup2 (data, size);
  gsize taken;

  if (size == 0 || prise_http_parser_has_ended (self->parser))
    return !prise_http_parser_has_ended (self->parser);

  self->pushed += size;
  taken = prise_http_parser_push (self->parser, copy, size);
  self->taken += taken;
  g_assert_cmpuint (taken, <=, size);
  g_assert_cmpuint (prise_http_parser_get_offset (self->parser), ==, self->taken);
  g_assert_true (taken == size || prise_http_parser_has_ended (self->parser));

  return !prise_http_parser_has_ended (self->parser);
}

/* Frees @self, too. */
char *
parser_record_finish (ParserRecord *self)
{
  char *text;

  if (!prise_http_parser_has_ended (self->parser))
    prise_http_parser_finish (self->parser);
  flush_body (self);
  g_assert_true (prise_http_parser_has_ended (self->parser));
  g_assert_cmpuint (self->reached, <=, self->taken);
  g_string_append_printf (self->events, "end %" G_GUINT64_FORMAT "%s", self->taken,
                          prise_http_parser_keeps_open (self->parser) ? " open" : "");
  text = g_string_free (self->events, FALSE);
  g_string_free (self->body, TRUE);
  prise_http_parser_free (self->parser);
  g_free (self);

  return text;
}
