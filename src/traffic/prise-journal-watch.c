// SPDX-License-Identifier: GPL-3.0-or-later
/* How a reader learns that a journal grew: once, in its own context, each time that it asks. */
#include "config.h"

#include "prise-journal-private.h"

struct _PriseJournalWatch {
  PriseJournal *journal;
  GSource *source;
  PriseJournalGrewFunc func;
  gpointer user_data;
  gboolean is_armed; /* under the journal's lock */
};

static gboolean
source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);

  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = source_dispatch };

static gboolean
did_grow (gpointer user_data)
{
  PriseJournalWatch *watch = user_data;

  watch->func (watch->journal, watch->user_data);

  return G_SOURCE_CONTINUE;
}

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

/**
 * prise_journal_watch:
 * @self: a journal
 * @context: (nullable): where @func is called; %NULL for the main context
 * @func: (scope notified): called when the journal grew, once for each prise_journal_watch_arm()
 * @user_data: for @func
 *
 * The watch begins disarmed. It holds a reference to the journal.
 *
 * Returns: (transfer full): the watch, for prise_journal_unwatch() on @context's thread
 */
PriseJournalWatch *
prise_journal_watch (PriseJournal *self,
                     GMainContext *context,
                     PriseJournalGrewFunc func,
                     gpointer user_data)
{
  PriseJournalWatch *watch = g_new0 (PriseJournalWatch, 1);

  g_return_val_if_fail (PRISE_IS_JOURNAL (self), NULL);

  watch->journal = g_object_ref (self);
  watch->func = func;
  watch->user_data = user_data;
  watch->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (watch->source, "[prise] journal grew");
  g_source_set_callback (watch->source, did_grow, watch, NULL);
  g_source_attach (watch->source, context);

  pthread_mutex_lock (&self->lock);
  self->watches = g_list_prepend (self->watches, watch);
  pthread_mutex_unlock (&self->lock);

  return watch;
}

/**
 * prise_journal_watch_arm:
 * @watch: a watch
 * @seen: the end, as the reader knows it
 *
 * The reader's thread: asks to be told as soon as the end is beyond @seen, which may be now. What
 * comes after that is told of when the watch is armed again.
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
 * prise_journal_unwatch:
 * @watch: (transfer full): a watch
 *
 * On its context's thread: @func isn't called any more.
 */
void
prise_journal_unwatch (PriseJournalWatch *watch)
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
