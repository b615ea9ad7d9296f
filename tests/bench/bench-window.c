// SPDX-License-Identifier: GPL-3.0-or-later
/* Prise's own window with a running echo server, for bench_figure_window(). It prints where it
 * listens, as prise-cli does, and then obeys its standard input: "start" counts frames, "stop"
 * prints how many there were a second, and its end ends the program. */
#include "config.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "app/prise-application.h"
#include "app/prise-settings.h"
#include "app/prise-tcp-server-page.h"
#include "app/prise-window.h"
#include "bench-frames.h"
#include "bench-util.h"

typedef struct {
  GtkApplication *application;
  PriseTcpServer *server;
  BenchFrames *frames;
} WindowBench;

static void
obey (WindowBench *self, const char *command)
{
  if (strcmp (command, "start") == 0) {
    bench_frames_start (self->frames);
  } else if (strcmp (command, "stop") == 0) {
    bench_frames_print (self->frames);
    printf ("done\n");
    fflush (stdout);
  }
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
  PriseEndpoint *endpoint = PRISE_ENDPOINT (self->server);

  if (prise_endpoint_get_state (endpoint) != PRISE_ENDPOINT_ACTIVE)
    return;

  printf ("{\"kind\":\"listening\",\"address\":\"127.0.0.1\",\"port\":%u}\n",
          prise_endpoint_get_local_port (endpoint));
  fflush (stdout);
}

/* The window has come: its server starts as by a click. */
static void
did_activate (WindowBench *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  GtkWidget *page = prise_window_get_page (PRISE_WINDOW (window), "tcp-server");

  self->frames = bench_frames_new (GTK_WIDGET (window));
  self->server = prise_tcp_server_page_get_server (PRISE_TCP_SERVER_PAGE (page));
  g_signal_connect_swapped (self->server, "notify::state", G_CALLBACK (did_change_state), self);
  gtk_widget_activate_action (page, "page.toggle", NULL);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, did_read, self);
}

static GSettings *
make_settings (GError **error)
{
  g_autoptr (GSettings) settings = prise_settings_new (error);
  g_autoptr (GSettings) server = NULL;

  if (settings == NULL)
    return NULL;

  server = g_settings_get_child (settings, "tcp-server");
  g_settings_set_string (server, "address", "127.0.0.1");
  g_settings_set_string (server, "port", "0");
  g_settings_set_string (server, "reply", "echo");
  return g_steal_pointer (&settings);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = make_settings (&error);
  g_autoptr (PriseApplication) application = NULL;
  WindowBench self = { 0 };

  if (settings == NULL) {
    fprintf (stderr, "%s\n", error->message);
    return EXIT_FAILURE;
  }

  bench_raise_file_limit ();
  application = prise_application_new (settings);
  self.application = GTK_APPLICATION (application);
  g_signal_connect_data (application, "activate", G_CALLBACK (did_activate), &self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
