// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of HTTP share. All of it runs on the main thread. */
#include "config.h"

#include "http-fixture.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "prise-http-body.h"

GBytes *
http_compress (GBytes *bytes, GZlibCompressorFormat format)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (format, -1);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) input = g_converter_input_stream_new (plain, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

void
http_set_up (HttpFixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
  fixture->client = prise_http_client_new (fixture->io);
  fixture->journal = prise_endpoint_get_journal (PRISE_ENDPOINT (fixture->client));
  fixture->listening_fd = net_listen (AF_INET, 8, &fixture->port);
}

/* A test may have dropped the client. */
void
http_tear_down (HttpFixture *fixture, gconstpointer data)
{
  if (fixture->client != NULL) {
    net_stop (fixture->client, TRUE);
    g_assert_finalize_object (fixture->client);
  }
  g_assert_finalize_object (fixture->io);
  close (fixture->listening_fd);
}

void
http_send_to (HttpFixture *fixture, HttpCall *call, const char *host, guint16 port, GBytes *request)
{
  *call = (HttpCall){
    .exchange = prise_http_exchange_new (host, port, request),
    .cancellable = g_cancellable_new (),
  };
  prise_http_client_send_async (fixture->client, call->exchange, call->cancellable, net_keep_result,
                                &call->result);
}

void
http_send (HttpFixture *fixture, HttpCall *call, const char *request)
{
  g_autoptr (GBytes) bytes = g_bytes_new (request, strlen (request));

  http_send_to (fixture, call, "127.0.0.1", fixture->port, bytes);
}

gboolean
http_wait (HttpFixture *fixture, HttpCall *call, GError **error)
{
  net_wait_for (call->result != NULL);
  g_assert_cmpint (prise_http_exchange_get_phase (call->exchange), ==, PRISE_HTTP_DONE);

  return prise_http_client_send_finish (fixture->client, call->result, error);
}

void
http_clear (HttpCall *call)
{
  g_clear_pointer (&call->exchange, prise_http_exchange_unref);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->result);
}

static gboolean
is_readable (int fd)
{
  struct pollfd poll_fd = { fd, POLLIN, 0 };

  return poll (&poll_fd, 1, 0) > 0;
}

int
http_accept (int listening_fd)
{
  net_wait_for (is_readable (listening_fd));

  return net_accept (listening_fd);
}

void
http_expect_request (int fd, const char *request)
{
  net_expect_text (fd, request);
}

GBytes *
http_dup_raw (PriseHttpExchange *exchange)
{
  return prise_http_spool_read (prise_http_exchange_get_raw (exchange), 0, G_MAXINT);
}

static void
append_body (GString *string, PriseHttpExchange *exchange)
{
  g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);
  g_autoptr (GBytes) bytes = NULL;

  prise_http_body_update (body, NULL);
  bytes = prise_http_body_read (body, 0, 100);
  g_string_append_len (string, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_assert_cmpuint (prise_http_exchange_get_body_size (exchange), >=, g_bytes_get_size (bytes));
}

char *
http_describe (PriseHttpExchange *exchange)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (exchange);
  g_autoptr (GString) string = g_string_new (NULL);
  const PriseHttpHead *head;

  if (response == NULL)
    return g_strdup ("nothing");

  head = prise_http_response_get_head (response);
  if (head != NULL)
    g_string_append_printf (string, "%u %s · ", head->status, head->reason);
  append_body (string, exchange);
  if (response->is_complete)
    g_string_append (string, " · complete");
  for (guint i = 0; i < response->problems->len; i++) {
    g_autofree char *text =
        prise_http_problem_describe (&g_array_index (response->problems, PriseHttpProblem, i));

    g_string_append_printf (string, " · %s", text);
  }
  g_assert_cmpuint (response->raw_size, ==,
                    prise_http_spool_get_size (prise_http_exchange_get_raw (exchange)));

  return g_string_free (g_steal_pointer (&string), FALSE);
}
