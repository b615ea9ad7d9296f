// SPDX-License-Identifier: GPL-3.0-or-later
/* Prise's HTTP client, which keeps all raw bytes, for bench_figure_http(): for each line that it
 * reads, bench-http PORT PATH COUNT asks 127.0.0.1 so often, each time on a new connection, and
 * prints how long each exchange took and how large its body was. The end of its standard input ends
 * it. */
#include "config.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench-util.h"
#include "prise-http-client.h"

typedef struct {
  GMainLoop *loop;
  PriseHttpClient *client;
  guint16 port;
  GBytes *request;
  guint count;
  guint n_left;
} HttpBench;

static void begin_exchange (HttpBench *self);

/* What isn't kept raw doesn't count. */
static void
print_exchange (PriseHttpExchange *exchange)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (exchange);
  PriseHttpTiming timing;

  if (prise_http_spool_get_size (prise_http_exchange_get_raw (exchange)) != response->raw_size)
    g_error ("not all is kept");

  prise_http_exchange_get_timing (exchange, &timing);
  bench_print_value ("seconds", (double) (timing.done - timing.begun) / G_USEC_PER_SEC);
  bench_print_value ("size", (double) prise_http_exchange_get_body_size (exchange));
}

static void
did_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HttpBench *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!prise_http_client_send_finish (PRISE_HTTP_CLIENT (source), result, &error))
    g_error ("send: %s", error->message);

  print_exchange (prise_http_client_get_exchange (self->client));
  if (--self->n_left > 0) {
    begin_exchange (self);
    return;
  }

  printf ("done\n");
  fflush (stdout);
}

static void
begin_exchange (HttpBench *self)
{
  g_autoptr (PriseHttpExchange) exchange =
      prise_http_exchange_new ("127.0.0.1", self->port, self->request);

  prise_http_client_send_async (self->client, exchange, NULL, did_answer, self);
}

static gboolean
did_read (int fd, GIOCondition condition, gpointer user_data)
{
  HttpBench *self = user_data;
  char line[64];

  if (read (fd, line, sizeof line) <= 0) {
    g_main_loop_quit (self->loop);
    return G_SOURCE_REMOVE;
  }

  self->n_left = self->count;
  begin_exchange (self);
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  g_autoptr (PriseHttpClient) client = prise_http_client_new (io);
  HttpBench self = { .loop = g_main_loop_new (NULL, FALSE), .client = client };
  char *text;

  if (argc != 4)
    return 2;

  self.port = (guint16) atoi (argv[1]);
  self.count = (guint) atoi (argv[3]);
  text = g_strdup_printf ("GET /%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n\r\n",
                          argv[2], self.port);
  self.request = g_bytes_new_take (text, strlen (text));

  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, did_read, &self);
  g_main_loop_run (self.loop);

  g_bytes_unref (self.request);
  g_main_loop_unref (self.loop);
  return EXIT_SUCCESS;
}
