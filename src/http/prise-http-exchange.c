// SPDX-License-Identifier: GPL-3.0-or-later
/* One request and its response, as its owner sees it: a copy of the response as soon as the head is
 * whole, and the response itself at the end. What fills it is prise-http-exchange-writer.c. */
#include "config.h"

#include "prise-http-exchange.h"

#include <errno.h>
#include <unistd.h>

#include "prise-http-exchange-struct.h"
#include "prise-http-parser-private.h"

G_DEFINE_BOXED_TYPE (PriseHttpExchange,
                     prise_http_exchange,
                     prise_http_exchange_ref,
                     prise_http_exchange_unref)

static void
begin_response (PriseHttpExchange *self)
{
  g_clear_pointer (&self->parser, prise_http_parser_free);
  g_clear_pointer (&self->made, prise_http_response_unref);
  self->made = prise_http_response_new ();
  self->parser =
      prise_http_parser_new (PRISE_HTTP_RESPONSE, &prise_http_response_events, self->made);
  prise_http_parser_set_method (self->parser, self->facts.method);
}

/**
 * prise_http_exchange_new:
 * @host: a name or an address
 * @port: the port
 * @request: the bytes to send, whatever they are
 *
 * Returns: (transfer full): an exchange that hasn't begun
 */
PriseHttpExchange *
prise_http_exchange_new (const char *host, guint16 port, GBytes *request)
{
  PriseHttpExchange *self = g_new0 (PriseHttpExchange, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->host = g_strdup (host);
  self->port = port;
  self->request = g_bytes_ref (request);
  self->body_fd = -1;
  prise_http_exchange_set_budget (self, PRISE_HTTP_SPOOL_DEFAULT_BUDGET);
  self->chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
  g_mutex_init (&self->lock);
  prise_http_request_facts_init (&self->facts, request);
  begin_response (self);

  return self;
}

PriseHttpExchange *
prise_http_exchange_ref (PriseHttpExchange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
prise_http_exchange_unref (PriseHttpExchange *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->parser, prise_http_parser_free);
  g_clear_pointer (&self->made, prise_http_response_unref);
  g_clear_pointer (&self->shown, prise_http_response_unref);
  g_clear_error (&self->error);
  g_array_unref (self->chunks);
  prise_http_spool_unref (self->body);
  prise_http_spool_unref (self->raw);
  g_bytes_unref (self->request);
  g_mutex_clear (&self->lock);
  g_free (self->host);
  prise_http_request_facts_clear (&self->facts);
  g_free (self);
}

/**
 * prise_http_exchange_set_body_file:
 * @self: an exchange that hasn't begun, whose request lacks as much of its body as its
 *   Content-Length says
 * @fd: a regular file, which must outlive the exchange
 *
 * Has what is missing read from the beginning of the file while it is sent, so that none of it need
 * be in memory. Another exchange may read the same file.
 */
void
prise_http_exchange_set_body_file (PriseHttpExchange *self, int fd)
{
  self->body_fd = fd;
  self->body_in_file = prise_http_request_facts_complete (&self->facts);
}

/**
 * prise_http_exchange_read_body:
 * @position: up to where it has been read
 * @size: how much to read at most
 *
 * The I/O thread.
 *
 * Returns: (transfer full) (nullable): what comes next of the body in a file, nothing at its end;
 *   %NULL if it can't be read or the file has become shorter
 */
GBytes *
prise_http_exchange_read_body (PriseHttpExchange *self, guint64 position, gsize size)
{
  const guint64 left = prise_http_exchange_get_body_left (self, position);
  g_autofree guint8 *data = NULL;
  gssize n_read;

  if (left == 0)
    return g_bytes_new_static ("", 0);

  size = (gsize) MIN (size, left);
  data = g_malloc (size);
  do
    n_read = pread (self->body_fd, data, size, (off_t) position);
  while (n_read < 0 && errno == EINTR);

  return n_read > 0 ? g_bytes_new_take (g_steal_pointer (&data), (gsize) n_read) : NULL;
}

/**
 * prise_http_exchange_get_body_left:
 * @position: up to where it has been read
 *
 * Returns: how much is still to be read from a file
 */
guint64
prise_http_exchange_get_body_left (PriseHttpExchange *self, guint64 position)
{
  return self->body_in_file - position;
}

/**
 * prise_http_exchange_set_budget:
 * @self: an exchange that hasn't begun
 * @budget: in bytes: so much of the response is kept in memory, and as much of its decoded body;
 *   what is beyond goes to temporary files
 */
void
prise_http_exchange_set_budget (PriseHttpExchange *self, guint64 budget)
{
  g_clear_pointer (&self->body, prise_http_spool_unref);
  g_clear_pointer (&self->raw, prise_http_spool_unref);
  self->budget = budget;
  self->raw = prise_http_spool_new (budget);
  self->body = prise_http_spool_new_of_parts (self->raw);
}

guint64
prise_http_exchange_get_budget (PriseHttpExchange *self)
{
  return self->budget;
}

const char *
prise_http_exchange_get_host (PriseHttpExchange *self)
{
  return self->host;
}

guint16
prise_http_exchange_get_port (PriseHttpExchange *self)
{
  return self->port;
}

GBytes *
prise_http_exchange_get_request (PriseHttpExchange *self)
{
  return self->request;
}

/**
 * prise_http_exchange_describe_missing:
 *
 * Returns: (transfer full) (nullable): what the request lacks at its end, so that a server waits
 * for it; %NULL if it is whole. A sentence without its full stop, translated
 */
char *
prise_http_exchange_describe_missing (PriseHttpExchange *self)
{
  return prise_http_request_facts_describe_missing (&self->facts);
}

/**
 * prise_http_exchange_get_raw:
 *
 * Returns: (transfer none): the response's bytes exactly as they came
 */
PriseHttpSpool *
prise_http_exchange_get_raw (PriseHttpExchange *self)
{
  return self->raw;
}

/**
 * prise_http_exchange_get_body:
 *
 * What the response says is known when any of it has come.
 *
 * Returns: (transfer none): the response's body as it came, but for the framing of chunks
 */
PriseHttpSpool *
prise_http_exchange_get_body (PriseHttpExchange *self)
{
  return self->body;
}

/**
 * prise_http_exchange_get_phase:
 *
 * Any thread.
 *
 * Returns: how far it is
 */
PriseHttpPhase
prise_http_exchange_get_phase (PriseHttpExchange *self)
{
  PriseHttpPhase phase;

  g_mutex_lock (&self->lock);
  phase = self->phase;
  g_mutex_unlock (&self->lock);

  return phase;
}

/**
 * prise_http_exchange_get_timing:
 * @timing: (out caller-allocates): when what happened
 *
 * Any thread.
 */
void
prise_http_exchange_get_timing (PriseHttpExchange *self, PriseHttpTiming *timing)
{
  g_mutex_lock (&self->lock);
  *timing = self->timing;
  g_mutex_unlock (&self->lock);
}

/**
 * prise_http_exchange_get_reused:
 *
 * Any thread.
 *
 * Returns: whether it went over a connection that had been kept
 */
gboolean
prise_http_exchange_get_reused (PriseHttpExchange *self)
{
  gboolean is_reused;

  g_mutex_lock (&self->lock);
  is_reused = self->is_reused;
  g_mutex_unlock (&self->lock);

  return is_reused;
}

/**
 * prise_http_exchange_get_body_size:
 *
 * Any thread.
 *
 * Returns: how much of the body has come, without the framing of chunks
 */
guint64
prise_http_exchange_get_body_size (PriseHttpExchange *self)
{
  guint64 body_size;

  g_mutex_lock (&self->lock);
  body_size = self->body_size;
  g_mutex_unlock (&self->lock);

  return body_size;
}

/**
 * prise_http_exchange_append_chunks:
 * @chunks: (element-type PriseHttpChunkPlace): the first of them, as this function gave them before
 *
 * Appends those that have come since. Any thread.
 */
void
prise_http_exchange_append_chunks (PriseHttpExchange *self, GArray *chunks)
{
  g_mutex_lock (&self->lock);
  prise_http_exchange_append_new (chunks, self->chunks);
  g_mutex_unlock (&self->lock);
}

/**
 * prise_http_exchange_dup_response:
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): what the response says, as far as heads have come; all of it
 *   when the exchange is done
 */
PriseHttpResponse *
prise_http_exchange_dup_response (PriseHttpExchange *self)
{
  PriseHttpResponse *response;

  g_mutex_lock (&self->lock);
  response = self->shown != NULL ? prise_http_response_ref (self->shown) : NULL;
  g_mutex_unlock (&self->lock);

  return response;
}

/**
 * prise_http_exchange_dup_error:
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): why it failed; %NULL if it didn't
 */
GError *
prise_http_exchange_dup_error (PriseHttpExchange *self)
{
  GError *error;

  g_mutex_lock (&self->lock);
  error = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->lock);

  return error;
}
