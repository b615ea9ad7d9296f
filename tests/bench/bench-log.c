// SPDX-License-Identifier: GPL-3.0-or-later
/* How smoothly the log follows: 10 million entries stand in it, 100,000 a second arrive from
 * another thread, and the frames that the window paints are counted. Prints its figures for
 * prise-bench. */
#include "config.h"

#include <adwaita.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bench-frames.h"
#include "bench-util.h"
#include "prise-log-view.h"

#define N_ENTRIES          10000000
#define ENTRIES_PER_SECOND 100000
#define WARM_UP_SECONDS    2
#define MEASURED_SECONDS   5
/* So that nothing is dropped: records and payload of all entries. */
#define BUDGET ((guint64) 2 << 30)

typedef struct {
  GtkApplication *application;
  PriseLogView *view;
  PriseJournal *journal;
  BenchFrames *frames;
  GThread *writer;
  gint writer_stops; /* atomic */
  guint peer;
  guint64 end_at_start;
  double started;
} LogBench;

static void
append_entries (LogBench *self, guint64 count)
{
  guint64 first = prise_journal_get_end (self->journal);

  for (guint64 i = first; i < first + count; i++) {
    char text[32];
    int size = g_snprintf (text, sizeof text, "message %" G_GUINT64_FORMAT "\n", i);
    PriseEntryKind kind = i % 2 == 0 ? PRISE_ENTRY_RECEIVED : PRISE_ENTRY_SENT;

    prise_journal_append (self->journal, kind, self->peer, text, (gsize) size);
  }
}

static gpointer
write_steadily (gpointer user_data)
{
  LogBench *self = user_data;
  double start = bench_now ();
  guint64 written = 0;

  while (!g_atomic_int_get (&self->writer_stops)) {
    guint64 due = (guint64) ((bench_now () - start) * ENTRIES_PER_SECOND);

    append_entries (self, due - written);
    written = due;
    g_usleep (1000);
  }

  return NULL;
}

static gboolean
did_measure (gpointer user_data)
{
  LogBench *self = user_data;
  GListModel *model = G_LIST_MODEL (prise_log_view_get_model (self->view));
  guint64 end = prise_journal_get_end (self->journal);

  bench_frames_print (self->frames);
  bench_print_value ("arrived-per-second",
                     (double) (end - self->end_at_start) / (bench_now () - self->started));
  bench_print_value ("rows", g_list_model_get_n_items (model));
  bench_print_value ("behind", (double) (end - g_list_model_get_n_items (model)));
  bench_print_value ("follows", prise_log_view_get_follow (self->view));

  g_atomic_int_set (&self->writer_stops, TRUE);
  g_thread_join (self->writer);
  g_application_quit (G_APPLICATION (self->application));
  return G_SOURCE_REMOVE;
}

static gboolean
did_warm_up (gpointer user_data)
{
  LogBench *self = user_data;

  bench_frames_start (self->frames);
  self->started = bench_now ();
  self->end_at_start = prise_journal_get_end (self->journal);
  g_timeout_add_seconds (MEASURED_SECONDS, did_measure, self);
  return G_SOURCE_REMOVE;
}

static void
did_activate (GtkApplication *application, gpointer user_data)
{
  LogBench *self = user_data;
  GtkWidget *window = gtk_application_window_new (application);
  GtkWidget *view = g_object_new (PRISE_TYPE_LOG_VIEW, NULL);

  self->view = PRISE_LOG_VIEW (view);
  prise_log_view_set_journal (self->view, self->journal);
  prise_log_view_set_follow (self->view, TRUE);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));

  self->frames = bench_frames_new (window);
  self->writer = g_thread_new ("writer", write_steadily, self);
  g_timeout_add_seconds (WARM_UP_SECONDS, did_warm_up, self);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  LogBench self = { .journal = prise_journal_new (BUDGET) };

  self.peer = prise_journal_add_peer (self.journal, "127.0.0.1:12345");
  append_entries (&self, N_ENTRIES);

  /* Prise's id, for its style. */
  application = adw_application_new (PRISE_APPLICATION_ID, G_APPLICATION_NON_UNIQUE);
  self.application = GTK_APPLICATION (application);
  g_signal_connect (application, "activate", G_CALLBACK (did_activate), &self);
  g_application_run (G_APPLICATION (application), argc, argv);

  bench_frames_free (self.frames);
  g_object_unref (self.journal);
  return EXIT_SUCCESS;
}
