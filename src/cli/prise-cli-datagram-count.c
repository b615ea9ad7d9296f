// SPDX-License-Identifier: GPL-3.0-or-later
/* Tells when so many datagrams have come, by the journal's count: one entry is one datagram. */
#include "config.h"

#include "prise-cli-datagram-count.h"

/* After a look, so long until the next, in milliseconds: the I/O thread isn't to wake us for each
 * datagram when there are many. */
#define PAUSE 5

struct _PriseCliDatagramCount {
  PriseJournal *journal;
  PriseJournalWatch *watch;
  guint count;
  PriseCliDatagramCountFunc arrived;
  gpointer user_data;
  guint pause_id;
};

static gboolean
pause_is_over (gpointer user_data)
{
  PriseCliDatagramCount *self = user_data;
  guint64 end = prise_journal_get_end (self->journal);

  self->pause_id = 0;
  if (prise_cli_datagram_count_count (self->journal) >= self->count)
    self->arrived (self->user_data);
  else
    prise_journal_watch_arm (self->watch, end);

  return G_SOURCE_REMOVE;
}

static void
did_grow (PriseJournal *journal, gpointer user_data)
{
  PriseCliDatagramCount *self = user_data;

  if (prise_cli_datagram_count_count (journal) >= self->count)
    self->arrived (self->user_data);
  else
    self->pause_id = g_timeout_add (PAUSE, pause_is_over, self);
}

/**
 * prise_cli_datagram_count_new:
 * @journal: of the socket
 * @count: how many datagrams, not 0
 * @arrived: called once, when they have come
 * @user_data: for @arrived
 *
 * Returns: (transfer full): what tells
 */
PriseCliDatagramCount *
prise_cli_datagram_count_new (PriseJournal *journal,
                              guint count,
                              PriseCliDatagramCountFunc arrived,
                              gpointer user_data)
{
  PriseCliDatagramCount *self = g_new0 (PriseCliDatagramCount, 1);

  self->journal = g_object_ref (journal);
  self->count = count;
  self->arrived = arrived;
  self->user_data = user_data;
  self->watch = prise_journal_watch (journal, NULL, did_grow, self);
  prise_journal_watch_arm (self->watch, 0);

  return self;
}

/**
 * prise_cli_datagram_count_free:
 * @self: (transfer full): what tells
 */
void
prise_cli_datagram_count_free (PriseCliDatagramCount *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  prise_journal_unwatch (self->watch);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_cli_datagram_count_count:
 * @journal: of a socket
 *
 * Returns: how many datagrams have come
 */
guint64
prise_cli_datagram_count_count (PriseJournal *journal)
{
  PriseJournalCounters counters;

  prise_journal_get_counters (journal, &counters);

  return counters.received_entries;
}
