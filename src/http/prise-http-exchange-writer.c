// SPDX-License-Identifier: GPL-3.0-or-later
/* An exchange as the I/O thread fills it, whose are the parser and the response that is being made:
 * others see copies, under the lock. */
#include "config.h"

#include "prise-http-exchange-private.h"

#include "prise-http-exchange-struct.h"
#include "prise-http-parser-private.h"
#include "prise-http-syntax.h"

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
  prise_http_exchange_append_new (self->chunks, self->made->chunks);
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
