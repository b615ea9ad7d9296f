// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseJournalModel:
 *
 * A journal, or the entries of it that match a filter, as a GListModel of PriseJournalItem.
 */
#pragma once

#include "prise-filter.h"
#include "prise-journal-item.h"

G_BEGIN_DECLS

/**
 * PriseJournalModel:filter:
 *
 * Which entries are rows; %NULL: all.
 */

/**
 * PriseJournalModel:filtering:
 *
 * Whether entries are still to be looked at.
 */

/**
 * PriseJournalModel:n-items:
 *
 * Notified by each change.
 */

#define PRISE_TYPE_JOURNAL_MODEL (prise_journal_model_get_type ())
G_DECLARE_FINAL_TYPE (PriseJournalModel, prise_journal_model, PRISE, JOURNAL_MODEL, GObject)

/* What one prise_journal_model_sync() may spend on filtering, in µs. */
#define PRISE_JOURNAL_MODEL_FILTER_TIME 4000

PriseJournalModel *prise_journal_model_new (PriseJournal *journal);
PriseJournal *prise_journal_model_get_journal (PriseJournalModel *self);
PriseFilter *prise_journal_model_get_filter (PriseJournalModel *self);
void prise_journal_model_set_filter (PriseJournalModel *self, PriseFilter *filter);
void prise_journal_model_set_step (PriseJournalModel *self, guint step);
gboolean prise_journal_model_get_filtering (PriseJournalModel *self);
double prise_journal_model_get_progress (PriseJournalModel *self);
gboolean prise_journal_model_sync (PriseJournalModel *self);
guint64 prise_journal_model_get_end (PriseJournalModel *self);
guint64 prise_journal_model_get_position (PriseJournalModel *self, guint index);

G_END_DECLS
