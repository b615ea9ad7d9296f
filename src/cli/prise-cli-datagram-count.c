// SPDX-License-Identifier: GPL-3.0-or-later
/* Tells when so many datagrams have come, by the journal's count: one entry is one datagram; and
 * when the system heard that nobody listens there. */
#include "config.h"

#include "prise-cli-datagram-count.h"

/* After a look, so long until the next, in milliseconds: the I/O thread isn't to wake us for each
 * datagram when there are many. */
#define PAUSE 5

struct _PriseCliDatagramCount {
  PriseJournalWatch *watch;
  guint count;
  PriseCliDatagramCountFunc arrived;
  PriseCliDatagramCountFunc refused;
  gpointer user_data;
  gboolean has_arrived;
  guint64 position; /* up to where the journal has no refusal */
};

static gboolean
is_refusal (PriseJournal *journal, guint64 position)
{
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  return prise_journal_read (journal, position, &entry) && entry.kind == PRISE_ENTRY_ERROR &&
         entry.code == PRISE_CODE_REFUSED;
}

static void
look_for_refusal (PriseCliDatagramCount *self, PriseJournal *journal)
{
  const guint64 end = prise_journal_get_end (journal);

  for (; self->refused != NULL && self->position < end; self->position++) {
    if (is_refusal (journal, self->position))
      g_steal_pointer (&self->refused) (self->user_data);
  }
}

static void
did_grow (PriseJournal *journal, gpointer user_data)
{
  PriseCliDatagramCount *self = user_data;

  look_for_refusal (self, journal);
  if (self->count == 0 || self->has_arrived || prise_cli_datagram_count_get (journal) < self->count)
    return;

  self->has_arrived = TRUE;
  self->arrived (self->user_data);
}

/**
 * prise_cli_datagram_count_new:
 * @journal: of the socket
 * @count: how many datagrams; 0: no matter
 * @arrived: called once, when they have come
 * @refused: called once, when the system heard that nobody listens where one was sent
 *
 * Returns: (transfer full): what tells
 */
PriseCliDatagramCount *
prise_cli_datagram_count_new (PriseJournal *journal,
                              guint count,
                              PriseCliDatagramCountFunc arrived,
                              PriseCliDatagramCountFunc refused,
                              gpointer user_data)
{
  PriseCliDatagramCount *self = g_new0 (PriseCliDatagramCount, 1);

  self->count = count;
  self->arrived = arrived;
  self->refused = refused;
  self->user_data = user_data;
  self->watch = prise_journal_watch_new (journal, NULL, PAUSE, did_grow, self);

  return self;
}

void
prise_cli_datagram_count_free (PriseCliDatagramCount *self)
{
  prise_journal_watch_free (self->watch);
  g_free (self);
}

/**
 * prise_cli_datagram_count_get:
 * @journal: of a socket
 *
 * Returns: how many datagrams have come
 */
guint64
prise_cli_datagram_count_get (PriseJournal *journal)
{
  PriseJournalCounters counters;

  prise_journal_get_counters (journal, &counters);

  return counters.received_entries;
}
