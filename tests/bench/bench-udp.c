// SPDX-License-Identifier: GPL-3.0-or-later
/* Prise's UDP socket with its journal, without a window, for bench_figure_udp(). It prints where it
 * listens, as prise-cli does, and how much it has received whenever it is asked; the end of its
 * standard input ends it. */
#include "config.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-endpoint.h"
#include "prise-udp-socket.h"

typedef struct {
  GMainLoop *loop;
  PriseUdpSocket *socket;
} UdpBench;

/* Each line asks the same. */
static gboolean
did_read (int fd, GIOCondition condition, gpointer user_data)
{
  UdpBench *self = user_data;
  char line[64];

  if (read (fd, line, sizeof line) <= 0) {
    g_main_loop_quit (self->loop);
    return G_SOURCE_REMOVE;
  }

  bench_endpoint_print_received (PRISE_ENDPOINT (self->socket));
  printf ("done\n");
  fflush (stdout);
  return G_SOURCE_CONTINUE;
}

static void
did_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!prise_udp_socket_open_finish (PRISE_UDP_SOCKET (source), result, &error))
    g_error ("open: %s", error->message);

  bench_endpoint_print_listening (PRISE_ENDPOINT (source));
}

int
main (void)
{
  g_autoptr (PriseIo) io = prise_io_new ();
  UdpBench self = {
    .loop = g_main_loop_new (NULL, FALSE),
    .socket = prise_udp_socket_new (io),
  };

  prise_udp_socket_open_async (self.socket, "127.0.0.1", 0, NULL, 0, NULL, did_open, &self);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, did_read, &self);
  g_main_loop_run (self.loop);

  g_object_unref (self.socket);
  g_main_loop_unref (self.loop);
  return EXIT_SUCCESS;
}
