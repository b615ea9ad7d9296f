// SPDX-License-Identifier: GPL-3.0-or-later
/* One request and its response. The parser and the response that it fills are the I/O thread's; the
 * owner's thread sees a copy as soon as the head is whole, and the response itself at the end. */
#include "config.h"

#include "prise-http-exchange-private.h"

#include <errno.h>
#include <unistd.h>

#include "prise-http-parser-private.h"
#include "prise-http-request-facts.h"
#include "prise-http-syntax.h"

struct _PriseHttpExchange {
  gatomicrefcount ref_count;
  char *host;
  guint16 port;
  GBytes *request;
  PriseHttpRequestFacts facts;
  int body_fd; /* where the request's body is; -1: in the request */
  guint64 body_in_file;
  guint64 budget;
  PriseHttpSpool *raw;
  PriseHttpSpool *body; /* parts of raw */

  /* The I/O thread's */
  PriseHttpParser *parser;
  PriseHttpResponse *made;
  guint64 n_heads_shown;

  GMutex lock; /* for the rest */
  PriseHttpPhase phase;
  PriseHttpTiming timing;
  gboolean is_reused;
  guint64 body_size;
  PriseHttpResponse *shown;
  GArray *chunks; /* of PriseHttpChunkPlace: those of the response that is being made */
  GError *error;
};

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

static void
append_new (GArray *array, const GArray *more)
{
  if (more->len > array->len)
    g_array_append_vals (array, &g_array_index (more, PriseHttpChunkPlace, array->len),
                         more->len - array->len);
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
  append_new (chunks, self->chunks);
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

/**
 * prise_http_exchange_keeps_open: (skip)
 *
 * Returns: whether the request leaves the connection open
 */
gboolean
prise_http_exchange_keeps_open (PriseHttpExchange *self)
{
  return self->facts.keeps_open;
}

/**
 * prise_http_exchange_can_repeat: (skip)
 *
 * RFC 9110, section 9.2.2.
 *
 * Returns: whether the request may be sent again, as nothing of a response has come
 */
gboolean
prise_http_exchange_can_repeat (PriseHttpExchange *self)
{
  static const char *const idempotent[] = {
    "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", NULL
  };

  return prise_http_spool_get_size (self->raw) == 0 &&
         g_strv_contains (idempotent, self->facts.method);
}

/**
 * prise_http_exchange_begin: (skip)
 * @is_reused: whether there is a connection already
 */
void
prise_http_exchange_begin (PriseHttpExchange *self, gboolean is_reused)
{
  const gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  if (self->timing.begun == 0)
    self->timing.begun = now;
  self->is_reused = is_reused;
  self->timing.resolved = is_reused ? now : 0;
  self->timing.connected = is_reused ? now : 0;
  self->timing.sent = 0;
  self->phase = is_reused ? PRISE_HTTP_SENDING : PRISE_HTTP_RESOLVING;
  g_mutex_unlock (&self->lock);
}

void
prise_http_exchange_did_resolve (PriseHttpExchange *self)
{
  g_mutex_lock (&self->lock);
  self->timing.resolved = g_get_monotonic_time ();
  self->phase = PRISE_HTTP_CONNECTING;
  g_mutex_unlock (&self->lock);
}

void
prise_http_exchange_did_connect (PriseHttpExchange *self)
{
  g_mutex_lock (&self->lock);
  self->timing.connected = g_get_monotonic_time ();
  self->phase = PRISE_HTTP_SENDING;
  g_mutex_unlock (&self->lock);
}

/**
 * prise_http_exchange_did_send: (skip)
 *
 * A server may respond before.
 */
void
prise_http_exchange_did_send (PriseHttpExchange *self)
{
  g_mutex_lock (&self->lock);
  if (self->phase != PRISE_HTTP_DONE)
    self->timing.sent = g_get_monotonic_time ();
  if (self->phase == PRISE_HTTP_SENDING)
    self->phase = PRISE_HTTP_WAITING;
  g_mutex_unlock (&self->lock);
}

/* Lets others see heads that have become whole, or that there is none, as it isn't HTTP. */
static void
show_heads (PriseHttpExchange *self)
{
  const gboolean has_news =
      self->made->n_heads != self->n_heads_shown ||
      (self->shown == NULL &&
       prise_http_response_find_problem (self->made, PRISE_HTTP_NOT_HTTP) != NULL);

  if (self->made->is_in_head || !has_news)
    return;

  self->n_heads_shown = self->made->n_heads;
  g_clear_pointer (&self->shown, prise_http_response_unref);
  self->shown = prise_http_response_copy (self->made);
}

/* Lets others see what of the body has come, where it could be kept. Once they see it, they may ask
 * what the head says. */
static void
show_body (PriseHttpExchange *self)
{
  GError *error = NULL;

  if (self->error == NULL &&
      !prise_http_spool_append_parts (self->body, self->made->new_parts, &error)) {
    g_mutex_lock (&self->lock);
    self->error = error;
    g_mutex_unlock (&self->lock);
  }
  g_array_set_size (self->made->new_parts, 0);
}

/**
 * prise_http_exchange_may_take: (skip)
 * @bytes: what came
 *
 * On a connection that is used again, bytes that begin no response belong to the one before.
 *
 * Returns: whether they may be part of this one
 */
gboolean
prise_http_exchange_may_take (PriseHttpExchange *self, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean is_certain;

  if (!self->is_reused || prise_http_spool_get_size (self->raw) > 0)
    return TRUE;
  while (size > 0 && (*data == '\r' || *data == '\n')) {
    data++;
    size--;
  }

  return prise_http_may_be_response (data, size, &is_certain);
}

/**
 * prise_http_exchange_take: (skip)
 * @bytes: what came
 *
 * Returns: how many of @bytes belong to the response
 */
gsize
prise_http_exchange_take (PriseHttpExchange *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) own = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  const gsize taken = prise_http_parser_push (self->parser, data, size);

  own = taken == size ? g_bytes_ref (bytes) : g_bytes_new_from_bytes (bytes, 0, taken);
  /* Behind what couldn't be kept, nothing would stand where it came. */
  if (self->error == NULL)
    prise_http_spool_append (self->raw, own, &error);

  g_mutex_lock (&self->lock);
  if (self->timing.first_byte == 0)
    self->timing.first_byte = g_get_monotonic_time ();
  self->phase = PRISE_HTTP_RECEIVING;
  self->body_size = self->made->body_size;
  if (error != NULL)
    self->error = g_steal_pointer (&error);
  append_new (self->chunks, self->made->chunks);
  show_heads (self);
  g_mutex_unlock (&self->lock);
  show_body (self);

  return taken;
}

/**
 * prise_http_exchange_has_ended: (skip)
 *
 * Returns: whether the response is complete
 */
gboolean
prise_http_exchange_has_ended (PriseHttpExchange *self)
{
  return prise_http_parser_has_ended (self->parser);
}

/**
 * prise_http_exchange_peer_keeps_open: (skip)
 * @self: an exchange whose response is complete
 *
 * Returns: whether the server keeps the connection
 */
gboolean
prise_http_exchange_peer_keeps_open (PriseHttpExchange *self)
{
  return prise_http_parser_keeps_open (self->parser);
}

static PriseHttpProblemKind
get_kind_of_extra (PriseHttpExchange *self)
{
  return prise_http_parser_has_switched (self->parser) ? PRISE_HTTP_OTHER_PROTOCOL
                                                       : PRISE_HTTP_EXTRA_BYTES;
}

/**
 * prise_http_exchange_note_extra: (skip)
 * @self: an exchange whose response is complete
 * @size: how many bytes followed it
 *
 * Where the connection goes on in another protocol, or as a tunnel, they are no fault: RFC 9110,
 * sections 15.2.2 and 9.3.6.
 */
void
prise_http_exchange_note_extra (PriseHttpExchange *self, gsize size)
{
  const PriseHttpProblem problem = {
    .kind = get_kind_of_extra (self),
    .offset = prise_http_parser_get_offset (self->parser),
    .amount = size,
  };

  prise_http_response_add_problem (self->made, &problem);
}

/**
 * prise_http_exchange_note_late: (skip)
 * @self: an exchange that is over
 * @size: how many bytes came behind its response, besides those that were told of before
 */
void
prise_http_exchange_note_late (PriseHttpExchange *self, gsize size)
{
  PriseHttpResponse *response = prise_http_response_copy (self->made);
  const PriseHttpProblemKind kind = get_kind_of_extra (self);
  PriseHttpProblem *known = (PriseHttpProblem *) prise_http_response_find_problem (response, kind);
  const PriseHttpProblem problem = { .kind = kind, .offset = response->raw_size, .amount = size };

  if (known != NULL)
    known->amount += size;
  else
    prise_http_response_add_problem (response, &problem);

  prise_http_response_unref (self->made);
  self->made = response;
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->shown, prise_http_response_unref);
  self->shown = prise_http_response_ref (response);
  g_mutex_unlock (&self->lock);
}

/**
 * prise_http_exchange_note_unsent: (skip)
 * @self: an exchange of whose response something has come
 * @size: how many bytes of the request the system hasn't taken
 */
void
prise_http_exchange_note_unsent (PriseHttpExchange *self, guint64 size)
{
  const PriseHttpProblem problem = {
    .kind = PRISE_HTTP_UNSENT,
    .offset = prise_http_parser_get_offset (self->parser),
    .amount = size,
    .total = g_bytes_get_size (self->request) + self->body_in_file,
  };

  prise_http_response_add_problem (self->made, &problem);
}

/* What was too short to be told from a response's beginning is a body now. */
static void
finish_parsing (PriseHttpExchange *self)
{
  prise_http_parser_finish (self->parser);

  g_mutex_lock (&self->lock);
  show_heads (self);
  g_mutex_unlock (&self->lock);
  show_body (self);
}

/**
 * prise_http_exchange_end: (skip)
 * @peer_finished: whether the server has finished sending
 * @error: (nullable): why it failed
 *
 * Nothing more comes.
 */
void
prise_http_exchange_end (PriseHttpExchange *self, gboolean peer_finished, const GError *error)
{
  const gboolean was_complete = prise_http_parser_has_ended (self->parser);

  if (!was_complete && (peer_finished || prise_http_spool_get_size (self->raw) > 0))
    finish_parsing (self);
  self->made->raw_size = prise_http_parser_get_offset (self->parser);
  self->made->is_complete =
      was_complete || (peer_finished && self->made->framing == PRISE_HTTP_BODY_TO_END &&
                       prise_http_response_get_final_head (self->made) != NULL &&
                       !self->made->is_in_head && prise_http_parser_is_sound (self->parser));

  g_mutex_lock (&self->lock);
  self->timing.done = g_get_monotonic_time ();
  self->phase = PRISE_HTTP_DONE;
  self->body_size = self->made->body_size;
  if (error != NULL && self->error == NULL)
    self->error = g_error_copy (error);
  g_clear_pointer (&self->shown, prise_http_response_unref);
  self->shown = prise_http_response_ref (self->made);
  g_mutex_unlock (&self->lock);
}
