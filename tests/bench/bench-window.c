// SPDX-License-Identifier: GPL-3.0-or-later
/* Prise's own window with a running echo server, for bench_figure_window(), or with a UDP socket
 * that answers nothing if its argument is "udp". It prints where it listens, as prise-cli does, and
 * then obeys its standard input: "start" counts frames, "stop" prints how many there were a second,
 * "count" what was received, and its end ends the program. */
#include "config.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-endpoint.h"
#include "bench-frames.h"
#include "bench-util.h"
#include "prise-application.h"
#include "prise-settings.h"
#include "prise-tcp-server-page.h"
#include "prise-udp-page.h"
#include "prise-window.h"

typedef struct {
  GtkApplication *application;
  const char *page_name;
  PriseEndpoint *endpoint;
  BenchFrames *frames;
} WindowBench;

static void
obey (WindowBench *self, const char *command)
{
  if (strcmp (command, "start") == 0) {
    bench_frames_start (self->frames);
    return;
  }

  if (strcmp (command, "stop") == 0)
    bench_frames_print (self->frames);
  else if (strcmp (command, "count") == 0)
    bench_endpoint_print_received (self->endpoint);
  printf ("done\n");
  fflush (stdout);
}

/* Commands come one at a time, each answered before the next. */
static gboolean
did_read (int fd, GIOCondition condition, gpointer user_data)
{
  WindowBench *self = user_data;
  char line[64];
  gssize size = read (fd, line, sizeof line - 1);

  if (size <= 0) {
    g_application_quit (G_APPLICATION (self->application));
    return G_SOURCE_REMOVE;
  }

  line[size] = '\0';
  obey (self, g_strchomp (line));
  return G_SOURCE_CONTINUE;
}

static void
did_change_state (WindowBench *self)
{
  if (prise_endpoint_get_state (self->endpoint) == PRISE_ENDPOINT_ACTIVE)
    bench_endpoint_print_listening (self->endpoint);
}

static PriseEndpoint *
get_endpoint (GtkWidget *page)
{
  if (PRISE_IS_UDP_PAGE (page))
    return PRISE_ENDPOINT (prise_udp_page_get_socket (PRISE_UDP_PAGE (page)));

  return PRISE_ENDPOINT (prise_tcp_server_page_get_server (PRISE_TCP_SERVER_PAGE (page)));
}

/* The window has come: its endpoint starts as by a click. */
static void
did_activate (WindowBench *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  GtkWidget *page = prise_window_get_page (PRISE_WINDOW (window), self->page_name);

  prise_window_show_page (PRISE_WINDOW (window), self->page_name);
  self->frames = bench_frames_new (GTK_WIDGET (window));
  self->endpoint = get_endpoint (page);
  g_signal_connect_swapped (self->endpoint, "notify::state", G_CALLBACK (did_change_state), self);
  gtk_widget_activate_action (page, "page.toggle", NULL);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, did_read, self);
}

static GSettings *
make_settings (const char *page_name, GError **error)
{
  g_autoptr (GSettings) settings = prise_settings_new (error);
  g_autoptr (GSettings) page = NULL;

  if (settings == NULL)
    return NULL;

  page = g_settings_get_child (settings, page_name);
  g_settings_set_string (page, "address", "127.0.0.1");
  g_settings_set_string (page, "port", "0");
  g_settings_set_string (page, "reply", strcmp (page_name, "udp") == 0 ? "none" : "echo");
  return g_steal_pointer (&settings);
}

int
main (int argc, char *argv[])
{
  WindowBench self = { .page_name = argc > 1 ? argv[1] : "tcp-server" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = make_settings (self.page_name, &error);
  g_autoptr (PriseApplication) application = NULL;

  if (settings == NULL) {
    fprintf (stderr, "%s\n", error->message);
    return EXIT_FAILURE;
  }

  bench_raise_file_limit ();
  application = prise_application_new (settings);
  self.application = GTK_APPLICATION (application);
  g_signal_connect_data (application, "activate", G_CALLBACK (did_activate), &self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
