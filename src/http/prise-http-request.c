// SPDX-License-Identifier: GPL-3.0-or-later
/* A request as bytes, and as its parts. The parser says where each part stands. */
#include "config.h"

#include "prise-http-request.h"

#include <string.h>

#include "prise-http-parser.h"

/* How much is looked at between two questions whether the head has ended. */
#define BLOCK_SIZE ((gsize) 64 * 1024)

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

  self->head_size = (gsize) offset;
  self->has_whole_head = TRUE;
}

static const PriseHttpParserEvents events = {
  .start_line = did_start,
  .field = did_find_field,
  .head_ended = did_end_head,
};

/* What follows the head says nothing of the parts, and may be long. */
static void
parse_head (PriseHttpRequest *self, const char *data, gsize size)
{
  g_autoptr (PriseHttpParser) parser = prise_http_parser_new (PRISE_HTTP_REQUEST, &events, self);

  for (gsize done = 0; done < size && !self->has_whole_head; done += MIN (BLOCK_SIZE, size - done))
    prise_http_parser_push (parser, data + done, MIN (BLOCK_SIZE, size - done));
  if (!self->has_whole_head)
    prise_http_parser_finish (parser);
  if (!self->has_whole_head)
    self->head_size = size;
}

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
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_atomic_ref_count_init (&self->ref_count);
  self->headers = g_array_new (FALSE, FALSE, sizeof (PriseHttpRequestHeader));
  g_array_set_clear_func (self->headers, clear_header);

  parse_head (self, data, size);
  self->headers_end = MIN (self->headers_end, size);
  if (self->method == NULL) {
    self->method = g_strdup ("");
    self->target = g_strdup ("");
  }
  self->whole = g_bytes_ref (bytes);
  /* A copy: with a part of the bytes the head would keep a body that it no longer has. */
  self->head = self->head_size < size ? g_bytes_new (data, self->head_size) : g_bytes_ref (bytes);
  self->body = g_bytes_new_from_bytes (bytes, self->head_size, size - self->head_size);

  return self;
}

static GBytes *
join (GBytes *head, GBytes *body)
{
  gsize head_size, body_size;
  gconstpointer head_data = g_bytes_get_data (head, &head_size);
  gconstpointer body_data = g_bytes_get_data (body, &body_size);
  char *data;

  if (body_size == 0)
    return g_bytes_ref (head);

  data = g_malloc (head_size + body_size);
  if (head_size > 0)
    memcpy (data, head_data, head_size);
  memcpy (data + head_size, body_data, body_size);

  return g_bytes_new_take (data, head_size + body_size);
}

/**
 * prise_http_request_new_from_parts:
 * @head: a head with the empty line that ends it, or whatever
 * @body: what follows
 *
 * As prise_http_request_new() of both together. If the head ends where @head does, @body is shared
 * rather than copied.
 *
 * Returns: (transfer full): the parts that can be made out in them
 */
PriseHttpRequest *
prise_http_request_new_from_parts (GBytes *head, GBytes *body)
{
  PriseHttpRequest *self = prise_http_request_new (head);
  g_autoptr (GBytes) whole = NULL;

  if (g_bytes_get_size (body) == 0)
    return self;

  if (self->has_whole_head && self->head_size == g_bytes_get_size (head)) {
    g_clear_pointer (&self->whole, g_bytes_unref);
    g_bytes_unref (self->body);
    self->body = g_bytes_ref (body);
    return self;
  }
  prise_http_request_unref (self);
  whole = join (head, body);

  return prise_http_request_new (whole);
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

PriseHttpRequest *
prise_http_request_ref (PriseHttpRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
prise_http_request_unref (PriseHttpRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->whole, g_bytes_unref);
  g_bytes_unref (self->head);
  g_bytes_unref (self->body);
  g_array_unref (self->headers);
  g_free (self->method);
  g_free (self->target);
  g_free (self);
}

/**
 * prise_http_request_dup_bytes:
 *
 * A copy unless there is no body, or the request was given in one piece.
 *
 * Returns: (transfer full): all of it
 */
GBytes *
prise_http_request_dup_bytes (PriseHttpRequest *self)
{
  return self->whole != NULL ? g_bytes_ref (self->whole) : join (self->head, self->body);
}

/**
 * prise_http_request_has_whole_head:
 *
 * Returns: whether the empty line is there for which a server waits before it responds
 */
gboolean
prise_http_request_has_whole_head (PriseHttpRequest *self)
{
  return self->has_whole_head;
}

/**
 * prise_http_request_has_body:
 * @body: bytes
 *
 * Returns: whether they are its body; at once if it shares them
 */
gboolean
prise_http_request_has_body (PriseHttpRequest *self, GBytes *body)
{
  gsize size, own_size;
  gconstpointer data = g_bytes_get_data (body, &size);
  gconstpointer own_data = g_bytes_get_data (self->body, &own_size);

  return size == own_size && (data == own_data || g_bytes_equal (body, self->body));
}

gboolean
prise_http_request_equal (PriseHttpRequest *self, PriseHttpRequest *other)
{
  return g_bytes_equal (self->head, other->head) && prise_http_request_has_body (self, other->body);
}

/**
 * prise_http_request_find_header:
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

/**
 * prise_http_request_get_header:
 * @name: a header's name, of any case
 *
 * Returns: (transfer none) (nullable): the value of the first of that name
 */
const char *
prise_http_request_get_header (PriseHttpRequest *self, const char *name)
{
  const gssize index = prise_http_request_find_header (self, name);

  return index < 0 ? NULL : g_array_index (self->headers, PriseHttpRequestHeader, index).value;
}

/**
 * prise_http_request_replace: (skip)
 * @self: (inout): a request
 * @next: (transfer full): what was made of it
 *
 * For changes one after the other.
 */
void
prise_http_request_replace (PriseHttpRequest **self, PriseHttpRequest *next)
{
  prise_http_request_unref (*self);
  *self = next;
}

/**
 * prise_http_request_splice:
 * @offset: where in its head
 * @size: how many bytes of the head go
 * @text: (array length=text_size): what comes instead of them
 * @text_size: its size
 *
 * Returns: (transfer full): the same request with them, whatever its parts are then
 */
PriseHttpRequest *
prise_http_request_splice (PriseHttpRequest *self,
                           gsize offset,
                           gsize size,
                           const char *text,
                           gsize text_size)
{
  gsize old_size;
  const char *old = g_bytes_get_data (self->head, &old_size);
  g_autoptr (GString) string = g_string_sized_new (old_size - size + text_size);
  g_autoptr (GBytes) head = NULL;

  if (offset > 0)
    g_string_append_len (string, old, (gssize) offset);
  g_string_append_len (string, text, (gssize) text_size);
  if (offset + size < old_size)
    g_string_append_len (string, old + offset + size, (gssize) (old_size - offset - size));
  head = g_string_free_to_bytes (g_steal_pointer (&string));

  return prise_http_request_new_from_parts (head, self->body);
}

static PriseHttpRequest *
splice (PriseHttpRequest *self, gsize offset, gsize size, const char *text)
{
  return prise_http_request_splice (self, offset, size, text, strlen (text));
}

/* What is missing at @offset before another line can stand there. */
static const char *
find_missing_end (PriseHttpRequest *self, gsize offset)
{
  const char *data = g_bytes_get_data (self->head, NULL);

  if (offset == 0 || data[offset - 1] == '\n')
    return "";

  return data[offset - 1] == '\r' ? "\n" : "\r\n";
}

/**
 * prise_http_request_with_method:
 * @method: another method
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_with_method (PriseHttpRequest *self, const char *method)
{
  return splice (self, self->method_offset, self->method_size, method);
}

/**
 * prise_http_request_with_target:
 * @target: another target
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_with_target (PriseHttpRequest *self, const char *target)
{
  const gboolean is_missing = self->target_size == 0 && self->target_offset > self->method_offset;
  g_autofree char *spaced = g_strconcat (is_missing ? " " : "", target, NULL);

  return splice (self, self->target_offset, self->target_size, spaced);
}

/**
 * prise_http_request_with_header:
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

    return splice (self, self->headers_end, 0, lines);
  }
  header = &g_array_index (self->headers, PriseHttpRequestHeader, index);

  return splice (self, header->offset, header->size, line);
}

/**
 * prise_http_request_without_header:
 * @index: which header to take away
 *
 * Returns: (transfer full): the same request without it
 */
PriseHttpRequest *
prise_http_request_without_header (PriseHttpRequest *self, guint index)
{
  const PriseHttpRequestHeader *header =
      &g_array_index (self->headers, PriseHttpRequestHeader, index);

  return splice (self, header->offset, header->size, "");
}

/**
 * prise_http_request_with_body:
 * @body: what follows the head
 *
 * Its length is told by no header unless one is set. A head without an end gets one.
 *
 * Returns: (transfer full): the same request with it
 */
PriseHttpRequest *
prise_http_request_with_body (PriseHttpRequest *self, GBytes *body)
{
  g_autoptr (GString) string = NULL;
  g_autoptr (GBytes) head = NULL;
  gsize size;
  const char *data = g_bytes_get_data (self->head, &size);

  if (self->has_whole_head || g_bytes_get_size (body) == 0)
    return prise_http_request_new_from_parts (self->head, body);

  string = g_string_new (NULL);
  if (size > 0)
    g_string_append_len (string, data, (gssize) size);
  g_string_append (string, find_missing_end (self, size));
  g_string_append (string, "\r\n");
  head = g_string_free_to_bytes (g_steal_pointer (&string));

  return prise_http_request_new_from_parts (head, body);
}

/**
 * prise_http_put_into_chunk:
 * @body: a body
 *
 * Returns: (transfer full): @body as Transfer-Encoding: chunked frames it, in one chunk (RFC 9112,
 *   section 7.1)
 */
GBytes *
prise_http_put_into_chunk (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  GString *framed = g_string_sized_new (size + 32);

  /* Without a byte of it, the last chunk is the first. */
  if (size > 0) {
    g_string_append_printf (framed, "%" G_GSIZE_MODIFIER "x\r\n", size);
    g_string_append_len (framed, data, (gssize) size);
    g_string_append (framed, "\r\n");
  }
  g_string_append (framed, "0\r\n\r\n");

  return g_string_free_to_bytes (framed);
}
