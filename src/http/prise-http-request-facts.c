// SPDX-License-Identifier: GPL-3.0-or-later
/* What the bytes of a request say. Pure functions. */
#include "config.h"

#include "prise-http-request-facts.h"

#include <glib/gi18n-lib.h>

#include "prise-http-parser.h"

static void
did_find_start (const PriseHttpStartLine *line, gpointer owner)
{
  PriseHttpRequestFacts *self = owner;

  self->method = g_strndup (line->method.data, line->method.size);
}

static void
did_find_problem (const PriseHttpProblem *problem, gpointer owner)
{
  PriseHttpRequestFacts *self = owner;

  if (problem->kind == PRISE_HTTP_TRUNCATED_HEAD || problem->kind == PRISE_HTTP_TRUNCATED_BODY)
    self->missing = *problem;
}

/**
 * prise_http_request_facts_init:
 * @self: (out caller-allocates): for prise_http_request_facts_clear()
 * @request: bytes, whatever they are
 *
 * What the request says is asked of it, whatever else is wrong with it. Where it isn't whole, or
 * another stands behind it, what comes after its response may be for anything: the next exchange
 * needs a connection of its own.
 */
void
prise_http_request_facts_init (PriseHttpRequestFacts *self, GBytes *request)
{
  static const PriseHttpParserEvents events = { .start_line = did_find_start,
                                                .problem = did_find_problem };
  g_autoptr (PriseHttpParser) parser = prise_http_parser_new (PRISE_HTTP_REQUEST, &events, self);
  gsize size;
  gconstpointer data = g_bytes_get_data (request, &size);
  gboolean is_one;

  *self = (PriseHttpRequestFacts){ 0 };
  is_one =
      prise_http_parser_push (parser, data, size) == size && prise_http_parser_has_ended (parser);
  if (!prise_http_parser_has_ended (parser))
    prise_http_parser_finish (parser);
  self->wants_open = prise_http_parser_keeps_open (parser);
  self->keeps_open = is_one && self->wants_open;
  if (self->method == NULL)
    self->method = g_strdup ("");
}

void
prise_http_request_facts_clear (PriseHttpRequestFacts *self)
{
  g_clear_pointer (&self->method, g_free);
}

/**
 * prise_http_request_facts_complete:
 *
 * Takes what is missing of the body, of which the request says how much it is, for there: it stands
 * elsewhere.
 *
 * Returns: how much that is
 */
guint64
prise_http_request_facts_complete (PriseHttpRequestFacts *self)
{
  const guint64 amount = self->missing.amount;

  if (amount > 0) {
    self->missing = (PriseHttpProblem){ 0 };
    self->keeps_open = self->wants_open;
  }

  return amount;
}

/**
 * prise_http_request_facts_describe_missing:
 *
 * Returns: (transfer full) (nullable): what the request lacks at its end, for which a server may
 *   wait; %NULL if it is whole. A sentence without its full stop, translated
 */
char *
prise_http_request_facts_describe_missing (const PriseHttpRequestFacts *self)
{
  const guint64 amount = self->missing.amount;
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, amount);

  if (self->missing.offset == 0)
    return NULL;
  if (self->missing.kind == PRISE_HTTP_TRUNCATED_HEAD)
    return g_strdup (
        _ ("The request has no empty line after its headers: the server may wait for it"));
  if (amount == 0)
    return g_strdup (_ ("The request’s last chunk is missing: the server may wait for it"));

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%s byte of the request’s body is missing: the server may wait for it",
                   "%s bytes of the request’s body are missing: the server may wait for them",
                   (gulong) MIN (amount, G_MAXUINT)),
      count);
}
