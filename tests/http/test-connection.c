// SPDX-License-Identifier: GPL-3.0-or-later
/* The connection of an HTTP client: when it is used again, when not, and how it is interrupted. */
#include "config.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http-fixture.h"
#include "prise-error-text.h"

#define EMPTY    HTTP_OK "Content-Length: 0\r\n\r\n"
#define REUSED   "is reused"
#define AGAIN    "reconnecting"
#define UNASKED  "nobody asked for"
#define CONNECTS "Connecting to"

static guint
count_notes (HttpFixture *fixture, const char *part)
{
  return net_count_entries (fixture->journal, PRISE_ENTRY_NOTE, part);
}

/* An exchange on a connection that stands. */
static void
exchange_on (HttpFixture *fixture, int fd, const char *request, const char *response)
{
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;

  http_send (fixture, &call, request);
  http_expect_request (fd, request);
  net_send_text (fd, response);
  g_assert_true (http_wait (fixture, &call, &error));
  g_assert_no_error (error);
  http_assert_raw (call.exchange, response);
}

/* The first exchange; returns its connection. */
static int
begin (HttpFixture *fixture, const char *response)
{
  g_auto (HttpCall) call = { NULL };
  int fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, response);
  g_assert_true (http_wait (fixture, &call, NULL));
  g_assert_false (prise_http_exchange_get_reused (call.exchange));

  return fd;
}

static void
test_kept (HttpFixture *fixture, gconstpointer data)
{
  int fd = begin (fixture, EMPTY);

  for (guint i = 0; i < 5; i++) {
    g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_ACTIVE);
    exchange_on (fixture, fd, i % 2 == 0 ? HTTP_POST : HTTP_GET, EMPTY);
    g_assert_cmpuint (count_notes (fixture, REUSED), ==, i + 1);
  }
  g_assert_cmpuint (count_notes (fixture, CONNECTS), ==, 1);
  net_stop (fixture->client, FALSE);
  net_expect_end (fd);
  close (fd);
}

/* On a kept connection too, a response may come in any pieces, and behind an empty line. */
static void
test_kept_in_pieces (HttpFixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = { "\r\nHT", "TP/1.1 200 OK\r\nContent-Len", "gth: 3\r\n\r\na",
                                        "bc" };
  int fd = begin (fixture, EMPTY);
  g_auto (HttpCall) call = { NULL };
  g_autofree char *described = NULL;
  guint64 size = 0;

  http_send (fixture, &call, HTTP_GET);
  http_expect_request (fd, HTTP_GET);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    net_send_text (fd, pieces[i]);
    size += strlen (pieces[i]);
    net_wait_for (prise_http_spool_get_size (prise_http_exchange_get_raw (call.exchange)) == size);
  }
  g_assert_true (http_wait (fixture, &call, NULL));
  g_assert_true (prise_http_exchange_get_reused (call.exchange));
  described = http_describe (call.exchange);
  g_assert_true (g_str_has_prefix (described, "200 OK · abc · complete"));
  close (fd);
}

/* The client's local address is that of the connection that ends at @fd. */
static void
assert_connected_from (HttpFixture *fixture, int fd)
{
  const char *const *addresses =
      prise_endpoint_get_local_addresses (PRISE_ENDPOINT (fixture->client));
  struct sockaddr_in peer = { 0 };
  socklen_t size = sizeof peer;
  g_autofree char *expected = NULL;

  g_assert_no_errno (getpeername (fd, (struct sockaddr *) &peer, &size));
  expected = g_strdup_printf ("127.0.0.1:%u", g_ntohs (peer.sin_port));
  g_assert_nonnull (addresses);
  g_assert_cmpstr (addresses[0], ==, expected);
}

/* Request and response with which a connection isn't kept. */
static const struct {
  const char *name;
  const char *request;
  const char *response;
} closings[] = {
  { "server-closes", HTTP_GET, HTTP_OK "Connection: close\r\nContent-Length: 0\r\n\r\n" },
  { "client-closes", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", EMPTY },
  { "server-1-0", HTTP_GET, "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n" },
  { "client-1-0", "GET / HTTP/1.0\r\n\r\n", EMPTY },
  { "client-0-9", "GET /\r\n\r\n", EMPTY },
  { "extra-bytes", HTTP_GET, EMPTY "x" },
  { "two-requests", HTTP_GET HTTP_GET, EMPTY },
  { "part-of-request", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhi", EMPTY },
  { "no-end-of-head", "GET / HTTP/1.1\r\nHost: a\r\n", EMPTY },
  { "ambiguous-request",
    "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", EMPTY },
  { "ambiguous-response", HTTP_GET,
    HTTP_OK "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
  { "chunks-in-1-0", HTTP_GET,
    "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
  { "switched", HTTP_GET, "HTTP/1.1 101 Switching Protocols\r\n\r\n" },
  { "tunnel", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", HTTP_OK "\r\n" },
};

/* The next request, be it one that can't be repeated, waits until the connection is gone. */
static void
test_not_kept (HttpFixture *fixture, gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_auto (HttpCall) call = { NULL };
  g_auto (HttpCall) next = { NULL };
  g_autoptr (GError) error = NULL;
  int fd, next_fd;

  http_send (fixture, &call, closings[i].request);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, closings[i].request);
  net_send_text (fd, closings[i].response);
  g_assert_true (http_wait (fixture, &call, NULL));
  http_send (fixture, &next, HTTP_POST);
  net_expect_end (fd);
  close (fd);
  next_fd = http_accept (fixture->listening_fd);
  http_expect_request (next_fd, HTTP_POST);
  net_send_text (next_fd, EMPTY);
  g_assert_true (http_wait (fixture, &next, &error));
  g_assert_no_error (error);
  g_assert_false (prise_http_exchange_get_reused (next.exchange));
  assert_connected_from (fixture, next_fd);
  g_assert_cmpuint (count_notes (fixture, REUSED), ==, 0);
  g_assert_cmpuint (count_notes (fixture, AGAIN), ==, 0);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==, 0);
  close (next_fd);
}

/* After the response nothing is expected of the server: that it keeps its side open holds up
 * neither the next request nor the end. */
static void
test_server_stays (HttpFixture *fixture, gconstpointer data)
{
  const gboolean is_last = GPOINTER_TO_INT (data);
  int fd =
      begin (fixture, is_last ? EMPTY : HTTP_OK "Connection: close\r\nContent-Length: 0\r\n\r\n");
  int next_fd = -1;

  if (is_last)
    net_stop (fixture->client, FALSE);
  else
    next_fd = begin (fixture, EMPTY);
  g_assert_cmpuint (count_notes (fixture, "close its side in time"), ==, 0);
  net_expect_end (fd);
  close (fd);
  if (next_fd >= 0)
    close (next_fd);
}

/* A request that waits for that can be cancelled. */
static void
test_cancel_while_leaving (HttpFixture *fixture, gconstpointer data)
{
  int fd = begin (fixture, HTTP_OK "Connection: close\r\nContent-Length: 0\r\n\r\n");
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;

  http_send (fixture, &call, HTTP_GET);
  net_expect_end (fd);
  g_cancellable_cancel (call.cancellable);
  g_assert_false (http_wait (fixture, &call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  g_assert_cmpuint (count_notes (fixture, CONNECTS), ==, 1);
  close (fd);
}

/* What comes between two requests isn't the response to the second. */
static void
test_unasked (HttpFixture *fixture, gconstpointer data)
{
  int fd = begin (fixture, EMPTY);

  net_send_text (fd, HTTP_OK "Content-Length: 5\r\n\r\nwrong");
  net_expect_end (fd);
  g_assert_cmpuint (count_notes (fixture, UNASKED), ==, 1);
  close (fd);
  close (begin (fixture, EMPTY));
}

static guint64
count_late_bytes (HttpCall *call)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (call->exchange);
  const PriseHttpProblem *problem =
      prise_http_response_find_problem (response, PRISE_HTTP_EXTRA_BYTES);

  return problem != NULL ? problem->amount : 0;
}

/* The body of a 204, which has none, comes when the next request is on its way: it is that of
 * neither. The request is sent again where that does no harm. */
static void
test_late (HttpFixture *fixture, gconstpointer data)
{
  const char *request = data;
  const gboolean is_repeated = g_str_has_prefix (request, "GET");
  g_auto (HttpCall) call = { NULL };
  g_auto (HttpCall) next = { NULL };
  g_autoptr (GError) error = NULL;
  int fd, next_fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, "HTTP/1.1 204 No Content\r\n\r\n");
  g_assert_true (http_wait (fixture, &call, NULL));
  http_send (fixture, &next, request);
  http_expect_request (fd, request);
  net_send_text (fd, "late");
  net_expect_end (fd);
  close (fd);
  if (is_repeated) {
    next_fd = http_accept (fixture->listening_fd);
    http_expect_request (next_fd, request);
    net_send_text (next_fd, EMPTY);
    close (next_fd);
  }
  g_assert_cmpint (http_wait (fixture, &next, &error), ==, is_repeated);
  if (is_repeated)
    http_assert_raw (next.exchange, EMPTY);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpuint (count_late_bytes (&call), ==, strlen ("late"));
  g_assert_cmpuint (count_notes (fixture, UNASKED), ==, 1);
  g_assert_cmpuint (count_notes (fixture, AGAIN), ==, 0);
}

static GBytes *
make_upload (gsize size)
{
  GString *text = g_string_sized_new (size + 100);

  g_string_printf (text, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n\r\n", size);
  g_string_set_size (text, text->len + size);

  return g_string_free_to_bytes (text);
}

/* As long as not all of a request is sent, its connection takes no other, though both sides would
 * keep it. */
static void
test_not_kept_unsent (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) request = make_upload (8 * 1024 * 1024);
  g_auto (HttpCall) call = { NULL };
  int fd;

  http_send_to (fixture, &call, "127.0.0.1", fixture->port, request);
  fd = http_accept (fixture->listening_fd);
  net_send_text (fd, EMPTY);
  g_assert_true (http_wait (fixture, &call, NULL));
  g_bytes_unref (net_read (fd, g_bytes_get_size (request)));
  net_expect_end (fd);
  close (fd);
}

/* Each time that more comes, it is told of. */
static void
test_late_while_idle (HttpFixture *fixture, gconstpointer data)
{
  g_auto (HttpCall) call = { NULL };
  int fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, EMPTY);
  g_assert_true (http_wait (fixture, &call, NULL));
  net_send_text (fd, "late");
  net_wait_for (count_late_bytes (&call) == strlen ("late"));
  net_send_text (fd, "later");
  net_wait_for (count_late_bytes (&call) == strlen ("latelater"));
  g_assert_cmpuint (count_notes (fixture, UNASKED), ==, 1);
  close (fd);
}

/* The server takes the request and says no more than that, on a new connection or a kept one: what
 * came stays, nothing is repeated. */
static void
test_response_timeout (HttpFixture *fixture, gconstpointer data)
{
  const char *response = data;
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  int fd = *response == '\0' ? begin (fixture, EMPTY) : -1;

  prise_http_client_set_response_timeout (fixture->client, 1);
  http_send (fixture, &call, HTTP_GET);
  if (fd < 0)
    fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, response);
  g_assert_false (http_wait (fixture, &call, &error));
  g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_TIMED_OUT);
  http_assert_raw (call.exchange, response);
  net_expect_reset (fd);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_FAILED);
  g_assert_cmpuint (count_notes (fixture, CONNECTS), ==, 1);
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, "Response timeout"), ==,
                    1);
  close (fd);
}

/* Each byte begins the time anew: a response may take longer in all. If the machine itself stood
 * still for that long, nothing can be said. */
static void
test_response_in_time (HttpFixture *fixture, gconstpointer data)
{
  const guint timeout = 2, interval = 700;
  g_auto (HttpCall) call = { NULL };
  gint64 longest = 0;
  int fd;

  prise_http_client_set_response_timeout (fixture->client, timeout);
  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, HTTP_OK "Content-Length: 5\r\n\r\n");
  for (guint i = 0; i < 5; i++) {
    const gint64 begun = g_get_monotonic_time ();

    net_wait_ms (interval);
    net_send_text (fd, "x");
    longest = MAX (longest, g_get_monotonic_time () - begun);
  }
  net_wait_for (call.result != NULL);
  if (longest > timeout / 2 * G_USEC_PER_SEC)
    g_test_skip ("The machine is too slow");
  else
    g_assert_true (http_wait (fixture, &call, NULL));
  close (fd);
}

/* What the system takes at once may take long to arrive: nobody can respond before. */
static void
test_request_in_time (HttpFixture *fixture, gconstpointer data)
{
  const guint timeout = 1, interval = 250, n_pieces = 8;
  g_autoptr (GBytes) request = make_upload (1024 * 1024);
  const gsize size = g_bytes_get_size (request);
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 longest = 0;
  int fd;

  prise_http_client_set_response_timeout (fixture->client, timeout);
  net_set_buffers (fixture->listening_fd, 64 * 1024);
  http_send_to (fixture, &call, "127.0.0.1", fixture->port, request);
  fd = http_accept (fixture->listening_fd);
  for (guint i = 0; i < n_pieces; i++) {
    const gint64 begun = g_get_monotonic_time ();

    net_wait_ms (interval);
    g_bytes_unref (net_read (fd, i < n_pieces - 1 ? size / n_pieces
                                                  : size - size / n_pieces * (n_pieces - 1)));
    longest = MAX (longest, g_get_monotonic_time () - begun);
  }
  net_send_text (fd, EMPTY);
  net_wait_for (call.result != NULL);
  if (longest > timeout * G_USEC_PER_SEC / 2)
    g_test_skip ("The machine is too slow");
  else
    g_assert_true (http_wait (fixture, &call, &error));
  close (fd);
}

/* The server closes while nothing is asked: the next request connects, and knows nothing of it. */
static void
test_closed_while_idle (HttpFixture *fixture, gconstpointer data)
{
  close (begin (fixture, EMPTY));
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  close (begin (fixture, EMPTY));
  g_assert_cmpuint (count_notes (fixture, AGAIN), ==, 0);
}

/* The server closes as the request comes, of which it has seen nothing: it is sent again if that
 * does no harm (RFC 9110, section 9.2.2). */
static void
test_repeat (HttpFixture *fixture, gconstpointer data)
{
  const char *method = data;
  g_autofree char *request = g_strdup_printf ("%s / HTTP/1.1\r\nHost: a\r\n\r\n", method);
  int fd = begin (fixture, EMPTY);
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  PriseHttpTiming timing;
  gint64 first_try;
  int next_fd;

  http_send (fixture, &call, request);
  http_expect_request (fd, request);
  first_try = g_get_monotonic_time ();
  close (fd);
  next_fd = http_accept (fixture->listening_fd);
  http_expect_request (next_fd, request);
  net_send_text (next_fd, EMPTY);
  g_assert_true (http_wait (fixture, &call, &error));
  g_assert_no_error (error);
  g_assert_false (prise_http_exchange_get_reused (call.exchange));
  assert_connected_from (fixture, next_fd);
  g_assert_cmpuint (count_notes (fixture, AGAIN), ==, 1);
  prise_http_exchange_get_timing (call.exchange, &timing);
  g_assert_cmpint (timing.begun, <=, first_try);
  g_assert_cmpint (timing.resolved, >=, first_try);
  g_assert_cmpint (timing.sent, >=, timing.connected);
  close (next_fd);
}

/* Once only: if it closes again, that is the response. */
static void
test_repeat_in_vain (HttpFixture *fixture, gconstpointer data)
{
  int fd = begin (fixture, EMPTY);
  g_auto (HttpCall) call = { NULL };
  g_autofree char *described = NULL;

  http_send (fixture, &call, HTTP_GET);
  http_expect_request (fd, HTTP_GET);
  close (fd);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  close (fd);
  g_assert_true (http_wait (fixture, &call, NULL));
  described = http_describe (call.exchange);
  g_assert_cmpstr (described, ==, " · The connection ended without a response");
}

static void
test_no_repeat (HttpFixture *fixture, gconstpointer data)
{
  const gboolean by_reset = GPOINTER_TO_INT (data);
  int fd = begin (fixture, EMPTY);
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;

  http_send (fixture, &call, HTTP_POST);
  http_expect_request (fd, HTTP_POST);
  if (by_reset)
    net_reset (fd);
  else
    close (fd);
  g_assert_cmpint (http_wait (fixture, &call, &error), ==, !by_reset);
  if (by_reset)
    g_assert_error (error, PRISE_NET_ERROR, PRISE_NET_ERROR_RESET);
  g_assert_cmpuint (count_notes (fixture, AGAIN), ==, 0);
  g_assert_cmpuint (count_notes (fixture, CONNECTS), ==, 1);
}

/* Part of a response is one: then nothing is repeated. */
static void
test_no_repeat_in_response (HttpFixture *fixture, gconstpointer data)
{
  int fd = begin (fixture, EMPTY);
  g_auto (HttpCall) call = { NULL };

  http_send (fixture, &call, HTTP_GET);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, HTTP_OK);
  close (fd);
  g_assert_true (http_wait (fixture, &call, NULL));
  http_assert_raw (call.exchange, HTTP_OK);
  g_assert_cmpuint (count_notes (fixture, AGAIN), ==, 0);
}

/* For another server the connection is closed first, in order. */
static void
test_other_server (HttpFixture *fixture, gconstpointer data)
{
  const gboolean other_port = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) request = g_bytes_new_static (HTTP_GET, strlen (HTTP_GET));
  g_auto (HttpCall) call = { NULL };
  guint16 port = fixture->port;
  int other_fd = other_port ? net_listen (AF_INET, 1, &port) : fixture->listening_fd;
  int fd = begin (fixture, EMPTY);

  http_send_to (fixture, &call, other_port ? "127.0.0.1" : "localhost", port, request);
  net_expect_end (fd);
  close (fd);
  fd = http_accept (other_fd);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, EMPTY);
  g_assert_true (http_wait (fixture, &call, NULL));
  g_assert_cmpuint (count_notes (fixture, REUSED), ==, 0);
  close (fd);
  if (other_port)
    close (other_fd);
}

static void
assert_cancelled (HttpFixture *fixture, HttpCall *call)
{
  g_autoptr (GError) error = NULL;
  const gint64 begun = g_get_monotonic_time ();

  g_cancellable_cancel (call->cancellable);
  g_assert_false (http_wait (fixture, call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 2 * G_USEC_PER_SEC);
  net_wait_for (net_get_state (fixture->client) == PRISE_ENDPOINT_IDLE);
  g_assert_null (prise_endpoint_get_error (PRISE_ENDPOINT (fixture->client)));
  g_assert_cmpuint (net_count_entries (fixture->journal, PRISE_ENTRY_ERROR, ""), ==, 0);
}

static void
test_cancel_resolving (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) request = g_bytes_new_static (HTTP_GET, strlen (HTTP_GET));
  g_auto (HttpCall) call = { NULL };

  http_send_to (fixture, &call, "does-not-exist.invalid", 80, request);
  assert_cancelled (fixture, &call);
}

/* A backlog that is full doesn't respond. */
static void
test_cancel_connecting (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) request = g_bytes_new_static (HTTP_GET, strlen (HTTP_GET));
  g_auto (HttpCall) call = { NULL };
  struct sockaddr_in native = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  guint16 port;
  int listening_fd = net_listen (AF_INET, 0, &port);
  int fds[8];

  native.sin_port = htons (port);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++) {
    fds[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    connect (fds[i], (struct sockaddr *) &native, sizeof native);
  }
  http_send_to (fixture, &call, "127.0.0.1", port, request);
  net_wait_for (prise_http_exchange_get_phase (call.exchange) == PRISE_HTTP_CONNECTING);
  assert_cancelled (fixture, &call);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  close (listening_fd);
}

/* At any point of the response; what came is kept. */
static void
test_cancel_response (HttpFixture *fixture, gconstpointer data)
{
  const char *response = data;
  g_auto (HttpCall) call = { NULL };
  int fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, response);
  net_wait_for (prise_http_spool_get_size (prise_http_exchange_get_raw (call.exchange)) ==
                strlen (response));
  assert_cancelled (fixture, &call);
  http_assert_raw (call.exchange, response);
  net_expect_reset (fd);
  close (fd);
  close (begin (fixture, EMPTY));
}

/* A peer that doesn't read. */
static void
test_cancel_sending (HttpFixture *fixture, gconstpointer data)
{
  const gsize size = 32 * 1024 * 1024;
  g_autoptr (GBytes) request = g_bytes_new_take (g_malloc0 (size), size);
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  int fd;

  http_send_to (fixture, &call, "127.0.0.1", fixture->port, request);
  fd = http_accept (fixture->listening_fd);
  net_wait_for (net_count_entries (fixture->journal, PRISE_ENTRY_SENT, "") > 0);
  g_assert_cmpint (prise_http_exchange_get_phase (call.exchange), ==, PRISE_HTTP_SENDING);
  g_cancellable_cancel (call.cancellable);
  g_assert_false (http_wait (fixture, &call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  net_expect_reset (fd);
  close (fd);
}

static void
test_cancelled_before (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) request = g_bytes_new_static (HTTP_GET, strlen (HTTP_GET));
  g_autoptr (PriseHttpExchange) exchange =
      prise_http_exchange_new ("127.0.0.1", fixture->port, request);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  prise_http_client_send_async (fixture->client, exchange, cancellable, net_keep_result, &result);
  net_wait_for (result != NULL);
  g_assert_false (prise_http_client_send_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  net_assert_transcript (fixture->client, "");
}

static void
did_begin (gpointer client, GParamSpec *pspec, gpointer cancellable)
{
  if (net_get_state (client) == PRISE_ENDPOINT_STARTING)
    g_cancellable_cancel (cancellable);
}

/* Whoever hears of the beginning may have the end of it at once. */
static void
test_cancel_beginning (HttpFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) request = g_bytes_new_static (HTTP_GET, strlen (HTTP_GET));
  g_autoptr (PriseHttpExchange) exchange =
      prise_http_exchange_new ("127.0.0.1", fixture->port, request);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->client, "notify::state", G_CALLBACK (did_begin), cancellable);
  prise_http_client_send_async (fixture->client, exchange, cancellable, net_keep_result, &result);
  net_wait_for (result != NULL);
  g_assert_false (prise_http_client_send_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (net_get_state (fixture->client), ==, PRISE_ENDPOINT_IDLE);
  net_assert_transcript (fixture->client, "");
}

/* Stopped as any endpoint is. */
static void
test_stop (HttpFixture *fixture, gconstpointer data)
{
  g_auto (HttpCall) call = { NULL };
  g_autoptr (GError) error = NULL;
  int fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_stop (fixture->client, FALSE);
  g_assert_false (http_wait (fixture, &call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  net_expect_reset (fd);
  close (fd);
}

/* Nobody holds the client but its own exchange: when that is over, both are gone. */
static void
test_drop_in_transfer (HttpFixture *fixture, gconstpointer data)
{
  const gboolean by_cancelling = GPOINTER_TO_INT (data);
  g_auto (HttpCall) call = { NULL };
  PriseHttpClient *client = fixture->client;
  int fd;

  http_send (fixture, &call, HTTP_GET);
  fd = http_accept (fixture->listening_fd);
  http_expect_request (fd, HTTP_GET);
  net_send_text (fd, HTTP_OK "Content-Length: 5\r\n\r\nHe");
  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &fixture->client);
  g_object_unref (client);
  g_assert_nonnull (fixture->client);
  if (by_cancelling)
    g_cancellable_cancel (call.cancellable);
  else
    net_send_text (fd, "llo");
  net_wait_for (call.result != NULL);
  g_clear_object (&call.result);
  net_wait_for (fixture->client == NULL);
  net_expect_reset (fd);
  close (fd);
}

static void
test_drop_while_kept (HttpFixture *fixture, gconstpointer data)
{
  int fd = begin (fixture, EMPTY);

  g_assert_finalize_object (fixture->client);
  fixture->client = NULL;
  net_expect_reset (fd);
  close (fd);
}

static void
add_with (const char *path, void (*test) (HttpFixture *, gconstpointer), gconstpointer data)
{
  g_test_add (path, HttpFixture, data, http_set_up, test, http_tear_down);
}

static void
add_cases (void)
{
  static const char *const repeatable[] = { "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" };

  for (gsize i = 0; i < G_N_ELEMENTS (closings); i++) {
    g_autofree char *path = g_strconcat ("/http/connection/not-kept/", closings[i].name, NULL);

    add_with (path, test_not_kept, GSIZE_TO_POINTER (i));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (repeatable); i++) {
    g_autofree char *path = g_strconcat ("/http/connection/repeat/", repeatable[i], NULL);

    add_with (path, test_repeat, repeatable[i]);
  }
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add_cases ();
  add_with ("/http/connection/kept", test_kept, NULL);
  add_with ("/http/connection/kept-in-pieces", test_kept_in_pieces, NULL);
  add_with ("/http/connection/cancel-while-leaving", test_cancel_while_leaving, NULL);
  add_with ("/http/connection/unasked", test_unasked, NULL);
  add_with ("/http/connection/not-kept/unsent", test_not_kept_unsent, NULL);
  add_with ("/http/connection/late-while-idle", test_late_while_idle, NULL);
  add_with ("/http/connection/late/repeated", test_late, HTTP_GET);
  add_with ("/http/connection/late/not-repeated", test_late, HTTP_POST);
  add_with ("/http/connection/response-timeout/in-time", test_response_in_time, NULL);
  add_with ("/http/connection/response-timeout/request-in-time", test_request_in_time, NULL);
  add_with ("/http/connection/response-timeout/nothing", test_response_timeout, "");
  add_with ("/http/connection/response-timeout/part", test_response_timeout,
            HTTP_OK "Content-Length: 5\r\n\r\nHe");
  add_with ("/http/connection/closed-while-idle", test_closed_while_idle, NULL);
  add_with ("/http/connection/server-stays/next", test_server_stays, GINT_TO_POINTER (FALSE));
  add_with ("/http/connection/server-stays/last", test_server_stays, GINT_TO_POINTER (TRUE));
  add_with ("/http/connection/repeat-in-vain", test_repeat_in_vain, NULL);
  add_with ("/http/connection/no-repeat/close", test_no_repeat, GINT_TO_POINTER (FALSE));
  add_with ("/http/connection/no-repeat/reset", test_no_repeat, GINT_TO_POINTER (TRUE));
  add_with ("/http/connection/no-repeat/in-response", test_no_repeat_in_response, NULL);
  add_with ("/http/connection/other-port", test_other_server, GINT_TO_POINTER (TRUE));
  add_with ("/http/connection/other-host", test_other_server, GINT_TO_POINTER (FALSE));
  add_with ("/http/connection/cancel/before", test_cancelled_before, NULL);
  add_with ("/http/connection/cancel/beginning", test_cancel_beginning, NULL);
  add_with ("/http/connection/cancel/resolving", test_cancel_resolving, NULL);
  add_with ("/http/connection/cancel/connecting", test_cancel_connecting, NULL);
  add_with ("/http/connection/cancel/sending", test_cancel_sending, NULL);
  add_with ("/http/connection/cancel/waiting", test_cancel_response, "");
  add_with ("/http/connection/cancel/in-head", test_cancel_response, HTTP_OK "A: b");
  add_with ("/http/connection/cancel/in-body", test_cancel_response,
            HTTP_OK "Content-Length: 9\r\n\r\nHello");
  add_with ("/http/connection/stop", test_stop, NULL);
  add_with ("/http/connection/drop/in-transfer", test_drop_in_transfer, GINT_TO_POINTER (FALSE));
  add_with ("/http/connection/drop/cancelled", test_drop_in_transfer, GINT_TO_POINTER (TRUE));
  add_with ("/http/connection/drop/while-kept", test_drop_while_kept, NULL);

  return g_test_run ();
}
