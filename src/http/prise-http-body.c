// SPDX-License-Identifier: GPL-3.0-or-later
/* The body of a response. The exchange knows where it stands in the raw bytes: what isn't coded is
 * read there, and what is, is decoded from where it was the last time, and kept. */
#include "config.h"

#include "prise-http-body.h"

#include <string.h>

#include "prise-http-decoder.h"
#include "prise-json.h"

/* So much is read at once. */
#define PIECE (256 * 1024)

/* A longer body isn't looked at as JSON. */
#define MAX_JSON (64 * 1024 * 1024)

struct _PriseHttpBody {
  PriseHttpExchange *exchange;
  gboolean decode;
  guint64 limit;

  gboolean has_begun; /* the head has been looked at */
  guint64 size;

  /* Where there is something to decode. */
  PriseHttpDecoder *decoder;
  PriseHttpSpool *spool;
  guint64 position; /* in the body as it came */
  char *unknown_coding;
  gboolean is_limited;
  GError *error;
  guint64 error_offset;

  GArray *problems; /* of PriseHttpProblem */
  gboolean is_json;
  gboolean is_judged;
};

static void
add_coding (GString *codings, const char *coding)
{
  g_string_append (codings, codings->len > 0 ? "," : "");
  g_string_append (codings, coding);
}

/* RFC 9112, section 6.1: chunked comes last, whose framing the exchange has undone; parameters
 * change nothing about those that are known. Returns whether it has come. */
static gboolean
add_transfer_codings (GString *transfer, const char *value)
{
  g_auto (GStrv) codings = g_strsplit (value, ",", -1);
  gboolean is_chunked = FALSE;

  for (guint i = 0; codings[i] != NULL && !is_chunked; i++) {
    codings[i][strcspn (codings[i], ";")] = '\0';
    is_chunked = g_ascii_strcasecmp (g_strstrip (codings[i]), "chunked") == 0;
    if (!is_chunked && *codings[i] != '\0')
      add_coding (transfer, codings[i]);
  }

  return is_chunked;
}

/* Returns: (transfer full): what was applied to the body, in this order; "" if nothing was */
static char *
find_codings (const PriseHttpHead *head)
{
  GString *codings = g_string_new (NULL);
  g_autoptr (GString) transfer = g_string_new (NULL);
  gboolean is_chunked = FALSE;

  for (guint i = 0; head != NULL && i < head->headers->len; i++) {
    const PriseHttpHeader *header = &g_array_index (head->headers, PriseHttpHeader, i);

    if (g_ascii_strcasecmp (header->name, "Content-Encoding") == 0)
      add_coding (codings, header->value);
    else if (g_ascii_strcasecmp (header->name, "Transfer-Encoding") == 0 && !is_chunked)
      is_chunked = add_transfer_codings (transfer, header->value);
  }
  if (transfer->len > 0)
    add_coding (codings, transfer->str);

  return g_string_free (codings, FALSE);
}

/* Only what is decoded is limited: all else takes no more room than what came. */
static gboolean
did_decode (gconstpointer data, gsize size, gpointer user_data)
{
  PriseHttpBody *self = user_data;
  g_autoptr (GBytes) bytes = NULL;

  if (self->size + size > self->limit) {
    self->is_limited = TRUE;
    size = (gsize) (self->limit - self->size);
  }
  bytes = g_bytes_new (data, size);
  if (!prise_http_spool_append (self->spool, bytes, &self->error))
    return FALSE;
  self->size += size;

  return !self->is_limited;
}

static void
add_problem (PriseHttpBody *self, PriseHttpProblemKind kind, guint64 offset, guint64 amount)
{
  const PriseHttpProblem problem = { .kind = kind, .offset = offset, .amount = amount };

  g_array_append_val (self->problems, problem);
}

/* Returns: whether a body of this type is to be JSON, and which. */
static gboolean
is_json (const char *content_type, PriseJsonExtent *extent)
{
  static const char *const lines[] = { "application/x-ndjson", "application/ndjson",
                                       "application/jsonl", "application/x-jsonlines",
                                       "application/jsonlines" };
  const gsize size = content_type != NULL ? strcspn (content_type, "; \t") : 0;
  g_autofree char *essence =
      g_ascii_strdown (content_type != NULL ? content_type : "", (gssize) size);

  *extent = PRISE_JSON_VALUES;
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    if (g_str_equal (essence, lines[i]))
      return TRUE;
  }
  *extent = PRISE_JSON_VALUE;

  return g_str_has_suffix (essence, "/json") || g_str_has_suffix (essence, "+json");
}

static gboolean
has_json_type (const PriseHttpResponse *response, PriseJsonExtent *extent)
{
  return is_json (prise_http_response_get_header (response, "Content-Type"), extent);
}

static void
begin (PriseHttpBody *self)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (self->exchange);
  g_autofree char *codings =
      find_codings (response != NULL ? prise_http_response_get_head (response) : NULL);
  PriseJsonExtent extent;

  self->has_begun = TRUE;
  self->is_json = response != NULL && has_json_type (response, &extent);
  if (!self->decode || *codings == '\0')
    return;

  self->decoder = prise_http_decoder_new (codings, did_decode, self, &self->unknown_coding);
  if (self->decoder != NULL)
    self->spool = prise_http_spool_new (prise_http_exchange_get_budget (self->exchange));
}

/**
 * prise_http_body_new:
 * @exchange: an exchange, under way or done
 * @decode: whether to undo Content-Encoding, and what Transfer-Encoding has besides chunked; the
 *   framing of chunks is always undone
 *
 * Returns: (transfer full): its response's body, for prise_http_body_update()
 */
PriseHttpBody *
prise_http_body_new (PriseHttpExchange *exchange, gboolean decode)
{
  PriseHttpBody *self = g_new0 (PriseHttpBody, 1);

  self->exchange = prise_http_exchange_ref (exchange);
  self->decode = decode;
  self->limit = PRISE_HTTP_BODY_DEFAULT_LIMIT;
  self->problems = g_array_new (FALSE, FALSE, sizeof (PriseHttpProblem));

  return self;
}

void
prise_http_body_free (PriseHttpBody *self)
{
  g_clear_pointer (&self->decoder, prise_http_decoder_free);
  g_clear_pointer (&self->spool, prise_http_spool_unref);
  prise_http_exchange_unref (self->exchange);
  g_clear_error (&self->error);
  g_array_unref (self->problems);
  g_free (self->unknown_coding);
  g_free (self);
}

/**
 * prise_http_body_set_limit:
 * @self: a body of which nothing was read yet
 * @limit: how many decoded bytes are kept
 */
void
prise_http_body_set_limit (PriseHttpBody *self, guint64 limit)
{
  self->limit = limit;
}

static void
decode_news (PriseHttpBody *self)
{
  PriseHttpSpool *came = prise_http_exchange_get_body (self->exchange);

  while (self->error == NULL && !self->is_limited) {
    g_autoptr (GBytes) bytes = prise_http_spool_read (came, self->position, PIECE);
    const guint64 n_taken = prise_http_decoder_get_taken (self->decoder);
    gsize size;
    gconstpointer data = g_bytes_get_data (bytes, &size);

    if (size == 0)
      return;
    if (prise_http_decoder_push (self->decoder, data, size, &self->error) || self->error == NULL)
      self->position += size;
    else
      self->position += prise_http_decoder_get_taken (self->decoder) - n_taken;
    self->error_offset = prise_http_spool_find_source (came, self->position);
  }
}

static gboolean
is_wrongly_coded (const PriseHttpBody *self)
{
  return g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
         g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

/* What can't be decoded at all is shown as it came. */
static void
fall_back (PriseHttpBody *self)
{
  g_clear_pointer (&self->decoder, prise_http_decoder_free);
  g_clear_pointer (&self->spool, prise_http_spool_unref);
  self->error_offset =
      prise_http_spool_find_source (prise_http_exchange_get_body (self->exchange), 0);
}

/* Or what is wrong is the file that the body lies in. */
static gboolean
is_readable (PriseHttpBody *self, guint64 offset)
{
  g_autoptr (GBytes) byte = prise_http_body_read (self, offset, 1);

  return offset == self->size || g_bytes_get_size (byte) == 1;
}

static GBytes *
read_json (guint64 offset, gpointer user_data)
{
  return prise_http_body_read (user_data, offset, PIECE);
}

/* What is wrong with JSON that isn't whole may be nothing but that. */
static void
judge_json (PriseHttpBody *self, const PriseHttpResponse *response)
{
  PriseJsonExtent extent;
  gint64 place;

  if (!has_json_type (response, &extent) || self->size == 0 || self->size > MAX_JSON ||
      self->is_limited || self->error != NULL || self->unknown_coding != NULL)
    return;

  place =
      prise_json_find_error_in (self->size, response->is_complete ? extent : PRISE_JSON_BEGINNING,
                                read_json, self);
  if (place >= 0 && is_readable (self, (guint64) place))
    add_problem (self, PRISE_HTTP_BAD_JSON,
                 self->spool != NULL
                     ? response->body_offset
                     : prise_http_spool_find_source (prise_http_body_get_spool (self), place),
                 (guint64) place);
}

/* Where there is no body, as in a response to HEAD, that of another is meant. Of those of
 * Transfer-Encoding, which are undone first, the parser has told already, but for compress. */
static void
judge_coding_name (PriseHttpBody *self, const PriseHttpResponse *response)
{
  const PriseHttpHeader *content = prise_http_response_find_header (response, "Content-Encoding");
  const PriseHttpHeader *transfer = prise_http_response_find_header (response, "Transfer-Encoding");

  if (self->unknown_coding == NULL || self->size == 0 ||
      prise_http_response_find_problem (response, PRISE_HTTP_UNKNOWN_CODING) != NULL)
    return;
  if (content != NULL)
    add_problem (self, PRISE_HTTP_UNKNOWN_CONTENT_CODING, content->offset, 0);
  else if (transfer != NULL)
    add_problem (self, PRISE_HTTP_UNKNOWN_CODING, transfer->offset, 0);
}

/* Once nothing more comes. A coding that breaks off with the response is that problem's. */
static void
judge (PriseHttpBody *self)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (self->exchange);
  PriseHttpSpool *came = prise_http_exchange_get_body (self->exchange);
  const gboolean is_cut_off = g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);

  if (self->is_judged || response == NULL)
    return;

  self->is_judged = TRUE;
  if (is_wrongly_coded (self) && (!is_cut_off || response->is_complete))
    add_problem (self, PRISE_HTTP_BAD_CONTENT_CODING, self->error_offset, 0);
  if (self->decoder != NULL && self->error == NULL &&
      prise_http_decoder_get_left (self->decoder) > 0)
    add_problem (self, PRISE_HTTP_BYTES_AFTER_CODING,
                 prise_http_spool_find_source (came, prise_http_decoder_get_taken (self->decoder)),
                 prise_http_decoder_get_left (self->decoder));
  judge_coding_name (self, response);
  judge_json (self, response);
}

/**
 * prise_http_body_update:
 * @error: return location for a #GIOErrorEnum error: it can't be decoded, or not be kept
 *
 * Reads what has come since the last call. What was decoded before an error stays; where that is
 * nothing, the body is from then on what came.
 *
 * Returns: whether all is well so far
 */
gboolean
prise_http_body_update (PriseHttpBody *self, GError **error)
{
  const gboolean is_done = prise_http_exchange_get_phase (self->exchange) == PRISE_HTTP_DONE;
  const guint64 size = prise_http_spool_get_size (prise_http_exchange_get_body (self->exchange));

  if (!self->has_begun && (size > 0 || is_done))
    begin (self);
  if (self->decoder != NULL)
    decode_news (self);
  if (is_done && self->decoder != NULL && self->error == NULL && !self->is_limited)
    prise_http_decoder_finish (self->decoder, &self->error);
  if (is_wrongly_coded (self) && self->size == 0)
    fall_back (self);
  if (self->decoder == NULL)
    self->size = size;
  if (is_done)
    judge (self);
  if (self->error == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->error);

  return FALSE;
}

/**
 * prise_http_body_get_problems:
 *
 * Returns: (transfer none) (element-type PriseHttpProblem): what is wrong with the content: its
 *   coding, or that it isn't the JSON that it is said to be; all of it when nothing more comes
 */
const GArray *
prise_http_body_get_problems (PriseHttpBody *self)
{
  return self->problems;
}

/**
 * prise_http_body_get_error_offset:
 * @self: a body that can't be decoded
 *
 * Returns: up to where in the raw bytes it could
 */
guint64
prise_http_body_get_error_offset (PriseHttpBody *self)
{
  return self->error_offset;
}

/**
 * prise_http_body_get_size:
 *
 * Returns: how many bytes there are so far
 */
guint64
prise_http_body_get_size (PriseHttpBody *self)
{
  return self->size;
}

/**
 * prise_http_body_get_spool:
 * @self: a body of which something has come
 *
 * Where the bytes of the body are kept: any thread may read as many of them as there are so far,
 * while @self goes on.
 *
 * Returns: (transfer none): the spool
 */
PriseHttpSpool *
prise_http_body_get_spool (PriseHttpBody *self)
{
  return self->spool != NULL ? self->spool : prise_http_exchange_get_body (self->exchange);
}

/**
 * prise_http_body_read:
 * @offset: from where in it
 * @size: how much at most
 *
 * Returns: (transfer full): bytes of the body; fewer than @size at its end
 */
GBytes *
prise_http_body_read (PriseHttpBody *self, guint64 offset, gsize size)
{
  size = offset < self->size ? (gsize) MIN (size, self->size - offset) : 0;

  return prise_http_spool_read (prise_http_body_get_spool (self), offset, size);
}

/**
 * prise_http_body_get_limited:
 *
 * Returns: whether decoding stopped at the limit
 */
gboolean
prise_http_body_get_limited (PriseHttpBody *self)
{
  return self->is_limited;
}

/**
 * prise_http_body_get_unknown_coding:
 *
 * Returns: (transfer none) (nullable): a coding that isn't known, so that the body stays encoded
 */
const char *
prise_http_body_get_unknown_coding (PriseHttpBody *self)
{
  return self->unknown_coding;
}

/**
 * prise_http_body_forget:
 * @offset: up to where the body has been read
 * @raw_offset: up to where the response has been read as it came; %G_MAXUINT64 if nobody reads that
 *
 * Any thread that reads the body: gives back what nobody needs any more, which is nothing of JSON
 * that is still to be judged.
 */
void
prise_http_body_forget (PriseHttpBody *self, guint64 offset, guint64 raw_offset)
{
  PriseHttpSpool *came = prise_http_exchange_get_body (self->exchange);
  guint64 source;

  if (!self->has_begun || offset == 0 || (self->is_json && self->size <= MAX_JSON))
    return;

  if (self->spool != NULL) {
    prise_http_spool_forget (self->spool, offset);
    offset = self->position;
  }
  source = offset > 0 ? prise_http_spool_find_source (came, offset) : 0;
  prise_http_spool_forget (prise_http_exchange_get_raw (self->exchange), MIN (source, raw_offset));
}
