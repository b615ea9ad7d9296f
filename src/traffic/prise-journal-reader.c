// SPDX-License-Identifier: GPL-3.0-or-later
/* A journal's readers' side: any thread. A reader holds the lock for the copy of one record. */
#include "config.h"

#include "prise-journal-private.h"

static guint64
get_first_locked (PriseJournal *self)
{
  return MAX (self->first, atomic_load (&self->cleared_to));
}

/**
 * prise_journal_get_first:
 *
 * Returns: the position of the oldest entry that is kept; prise_journal_get_end() if there is none
 */
guint64
prise_journal_get_first (PriseJournal *self)
{
  guint64 first;

  g_return_val_if_fail (PRISE_IS_JOURNAL (self), 0);

  pthread_mutex_lock (&self->lock);
  first = get_first_locked (self);
  pthread_mutex_unlock (&self->lock);

  return first;
}

/**
 * prise_journal_get_end:
 *
 * Returns: one past the newest entry's position, which is how many there were in all
 */
guint64
prise_journal_get_end (PriseJournal *self)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL (self), 0);

  return atomic_load (&self->end);
}

static void
read_record (PriseJournal *self, const PriseRecord *record, PriseEntry *entry)
{
  entry->kind = record->kind;
  entry->is_truncated = record->is_truncated;
  entry->code = record->code;
  entry->wall_time = record->wall_time;
  entry->monotonic_time = record->monotonic_time;
  entry->size = record->size;
  entry->peer = prise_peer_table_dup_name (self->peers, record->peer);

  if (record->size > 0) {
    guint64 sequence = record->place >> PRISE_JOURNAL_PLACE_BITS;
    PriseSegment *segment = g_ptr_array_index (self->segments, sequence - self->first_segment);

    entry->data = segment->data + record->place % PRISE_JOURNAL_MAX_SEGMENT;
    entry->bytes_owner = prise_segment_ref (segment);
  }
}

/**
 * prise_journal_read:
 * @position: which entry
 * @entry: (out caller-allocates): the entry, for prise_entry_clear(); cleared if there is none
 *
 * Returns: whether the journal has that entry: not before it came, nor after it was dropped
 */
gboolean
prise_journal_read (PriseJournal *self, guint64 position, PriseEntry *entry)
{
  gboolean is_kept;

  g_return_val_if_fail (PRISE_IS_JOURNAL (self), FALSE);

  *entry = (PriseEntry){ .position = position };

  pthread_mutex_lock (&self->lock);
  is_kept = position >= get_first_locked (self) && position < atomic_load (&self->end);
  if (is_kept) {
    guint64 index = position / PRISE_JOURNAL_CHUNK_RECORDS - self->first_chunk;
    const PriseRecord *chunk = g_ptr_array_index (self->chunks, index);

    read_record (self, &chunk[position % PRISE_JOURNAL_CHUNK_RECORDS], entry);
  }
  pthread_mutex_unlock (&self->lock);

  return is_kept;
}

/**
 * prise_journal_get_counters:
 * @counters: (out caller-allocates): what went through it
 */
void
prise_journal_get_counters (PriseJournal *self, PriseJournalCounters *counters)
{
  PriseJournalTallies *tallies = &self->tallies;

  g_return_if_fail (PRISE_IS_JOURNAL (self));

  *counters = (PriseJournalCounters){
    .dropped_entries = atomic_load_explicit (&tallies->dropped_entries, memory_order_relaxed),
    .dropped_bytes = atomic_load_explicit (&tallies->dropped_bytes, memory_order_relaxed),
    .received_entries = atomic_load_explicit (&tallies->received_entries, memory_order_relaxed),
    .received_bytes = atomic_load_explicit (&tallies->received_bytes, memory_order_relaxed),
    .sent_entries = atomic_load_explicit (&tallies->sent_entries, memory_order_relaxed),
    .sent_bytes = atomic_load_explicit (&tallies->sent_bytes, memory_order_relaxed),
  };

  pthread_mutex_lock (&self->lock);
  counters->kept_bytes = atomic_load_explicit (&tallies->payload_bytes, memory_order_relaxed) +
                         (atomic_load (&self->end) - self->first) * sizeof (PriseRecord) +
                         prise_peer_table_get_size (self->peers);
  pthread_mutex_unlock (&self->lock);
}

/**
 * prise_journal_clear:
 *
 * Hides all entries there are from readers, at once. The writer gives their memory back when it
 * next begins a chunk or segment, or in prise_journal_reclaim().
 */
void
prise_journal_clear (PriseJournal *self)
{
  g_return_if_fail (PRISE_IS_JOURNAL (self));

  atomic_store (&self->cleared_to, atomic_load (&self->end));
}
