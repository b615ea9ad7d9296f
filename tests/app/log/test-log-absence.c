// SPDX-License-Identifier: GPL-3.0-or-later
/* Whatever peers send, the main thread comes back soon: rows, filter, inspector, other widths. */
#include "config.h"

#include <string.h>

#include "absence.h"
#include "evil-text.h"
#include "prise-tcp-server.h"
#include "prise-traffic-pane.h"
#include "widget-test.h"

/* In ms. Of these it takes up to 45 that two hundred rows go with another filter, or that all get
 * other columns, whatever they say. */
#define LIMIT 80

/* A page of the log, and more. */
#define N_ROWS 250

/* As a peer's line may be, and a datagram. */
#define SIZE 60000

typedef struct {
  PriseIo *io;
  PriseEndpoint *endpoint;
  PriseTrafficPane *pane;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->io = prise_io_new ();
  fixture->endpoint = PRISE_ENDPOINT (prise_tcp_server_new (fixture->io));
  fixture->pane = g_object_new (PRISE_TYPE_TRAFFIC_PANE, NULL);
  prise_traffic_pane_set_endpoint (fixture->pane, fixture->endpoint);
  fixture->window = widget_test_show (GTK_WIDGET (fixture->pane), 900, 700);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  widget_test_close (fixture->window);
  widget_test_assert_finalized (fixture->endpoint);
  widget_test_assert_finalized (fixture->io);
}

static PriseLogView *
get_log (Fixture *fixture)
{
  return prise_traffic_pane_get_log (fixture->pane);
}

static gboolean
has_rows (gpointer user_data)
{
  GListModel *model = G_LIST_MODEL (prise_log_view_get_model (get_log (user_data)));

  return g_list_model_get_n_items (model) == N_ROWS;
}

static void
wait (Fixture *fixture)
{
  widget_test_wait_frames (GTK_WIDGET (fixture->pane), 5);
}

static void
receive (Fixture *fixture, const EvilText *text)
{
  PriseJournal *journal = prise_endpoint_get_journal (fixture->endpoint);
  g_autoptr (GBytes) bytes = evil_text_repeat (text, SIZE);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < N_ROWS; i++)
    prise_journal_append (journal, PRISE_ENTRY_RECEIVED, PRISE_JOURNAL_NO_PEER, data, size - i);
  widget_test_wait (has_rows, fixture);
  wait (fixture);
}

static void
inspect (Fixture *fixture)
{
  GtkWidget *inspector = widget_test_find (GTK_WIDGET (fixture->pane), "inspector");

  gtk_selection_model_select_all (
      GTK_SELECTION_MODEL (prise_log_view_get_selection (get_log (fixture))));
  wait (fixture);
  for (guint i = 0; i < 2; i++) {
    gtk_widget_activate_action (inspector, "inspector.show-more", NULL);
    wait (fixture);
  }
}

static void
test_absence (Fixture *fixture, gconstpointer data)
{
  const EvilText *text = data;
  g_autofree char *filter = g_strndup (text->piece, text->size);
  Absence absence;

  absence_begin (&absence);
  receive (fixture, text);
  prise_log_view_show_row (get_log (fixture), 0);
  wait (fixture);
  if (g_utf8_validate (filter, -1, NULL))
    g_object_set (fixture->pane, "filter-text", filter, NULL);
  wait (fixture);
  inspect (fixture);
  g_object_set (fixture->pane, "hex", TRUE, NULL);
  wait (fixture);
  inspect (fixture);
  g_object_set (fixture->pane, "hex", FALSE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 500);
  wait (fixture);
  absence_end (&absence, LIMIT, text->name);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (evil_texts); i++) {
    g_autofree char *path = g_strconcat ("/log-absence/", evil_texts[i].name, NULL);

    g_test_add (path, Fixture, &evil_texts[i], set_up, test_absence, tear_down);
  }

  return g_test_run ();
}
