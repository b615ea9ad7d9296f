// SPDX-License-Identifier: GPL-3.0-or-later
/* A push parser of one HTTP/1.1 message. Lines that come whole are looked at where they are; one
 * that comes in pieces is put together first. A header waits for the line behind it, which may be
 * its continuation. */
#include "config.h"

#include "prise-http-parser.h"

#include <string.h>

#include "prise-http-framing.h"
#include "prise-http-syntax.h"

typedef enum {
  STATE_BEGIN, /* nothing has come but what may be "HTTP/" */
  STATE_START_LINE,
  STATE_HEADERS,
  STATE_BODY, /* by length */
  STATE_BODY_TO_END,
  STATE_CHUNK_SIZE, /* of its line nothing has come but the size */
  STATE_CHUNK_LINE,
  STATE_CHUNK_DATA,
  STATE_CHUNK_END,
  STATE_TRAILERS,
  STATE_ENDED,
} State;

struct _PriseHttpParser {
  PriseHttpMessageKind kind;
  const PriseHttpParserEvents *events;
  gpointer owner;
  gboolean is_head; /* of a HEAD request: there is no body */
  gboolean is_connect;

  State state;
  guint64 offset;    /* of the next byte */
  guint64 remaining; /* of the body or the chunk; of its size what has been read */

  GByteArray *line;  /* what has come of a line */
  guint64 line_size; /* so much has come, which may be more */

  /* The head, or the trailers. */
  guint64 head_size;
  guint n_fields;
  guint status;
  PriseHttpVersion version;
  PriseHttpFramingFacts facts;

  GByteArray *pending; /* the header that waits: name and value */
  gsize pending_name_size;
  guint64 pending_offset;
  gsize pending_size;
  gboolean has_pending;
  gboolean pending_is_full;

  guint n_problems[PRISE_HTTP_N_PROBLEMS];
};

/* A line without its end. */
typedef struct {
  const char *text;
  gsize length;
  guint64 offset;
  gsize size;
} Line;

static void
tell_problem (PriseHttpParser *self, PriseHttpProblemKind kind, guint64 offset, guint64 amount)
{
  const PriseHttpProblem problem = { kind, offset, amount };

  if (self->n_problems[kind]++ < PRISE_HTTP_MAX_PROBLEMS && self->events->problem != NULL)
    self->events->problem (&problem, self->owner);
}

static void
did_find_problem (PriseHttpProblemKind kind, guint64 offset, gpointer owner)
{
  tell_problem (owner, kind, offset, 0);
}

static void
tell_body (PriseHttpParser *self, gconstpointer data, gsize size, guint64 offset)
{
  if (size > 0 && self->events->body != NULL)
    self->events->body (data, size, offset, self->owner);
}

static void
drop_line (PriseHttpParser *self)
{
  self->line_size = 0;
  g_byte_array_set_size (self->line, 0);
}

static void
begin_head (PriseHttpParser *self)
{
  self->state = self->kind == PRISE_HTTP_RESPONSE ? STATE_BEGIN : STATE_START_LINE;
  self->head_size = 0;
  self->n_fields = 0;
  self->facts = (PriseHttpFramingFacts){ 0 };
}

/* What has come of the line, and all that comes, is a body without a head. */
static void
take_as_body (PriseHttpParser *self)
{
  const guint64 offset = self->offset - self->line_size;

  tell_problem (self, PRISE_HTTP_NOT_HTTP, offset, 0);
  if (self->events->head_ended != NULL)
    self->events->head_ended (offset, PRISE_HTTP_BODY_TO_END, 0, self->owner);
  tell_body (self, self->line->data, self->line->len, offset);
  drop_line (self);
  self->state = STATE_BODY_TO_END;
}

/* A CR that stands alone is as good as a space (RFC 9112, section 2.2). */
static void
check_line_end (PriseHttpParser *self, const char *data, gsize size, Line *line)
{
  const char *cr;

  if (size < 2 || data[size - 2] != '\r')
    tell_problem (self, PRISE_HTTP_BARE_LF, line->offset + line->size - 1, 0);
  line->length = size - (size >= 2 && data[size - 2] == '\r' ? 2 : 1);

  cr = memchr (data, '\r', line->length);
  if (cr != NULL)
    tell_problem (self, PRISE_HTTP_BARE_CR, line->offset + (cr - data), 0);
}

/* Takes the next line, if it is whole. Of a line that is too long the beginning is taken. */
static gboolean
take_line (PriseHttpParser *self, const char **data, gsize *size, Line *line)
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

  *line = (Line){ text, text_size, self->offset - self->line_size, self->line_size };
  if (self->line_size > PRISE_HTTP_MAX_LINE) {
    line->length = MIN (text_size, PRISE_HTTP_MAX_LINE);
    tell_problem (self, PRISE_HTTP_LINE_TOO_LONG, line->offset, 0);
  } else {
    check_line_end (self, text, text_size, line);
  }

  return TRUE;
}

static void
flush_field (PriseHttpParser *self)
{
  const char *data = (const char *) self->pending->data;
  PriseHttpField field;

  if (!self->has_pending)
    return;

  self->has_pending = FALSE;
  field = (PriseHttpField){
    .name = { data, self->pending_name_size },
    .value = { data + self->pending_name_size, self->pending->len - self->pending_name_size },
    .offset = self->pending_offset,
    .size = self->pending_size,
    .is_trailer = self->state == STATE_TRAILERS,
  };
  if (!field.is_trailer)
    prise_http_framing_note (&self->facts, &field, did_find_problem, self);
  if (self->events->field != NULL)
    self->events->field (&field, self->owner);
}

/* Returns whether the head has become so long that the line isn't looked at. */
static gboolean
is_head_too_long (PriseHttpParser *self, const Line *line)
{
  const gboolean was_within = self->head_size <= PRISE_HTTP_MAX_HEAD;

  self->head_size += line->size;
  if (self->head_size <= PRISE_HTTP_MAX_HEAD)
    return FALSE;
  if (was_within)
    tell_problem (self, PRISE_HTTP_HEAD_TOO_LONG, line->offset, 0);

  return TRUE;
}

/* Likewise, or whether it has too many. */
static gboolean
is_beyond_limits (PriseHttpParser *self, const Line *line)
{
  if (is_head_too_long (self, line))
    return TRUE;
  if (self->n_fields == PRISE_HTTP_MAX_HEADERS)
    tell_problem (self, PRISE_HTTP_TOO_MANY_HEADERS, line->offset, 0);

  return self->n_fields++ >= PRISE_HTTP_MAX_HEADERS;
}

static PriseHttpText
strip (const char *data, gsize size)
{
  while (size > 0 && prise_http_is_blank (*data)) {
    data++;
    size--;
  }
  while (size > 0 && prise_http_is_blank (data[size - 1]))
    size--;

  return (PriseHttpText){ data, size };
}

static void
check_value (PriseHttpParser *self, const Line *line, const char *value)
{
  const gssize bad = prise_http_find_control (value, line->text + line->length - value);

  if (bad >= 0)
    tell_problem (self, PRISE_HTTP_BAD_VALUE, line->offset + (value - line->text) + bad, 0);
}

/* RFC 9112, section 5.2. */
static void
continue_field (PriseHttpParser *self, const Line *line)
{
  const PriseHttpText rest = strip (line->text, line->length);

  tell_problem (self, PRISE_HTTP_FOLDED, line->offset, 0);
  check_value (self, line, line->text);
  self->pending_size += line->size;
  if (is_head_too_long (self, line) || rest.size == 0 || self->pending_is_full)
    return;
  if (self->pending->len + rest.size >= PRISE_HTTP_MAX_LINE) {
    tell_problem (self, PRISE_HTTP_LINE_TOO_LONG, self->pending_offset, 0);
    self->pending_is_full = TRUE;
    return;
  }

  g_byte_array_append (self->pending, (const guint8 *) " ", 1);
  g_byte_array_append (self->pending, (const guint8 *) rest.data, rest.size);
}

static void
check_field (PriseHttpParser *self, const Line *line, const char *colon, PriseHttpText name)
{
  gssize bad;

  if (colon == NULL) {
    tell_problem (self, PRISE_HTTP_NO_COLON, line->offset, 0);
    return;
  }
  if (name.size == 0)
    tell_problem (self, PRISE_HTTP_NO_NAME, line->offset, 0);
  if (colon > line->text && prise_http_is_blank (colon[-1]) && name.size > 0)
    tell_problem (self, PRISE_HTTP_SPACE_BEFORE_COLON, line->offset + (colon - line->text) - 1, 0);
  bad = prise_http_find_bad_token (name.data, name.size);
  if (bad >= 0)
    tell_problem (self, PRISE_HTTP_BAD_NAME, line->offset + (name.data - line->text) + bad, 0);
  check_value (self, line, colon + 1);
}

/* RFC 9112, section 5. */
static void
parse_field (PriseHttpParser *self, const Line *line)
{
  const char *colon;
  PriseHttpText name, value;

  if (self->has_pending && prise_http_is_blank (*line->text)) {
    continue_field (self, line);
    return;
  }
  flush_field (self);
  if (is_beyond_limits (self, line))
    return;

  if (prise_http_is_blank (*line->text))
    tell_problem (self, PRISE_HTTP_SPACE_FIRST, line->offset, 0);
  colon = memchr (line->text, ':', line->length);
  name = strip (line->text, colon != NULL ? (gsize) (colon - line->text) : line->length);
  value = colon != NULL ? strip (colon + 1, line->text + line->length - colon - 1)
                        : (PriseHttpText){ "", 0 };
  check_field (self, line, colon, name);

  g_byte_array_set_size (self->pending, 0);
  g_byte_array_append (self->pending, (const guint8 *) name.data, name.size);
  g_byte_array_append (self->pending, (const guint8 *) value.data, value.size);
  self->pending_name_size = name.size;
  self->pending_offset = line->offset;
  self->pending_size = line->size;
  self->has_pending = TRUE;
  self->pending_is_full = FALSE;
}

static void
begin_chunk (PriseHttpParser *self)
{
  self->remaining = 0;
  self->state = STATE_CHUNK_SIZE;
}

/* From then on the connection speaks another protocol, or is a tunnel. */
static gboolean
has_switched (PriseHttpParser *self)
{
  return self->kind == PRISE_HTTP_RESPONSE &&
         (self->status == 101 || (self->is_connect && self->status / 100 == 2));
}

static gboolean
has_no_body (PriseHttpParser *self)
{
  return self->kind == PRISE_HTTP_RESPONSE &&
         (self->is_head || self->status / 100 == 1 || self->status == 204 || self->status == 304 ||
          has_switched (self));
}

/* Switching Protocols is the last answer in HTTP; the others with 1xx come before the answer. */
static gboolean
is_interim (PriseHttpParser *self)
{
  return self->kind == PRISE_HTTP_RESPONSE && self->status / 100 == 1 && self->status != 101;
}

static void
end_head (PriseHttpParser *self)
{
  guint64 length = 0;
  PriseHttpFraming framing = PRISE_HTTP_NO_BODY;

  flush_field (self);
  if (!has_no_body (self))
    framing = prise_http_framing_decide (&self->facts, self->kind, self->version, &length,
                                         did_find_problem, self);
  if (self->events->head_ended != NULL)
    self->events->head_ended (self->offset, framing, length, self->owner);

  self->remaining = length;
  if (is_interim (self))
    begin_head (self);
  else if (framing == PRISE_HTTP_BODY_BY_LENGTH)
    self->state = STATE_BODY;
  else if (framing == PRISE_HTTP_BODY_IN_CHUNKS)
    begin_chunk (self);
  else if (framing == PRISE_HTTP_BODY_TO_END)
    self->state = STATE_BODY_TO_END;
  else
    self->state = STATE_ENDED;
}

static void
tell_start_line (PriseHttpParser *self, const Line *line)
{
  PriseHttpStartLine start = { .offset = line->offset, .size = line->size };
  PriseHttpSyntaxProblems problems;

  if (self->kind == PRISE_HTTP_RESPONSE)
    problems = prise_http_parse_status_line (line->text, line->length, &start);
  else
    problems = prise_http_parse_request_line (line->text, line->length, &start);
  for (guint i = 0; i < problems.n; i++)
    tell_problem (self, problems.kinds[i], line->offset + problems.positions[i], 0);

  self->status = start.status;
  self->version = prise_http_text_equal (start.version, "1.1")   ? PRISE_HTTP_1_1
                  : prise_http_text_equal (start.version, "1.0") ? PRISE_HTTP_1_0
                                                                 : PRISE_HTTP_OTHER_VERSION;
  self->head_size = line->size;
  if (self->events->start_line != NULL)
    self->events->start_line (&start, self->owner);
  self->state = STATE_HEADERS;
}

/* Looks whether what has come so far begins a status line. A byte at a time: it is decided with the
 * fifth. Empty lines before it are passed over (RFC 9112, section 2.2 allows it before requests).
 */
static void
begin (PriseHttpParser *self, const char **data, gsize *size)
{
  static const char http[] = "HTTP/";

  while (*size > 0 && self->state == STATE_BEGIN) {
    const guint8 c = (guint8) * *data;

    g_byte_array_append (self->line, &c, 1);
    self->line_size++;
    self->offset++;
    (*data)++;
    (*size)--;

    if (self->line->len == strlen (http) &&
        g_ascii_strncasecmp ((const char *) self->line->data, http, self->line->len) == 0) {
      self->state = STATE_START_LINE;
    } else if (g_ascii_strncasecmp ((const char *) self->line->data, http, self->line->len) != 0) {
      if (self->line->len == 1 && (c == '\r' || c == '\n')) {
        tell_problem (self, PRISE_HTTP_EMPTY_LINE_FIRST, self->offset - 1, 0);
        drop_line (self);
        continue;
      }
      take_as_body (self);
    }
  }
}

static void
parse_head_line (PriseHttpParser *self, const Line *line)
{
  if (self->state == STATE_START_LINE && line->length == 0)
    tell_problem (self, PRISE_HTTP_EMPTY_LINE_FIRST, line->offset, 0);
  else if (self->state == STATE_START_LINE)
    tell_start_line (self, line);
  else if (line->length > 0)
    parse_field (self, line);
  else
    end_head (self);
}

static void
end_chunks (PriseHttpParser *self)
{
  flush_field (self);
  self->state = STATE_ENDED;
}

static void
parse_trailer_line (PriseHttpParser *self, const Line *line)
{
  if (line->length > 0)
    parse_field (self, line);
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

      tell_problem (self, PRISE_HTTP_BAD_CHUNK_SIZE, offset, 0);
      tell_body (self, self->line->data, self->line->len, offset);
      drop_line (self);
      self->state = STATE_BODY_TO_END;
    }
  }
}

/* RFC 9112, section 7.1. */
static void
parse_chunk_line (PriseHttpParser *self, const Line *line)
{
  const PriseHttpChunk chunk = {
    .offset = line->offset,
    .line_size = line->size,
    .size = self->remaining,
    .extensions = prise_http_find_extensions (line->text, line->length),
  };

  if (self->events->chunk != NULL)
    self->events->chunk (&chunk, self->owner);
  self->state = chunk.size > 0 ? STATE_CHUNK_DATA : STATE_TRAILERS;
  self->head_size = 0;
  self->n_fields = 0;
}

/* The line that ends a chunk is empty. */
static void
parse_chunk_end (PriseHttpParser *self, const Line *line)
{
  if (line->length > 0)
    tell_problem (self, PRISE_HTTP_BAD_CHUNK_END, line->offset, 0);
  begin_chunk (self);
}

static void
parse_line (PriseHttpParser *self, const Line *line)
{
  switch (self->state) {
  case STATE_START_LINE:
  case STATE_HEADERS:
    parse_head_line (self, line);
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

  tell_body (self, *data, n, self->offset);
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
  self->pending = g_byte_array_new ();
  begin_head (self);

  return self;
}

/**
 * prise_http_parser_free:
 * @self: (transfer full): a parser
 */
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
 * @method: of the request that is answered
 *
 * The answer to HEAD has no body, whatever its headers say, nor one that lets CONNECT through.
 */
void
prise_http_parser_set_method (PriseHttpParser *self, const char *method)
{
  self->is_head = g_str_equal (method, "HEAD");
  self->is_connect = g_str_equal (method, "CONNECT");
}

/**
 * prise_http_parser_push:
 * @self: a parser
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
    Line line;

    if (self->state == STATE_BEGIN) {
      begin (self, &rest, &left);
    } else if (self->state == STATE_CHUNK_SIZE) {
      take_chunk_size (self, &rest, &left);
    } else if (self->state == STATE_BODY || self->state == STATE_BODY_TO_END ||
               self->state == STATE_CHUNK_DATA) {
      take_body (self, &rest, &left);
    } else if (take_line (self, &rest, &left, &line)) {
      parse_line (self, &line);
      drop_line (self);
    }
  }

  return size - left;
}

/* What has come of a line is looked at as if it had ended. */
static void
finish_line (PriseHttpParser *self)
{
  Line line = { (const char *) self->line->data, self->line->len, self->offset - self->line_size,
                self->line_size };

  if (self->line_size == 0)
    return;
  if (self->line_size > PRISE_HTTP_MAX_LINE)
    tell_problem (self, PRISE_HTTP_LINE_TOO_LONG, line.offset, 0);
  if (line.length > 0 && line.text[line.length - 1] == '\r')
    line.length--;
  if (line.length > 0)
    parse_line (self, &line);
  drop_line (self);
}

static void
finish_head (PriseHttpParser *self)
{
  if (self->state == STATE_BEGIN && self->line_size == 0) {
    tell_problem (self, PRISE_HTTP_NO_ANSWER, self->offset, 0);
    return;
  }
  if (self->state == STATE_BEGIN) {
    take_as_body (self);
    return;
  }

  finish_line (self);
  flush_field (self);
  tell_problem (self, PRISE_HTTP_TRUNCATED_HEAD, self->offset, 0);
}

/**
 * prise_http_parser_finish:
 * @self: a parser
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
    tell_problem (self, PRISE_HTTP_TRUNCATED_BODY, self->offset, self->remaining);
    break;
  case STATE_CHUNK_SIZE:
  case STATE_CHUNK_LINE:
  case STATE_CHUNK_END:
    tell_problem (self, PRISE_HTTP_TRUNCATED_BODY, self->offset, 0);
    break;
  case STATE_TRAILERS:
    finish_line (self);
    flush_field (self);
    tell_problem (self, PRISE_HTTP_TRUNCATED_BODY, self->offset, 0);
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
 * @self: a parser
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
  return !has_switched (self) && prise_http_framing_keeps_open (&self->facts, self->version);
}

/**
 * prise_http_parser_get_offset:
 * @self: a parser
 *
 * Returns: how many bytes it has taken
 */
guint64
prise_http_parser_get_offset (PriseHttpParser *self)
{
  return self->offset;
}
