// SPDX-License-Identifier: GPL-3.0-or-later
/* What keeps a log's rows up to date while it is shown. It owns the journal's model and watch.
 *
 * While traffic comes, a tick callback of the log lets the model take it up, once a frame; when
 * nothing came for some frames the callback goes, and the watch brings it back. A log that isn't
 * shown costs nothing at all. Main thread. */
#include "config.h"

#include "prise-log-updater.h"

#include "prise-log-throttle.h"

struct _PriseLogUpdater {
  GObject parent_instance;

  GtkWidget *widget; /* the log, which owns this */
  PriseJournal *journal;
  PriseJournalWatch *watch;
  PriseJournalModel *model;

  gint64 first_time; /* the first entry's monotonic time, 0 before there is one */
  PriseLogThrottle throttle;
  guint tick_id;
  guint n_quiet_frames;
};

enum { SIGNAL_SYNCED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PriseLogUpdater, prise_log_updater, G_TYPE_OBJECT)

/* So many of the first rows come with a frame. */
#define ROWS_PER_FRAME 15

/* After so many frames without news the tick callback goes. */
#define MAX_QUIET_FRAMES 8

/* The first entry since the journal was empty; it may have been dropped meanwhile. */
static void
update_first_time (PriseLogUpdater *self)
{
  guint64 first = prise_journal_get_first (self->journal);
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  if (first == prise_journal_get_end (self->journal))
    self->first_time = 0;
  else if (self->first_time == 0 && prise_journal_read (self->journal, first, &entry))
    self->first_time = entry.monotonic_time;
}

static gboolean
sync_model (PriseLogUpdater *self)
{
  gboolean has_news;

  update_first_time (self);
  has_news = prise_journal_model_sync (self->model);
  g_signal_emit (self, signals[SIGNAL_SYNCED], 0, has_news);

  return has_news;
}

static gboolean
did_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PriseLogUpdater *self = user_data;

  if (!prise_log_throttle_is_due (&self->throttle, gdk_frame_clock_get_frame_time (clock)))
    return G_SOURCE_CONTINUE;

  self->n_quiet_frames = sync_model (self) ? 0 : self->n_quiet_frames + 1;
  if (self->n_quiet_frames < MAX_QUIET_FRAMES)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  prise_journal_watch_arm (self->watch, prise_journal_model_get_end (self->model));

  return G_SOURCE_REMOVE;
}

static void
did_grow (PriseJournal *journal, gpointer user_data)
{
  prise_log_updater_start (user_data);
}

static void
prise_log_updater_finalize (GObject *object)
{
  PriseLogUpdater *self = PRISE_LOG_UPDATER (object);

  g_clear_pointer (&self->watch, prise_journal_watch_free);
  g_clear_object (&self->model);
  g_clear_object (&self->journal);

  G_OBJECT_CLASS (prise_log_updater_parent_class)->finalize (object);
}

static void
prise_log_updater_class_init (PriseLogUpdaterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_log_updater_finalize;

  signals[SIGNAL_SYNCED] = g_signal_new ("synced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
prise_log_updater_init (PriseLogUpdater *self)
{
}

/**
 * prise_log_updater_new:
 * @journal: what is shown
 * @widget: what shows it, and stops the updater before it goes
 *
 * Returns: (transfer full): an updater that is stopped
 */
PriseLogUpdater *
prise_log_updater_new (PriseJournal *journal, GtkWidget *widget)
{
  PriseLogUpdater *self = g_object_new (PRISE_TYPE_LOG_UPDATER, NULL);

  self->widget = widget;
  self->journal = g_object_ref (journal);
  self->model = prise_journal_model_new (journal);
  prise_journal_model_set_step (self->model, ROWS_PER_FRAME);
  self->watch = prise_journal_watch_new (journal, NULL, 0, did_grow, self);

  return self;
}

PriseJournal *
prise_log_updater_get_journal (PriseLogUpdater *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_UPDATER (self), NULL);

  return self->journal;
}

/**
 * prise_log_updater_get_model:
 *
 * Returns: (transfer none): the rows
 */
PriseJournalModel *
prise_log_updater_get_model (PriseLogUpdater *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_UPDATER (self), NULL);

  return self->model;
}

/**
 * prise_log_updater_start:
 *
 * Looks for news from the next frame on, if the widget is shown.
 */
void
prise_log_updater_start (PriseLogUpdater *self)
{
  g_return_if_fail (PRISE_IS_LOG_UPDATER (self));

  self->n_quiet_frames = 0;
  if (self->tick_id == 0 && gtk_widget_get_mapped (self->widget))
    self->tick_id = gtk_widget_add_tick_callback (self->widget, did_tick, self, NULL);
}

/**
 * prise_log_updater_stop:
 *
 * Looks for nothing until it is started again.
 */
void
prise_log_updater_stop (PriseLogUpdater *self)
{
  g_return_if_fail (PRISE_IS_LOG_UPDATER (self));

  if (self->tick_id == 0)
    return;

  gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
}

/**
 * prise_log_updater_sync:
 *
 * Takes up now what otherwise comes with the next frame.
 */
void
prise_log_updater_sync (PriseLogUpdater *self)
{
  g_return_if_fail (PRISE_IS_LOG_UPDATER (self));

  sync_model (self);
  prise_log_updater_start (self);
}

/**
 * prise_log_updater_get_first_time:
 *
 * Returns: the monotonic time in µs of the first entry since the journal was empty
 */
gint64
prise_log_updater_get_first_time (PriseLogUpdater *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_UPDATER (self), 0);

  return self->first_time;
}

/**
 * prise_log_updater_get_time_before:
 * @row: a row
 *
 * Returns: the monotonic time in µs of the row before it; of the first entry if there is none
 */
gint64
prise_log_updater_get_time_before (PriseLogUpdater *self, guint row)
{
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
  guint64 position;

  g_return_val_if_fail (PRISE_IS_LOG_UPDATER (self), 0);

  if (row == 0)
    return self->first_time;

  position = prise_journal_model_get_position (self->model, row - 1);

  return prise_journal_read (self->journal, position, &entry) ? entry.monotonic_time
                                                              : self->first_time;
}
