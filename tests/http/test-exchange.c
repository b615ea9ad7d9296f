// SPDX-License-Identifier: GPL-3.0-or-later
/* One exchange on a connection of its own, with servers that response rightly, wrongly, too much,
 * too little, or not at all. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http-fixture.h"
#include "prise-error-text.h"
#include "prise-http-body.h"

/* What the server sends, all at once or a byte at a time, before it finishes; and what is known
 * then. */
static const struct {
  const char *name;
  const char *request;
  const char *response;
  const char *raw; /* NULL: all of the response */
  const char *expected;
} responses[] = {
  { "length", HTTP_GET, HTTP_OK "Content-Length: 5\r\n\r\nHello", NULL,
    "200 OK · Hello · complete" },
  { "chunks", HTTP_GET,
    HTTP_OK "Transfer-Encoding: chunked\r\n\r\n2\r\nHe\r\n3;a=b\r\nllo\r\n0\r\nT: u\r\n\r\n", NULL,
    "200 OK · Hello · complete" },
  { "to-end", HTTP_GET, HTTP_OK "\r\nHello", NULL, "200 OK · Hello · complete" },
  { "head", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n", HTTP_OK "Content-Length: 5\r\n\r\n", NULL,
    "200 OK ·  · complete" },
  { "no-content", HTTP_GET, "HTTP/1.1 204 No Content\r\n\r\n", NULL,
    "204 No Content ·  · complete" },
  { "not-modified", HTTP_GET, "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", NULL,
    "304 Not Modified ·  · complete" },
  { "interim", HTTP_POST,
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" HTTP_OK
    "Content-Length: 5\r\n\r\nHello",
    NULL, "200 OK · Hello · complete" },
  { "extra", HTTP_GET, HTTP_OK "Content-Length: 5\r\n\r\nHello, world",
    HTTP_OK "Content-Length: 5\r\n\r\nHello",
    "200 OK · Hello · complete · 7 bytes follow the message" },
  { "switched", HTTP_GET, "HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x01x",
    "HTTP/1.1 101 Switching Protocols\r\n\r\n",
    "101 Switching Protocols ·  · complete · 3 bytes of the new protocol follow: the log shows "
    "them" },
  { "tunnel", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", HTTP_OK "\r\nSSH-2.0-x", HTTP_OK "\r\n",
    "200 OK ·  · complete · 9 bytes of the new protocol follow: the log shows them" },
  { "truncated", HTTP_GET, HTTP_OK "Content-Length: 7\r\n\r\nHello", NULL,
    "200 OK · Hello · The connection ended in the middle of the body: 2 bytes are missing" },
  { "truncated-chunks", HTTP_GET, HTTP_OK "Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n", NULL,
    "200 OK · Hello · The connection ended in the middle of the body" },
  { "truncated-head", HTTP_GET, HTTP_OK "Content-Len", NULL,
    "200 OK ·  · The connection ended in the middle of the headers" },
  { "interim-alone", HTTP_GET, "HTTP/1.1 100 Continue\r\n\r\n", NULL,
    "100 Continue ·  · The connection ended without a response" },
  { "nothing", HTTP_POST, "", NULL, " · The connection ended without a response" },
  { "not-http", HTTP_GET, "SSH-2.0-x\r\n", NULL,
    "SSH-2.0-x\r\n · It doesn’t begin with a line of HTTP/1.1: this is HTTP/0.9 or another "
    "protocol, and all of it is taken for the body" },
  { "not-http-short", HTTP_GET, "H", NULL,
    "H · It doesn’t begin with a line of HTTP/1.1: this is HTTP/0.9 or another protocol, and all "
    "of it is taken for the body" },
  { "interim-then-other", HTTP_GET, "HTTP/1.1 100 Continue\r\n\r\nHello", NULL,
    "100 Continue · Hello · It doesn’t begin with a line of HTTP/1.1: this is HTTP/0.9 or another "
    "protocol, and all of it is taken for the body" },
  { "not-chunks", HTTP_GET, HTTP_OK "Transfer-Encoding: chunked\r\n\r\nHello", NULL,
    "200 OK · Hello · A chunk doesn’t begin with its size as a hexadecimal number: the rest is "
    "shown as it is" },
  { "length-invalid", HTTP_GET, HTTP_OK "Content-Length: +5\r\n\r\nHello", NULL,
    "200 OK · Hello · Content-Length isn’t a number: the body is taken to go on to the end of the "
    "connection" },
  { "length-counts-for-nothing", HTTP_GET,
    HTTP_OK "Content-Length: +5\r\nTransfer-Encoding: gzip\r\n\r\nHello", NULL,
    "200 OK · Hello · complete · Content-Length isn’t a number: the body is taken to go on to the "
    "end of the connection" },
  { "request-malformed", "nonsense", HTTP_OK "Content-Length: 5\r\n\r\nHello", NULL,
    "200 OK · Hello · complete" },
};

typedef void (*SendFunc) (int fd, const char *text);

static void
send_slowly (int fd, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    net_send (fd, p, 1);
}

/* "extra" is one response more only if it comes in one piece with the end. */
static void
exchange (HttpFixture *fixture, gsize i, SendFunc send_text)
{
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *described = NULL;
  int fd;

  http_send (fixture, &call, responses[i].request);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, responses[i].request);
  send_text (fd, responses[i].response);
  net_finish (fd);
  g_assert_true (http_wait (fixture, &call, &error));
  g_assert_no_error (error);
  described = http_describe (call.exchange);
  g_assert_cmpstr (described, ==, responses[i].expected);
  http_assert_raw (call.exchange,
                   responses[i].raw != NULL ? responses[i].raw : responses[i].response);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  net_expect_end (fd);
  close (fd);
}

static void
test_response (HttpFixture *fixture, gconstpointer data)
{
  exchange (fixture, GPOINTER_TO_SIZE (data), net_send_text);
}

static void
test_response_slowly (HttpFixture *fixture, gconstpointer data)
{
  exchange (fixture, GPOINTER_TO_SIZE (data), send_slowly);
}

/* Sends @head, of which all is seen before the rest comes. */
static void
send_and_see (HttpFixture *fixture, HttpCall *call, int fd, const char *text)
{
  const guint64 before = prise_http_spool_get_size (prise_http_exchange_get_raw (call->exchange));

  net_send_text (fd, text);
  net_wait_for (prise_http_spool_get_size (prise_http_exchange_get_raw (call->exchange)) ==
                before + strlen (text));
}

/* What can be seen, and when. */
static void
test_progress (HttpFixture *fixture, gconstpointer data)
{
  g_auto (HttpCall) call = { NULL };
  g_autoptr (PriseHttpResponse) interim = NULL;
  g_autoptr (PriseHttpResponse) final = NULL;
  int fd;

  http_send (fixture, &call, HTTP_GET);
  g_assert_true (prise_http_client_get_busy (fixture->client));
  g_assert_true (prise_http_client_get_exchange (fixture->client) == call.exchange);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_wait_for (prise_http_exchange_get_phase (call.exchange) == PRISE_HTTP_WAITING);
  send_and_see (fixture, &call, fd, "HTTP/1.1 100 Continue\r\n");
  net_wait_for (prise_http_exchange_get_phase (call.exchange) == PRISE_HTTP_RECEIVING);
  g_assert_null (prise_http_exchange_dup_response (call.exchange));
  send_and_see (fixture, &call, fd, "\r\n");
  net_wait_for ((interim = prise_http_exchange_dup_response (call.exchange)) != NULL);
  g_assert_cmpuint (prise_http_response_get_head (interim)->status, ==, 100);
  send_and_see (fixture, &call, fd, HTTP_OK "Content-Length: 5\r\nA: b\r\n\r\nHe");
  net_wait_for (prise_http_exchange_get_body_size (call.exchange) == 2);
  final = prise_http_exchange_dup_response (call.exchange);
  g_assert_cmpuint (prise_http_response_get_head (final)->status, ==, 200);
  g_assert_cmpstr (prise_http_response_get_header (final, "a"), ==, "b");
  g_assert_cmpuint (final->expected_size, ==, 5);
  g_assert_false (final->is_complete);
  net_send_text (fd, "llo");
  g_assert_true (http_wait (fixture, &call, NULL));
  g_assert_false (prise_http_client_get_busy (fixture->client));
  close (fd);
}

/* Chunks can be seen as they come; each is given once. */
static void
test_chunks (HttpFixture *fixture, gconstpointer data)
{
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GArray) chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
  const char *head = HTTP_OK "Transfer-Encoding: chunked\r\n\r\n";
  int fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  prise_http_exchange_append_chunks (call.exchange, chunks);
  g_assert_cmpuint (chunks->len, ==, 0);
  send_and_see (fixture, &call, fd, head);
  send_and_see (fixture, &call, fd, "2\r\nHe\r\n3\r\nl");
  net_wait_for ((prise_http_exchange_append_chunks (call.exchange, chunks), chunks->len) == 2);
  net_send_text (fd, "lo\r\n0\r\n\r\n");
  g_assert_true (http_wait (fixture, &call, NULL));
  prise_http_exchange_append_chunks (call.exchange, chunks);
  g_assert_cmpuint (chunks->len, ==, 3);
  for (guint i = 0; i < chunks->len; i++) {
    const PriseHttpChunkPlace *chunk = &g_array_index (chunks, PriseHttpChunkPlace, i);

    g_assert_cmpuint (chunk->size, ==, ((guint[]){ 2, 3, 0 })[i]);
    g_assert_cmpuint (chunk->offset, ==, strlen (head) + ((guint[]){ 0, 7, 15 })[i]);
  }
  close (fd);
}

static void
assert_in_order (const PriseHttpTiming *timing)
{
  g_assert_cmpint (timing->begun, >, 0);
  g_assert_cmpint (timing->resolved, >=, timing->begun);
  g_assert_cmpint (timing->connected, >=, timing->resolved);
  g_assert_cmpint (timing->sent, >=, timing->connected);
  g_assert_cmpint (timing->first_byte, >=, timing->sent);
  g_assert_cmpint (timing->done, >=, timing->first_byte);
}

static void
test_timing (HttpFixture *fixture, gconstpointer data)
{
  const gint64 before = g_get_monotonic_time ();

  for (guint i = 0; i < 2; i++) {
    g_auto (HttpCall) call = { NULL };
    PriseHttpTiming timing;
    static int fd;

    http_send (fixture, &call, HTTP_GET);
    if (i == 0)
      fd = http_accept (fixture->listening_fd);
    http_expect_request (fd, HTTP_GET);
    net_wait_for (prise_http_exchange_get_phase (call.exchange) == PRISE_HTTP_WAITING);
    net_send_text (fd, HTTP_OK "Content-Length: 0\r\n\r\n");
    g_assert_true (http_wait (fixture, &call, NULL));
    prise_http_exchange_get_timing (call.exchange, &timing);
    assert_in_order (&timing);
    g_assert_cmpint (timing.begun, >=, before);
    g_assert_cmpint (timing.done, <=, g_get_monotonic_time ());
    g_assert_cmpint (prise_http_exchange_get_reused (call.exchange), ==, i == 1);
    if (i == 1) {
      g_assert_cmpint (timing.connected, ==, timing.begun);
      close (fd);
    }
  }
}

/* What a request lacks at its end. */
static void
test_missing (void)
{
  static const struct {
    const char *request;
    const char *words;
  } cases[] = {
    { HTTP_GET, NULL },
    { HTTP_POST, NULL },
    { HTTP_GET HTTP_GET, NULL },
    { "nonsense\r\n\r\n", NULL },
    { "GET / HTTP/1.1\r\nHost: a\r\n", "no empty line" },
    { "GET / HTTP/1.1", "no empty line" },
    { "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhi", "7 bytes of the request’s body are" },
    { "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nhi", "1 byte of the request’s body is" },
    { "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n", "last chunk" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) request = g_bytes_new_static (cases[i].request, strlen (cases[i].request));
    g_autoptr (PriseHttpExchange) exchange = prise_http_exchange_new ("a", 80, request);
    g_autofree char *missing = prise_http_exchange_describe_missing (exchange);

    g_test_message ("case %zu", i);
    g_assert_cmpint (missing != NULL, ==, cases[i].words != NULL);
    if (missing != NULL)
      g_assert_nonnull (strstr (missing, cases[i].words));
  }
}

/* What isn't HTTP is seen to be so before it ends. */
static void
test_not_http (HttpFixture *fixture, gconstpointer data)
{
  g_auto (HttpCall) call = { NULL };
  g_autoptr (PriseHttpResponse) response = NULL;
  int fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  send_and_see (fixture, &call, fd, "Recu: GET");
  net_wait_for ((response = prise_http_exchange_dup_response (call.exchange)) != NULL);
  g_assert_nonnull (prise_http_response_find_problem (response, PRISE_HTTP_NOT_HTTP));
  g_assert_cmpint (prise_http_exchange_get_phase (call.exchange), ==, PRISE_HTTP_RECEIVING);
  close (fd);
  g_assert_true (http_wait (fixture, &call, NULL));
}

/* A server may respond before it has read all, and then not read it: the response counts. */
static void
test_early_response (HttpFixture *fixture, gconstpointer data)
{
  const gsize size = 32 * 1024 * 1024;
  g_autoptr (GBytes) request = g_bytes_new_take (g_malloc0 (size), size);
  g_auto (HttpCall) call = { NULL };
  PriseHttpTiming timing, later;
  int fd;

  http_send_to (fixture, &call, "127.0.0.1", fixture->port, request);
  fd = http_accept (fixture->listening_fd);
  net_send_text (fd, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
  g_assert_true (http_wait (fixture, &call, NULL));
  prise_http_exchange_get_timing (call.exchange, &timing);
  g_assert_cmpint (timing.sent, ==, 0);
  g_bytes_unref (net_read (fd, size));
  net_expect_end (fd);
  prise_http_exchange_get_timing (call.exchange, &later);
  g_assert_cmpmem (&later, sizeof later, &timing, sizeof timing);
  close (fd);
}

/* What comes before the end of an upload, and then a reset: at one time, on the I/O thread. */
typedef struct {
  int fd;
  const char *response;
  gboolean finishes;
} EarlyResponse;

static void
respond_and_reset (gpointer user_data)
{
  const EarlyResponse *early = user_data;

  net_send_text (early->fd, early->response);
  if (early->finishes)
    net_finish (early->fd);
  net_reset (early->fd);
}

/* The response to an upload that was broken off is whole, and says how much of it wasn't sent. */
static void
test_early_reset (HttpFixture *fixture, gconstpointer data)
{
  const gsize size = 8 * 1024 * 1024;
  EarlyResponse early = { .response = data };
  g_autoptr (GBytes) request = net_pattern (size);
  g_autoptr (PriseHttpResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (HttpCall) call = { NULL };
  const PriseHttpProblem *unsent;

  early.finishes = strstr (early.response, "Content-Length") == NULL;
  http_send_to (fixture, &call, "127.0.0.1", fixture->port, request);
  early.fd = http_accept (fixture->listening_fd);
  net_run_on_io (fixture->io, respond_and_reset, &early);
  g_assert_true (http_wait (fixture, &call, &error));
  g_assert_no_error (error);
  http_assert_raw (call.exchange, early.response);
  response = prise_http_exchange_dup_response (call.exchange);
  g_assert_true (response->is_complete);
  g_assert_cmpuint (prise_http_response_get_head (response)->status, ==, 413);
  unsent = prise_http_response_find_problem (response, PRISE_HTTP_UNSENT);
  g_assert_nonnull (unsent);
  g_assert_cmpuint (unsent->amount, >, 0);
  g_assert_cmpuint (unsent->total, ==, size);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_FAILED);
}

/* The peer breaks off: what came is kept, and the error says why there is no more. */
static void
test_reset (HttpFixture *fixture, gconstpointer data)
{
  const char *bytes = data;
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) kept = NULL;
  int fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  send_and_see (fixture, &call, fd, bytes);
  net_reset (fd);
  g_assert_false (http_wait (fixture, &call, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
  kept = prise_http_exchange_dup_error (call.exchange);
  g_assert_error (kept, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
  http_assert_raw (call.exchange, bytes);
  if (*bytes != '\0') {
    g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (call.exchange);

    g_assert_false (response->is_complete);
  }
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_FAILED);
}

static void
assert_fails (HttpFixture *fixture, const char *host, guint16 port, PriseNetError code)
{
  g_autoptr (GBytes) request = g_bytes_new_static (HTTP_GET, strlen (HTTP_GET));
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  PriseHttpTiming timing;

  http_send_to (fixture, &call, host, port, request);
  g_assert_false (http_wait (fixture, &call, &error));
  g_assert_error (error, PRISE_NET_ERROR, (int) code);
  prise_http_exchange_get_timing (call.exchange, &timing);
  g_assert_cmpint (timing.connected, ==, 0);
  g_assert_cmpint (timing.first_byte, ==, 0);
  g_assert_cmpint (timing.done, >=, timing.begun);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_FAILED);
}

/* One object, failures and successes in turn. */
static void
test_failures (HttpFixture *fixture, gconstpointer data)
{
  guint16 port = 0;
  int reserved_fd = net_reserve (AF_INET, &port);

  for (guint i = 0; i < 3; i++) {
    assert_fails (fixture, "127.0.0.1", port, PRISE_NET_ERROR_REFUSED);
    assert_fails (fixture, "does-not-exist.invalid", 80, PRISE_NET_ERROR_NAME_NOT_FOUND);
    exchange (fixture, 0, net_send_text);
  }
  close (reserved_fd);
}

/* From the callback, another request can go at once, also after a failure. */
static void
did_fail_once (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HttpCall *next = user_data;

  g_assert_false (prise_http_client_send_finish (PRISE_HTTP_CLIENT (source), result, NULL));
  prise_http_client_send_async (PRISE_HTTP_CLIENT (source), next->exchange, NULL, net_keep_result,
                                &next->result);
}

static void
test_send_from_callback (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) request = g_bytes_new_static (HTTP_GET, strlen (HTTP_GET));
  guint16 port = 0;
  int reserved_fd = net_reserve (AF_INET, &port);
  g_autoptr (PriseHttpExchange) failing = prise_http_exchange_new ("127.0.0.1", port, request);
  g_auto (HttpCall) next = {
    .exchange = prise_http_exchange_new ("127.0.0.1", fixture->port, request),
  };
  int fd;

  prise_http_client_send_async (fixture->client, failing, NULL, did_fail_once, &next);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_ACTIVE);
  fd = http_accept (fixture->listening_fd);
  net_send_text (fd, HTTP_OK "Content-Length: 0\r\n\r\n");
  g_assert_true (http_wait (fixture, &next, NULL));
  close (fd);
  close (reserved_fd);
}

static void
test_busy (HttpFixture *fixture, gconstpointer data)
{
  g_auto (HttpCall) call = { NULL };
  g_auto (HttpCall) second = { NULL };
  g_autoptr (GError) error = NULL;
  int fd;

  http_send (fixture, &call, HTTP_GET);
  http_send (fixture, &second, HTTP_GET);
  net_wait_for (second.result != NULL);
  g_assert_false (prise_http_client_send_finish (fixture->client, second.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_true (prise_http_client_get_exchange (fixture->client) == call.exchange);
  fd = http_accept (fixture->listening_fd);
  net_send_text (fd, HTTP_OK "Content-Length: 0\r\n\r\n");
  g_assert_true (http_wait (fixture, &call, NULL));
  close (fd);
}

static void
test_entries (HttpFixture *fixture, gconstpointer data)
{
  exchange (fixture, 0, net_send_text);
  net_assert_transcript (fixture->client,
                         "note - Connecting to 127.0.0.1:PORT\n"
                         "opened 127.0.0.1:PORT Connected from 127.0.0.1:PORT\n"
                         "sent 127.0.0.1:PORT " HTTP_GET "\nreceived 127.0.0.1:PORT " HTTP_OK
                         "Content-Length: 5\r\n\r\nHello\n"
                         "note 127.0.0.1:PORT The peer has finished sending: end of stream\n"
                         "closed 127.0.0.1:PORT Connection closed\n");
}

#define LARGE ((gsize) 150 * 1024 * 1024)
#define PART  ((gsize) 1024 * 1024)

/* More than is kept in memory, and every byte of it. */
static void
test_large (HttpFixture *fixture, gconstpointer data)
{
  g_autofree char *head =
      g_strdup_printf (HTTP_OK "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", LARGE);
  g_autoptr (GBytes) part = net_pattern (PART);
  g_auto (HttpCall) call = { NULL };
  PriseHttpSpool *raw;
  int fd;

  http_send (fixture, &call, HTTP_GET);
  raw = prise_http_exchange_get_raw (call.exchange);
  fd = http_accept (fixture->listening_fd);
  net_send_text (fd, head);
  for (gsize done = 0; done < LARGE; done += PART)
    net_send (fd, g_bytes_get_data (part, NULL), PART);
  g_assert_true (http_wait (fixture, &call, NULL));
  g_assert_cmpuint (LARGE, >, PRISE_HTTP_SPOOL_DEFAULT_BUDGET);
  g_assert_cmpuint (prise_http_spool_get_size (raw), ==, strlen (head) + LARGE);
  for (gsize done = 0; done < LARGE; done += PART) {
    g_autoptr (GBytes) read = prise_http_spool_read (raw, strlen (head) + done, PART);

    g_assert_true (g_bytes_equal (read, part));
  }
  close (fd);
}

static void
add (const char *path, void (*test) (HttpFixture *fixture, gconstpointer data))
{
  g_test_add (path, HttpFixture, NULL, http_set_up, test, http_tear_down);
}

static void
add_responses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (responses); i++) {
    g_autofree char *path = g_strconcat ("/http/exchange/response/", responses[i].name, NULL);
    g_autofree char *slowly = g_strconcat (path, "/slowly", NULL);

    g_test_add (path, HttpFixture, GSIZE_TO_POINTER (i), http_set_up, test_response,
                http_tear_down);
    if (responses[i].raw == NULL)
      g_test_add (slowly, HttpFixture, GSIZE_TO_POINTER (i), http_set_up, test_response_slowly,
                  http_tear_down);
  }
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add_responses ();
  add ("/http/exchange/progress", test_progress);
  add ("/http/exchange/chunks", test_chunks);
  add ("/http/exchange/timing", test_timing);
  g_test_add_func ("/http/exchange/missing", test_missing);
  add ("/http/exchange/not-http", test_not_http);
  add ("/http/exchange/early-response", test_early_response);
  g_test_add ("/http/exchange/early-reset/length", HttpFixture,
              "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig", http_set_up,
              test_early_reset, http_tear_down);
  g_test_add ("/http/exchange/early-reset/to-end", HttpFixture, "HTTP/1.1 413 Too Large\r\n\r\nbig",
              http_set_up, test_early_reset, http_tear_down);
  g_test_add ("/http/exchange/reset/at-once", HttpFixture, "", http_set_up, test_reset,
              http_tear_down);
  g_test_add ("/http/exchange/reset/in-head", HttpFixture, HTTP_OK "A: b", http_set_up, test_reset,
              http_tear_down);
  g_test_add ("/http/exchange/reset/in-body", HttpFixture, HTTP_OK "Content-Length: 9\r\n\r\nHello",
              http_set_up, test_reset, http_tear_down);
  g_test_add ("/http/exchange/reset/to-end", HttpFixture, HTTP_OK "\r\nHello", http_set_up,
              test_reset, http_tear_down);
  add ("/http/exchange/failures", test_failures);
  add ("/http/exchange/send-from-callback", test_send_from_callback);
  add ("/http/exchange/busy", test_busy);
  add ("/http/exchange/entries", test_entries);
  add ("/http/exchange/large", test_large);

  return g_test_run ();
}
