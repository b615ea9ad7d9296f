// SPDX-License-Identifier: GPL-3.0-or-later
/* How a reader learns that a journal grew, in its own context: at once if it hadn't for a while,
 * else after a rest, so that the writer need not wake it for each of many entries. */
#include "config.h"

#include "prise-journal-private.h"

struct _PriseJournalWatch {
  PriseJournal *journal;
  GSource *source; /* ready when the journal grew, or when the rest is over */
  guint rest;
  PriseJournalGrewFunc func;
  gpointer user_data;

  gboolean is_resting;
  guint64 seen; /* the end, when the reader was told the last time */

  gboolean is_armed; /* under the journal's lock */
};

/* With the lock held. */
static void
disarm (PriseJournalWatch *watch)
{
  if (!watch->is_armed)
    return;

  watch->is_armed = FALSE;
  atomic_fetch_sub (&watch->journal->armed_watches, 1);
}

/* The writer's thread: there is a new entry, and somebody waits for one. */
void
prise_journal_wake_watches (PriseJournal *self)
{
  pthread_mutex_lock (&self->lock);
  for (GList *l = self->watches; l != NULL; l = l->next) {
    PriseJournalWatch *watch = l->data;

    if (!watch->is_armed)
      continue;
    disarm (watch);
    g_source_set_ready_time (watch->source, 0);
  }
  pthread_mutex_unlock (&self->lock);
}

static void
tell (PriseJournalWatch *watch, GSource *source)
{
  watch->seen = prise_journal_get_end (watch->journal);
  watch->func (watch->journal, watch->user_data);

  if (g_source_is_destroyed (source) || watch->rest == 0)
    return;

  watch->is_resting = TRUE;
  g_source_set_ready_time (source, g_get_monotonic_time () + watch->rest * G_TIME_SPAN_MILLISECOND);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  PriseJournalWatch *watch = user_data;

  g_source_set_ready_time (source, -1);
  if (watch->is_resting) {
    watch->is_resting = FALSE;
    prise_journal_watch_arm (watch, watch->seen);
  } else {
    tell (watch, source);
  }

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

/**
 * prise_journal_watch_new:
 * @journal: a journal
 * @context: (nullable): where @func is called; %NULL for the main context
 * @rest: after a call, so long until the next one, in milliseconds; 0: until
 *   prise_journal_watch_arm(), which the first call waits for as well
 * @func: (scope notified): called when @journal grew; with a @rest first for what it has now
 *
 * Returns: (transfer full): a watch, which holds a reference to @journal
 */
PriseJournalWatch *
prise_journal_watch_new (PriseJournal *journal,
                         GMainContext *context,
                         guint rest,
                         PriseJournalGrewFunc func,
                         gpointer user_data)
{
  PriseJournalWatch *watch = g_new0 (PriseJournalWatch, 1);

  g_return_val_if_fail (PRISE_IS_JOURNAL (journal), NULL);

  watch->journal = g_object_ref (journal);
  watch->rest = rest;
  watch->func = func;
  watch->user_data = user_data;
  watch->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (watch->source, "[prise] journal grew");
  g_source_set_callback (watch->source, NULL, watch, NULL);
  g_source_attach (watch->source, context);

  pthread_mutex_lock (&journal->lock);
  journal->watches = g_list_prepend (journal->watches, watch);
  pthread_mutex_unlock (&journal->lock);
  if (rest > 0)
    prise_journal_watch_arm (watch, 0);

  return watch;
}

/**
 * prise_journal_watch_arm:
 * @watch: a watch
 * @seen: the end, as the reader knows it
 *
 * The reader's thread: asks to be told as soon as the end is beyond @seen, which may be now. A
 * watch that rests for a time arms itself after it.
 */
void
prise_journal_watch_arm (PriseJournalWatch *watch, guint64 seen)
{
  PriseJournal *journal = watch->journal;

  pthread_mutex_lock (&journal->lock);
  if (!watch->is_armed) {
    watch->is_armed = TRUE;
    atomic_fetch_add (&journal->armed_watches, 1);
  }
  /* Armed before the look, as the writer publishes before it looks whether anyone is: one of the
   * two sees the other. */
  if (atomic_load (&journal->end) > seen) {
    disarm (watch);
    g_source_set_ready_time (watch->source, 0);
  }
  pthread_mutex_unlock (&journal->lock);
}

/**
 * prise_journal_watch_free:
 * @watch: (transfer full): a watch
 *
 * On its context's thread, in its own call too: @func isn't called any more.
 */
void
prise_journal_watch_free (PriseJournalWatch *watch)
{
  PriseJournal *journal = watch->journal;

  pthread_mutex_lock (&journal->lock);
  disarm (watch);
  journal->watches = g_list_remove (journal->watches, watch);
  pthread_mutex_unlock (&journal->lock);

  g_source_destroy (watch->source);
  g_source_unref (watch->source);
  g_object_unref (journal);
  g_free (watch);
}
