// SPDX-License-Identifier: GPL-3.0-or-later
/* The body of a response. It reads the raw bytes by a parser of its own, from where it was the last
 * time, and keeps what comes out. A body that is in the raw bytes as it is isn't kept twice. */
#include "config.h"

#include "prise-http-body.h"

#include "prise-http-decoder.h"
#include "prise-http-parser.h"

/* So much is read at once. */
#define PIECE (256 * 1024)

struct _PriseHttpBody {
  PriseHttpExchange *exchange;
  gboolean decode;
  guint64 limit;

  PriseHttpParser *parser;
  GString *codings;  /* of the content: the values of Content-Encoding */
  GString *transfer; /* those of Transfer-Encoding, but for chunked, and whatever follows it */
  gboolean is_chunked;
  gboolean is_plain; /* it stands in the raw bytes as it is */
  guint64 offset;    /* there */
  guint64 size;

  PriseHttpDecoder *decoder;
  PriseHttpSpool *spool;
  char *unknown_coding;
  gboolean is_limited;
  GError *error;
  guint64 error_offset;
};

static void
did_start (const PriseHttpStartLine *line, gpointer owner)
{
  PriseHttpBody *self = owner;

  g_string_truncate (self->codings, 0);
  g_string_truncate (self->transfer, 0);
  self->is_chunked = FALSE;
}

static void
add_coding (GString *codings, const char *coding)
{
  g_string_append (codings, codings->len > 0 ? "," : "");
  g_string_append (codings, coding);
}

/* RFC 9112, section 6.1: chunked comes last, whose framing the parser undoes. */
static void
add_transfer_codings (PriseHttpBody *self, const char *value)
{
  g_auto (GStrv) codings = g_strsplit (value, ",", -1);

  for (guint i = 0; codings[i] != NULL && !self->is_chunked; i++) {
    self->is_chunked = g_ascii_strcasecmp (g_strstrip (codings[i]), "chunked") == 0;
    if (!self->is_chunked && *codings[i] != '\0')
      add_coding (self->transfer, codings[i]);
  }
}

static void
did_find_field (const PriseHttpField *field, gpointer owner)
{
  PriseHttpBody *self = owner;
  g_autofree char *name = g_strndup (field->name.data, field->name.size);
  g_autofree char *value = g_strndup (field->value.data, field->value.size);

  if (field->is_trailer)
    return;
  if (g_ascii_strcasecmp (name, "Content-Encoding") == 0)
    add_coding (self->codings, value);
  else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0)
    add_transfer_codings (self, value);
}

static gboolean
keep (PriseHttpBody *self, gconstpointer data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  if (!prise_http_spool_append (self->spool, bytes, &self->error))
    return FALSE;
  self->size += size;

  return TRUE;
}

/* Only what is decoded is limited: all else takes no more room than what came. */
static gboolean
did_decode (gconstpointer data, gsize size, gpointer user_data)
{
  PriseHttpBody *self = user_data;

  if (self->size + size > self->limit) {
    self->is_limited = TRUE;
    size = (gsize) (self->limit - self->size);
  }

  return keep (self, data, size) && !self->is_limited;
}

static void
did_end_head (guint64 offset, PriseHttpFraming framing, guint64 length, gpointer owner)
{
  PriseHttpBody *self = owner;
  gboolean is_coded;

  g_clear_pointer (&self->decoder, prise_http_decoder_free);
  g_clear_pointer (&self->unknown_coding, g_free);
  self->offset = offset;
  /* They were applied last. */
  if (self->transfer->len > 0)
    add_coding (self->codings, self->transfer->str);
  is_coded = self->decode && self->codings->len > 0;
  if (is_coded)
    self->decoder =
        prise_http_decoder_new (self->codings->str, did_decode, self, &self->unknown_coding);
  self->is_plain = framing != PRISE_HTTP_BODY_IN_CHUNKS && self->decoder == NULL;
}

static void
decode (PriseHttpBody *self, gconstpointer data, gsize size, guint64 offset)
{
  const guint64 n_taken = prise_http_decoder_get_taken (self->decoder);

  self->error_offset = offset + size;
  if (!prise_http_decoder_push (self->decoder, data, size, &self->error) && self->error != NULL)
    self->error_offset = offset + prise_http_decoder_get_taken (self->decoder) - n_taken;
}

static void
did_find_body (gconstpointer data, gsize size, guint64 offset, gpointer owner)
{
  PriseHttpBody *self = owner;

  if (self->is_plain)
    self->size += size;
  else if (self->error != NULL || self->is_limited)
    return;
  else if (self->decoder == NULL)
    keep (self, data, size);
  else
    decode (self, data, size, offset);
}

static const PriseHttpParserEvents events = {
  .start_line = did_start,
  .field = did_find_field,
  .head_ended = did_end_head,
  .body = did_find_body,
};

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
  self->codings = g_string_new (NULL);
  self->transfer = g_string_new (NULL);
  self->parser = prise_http_parser_new (PRISE_HTTP_RESPONSE, &events, self);
  prise_http_parser_set_method (self->parser, prise_http_exchange_get_method (exchange));
  self->spool = prise_http_spool_new (PRISE_HTTP_SPOOL_DEFAULT_BUDGET);

  return self;
}

/**
 * prise_http_body_free:
 * @self: (transfer full): a body
 */
void
prise_http_body_free (PriseHttpBody *self)
{
  prise_http_parser_free (self->parser);
  g_clear_pointer (&self->decoder, prise_http_decoder_free);
  prise_http_spool_unref (self->spool);
  prise_http_exchange_unref (self->exchange);
  g_string_free (self->codings, TRUE);
  g_string_free (self->transfer, TRUE);
  g_clear_error (&self->error);
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

/**
 * prise_http_body_update:
 * @self: a body
 * @error: return location for a #GIOErrorEnum error: it can't be decoded, or not be kept
 *
 * Reads what has come since the last call. What was decoded before an error stays.
 *
 * Returns: whether all is well so far
 */
gboolean
prise_http_body_update (PriseHttpBody *self, GError **error)
{
  PriseHttpSpool *raw = prise_http_exchange_get_raw (self->exchange);
  const gboolean is_done = prise_http_exchange_get_phase (self->exchange) == PRISE_HTTP_DONE;

  while (!prise_http_parser_has_ended (self->parser)) {
    const guint64 offset = prise_http_parser_get_offset (self->parser);
    g_autoptr (GBytes) bytes = prise_http_spool_read (raw, offset, PIECE);
    gsize size;
    gconstpointer data = g_bytes_get_data (bytes, &size);

    if (size == 0)
      break;
    prise_http_parser_push (self->parser, data, size);
  }

  if (is_done && self->decoder != NULL && self->error == NULL && !self->is_limited)
    prise_http_decoder_finish (self->decoder, &self->error);
  if (self->error == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->error);

  return FALSE;
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
 * @self: a body
 *
 * Returns: how many bytes there are so far
 */
guint64
prise_http_body_get_size (PriseHttpBody *self)
{
  return self->size;
}

/**
 * prise_http_body_read:
 * @self: a body
 * @offset: from where in it
 * @size: how much at most
 *
 * Returns: (transfer full): bytes of the body; fewer than @size at its end
 */
GBytes *
prise_http_body_read (PriseHttpBody *self, guint64 offset, gsize size)
{
  size = offset < self->size ? (gsize) MIN (size, self->size - offset) : 0;
  if (self->is_plain)
    return prise_http_spool_read (prise_http_exchange_get_raw (self->exchange),
                                  self->offset + offset, size);

  return prise_http_spool_read (self->spool, offset, size);
}

/**
 * prise_http_body_get_spool:
 * @self: a body whose head has come
 * @offset: (out): from where on
 *
 * Where the bytes of the body are kept: any thread may read as many of them as there are so far,
 * while @self goes on.
 *
 * Returns: (transfer none): the spool
 */
PriseHttpSpool *
prise_http_body_get_spool (PriseHttpBody *self, guint64 *offset)
{
  *offset = self->is_plain ? self->offset : 0;

  return self->is_plain ? prise_http_exchange_get_raw (self->exchange) : self->spool;
}

/**
 * prise_http_body_get_limited:
 * @self: a body
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
 * @self: a body
 *
 * Returns: (transfer none) (nullable): a coding that isn't known, so that the body stays encoded
 */
const char *
prise_http_body_get_unknown_coding (PriseHttpBody *self)
{
  return self->unknown_coding;
}
