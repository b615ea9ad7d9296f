// SPDX-License-Identifier: GPL-3.0-or-later
/* A push parser of one HTTP/1.1 message: its lines, and its body. Lines that come whole are looked
 * at where they are; one that comes in pieces is put together first. */
#include "config.h"

#include "prise-http-parser.h"

#include <string.h>

#include "prise-http-parser-private.h"
#include "prise-http-syntax.h"

/* Few headers are longer. */
#define PENDING_SIZE 256

void
prise_http_parser_tell_problem (PriseHttpParser *self,
                                PriseHttpProblemKind kind,
                                guint64 offset,
                                guint64 amount)
{
  const PriseHttpProblem problem = { .kind = kind, .offset = offset, .amount = amount };

  if (self->n_problems[kind]++ < PRISE_HTTP_MAX_PROBLEMS && self->events->problem != NULL)
    self->events->problem (&problem, self->owner);
}

void
prise_http_parser_tell_body (PriseHttpParser *self, gconstpointer data, gsize size, guint64 offset)
{
  if (size > 0 && self->events->body != NULL)
    self->events->body (data, size, offset, self->owner);
}

void
prise_http_parser_drop_line (PriseHttpParser *self)
{
  self->line_size = 0;
  if (self->line->len > 0)
    g_byte_array_set_size (self->line, 0);
}

/* A CR that stands alone is as good as a space (RFC 9112, section 2.2). */
static void
check_line_end (PriseHttpParser *self, const char *data, gsize size, PriseHttpLine *line)
{
  const char *cr;

  if (size < 2 || data[size - 2] != '\r')
    prise_http_parser_tell_problem (self, PRISE_HTTP_BARE_LF, line->offset + line->size - 1, 0);
  line->length = size - (size >= 2 && data[size - 2] == '\r' ? 2 : 1);

  cr = memchr (data, '\r', line->length);
  if (cr != NULL)
    prise_http_parser_tell_problem (self, PRISE_HTTP_BARE_CR, line->offset + (cr - data), 0);
}

/* Takes the next line, if it is whole. Of a line that is too long the beginning is taken. */
static gboolean
take_line (PriseHttpParser *self, const char **data, gsize *size, PriseHttpLine *line)
{
  const char *lf = memchr (*data, '\n', *size);
  const gsize n = lf != NULL ? (gsize) (lf - *data) + 1 : *size;
  const char *text = *data;
  gsize text_size = n;

  if (lf == NULL || self->line_size > 0) {
    gsize room = PRISE_HTTP_MAX_LINE - self->line->len;

    g_byte_array_append (self->line, (const guint8 *) *data, MIN (n, room));
    text = (const char *) self->line->data;
    text_size = self->line->len;
  }
  self->line_size += n;
  self->offset += n;
  *data += n;
  *size -= n;
  if (lf == NULL)
    return FALSE;

  *line = (PriseHttpLine){ text, text_size, self->offset - self->line_size, self->line_size };
  if (self->line_size > PRISE_HTTP_MAX_LINE) {
    line->length = MIN (text_size, PRISE_HTTP_MAX_LINE);
    prise_http_parser_tell_problem (self, PRISE_HTTP_LINE_TOO_LONG, line->offset, 0);
  } else {
    check_line_end (self, text, text_size, line);
  }

  return TRUE;
}

void
prise_http_parser_begin_chunk (PriseHttpParser *self)
{
  self->remaining = 0;
  self->state = STATE_CHUNK_SIZE;
}

static void
end_chunks (PriseHttpParser *self)
{
  prise_http_parser_flush_field (self);
  self->state = STATE_ENDED;
}

static void
parse_trailer_line (PriseHttpParser *self, const PriseHttpLine *line)
{
  if (line->length > 0)
    prise_http_parser_parse_field (self, line);
  else
    end_chunks (self);
}

/* Returns whether @c can stand there, behind what has come of the size. */
static gboolean
extend_chunk_size (PriseHttpParser *self, char c)
{
  const guint length = self->line->len;

  if (length == PRISE_HTTP_MAX_LINE)
    return FALSE;
  if (prise_http_is_blank (c))
    return length > 0;
  if (!g_ascii_isxdigit (c) || self->remaining > G_MAXUINT64 >> 4 ||
      (length > 0 && prise_http_is_blank ((char) self->line->data[length - 1])))
    return FALSE;

  self->remaining = self->remaining << 4 | (guint64) g_ascii_xdigit_value (c);

  return TRUE;
}

/* Reads a chunk's size. If it can't be understood, nobody knows where the next chunk begins: the
 * rest is shown as it is, at once, as there may be no line. */
static void
take_chunk_size (PriseHttpParser *self, const char **data, gsize *size)
{
  while (*size > 0 && self->state == STATE_CHUNK_SIZE) {
    const guint8 c = (guint8) * *data;

    if (self->line->len > 0 && (c == ';' || c == '\r' || c == '\n')) {
      self->state = STATE_CHUNK_LINE;
    } else if (extend_chunk_size (self, (char) c)) {
      g_byte_array_append (self->line, &c, 1);
      self->line_size++;
      self->offset++;
      (*data)++;
      (*size)--;
    } else {
      const guint64 offset = self->offset - self->line_size;

      prise_http_parser_tell_problem (self, PRISE_HTTP_BAD_CHUNK_SIZE, offset, 0);
      prise_http_parser_tell_body (self, self->line->data, self->line->len, offset);
      prise_http_parser_drop_line (self);
      self->state = STATE_BODY_TO_END;
    }
  }
}

/* RFC 9112, section 7.1. */
static void
parse_chunk_line (PriseHttpParser *self, const PriseHttpLine *line)
{
  const PriseHttpChunk chunk = {
    .offset = line->offset,
    .line_size = line->size,
    .size = self->remaining,
    .extensions = prise_http_find_extensions (line->text, line->length),
  };
  const gssize bad = line->size <= PRISE_HTTP_MAX_LINE
                         ? prise_http_find_bad_extension (line->text, line->length)
                         : -1;

  if (bad >= 0)
    prise_http_parser_tell_problem (self, PRISE_HTTP_BAD_CHUNK_EXTENSION,
                                    line->offset + (gsize) bad, 0);
  if (self->events->chunk != NULL)
    self->events->chunk (&chunk, self->owner);
  self->state = chunk.size > 0 ? STATE_CHUNK_DATA : STATE_TRAILERS;
  self->head_size = 0;
  self->n_fields = 0;
}

/* The line that ends a chunk is empty. */
static void
parse_chunk_end (PriseHttpParser *self, const PriseHttpLine *line)
{
  if (line->length > 0)
    prise_http_parser_tell_problem (self, PRISE_HTTP_BAD_CHUNK_END, line->offset, 0);
  prise_http_parser_begin_chunk (self);
}

static void
parse_line (PriseHttpParser *self, const PriseHttpLine *line)
{
  switch (self->state) {
  case STATE_START_LINE:
  case STATE_HEADERS:
    prise_http_parser_parse_head_line (self, line);
    break;
  case STATE_CHUNK_LINE:
    parse_chunk_line (self, line);
    break;
  case STATE_CHUNK_END:
    parse_chunk_end (self, line);
    break;
  case STATE_TRAILERS:
    parse_trailer_line (self, line);
    break;
  case STATE_BEGIN:
  case STATE_BODY:
  case STATE_BODY_TO_END:
  case STATE_CHUNK_SIZE:
  case STATE_CHUNK_DATA:
  case STATE_ENDED:
  default:
    g_assert_not_reached ();
  }
}

static void
take_body (PriseHttpParser *self, const char **data, gsize *size)
{
  gsize n = self->state == STATE_BODY_TO_END ? *size : (gsize) MIN (*size, self->remaining);

  prise_http_parser_tell_body (self, *data, n, self->offset);
  self->offset += n;
  *data += n;
  *size -= n;
  if (self->state == STATE_BODY_TO_END)
    return;

  self->remaining -= n;
  if (self->remaining == 0)
    self->state = self->state == STATE_BODY ? STATE_ENDED : STATE_CHUNK_END;
}

/**
 * prise_http_parser_new:
 * @kind: of the message
 * @events: what is told
 * @owner: for @events
 *
 * Returns: (transfer full): a parser of one message
 */
PriseHttpParser *
prise_http_parser_new (PriseHttpMessageKind kind,
                       const PriseHttpParserEvents *events,
                       gpointer owner)
{
  PriseHttpParser *self = g_new0 (PriseHttpParser, 1);

  self->kind = kind;
  self->events = events;
  self->owner = owner;
  self->line = g_byte_array_new ();
  self->pending = g_byte_array_sized_new (PENDING_SIZE);
  prise_http_parser_begin_head (self);

  return self;
}

void
prise_http_parser_free (PriseHttpParser *self)
{
  g_byte_array_unref (self->line);
  g_byte_array_unref (self->pending);
  g_free (self);
}

/**
 * prise_http_parser_set_method:
 * @self: a parser of a response, at its beginning
 * @method: of the request that it responds to
 *
 * The response to HEAD has no body, whatever its headers say, nor one that lets CONNECT through.
 */
void
prise_http_parser_set_method (PriseHttpParser *self, const char *method)
{
  self->is_head = g_str_equal (method, "HEAD");
  self->is_connect = g_str_equal (method, "CONNECT");
}

/**
 * prise_http_parser_push:
 * @data: (array length=size): the next bytes
 * @size: how many
 *
 * Returns: how many of them belong to the message; fewer than @size if it has ended
 */
gsize
prise_http_parser_push (PriseHttpParser *self, gconstpointer data, gsize size)
{
  const char *rest = data;
  gsize left = size;

  while (left > 0 && self->state != STATE_ENDED) {
    PriseHttpLine line;

    if (self->state == STATE_BEGIN) {
      prise_http_parser_begin (self, &rest, &left);
    } else if (self->state == STATE_CHUNK_SIZE) {
      take_chunk_size (self, &rest, &left);
    } else if (self->state == STATE_BODY || self->state == STATE_BODY_TO_END ||
               self->state == STATE_CHUNK_DATA) {
      take_body (self, &rest, &left);
    } else if (take_line (self, &rest, &left, &line)) {
      parse_line (self, &line);
      prise_http_parser_drop_line (self);
    }
  }

  return size - left;
}

/* What has come of a line is looked at as if it had ended. */
static void
finish_line (PriseHttpParser *self)
{
  PriseHttpLine line = { (const char *) self->line->data, self->line->len,
                         self->offset - self->line_size, self->line_size };

  if (self->line_size == 0)
    return;
  if (self->line_size > PRISE_HTTP_MAX_LINE)
    prise_http_parser_tell_problem (self, PRISE_HTTP_LINE_TOO_LONG, line.offset, 0);
  if (line.length > 0 && line.text[line.length - 1] == '\r')
    line.length--;
  self->is_cut_off = TRUE;
  if (line.length > 0)
    parse_line (self, &line);
  prise_http_parser_drop_line (self);
}

static void
finish_head (PriseHttpParser *self)
{
  if (self->state == STATE_BEGIN && self->line_size == 0) {
    prise_http_parser_tell_problem (self, PRISE_HTTP_NO_RESPONSE, self->offset, 0);
    return;
  }
  if (self->state == STATE_BEGIN) {
    prise_http_parser_take_as_body (self);
    return;
  }

  finish_line (self);
  prise_http_parser_flush_field (self);
  prise_http_parser_tell_problem (self, PRISE_HTTP_TRUNCATED_HEAD, self->offset, 0);
}

/**
 * prise_http_parser_finish:
 *
 * The connection has ended: nothing more comes. What is missing becomes a problem.
 */
void
prise_http_parser_finish (PriseHttpParser *self)
{
  switch (self->state) {
  case STATE_BEGIN:
  case STATE_START_LINE:
  case STATE_HEADERS:
    finish_head (self);
    break;
  case STATE_BODY:
  case STATE_CHUNK_DATA:
    prise_http_parser_tell_problem (self, PRISE_HTTP_TRUNCATED_BODY, self->offset, self->remaining);
    break;
  case STATE_CHUNK_SIZE:
  case STATE_CHUNK_LINE:
  case STATE_CHUNK_END:
    prise_http_parser_tell_problem (self, PRISE_HTTP_TRUNCATED_BODY, self->offset, 0);
    break;
  case STATE_TRAILERS:
    finish_line (self);
    prise_http_parser_flush_field (self);
    prise_http_parser_tell_problem (self, PRISE_HTTP_TRUNCATED_BODY, self->offset, 0);
    break;
  case STATE_BODY_TO_END:
  case STATE_ENDED:
  default:
    break;
  }
  self->state = STATE_ENDED;
}

/**
 * prise_http_parser_has_ended:
 *
 * Returns: whether the message is complete, or can't go on
 */
gboolean
prise_http_parser_has_ended (PriseHttpParser *self)
{
  return self->state == STATE_ENDED;
}

/**
 * prise_http_parser_keeps_open:
 * @self: a parser that has ended
 *
 * Returns: whether the sender means to keep the connection for another message
 */
gboolean
prise_http_parser_keeps_open (PriseHttpParser *self)
{
  return !prise_http_parser_has_switched (self) &&
         prise_http_framing_keeps_open (&self->facts, self->version);
}

/**
 * prise_http_parser_is_sound:
 *
 * Returns: whether the message says where its body ends; if it tries and fails, nobody can know
 *   whether it is whole (RFC 9112, section 6.3)
 */
gboolean
prise_http_parser_is_sound (PriseHttpParser *self)
{
  return prise_http_framing_is_sound (&self->facts) &&
         self->n_problems[PRISE_HTTP_BAD_CHUNK_SIZE] == 0;
}

/**
 * prise_http_parser_get_offset:
 *
 * Returns: how many bytes it has taken
 */
guint64
prise_http_parser_get_offset (PriseHttpParser *self)
{
  return self->offset;
}
