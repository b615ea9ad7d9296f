// SPDX-License-Identifier: GPL-3.0-or-later
/* Prise's own window with its HTTP page, for bench_figure_http_window():
 *
 *   bench-http-window URL VIEW
 *
 * shows VIEW of the response and prints "ready" when the window has come. Then it obeys its
 * standard input: "get" sends the request as by a click and prints how many frames were painted a
 * second until the answer had come, and how long that took; "cancel" cancels the next request when
 * a part of the answer has come, and prints how long the click took. Its end ends the program. */
#include "config.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-frames.h"
#include "bench-util.h"
#include "prise-application.h"
#include "prise-http-page.h"
#include "prise-response-view.h"
#include "prise-settings.h"
#include "prise-window.h"

/* After so much of an answer it is cancelled. */
#define CANCEL_SIZE 300000000

typedef struct {
  GtkApplication *application;
  const char *url;
  const char *view;
  PriseHttpPage *page;
  PriseHttpClient *client;
  BenchFrames *frames;
  guint tick_id;
  double started;
  double cancelled;
  gboolean cancels;
} HttpWindowBench;

static guint64
get_received (HttpWindowBench *self)
{
  PriseHttpExchange *exchange = prise_http_client_get_exchange (self->client);

  return exchange != NULL ? prise_http_exchange_get_body_size (exchange) : 0;
}

static void
toggle (HttpWindowBench *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->page), "page.toggle", NULL);
}

static void
did_progress (HttpWindowBench *self)
{
  if (!self->cancels || self->cancelled > 0 || get_received (self) < CANCEL_SIZE)
    return;

  self->cancelled = bench_now ();
  toggle (self);
}

static void
did_change_busy (HttpWindowBench *self)
{
  const double now = bench_now ();

  if (prise_http_client_get_busy (self->client))
    return;

  gtk_widget_remove_tick_callback (GTK_WIDGET (self->page), self->tick_id);
  bench_frames_print (self->frames);
  bench_print_value ("seconds", now - self->started);
  bench_print_value ("bytes", (double) get_received (self));
  if (self->cancelled > 0)
    bench_print_value ("cancel-ms", (now - self->cancelled) * 1e3);
  printf ("done\n");
  fflush (stdout);
}

/* What shows progress changes ten times a second: this asks for each frame that there can be. */
static gboolean
did_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_draw (widget);

  return G_SOURCE_CONTINUE;
}

/* Commands come one at a time, each answered before the next. */
static gboolean
did_read (int fd, GIOCondition condition, gpointer user_data)
{
  HttpWindowBench *self = user_data;
  char line[64];
  const gssize size = read (fd, line, sizeof line - 1);

  if (size <= 0) {
    g_application_quit (G_APPLICATION (self->application));
    return G_SOURCE_REMOVE;
  }

  line[size] = '\0';
  self->cancels = strcmp (g_strchomp (line), "cancel") == 0;
  self->cancelled = 0;
  self->started = bench_now ();
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->page), did_tick, NULL, NULL);
  bench_frames_start (self->frames);
  toggle (self);

  return G_SOURCE_CONTINUE;
}

static GtkWidget *
find_response (GtkWidget *widget)
{
  GtkWidget *found = PRISE_IS_RESPONSE_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_response (child);

  return found;
}

static void
did_activate (HttpWindowBench *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);
  GtkWidget *page = prise_window_get_page (PRISE_WINDOW (window), "http");

  prise_window_show_page (PRISE_WINDOW (window), "http");
  self->page = PRISE_HTTP_PAGE (page);
  self->client = prise_http_page_get_client (self->page);
  prise_http_draft_set_url (prise_http_page_get_draft (self->page), self->url);
  prise_response_view_show (PRISE_RESPONSE_VIEW (find_response (page)), self->view);
  self->frames = bench_frames_new (GTK_WIDGET (window));
  g_signal_connect_swapped (self->client, "progressed", G_CALLBACK (did_progress), self);
  g_signal_connect_swapped (self->client, "notify::busy", G_CALLBACK (did_change_busy), self);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, did_read, self);
  printf ("ready\n");
  fflush (stdout);
}

int
main (int argc, char *argv[])
{
  HttpWindowBench self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSettings) settings = prise_settings_new (&error);
  g_autoptr (PriseApplication) application = NULL;

  if (settings == NULL || argc != 3) {
    fprintf (stderr, "%s\n", error != NULL ? error->message : "Usage: bench-http-window URL VIEW");
    return EXIT_FAILURE;
  }

  self.url = argv[1];
  self.view = argv[2];
  application = prise_application_new (settings);
  self.application = GTK_APPLICATION (application);
  g_signal_connect_data (application, "activate", G_CALLBACK (did_activate), &self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
