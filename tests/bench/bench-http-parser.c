// SPDX-License-Identifier: GPL-3.0-or-later
/* How fast the HTTP parser takes a body in chunks, in pieces as the client reads them, and heads; a
 * body by length is only passed on. One thread, by its processor
 * time; prints its figures for prise-bench. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "bench-util.h"
#include "prise-http-parser.h"

#define ROUNDS 15
/* What one recv() of the client takes at most. */
#define PIECE_SIZE ((gsize) 256 * 1024)
#define BODY_SIZE  ((gsize) 64 * 1024 * 1024)
/* As servers have them that send a file while they compress it. */
#define CHUNK_SIZE ((gsize) 8 * 1024)
#define N_HEADS    20000

static const char chunked_head[] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

/* As a site sends it: 18 headers. */
static const char full_head[] =
    "HTTP/1.1 200 OK\r\n"
    "Date: Tue, 14 Oct 2025 09:26:53 GMT\r\n"
    "Server: nginx/1.26.3\r\n"
    "Content-Type: text/html; charset=utf-8\r\n"
    "Content-Length: 0\r\n"
    "Connection: keep-alive\r\n"
    "Vary: Accept-Encoding, Cookie\r\n"
    "Cache-Control: private, must-revalidate, max-age=0\r\n"
    "Expires: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
    "Last-Modified: Mon, 13 Oct 2025 17:45:12 GMT\r\n"
    "ETag: \"68ed3a18-1a2b3c\"\r\n"
    "Accept-Ranges: bytes\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: SAMEORIGIN\r\n"
    "Referrer-Policy: strict-origin-when-cross-origin\r\n"
    "Content-Security-Policy: default-src 'self'; img-src 'self' data:; style-src 'self' "
    "'unsafe-inline'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'\r\n"
    "Set-Cookie: session=7f3c9a52e1b84d06; Path=/; Secure; HttpOnly; SameSite=Lax\r\n"
    "Link: </style/main.css>; rel=preload; as=style, </script/main.js>; rel=preload; as=script\r\n"
    "\r\n";

#define N_FIELDS 18

typedef struct {
  guint64 n_fields;
  guint64 n_heads;
  guint64 body_size;
  guint64 n_problems;
} Events;

static void
did_find_field (const PriseHttpField *field, gpointer owner)
{
  ((Events *) owner)->n_fields++;
}

static void
did_end_head (guint64 offset, PriseHttpFraming framing, guint64 length, gpointer owner)
{
  ((Events *) owner)->n_heads++;
}

static void
did_find_body (gconstpointer data, gsize size, guint64 offset, gpointer owner)
{
  ((Events *) owner)->body_size += size;
}

static void
did_find_problem (const PriseHttpProblem *problem, gpointer owner)
{
  ((Events *) owner)->n_problems++;
}

static const PriseHttpParserEvents parser_events = {
  .field = did_find_field,
  .head_ended = did_end_head,
  .body = did_find_body,
  .problem = did_find_problem,
};

/* Parses one message; a piece may begin anywhere in it. */
static void
parse (const char *data, gsize size, Events *events)
{
  g_autoptr (PriseHttpParser) parser =
      prise_http_parser_new (PRISE_HTTP_RESPONSE, &parser_events, events);

  for (gsize offset = 0; offset < size; offset += PIECE_SIZE)
    prise_http_parser_push (parser, data + offset, MIN (PIECE_SIZE, size - offset));
  if (!prise_http_parser_has_ended (parser))
    g_error ("the message hasn't ended");
}

static void
append_filling (GString *message, gsize size)
{
  const gsize offset = message->len;

  g_string_set_size (message, offset + size);
  memset (message->str + offset, 'x', size);
}

static GString *
make_chunked (void)
{
  GString *message = g_string_new (chunked_head);

  for (gsize size = 0; size < BODY_SIZE; size += CHUNK_SIZE) {
    g_string_append_printf (message, "%zx\r\n", CHUNK_SIZE);
    append_filling (message, CHUNK_SIZE);
    g_string_append (message, "\r\n");
  }
  g_string_append (message, "0\r\n\r\n");

  return message;
}

static void
measure_body (void)
{
  g_autoptr (GString) message = make_chunked ();

  for (guint round = 0; round < ROUNDS; round++) {
    Events events = { 0 };
    const double start = bench_thread_now ();

    parse (message->str, message->len, &events);
    bench_print_value ("body-gb", (double) message->len / 1e9 / (bench_thread_now () - start));
    if (events.body_size != BODY_SIZE || events.n_problems > 0)
      g_error ("not the body that was sent");
  }
}

static void
measure_heads (void)
{
  const gsize size = strlen (full_head);

  for (guint round = 0; round < ROUNDS; round++) {
    Events events = { 0 };
    const double start = bench_thread_now ();

    for (guint i = 0; i < N_HEADS; i++)
      parse (full_head, size, &events);
    bench_print_value ("heads-gb", (double) (N_HEADS * size) / 1e9 / (bench_thread_now () - start));
    if (events.n_heads != N_HEADS || events.n_fields != (guint64) N_HEADS * N_FIELDS ||
        events.n_problems > 0)
      g_error ("not the headers that were sent");
  }
}

int
main (void)
{
  measure_body ();
  measure_heads ();

  return EXIT_SUCCESS;
}
