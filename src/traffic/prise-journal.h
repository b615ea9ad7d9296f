// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseJournal:
 *
 * The record of one endpoint: append-only, bounded, with stable positions.
 *
 * One thread writes (the I/O thread), any number read without ever blocking it for long: the writer
 * takes the lock only when a chunk or segment is added or dropped.
 */
#pragma once

#include <gio/gio.h>

#include "prise-entry.h"
#include "prise-stamp.h"

G_BEGIN_DECLS

#define PRISE_TYPE_JOURNAL (prise_journal_get_type ())
G_DECLARE_FINAL_TYPE (PriseJournal, prise_journal, PRISE, JOURNAL, GObject)

/* 256 MiB, payload and records together. */
#define PRISE_JOURNAL_DEFAULT_BUDGET ((guint64) 256 * 1024 * 1024)

/* The peer of entries that concern none. */
#define PRISE_JOURNAL_NO_PEER 0u

/* prise_journal_reserve() offers at least this many bytes. */
#define PRISE_JOURNAL_MIN_RESERVE (64 * 1024)

/**
 * PriseJournalCounters:
 * @kept_bytes: payload and records now held
 * @dropped_entries: entries that the budget pushed out
 * @dropped_bytes: their traffic bytes
 * @received_bytes: in all since the journal was made; likewise the others
 */
typedef struct {
  guint64 kept_bytes;
  guint64 dropped_entries;
  guint64 dropped_bytes;
  guint64 received_entries;
  guint64 received_bytes;
  guint64 sent_entries;
  guint64 sent_bytes;
} PriseJournalCounters;

typedef struct _PriseJournalWatch PriseJournalWatch;
typedef void (*PriseJournalGrewFunc) (PriseJournal *journal, gpointer user_data);

PriseJournal *prise_journal_new (guint64 budget);
guint64 prise_journal_get_budget (PriseJournal *self);
void prise_journal_set_budget (PriseJournal *self, guint64 budget);

/* The writer's side: one thread. */
guint prise_journal_add_peer (PriseJournal *self, const char *name);
void prise_journal_release_peer (PriseJournal *self, guint peer);
gpointer prise_journal_reserve (PriseJournal *self, gsize *size);
GBytes *prise_journal_commit (PriseJournal *self, guint peer, gsize size, gboolean want_bytes);
void prise_journal_append (PriseJournal *self,
                           PriseEntryKind kind,
                           guint peer,
                           gconstpointer data,
                           gsize size);
void prise_journal_append_stamped (PriseJournal *self,
                                   PriseEntryKind kind,
                                   guint peer,
                                   gconstpointer data,
                                   gsize size,
                                   const PriseStamp *stamp);
void prise_journal_append_datagram (PriseJournal *self,
                                    guint peer,
                                    gconstpointer data,
                                    gsize size,
                                    gboolean is_truncated,
                                    const PriseStamp *stamp);
void prise_journal_append_sentence (PriseJournal *self,
                                    PriseEntryKind kind,
                                    guint peer,
                                    const char *sentence);
void prise_journal_append_text (PriseJournal *self,
                                PriseEntryKind kind,
                                guint peer,
                                const char *format,
                                ...) G_GNUC_PRINTF (4, 5);
void prise_journal_append_error (PriseJournal *self,
                                 guint peer,
                                 PriseErrorCode code,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (4, 5);
void prise_journal_reclaim (PriseJournal *self);

/* The readers' side: any thread. */
guint64 prise_journal_get_first (PriseJournal *self);
guint64 prise_journal_get_end (PriseJournal *self);
gboolean prise_journal_read (PriseJournal *self, guint64 position, PriseEntry *entry);
void prise_journal_get_counters (PriseJournal *self, PriseJournalCounters *counters);
void prise_journal_clear (PriseJournal *self);

PriseJournalWatch *prise_journal_watch_new (PriseJournal *journal,
                                            GMainContext *context,
                                            guint rest,
                                            PriseJournalGrewFunc func,
                                            gpointer user_data);
void prise_journal_watch_arm (PriseJournalWatch *watch, guint64 seen);
void prise_journal_watch_free (PriseJournalWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseJournalWatch, prise_journal_watch_free)

G_END_DECLS
