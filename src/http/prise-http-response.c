// SPDX-License-Identifier: GPL-3.0-or-later
/* What a response says. A parser's events fill it; then it is only read. */
#include "config.h"

#include "prise-http-response.h"

G_DEFINE_BOXED_TYPE (PriseHttpResponse,
                     prise_http_response,
                     prise_http_response_ref,
                     prise_http_response_unref)

static void
clear_header (gpointer data)
{
  PriseHttpHeader *header = data;

  g_free (header->name);
  g_free (header->value);
}

static void
clear_head (gpointer data)
{
  PriseHttpHead *head = data;

  g_free (head->version);
  g_free (head->reason);
  g_array_unref (head->headers);
}

static GArray *
array_new (gsize element_size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, element_size);

  g_array_set_clear_func (array, clear);

  return array;
}

static PriseHttpHead *
last_head (PriseHttpResponse *self)
{
  return &g_array_index (self->heads, PriseHttpHead, self->heads->len - 1);
}

/* A head that begins behind so much takes the place of the last, so that all of them together take
 * no more than three of the longest. */
static gboolean
has_enough_heads (const PriseHttpResponse *self, const PriseHttpStartLine *line)
{
  return self->heads->len == PRISE_HTTP_MAX_HEADS ||
         (self->heads->len > 0 && line->offset > PRISE_HTTP_MAX_HEAD);
}

static void
did_start (const PriseHttpStartLine *line, gpointer owner)
{
  PriseHttpResponse *self = owner;
  const PriseHttpHead head = {
    .version = g_strndup (line->version.data, line->version.size),
    .status = line->status,
    .reason = g_strndup (line->reason.data, line->reason.size),
    .offset = line->offset,
    .line_size = line->size,
    .end = line->offset + line->size,
    .headers = array_new (sizeof (PriseHttpHeader), clear_header),
  };

  if (has_enough_heads (self, line))
    g_array_set_size (self->heads, self->heads->len - 1);
  g_array_append_val (self->heads, head);
  self->n_heads++;
  self->is_in_head = TRUE;
}

static void
did_find_field (const PriseHttpField *field, gpointer owner)
{
  PriseHttpResponse *self = owner;
  GArray *headers = field->is_trailer ? self->trailers : last_head (self)->headers;
  const PriseHttpHeader header = {
    .name = g_strndup (field->name.data, field->name.size),
    .value = g_strndup (field->value.data, field->value.size),
    .offset = field->offset,
    .size = field->size,
  };

  g_array_append_val (headers, header);
}

static void
did_end_head (guint64 offset, PriseHttpFraming framing, guint64 length, gpointer owner)
{
  PriseHttpResponse *self = owner;

  if (self->heads->len > 0)
    last_head (self)->end = offset;
  self->is_in_head = FALSE;
  self->head_size = offset;
  self->body_offset = offset;
  self->framing = framing;
  self->expected_size = length;
}

static void
did_find_chunk (const PriseHttpChunk *chunk, gpointer owner)
{
  PriseHttpResponse *self = owner;
  const PriseHttpChunkPlace place = { chunk->offset, chunk->line_size, chunk->size };

  self->n_chunks++;
  if (self->chunks->len < PRISE_HTTP_MAX_CHUNKS)
    g_array_append_val (self->chunks, place);
}

static void
did_find_body (gconstpointer data, gsize size, guint64 offset, gpointer owner)
{
  PriseHttpResponse *self = owner;
  const PriseHttpPart part = { offset, size };

  self->body_size += size;
  g_array_append_val (self->new_parts, part);
}

static void
did_find_problem (const PriseHttpProblem *problem, gpointer owner)
{
  prise_http_response_add_problem (owner, problem);
}

const PriseHttpParserEvents prise_http_response_events = {
  .start_line = did_start,
  .field = did_find_field,
  .head_ended = did_end_head,
  .chunk = did_find_chunk,
  .body = did_find_body,
  .problem = did_find_problem,
};

/**
 * prise_http_response_new:
 *
 * Returns: (transfer full): an empty response, to be the owner of a parser's events
 */
PriseHttpResponse *
prise_http_response_new (void)
{
  PriseHttpResponse *self = g_new0 (PriseHttpResponse, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->heads = array_new (sizeof (PriseHttpHead), clear_head);
  self->trailers = array_new (sizeof (PriseHttpHeader), clear_header);
  self->chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
  self->new_parts = g_array_new (FALSE, FALSE, sizeof (PriseHttpPart));
  self->problems = g_array_new (FALSE, FALSE, sizeof (PriseHttpProblem));

  return self;
}

/**
 * prise_http_response_add_problem:
 * @self: a response that isn't shared yet
 * @problem: what is wrong
 */
void
prise_http_response_add_problem (PriseHttpResponse *self, const PriseHttpProblem *problem)
{
  guint i = self->problems->len;

  while (i > 0 && g_array_index (self->problems, PriseHttpProblem, i - 1).offset > problem->offset)
    i--;
  g_array_insert_val (self->problems, i, *problem);
}

/**
 * prise_http_response_find_problem:
 * @kind: what may be wrong
 *
 * Returns: (transfer none) (nullable): the first problem of that kind
 */
const PriseHttpProblem *
prise_http_response_find_problem (const PriseHttpResponse *self, PriseHttpProblemKind kind)
{
  for (guint i = 0; i < self->problems->len; i++) {
    const PriseHttpProblem *problem = &g_array_index (self->problems, PriseHttpProblem, i);

    if (problem->kind == kind)
      return problem;
  }

  return NULL;
}

static GArray *
copy_headers (const GArray *headers)
{
  GArray *copy = array_new (sizeof (PriseHttpHeader), clear_header);

  for (guint i = 0; i < headers->len; i++) {
    PriseHttpHeader header = g_array_index (headers, PriseHttpHeader, i);

    header.name = g_strdup (header.name);
    header.value = g_strdup (header.value);
    g_array_append_val (copy, header);
  }

  return copy;
}

/**
 * prise_http_response_copy:
 * @self: a response that is still being made
 *
 * Returns: (transfer full): how it stands now
 */
PriseHttpResponse *
prise_http_response_copy (const PriseHttpResponse *self)
{
  PriseHttpResponse *copy = g_new (PriseHttpResponse, 1);

  *copy = *self;
  g_atomic_ref_count_init (&copy->ref_count);
  copy->heads = array_new (sizeof (PriseHttpHead), clear_head);
  for (guint i = 0; i < self->heads->len; i++) {
    PriseHttpHead head = g_array_index (self->heads, PriseHttpHead, i);

    head.version = g_strdup (head.version);
    head.reason = g_strdup (head.reason);
    head.headers = copy_headers (head.headers);
    g_array_append_val (copy->heads, head);
  }
  copy->trailers = copy_headers (self->trailers);
  copy->chunks = g_array_copy (self->chunks);
  copy->problems = g_array_copy (self->problems);
  copy->new_parts = g_array_new (FALSE, FALSE, sizeof (PriseHttpPart));

  return copy;
}

/**
 * prise_http_response_copy_with:
 * @problems: (element-type PriseHttpProblem): what else is wrong, as with its body
 *
 * Returns: (transfer full): @self with these problems too
 */
PriseHttpResponse *
prise_http_response_copy_with (PriseHttpResponse *self, const GArray *problems)
{
  PriseHttpResponse *copy;

  if (problems->len == 0)
    return prise_http_response_ref (self);

  copy = prise_http_response_copy (self);
  for (guint i = 0; i < problems->len; i++)
    prise_http_response_add_problem (copy, &g_array_index (problems, PriseHttpProblem, i));

  return copy;
}

PriseHttpResponse *
prise_http_response_ref (PriseHttpResponse *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
prise_http_response_unref (PriseHttpResponse *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->heads);
  g_array_unref (self->trailers);
  g_array_unref (self->chunks);
  g_array_unref (self->new_parts);
  g_array_unref (self->problems);
  g_free (self);
}

/**
 * prise_http_response_get_head:
 *
 * Returns: (transfer none) (nullable): the final head, or the last so far; %NULL without one
 */
const PriseHttpHead *
prise_http_response_get_head (const PriseHttpResponse *self)
{
  if (self->heads->len == 0)
    return NULL;

  return &g_array_index (self->heads, PriseHttpHead, self->heads->len - 1);
}

/**
 * prise_http_head_is_interim:
 *
 * RFC 9110, section 15.2. 101 says that another protocol follows: no other head will.
 *
 * Returns: whether another head follows it
 */
gboolean
prise_http_head_is_interim (const PriseHttpHead *self)
{
  return self->status / 100 == 1 && self->status != 101;
}

/**
 * prise_http_response_get_final_head:
 * @self: (nullable): a response, or what has come of it
 *
 * Returns: (transfer none) (nullable): its head; %NULL while there are only interim ones
 */
const PriseHttpHead *
prise_http_response_get_final_head (const PriseHttpResponse *self)
{
  const PriseHttpHead *head = self != NULL ? prise_http_response_get_head (self) : NULL;

  return head != NULL && !prise_http_head_is_interim (head) ? head : NULL;
}

/**
 * prise_http_response_find_header:
 * @name: a header's name, of any case
 *
 * Returns: (transfer none) (nullable): the first of that name in the final head
 */
const PriseHttpHeader *
prise_http_response_find_header (const PriseHttpResponse *self, const char *name)
{
  const PriseHttpHead *head = prise_http_response_get_head (self);

  for (guint i = 0; head != NULL && i < head->headers->len; i++) {
    const PriseHttpHeader *header = &g_array_index (head->headers, PriseHttpHeader, i);

    if (g_ascii_strcasecmp (header->name, name) == 0)
      return header;
  }

  return NULL;
}

/**
 * prise_http_response_get_header:
 * @name: a header's name, of any case
 *
 * Returns: (transfer none) (nullable): the value of the first of that name in the final head
 */
const char *
prise_http_response_get_header (const PriseHttpResponse *self, const char *name)
{
  const PriseHttpHeader *header = prise_http_response_find_header (self, name);

  return header != NULL ? header->value : NULL;
}
