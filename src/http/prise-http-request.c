// SPDX-License-Identifier: GPL-3.0-or-later
/* A request as bytes, and as its parts. The parser says where each part stands. */
#include "config.h"

#include "prise-http-request.h"

#include <string.h>

#include "prise-http-parser.h"

static void
clear_header (gpointer data)
{
  PriseHttpRequestHeader *header = data;

  g_free (header->name);
  g_free (header->value);
}

static void
did_start (const PriseHttpStartLine *line, gpointer owner)
{
  PriseHttpRequest *self = owner;

  self->method = g_strndup (line->method.data, line->method.size);
  self->method_size = line->method.size;
  self->target = g_strndup (line->target.data, line->target.size);
  self->target_size = line->target.size;
  self->method_offset = (gsize) line->offset;
  self->target_offset = (gsize) line->offset + (gsize) (line->target.data - line->method.data);
  self->headers_end = (gsize) line->offset + line->size;
}

static void
did_find_field (const PriseHttpField *field, gpointer owner)
{
  PriseHttpRequest *self = owner;
  PriseHttpRequestHeader header;

  if (field->is_trailer)
    return;

  header = (PriseHttpRequestHeader){
    g_strndup (field->name.data, field->name.size),
    g_strndup (field->value.data, field->value.size),
    (gsize) field->offset,
    field->size,
  };
  g_array_append_val (self->headers, header);
  self->headers_end = (gsize) field->offset + field->size;
}

static void
did_end_head (guint64 offset, PriseHttpFraming framing, guint64 length, gpointer owner)
{
  PriseHttpRequest *self = owner;

  self->body_offset = (gsize) offset;
  self->has_whole_head = TRUE;
}

static const PriseHttpParserEvents events = {
  .start_line = did_start,
  .field = did_find_field,
  .head_ended = did_end_head,
};

/**
 * prise_http_request_new:
 * @bytes: whatever is to be sent
 *
 * Returns: (transfer full): the parts that can be made out in it
 */
PriseHttpRequest *
prise_http_request_new (GBytes *bytes)
{
  PriseHttpRequest *self = g_new0 (PriseHttpRequest, 1);
  g_autoptr (PriseHttpParser) parser = prise_http_parser_new (PRISE_HTTP_REQUEST, &events, self);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->headers = g_array_new (FALSE, FALSE, sizeof (PriseHttpRequestHeader));
  g_array_set_clear_func (self->headers, clear_header);

  prise_http_parser_push (parser, data, size);
  if (!prise_http_parser_has_ended (parser))
    prise_http_parser_finish (parser);
  if (!self->has_whole_head)
    self->body_offset = size;
  self->headers_end = MIN (self->headers_end, size);
  if (self->method == NULL) {
    self->method = g_strdup ("");
    self->target = g_strdup ("");
  }

  return self;
}

/**
 * prise_http_request_new_simple:
 * @method: "GET"
 * @target: "/"
 * @authority: "localhost:8080"
 *
 * Returns: (transfer full): a request line and the header Host, as in the first lesson
 */
PriseHttpRequest *
prise_http_request_new_simple (const char *method, const char *target, const char *authority)
{
  g_autofree char *text =
      g_strdup_printf ("%s %s HTTP/1.1\r\nHost: %s\r\n\r\n", method, target, authority);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return prise_http_request_new (bytes);
}

/**
 * prise_http_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
PriseHttpRequest *
prise_http_request_ref (PriseHttpRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * prise_http_request_unref:
 * @self: (transfer full): a request
 */
void
prise_http_request_unref (PriseHttpRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_bytes_unref (self->bytes);
  g_array_unref (self->headers);
  g_free (self->method);
  g_free (self->target);
  g_free (self);
}

/**
 * prise_http_request_dup_body:
 * @self: a request
 *
 * Returns: (transfer full): what follows the head
 */
GBytes *
prise_http_request_dup_body (PriseHttpRequest *self)
{
  return g_bytes_new_from_bytes (self->bytes, self->body_offset,
                                 g_bytes_get_size (self->bytes) - self->body_offset);
}

/**
 * prise_http_request_find_header:
 * @self: a request
 * @name: a header's name, of any case
 *
 * Returns: the index of the first of that name; -1 if there is none
 */
gssize
prise_http_request_find_header (PriseHttpRequest *self, const char *name)
{
  for (guint i = 0; i < self->headers->len; i++) {
    if (g_ascii_strcasecmp (g_array_index (self->headers, PriseHttpRequestHeader, i).name, name) ==
        0)
      return (gssize) i;
  }

  return -1;
}

/* Puts @text in the place of @size bytes. */
static PriseHttpRequest *
splice (PriseHttpRequest *self, gsize offset, gsize size, const char *text, gsize text_size)
{
  gsize old_size;
  const char *old = g_bytes_get_data (self->bytes, &old_size);
  GByteArray *array = g_byte_array_sized_new ((guint) (old_size - size + text_size));
  g_autoptr (GBytes) bytes = NULL;

  if (offset > 0)
    g_byte_array_append (array, (const guint8 *) old, (guint) offset);
  g_byte_array_append (array, (const guint8 *) text, (guint) text_size);
  if (offset + size < old_size)
    g_byte_array_append (array, (const guint8 *) old + offset + size,
                         (guint) (old_size - offset - size));
  bytes = g_byte_array_free_to_bytes (array);

  return prise_http_request_new (bytes);
}

/* What is missing at @offset before another line can stand there. */
static const char *
find_missing_end (PriseHttpRequest *self, gsize offset)
{
  const char *data = g_bytes_get_data (self->bytes, NULL);

  if (offset == 0 || data[offset - 1] == '\n')
    return "";

  return data[offset - 1] == '\r' ? "\n" : "\r\n";
}

/**
 * prise_http_request_with_method:
 * @self: a request
 * @method: another method
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_with_method (PriseHttpRequest *self, const char *method)
{
  return splice (self, self->method_offset, self->method_size, method, strlen (method));
}

/**
 * prise_http_request_with_target:
 * @self: a request
 * @target: another target
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_with_target (PriseHttpRequest *self, const char *target)
{
  const gboolean is_missing = self->target_size == 0 && self->target_offset > self->method_offset;
  g_autofree char *spaced = g_strconcat (is_missing ? " " : "", target, NULL);

  return splice (self, self->target_offset, self->target_size, spaced, strlen (spaced));
}

/**
 * prise_http_request_with_header:
 * @self: a request
 * @index: which header to change; -1: a new one, after the others
 * @name: its name
 * @value: its value
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_with_header (PriseHttpRequest *self,
                                gssize index,
                                const char *name,
                                const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s: %s\r\n", name, value);
  const PriseHttpRequestHeader *header;

  if (index < 0) {
    g_autofree char *lines = g_strconcat (find_missing_end (self, self->headers_end), line, NULL);

    return splice (self, self->headers_end, 0, lines, strlen (lines));
  }
  header = &g_array_index (self->headers, PriseHttpRequestHeader, index);

  return splice (self, header->offset, header->size, line, strlen (line));
}

/**
 * prise_http_request_without_header:
 * @self: a request
 * @index: which header to take away
 *
 * Returns: (transfer full): the same request without it
 */
PriseHttpRequest *
prise_http_request_without_header (PriseHttpRequest *self, guint index)
{
  const PriseHttpRequestHeader *header =
      &g_array_index (self->headers, PriseHttpRequestHeader, index);

  return splice (self, header->offset, header->size, "", 0);
}

/**
 * prise_http_request_with_body:
 * @self: a request
 * @body: what follows the head
 *
 * Its length is told by no header unless one is set. A head without an end gets one.
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_with_body (PriseHttpRequest *self, GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr (GString) string = g_string_new (NULL);

  if (!self->has_whole_head && size > 0) {
    g_string_append (string, find_missing_end (self, self->body_offset));
    g_string_append (string, "\r\n");
  }
  if (size > 0)
    g_string_append_len (string, data, (gssize) size);

  return splice (self, self->body_offset, g_bytes_get_size (self->bytes) - self->body_offset,
                 string->str, string->len);
}
