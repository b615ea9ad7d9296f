// SPDX-License-Identifier: GPL-3.0-or-later
/* Tells when so many datagrams have come, by the journal's count: one entry is one datagram. */
#include "config.h"

#include "prise-cli-datagram-count.h"

/* After a look, so long until the next, in milliseconds: the I/O thread isn't to wake us for each
 * datagram when there are many. */
#define PAUSE 5

struct _PriseCliDatagramCount {
  PriseJournalWatch *watch;
  guint count;
  PriseCliDatagramCountFunc arrived;
  gpointer user_data;
  gboolean has_arrived;
};

static void
did_grow (PriseJournal *journal, gpointer user_data)
{
  PriseCliDatagramCount *self = user_data;

  if (self->has_arrived || prise_cli_datagram_count_get (journal) < self->count)
    return;

  self->has_arrived = TRUE;
  self->arrived (self->user_data);
}

/**
 * prise_cli_datagram_count_new:
 * @journal: of the socket
 * @count: how many datagrams, not 0
 * @arrived: called once, when they have come
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

  self->count = count;
  self->arrived = arrived;
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
