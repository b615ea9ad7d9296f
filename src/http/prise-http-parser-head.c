// SPDX-License-Identifier: GPL-3.0-or-later
/* A head, and the trailers. A header waits for the line behind it, which may be its continuation.
 */
#include "config.h"

#include <string.h>

#include "prise-http-parser-private.h"
#include "prise-http-syntax.h"

static void
did_find_problem (PriseHttpProblemKind kind, guint64 offset, gpointer owner)
{
  prise_http_parser_tell_problem (owner, kind, offset, 0);
}

void
prise_http_parser_begin_head (PriseHttpParser *self)
{
  self->state = self->kind == PRISE_HTTP_RESPONSE ? STATE_BEGIN : STATE_START_LINE;
  self->head_size = 0;
  self->n_fields = 0;
  self->status = 0;
  self->version = PRISE_HTTP_OTHER_VERSION;
  self->facts = (PriseHttpFramingFacts){ 0 };
}

/* What has come of the line, and all that comes, is a body without a head. */
void
prise_http_parser_take_as_body (PriseHttpParser *self)
{
  const guint64 offset = self->offset - self->line_size;

  prise_http_parser_tell_problem (self, PRISE_HTTP_NOT_HTTP, offset, 0);
  if (self->events->head_ended != NULL)
    self->events->head_ended (offset, PRISE_HTTP_BODY_TO_END, 0, self->owner);
  prise_http_parser_tell_body (self, self->line->data, self->line->len, offset);
  prise_http_parser_drop_line (self);
  self->state = STATE_BODY_TO_END;
}

void
prise_http_parser_flush_field (PriseHttpParser *self)
{
  const char *data = self->pending->len > 0 ? (const char *) self->pending->data : "";
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
is_head_too_long (PriseHttpParser *self, const PriseHttpLine *line)
{
  const gboolean was_within = self->head_size <= PRISE_HTTP_MAX_HEAD;

  self->head_size += line->size;
  if (self->head_size <= PRISE_HTTP_MAX_HEAD)
    return FALSE;
  if (was_within)
    prise_http_parser_tell_problem (self, PRISE_HTTP_HEAD_TOO_LONG, line->offset, 0);

  return TRUE;
}

/* Likewise, or whether it has too many. */
static gboolean
is_beyond_limits (PriseHttpParser *self, const PriseHttpLine *line)
{
  if (is_head_too_long (self, line))
    return TRUE;
  if (self->n_fields == PRISE_HTTP_MAX_HEADERS)
    prise_http_parser_tell_problem (self, PRISE_HTTP_TOO_MANY_HEADERS, line->offset, 0);

  return self->n_fields++ >= PRISE_HTTP_MAX_HEADERS;
}

static PriseHttpSlice
strip (const char *data, gsize size)
{
  while (size > 0 && prise_http_is_blank (*data)) {
    data++;
    size--;
  }
  while (size > 0 && prise_http_is_blank (data[size - 1]))
    size--;

  return (PriseHttpSlice){ data, size };
}

static void
check_value (PriseHttpParser *self, const PriseHttpLine *line, const char *value)
{
  const gssize bad = prise_http_find_control (value, line->text + line->length - value);

  if (bad >= 0)
    prise_http_parser_tell_problem (self, PRISE_HTTP_BAD_VALUE,
                                    line->offset + (value - line->text) + bad, 0);
}

/* RFC 9112, section 5.2. */
static void
continue_field (PriseHttpParser *self, const PriseHttpLine *line)
{
  const PriseHttpSlice rest = strip (line->text, line->length);

  prise_http_parser_tell_problem (self, PRISE_HTTP_FOLDED, line->offset, 0);
  check_value (self, line, line->text);
  self->pending_size += line->size;
  if (is_head_too_long (self, line) || rest.size == 0 || self->pending_is_full)
    return;
  if (self->pending->len + rest.size >= PRISE_HTTP_MAX_LINE) {
    prise_http_parser_tell_problem (self, PRISE_HTTP_LINE_TOO_LONG, self->pending_offset, 0);
    self->pending_is_full = TRUE;
    return;
  }

  if (self->pending->len > self->pending_name_size)
    g_byte_array_append (self->pending, (const guint8 *) " ", 1);
  g_byte_array_append (self->pending, (const guint8 *) rest.data, rest.size);
}

static void
check_name (PriseHttpParser *self,
            const PriseHttpLine *line,
            const char *colon,
            PriseHttpSlice name)
{
  gssize bad;

  if (colon == NULL && self->is_cut_off)
    return;
  if (colon == NULL) {
    prise_http_parser_tell_problem (self, PRISE_HTTP_NO_COLON, line->offset, 0);
    return;
  }
  if (name.size == 0)
    prise_http_parser_tell_problem (self, PRISE_HTTP_NO_NAME, line->offset, 0);
  if (colon > line->text && prise_http_is_blank (colon[-1]) && name.size > 0)
    prise_http_parser_tell_problem (self, PRISE_HTTP_SPACE_BEFORE_COLON,
                                    line->offset + (colon - line->text) - 1, 0);
  bad = prise_http_find_bad_token (name.data, name.size);
  if (bad >= 0)
    prise_http_parser_tell_problem (self, PRISE_HTTP_BAD_NAME,
                                    line->offset + (name.data - line->text) + bad, 0);
}

/* Nearly always what ends the token at the line's beginning is the colon. */
static PriseHttpSlice
take_name (PriseHttpParser *self, const PriseHttpLine *line, const char **colon)
{
  const gssize end = prise_http_find_bad_token (line->text, line->length);
  PriseHttpSlice name;

  if (end > 0 && line->text[end] == ':') {
    *colon = line->text + end;
    return (PriseHttpSlice){ line->text, (gsize) end };
  }

  *colon = memchr (line->text, ':', line->length);
  name = strip (line->text, *colon != NULL ? (gsize) (*colon - line->text) : line->length);
  check_name (self, line, *colon, name);

  return name;
}

static PriseHttpSlice
take_value (PriseHttpParser *self, const PriseHttpLine *line, const char *colon)
{
  if (colon == NULL)
    return (PriseHttpSlice){ "", 0 };

  check_value (self, line, colon + 1);

  return strip (colon + 1, line->text + line->length - colon - 1);
}

/* RFC 9112, section 5. */
void
prise_http_parser_parse_field (PriseHttpParser *self, const PriseHttpLine *line)
{
  const char *colon;
  PriseHttpSlice name, value;

  if (self->has_pending && prise_http_is_blank (*line->text)) {
    continue_field (self, line);
    return;
  }
  prise_http_parser_flush_field (self);
  if (is_beyond_limits (self, line))
    return;

  if (prise_http_is_blank (*line->text))
    prise_http_parser_tell_problem (self, PRISE_HTTP_SPACE_FIRST, line->offset, 0);
  name = take_name (self, line, &colon);
  value = take_value (self, line, colon);

  g_byte_array_set_size (self->pending, (guint) (name.size + value.size));
  if (name.size > 0)
    memcpy (self->pending->data, name.data, name.size);
  if (value.size > 0)
    memcpy (self->pending->data + name.size, value.data, value.size);
  self->pending_name_size = name.size;
  self->pending_offset = line->offset;
  self->pending_size = line->size;
  self->has_pending = TRUE;
  self->pending_is_full = FALSE;
}

/* From then on the connection speaks another protocol, or is a tunnel. */
gboolean
prise_http_parser_has_switched (PriseHttpParser *self)
{
  return self->kind == PRISE_HTTP_RESPONSE &&
         (self->status == 101 || (self->is_connect && self->status / 100 == 2));
}

static gboolean
has_no_body (PriseHttpParser *self)
{
  return self->kind == PRISE_HTTP_RESPONSE &&
         (self->is_head || self->status / 100 == 1 || self->status == 204 || self->status == 304 ||
          prise_http_parser_has_switched (self));
}

/* Switching Protocols is the last response in HTTP; the others with 1xx are interim ones. */
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

  prise_http_parser_flush_field (self);
  if (!has_no_body (self))
    framing = prise_http_framing_decide (&self->facts, self->kind, self->version, &length,
                                         did_find_problem, self);
  if (self->events->head_ended != NULL)
    self->events->head_ended (self->offset, framing, length, self->owner);

  self->remaining = length;
  if (is_interim (self))
    prise_http_parser_begin_head (self);
  else if (framing == PRISE_HTTP_BODY_BY_LENGTH)
    self->state = STATE_BODY;
  else if (framing == PRISE_HTTP_BODY_IN_CHUNKS)
    prise_http_parser_begin_chunk (self);
  else if (framing == PRISE_HTTP_BODY_TO_END)
    self->state = STATE_BODY_TO_END;
  else
    self->state = STATE_ENDED;
}

static void
tell_start_line (PriseHttpParser *self, const PriseHttpLine *line)
{
  PriseHttpStartLine start = { .offset = line->offset, .size = line->size };
  PriseHttpSyntaxProblems problems;

  if (self->kind == PRISE_HTTP_RESPONSE)
    problems = prise_http_parse_status_line (line->text, line->length, &start);
  else
    problems = prise_http_parse_request_line (line->text, line->length, &start);
  for (guint i = 0; i < problems.n; i++)
    prise_http_parser_tell_problem (self, problems.kinds[i], line->offset + problems.positions[i],
                                    0);

  self->status = start.status;
  self->version = prise_http_slice_equal (start.version, "1.1")   ? PRISE_HTTP_1_1
                  : prise_http_slice_equal (start.version, "1.0") ? PRISE_HTTP_1_0
                                                                  : PRISE_HTTP_OTHER_VERSION;
  self->head_size = line->size;
  if (self->events->start_line != NULL)
    self->events->start_line (&start, self->owner);
  self->state = STATE_HEADERS;
}

/* Looks whether what has come so far begins a status line, if need be a byte at a time: it is
 * decided with the fifth. Empty lines before it are passed over (RFC 9112, section 2.2 allows it
 * before requests).
 */
void
prise_http_parser_begin (PriseHttpParser *self, const char **data, gsize *size)
{
  gboolean is_certain;

  if (self->line_size == 0 && prise_http_may_be_response (*data, *size, &is_certain) &&
      is_certain) {
    self->state = STATE_START_LINE;
    return;
  }

  while (*size > 0 && self->state == STATE_BEGIN) {
    const guint8 c = (guint8) * *data;
    gboolean may_be;

    g_byte_array_append (self->line, &c, 1);
    self->line_size++;
    self->offset++;
    (*data)++;
    (*size)--;

    may_be =
        prise_http_may_be_response ((const char *) self->line->data, self->line->len, &is_certain);
    if (may_be && is_certain) {
      self->state = STATE_START_LINE;
    } else if (!may_be && self->line->len == 1 && (c == '\r' || c == '\n')) {
      prise_http_parser_tell_problem (self, PRISE_HTTP_EMPTY_LINE_FIRST, self->offset - 1, 0);
      prise_http_parser_drop_line (self);
    } else if (!may_be) {
      prise_http_parser_take_as_body (self);
    }
  }
}

void
prise_http_parser_parse_head_line (PriseHttpParser *self, const PriseHttpLine *line)
{
  if (self->state == STATE_START_LINE && line->length == 0)
    prise_http_parser_tell_problem (self, PRISE_HTTP_EMPTY_LINE_FIRST, line->offset, 0);
  else if (self->state == STATE_START_LINE)
    tell_start_line (self, line);
  else if (line->length > 0)
    prise_http_parser_parse_field (self, line);
  else
    end_head (self);
}
