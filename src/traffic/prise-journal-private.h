// SPDX-License-Identifier: GPL-3.0-or-later
/* The inside of PriseJournal, shared by the files that implement it: prise-journal.c (the writer),
 * prise-journal-reader.c and prise-journal-watch.c. */
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "prise-journal.h"
#include "prise-peer-table.h"
#include "prise-segment.h"

G_BEGIN_DECLS

/**
 * PriseRecord:
 * @place: where the bytes stand: the segment's sequence number and the offset in it
 * @size: at most a segment's
 * @code: a #PriseErrorCode
 *
 * An entry as the journal keeps it: 32 bytes.
 */
typedef struct {
  gint64 wall_time;
  gint64 monotonic_time;
  guint64 place;
  guint32 size : 24;
  guint32 code : 8;
  guint32 kind : 3;
  guint32 is_truncated : 1;
  guint32 peer : 28;
} PriseRecord;

G_STATIC_ASSERT (sizeof (PriseRecord) == 32);

#define PRISE_JOURNAL_CHUNK_RECORDS 8192
#define PRISE_JOURNAL_PLACE_BITS    22
#define PRISE_JOURNAL_MAX_SEGMENT   ((gsize) 1 << PRISE_JOURNAL_PLACE_BITS)

/* Written by the writer alone, read by anyone, each by itself. */
typedef struct {
  _Atomic guint64 payload_bytes;
  _Atomic guint64 dropped_entries;
  _Atomic guint64 dropped_bytes;
  _Atomic guint64 received_entries;
  _Atomic guint64 received_bytes;
  _Atomic guint64 sent_entries;
  _Atomic guint64 sent_bytes;
} PriseJournalTallies;

struct _PriseJournal {
  GObject parent_instance;

  /* The writer's */
  PriseRecord *chunk;
  PriseSegment *segment;
  PriseSegment *spare;
  gpointer spare_chunk;

  /* Any thread's */
  _Atomic guint64 budget;
  _Atomic guint64 end;
  _Atomic guint64 cleared_to;
  _Atomic guint armed_watches;
  PriseJournalTallies tallies;

  /* Under the lock; only the writer changes these, so that it may read them without. The lock is
   * one of pthread's because ThreadSanitizer can't see through GMutex. */
  pthread_mutex_t lock;
  guint64 first;
  GPtrArray *chunks;
  guint64 first_chunk;
  GPtrArray *segments;
  guint64 first_segment;
  PrisePeerTable *peers;
  GList *watches;
};

void prise_journal_wake_watches (PriseJournal *self);

G_END_DECLS
