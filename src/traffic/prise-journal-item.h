// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseJournalItem:
 *
 * One entry as an object, for list widgets: made when a row asks for it, and gone with the row.
 */
#pragma once

#include "prise-journal.h"

G_BEGIN_DECLS

#define PRISE_TYPE_JOURNAL_ITEM (prise_journal_item_get_type ())
G_DECLARE_FINAL_TYPE (PriseJournalItem, prise_journal_item, PRISE, JOURNAL_ITEM, GObject)

PriseJournalItem *prise_journal_item_new (PriseJournal *journal, guint64 position);
const PriseEntry *prise_journal_item_get_entry (PriseJournalItem *self);
gboolean prise_journal_item_is_kept (PriseJournalItem *self);

G_END_DECLS
