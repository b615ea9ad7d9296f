// SPDX-License-Identifier: GPL-3.0-or-later
/* One entry as an object, for list widgets. It holds a copy of the entry, so that what a row shows
 * stays readable when the journal drops it. Any thread. */
#include "config.h"

#include "prise-journal-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PriseJournalItem {
  GObject parent_instance;

  PriseEntry entry;
  gboolean is_kept;
};

G_DEFINE_FINAL_TYPE (PriseJournalItem, prise_journal_item, G_TYPE_OBJECT)

static void
prise_journal_item_finalize (GObject *object)
{
  PriseJournalItem *self = PRISE_JOURNAL_ITEM (object);

  prise_entry_clear (&self->entry);

  G_OBJECT_CLASS (prise_journal_item_parent_class)->finalize (object);
}

static void
prise_journal_item_class_init (PriseJournalItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_journal_item_finalize;
}

static void
prise_journal_item_init (PriseJournalItem *self)
{
}

/**
 * prise_journal_item_new:
 * @journal: where the entry stands
 * @position: its place
 *
 * Reads the entry now. If the journal has dropped it, the item is a note that says so, without a
 * time or a peer.
 *
 * Returns: (transfer full): an item
 */
PriseJournalItem *
prise_journal_item_new (PriseJournal *journal, guint64 position)
{
  PriseJournalItem *self = g_object_new (PRISE_TYPE_JOURNAL_ITEM, NULL);

  self->is_kept = prise_journal_read (journal, position, &self->entry);
  if (!self->is_kept) {
    const char *sentence = _ ("This entry is no longer kept");

    self->entry.kind = PRISE_ENTRY_NOTE;
    self->entry.data = (const guint8 *) sentence;
    self->entry.size = strlen (sentence);
  }

  return self;
}

const PriseEntry *
prise_journal_item_get_entry (PriseJournalItem *self)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL_ITEM (self), NULL);

  return &self->entry;
}

/**
 * prise_journal_item_is_kept:
 *
 * Returns: whether the journal still had the entry when the item was made
 */
gboolean
prise_journal_item_is_kept (PriseJournalItem *self)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL_ITEM (self), FALSE);

  return self->is_kept;
}
