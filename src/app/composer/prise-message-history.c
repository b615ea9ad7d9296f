// SPDX-License-Identifier: GPL-3.0-or-later
/* The messages sent before, oldest first, and the draft that was left to look at them: going
 * forward past the newest gives the draft back. Bounded. Plain data, one thread. */
#include "config.h"

#include "prise-message-history.h"

struct _PriseMessageHistory {
  GPtrArray *items;
  PriseMessageHistoryItem *draft;
  guint position; /* items->len: not recalling */
};

static PriseMessageHistoryItem *
item_new (const char *text, PriseMessageFormat format)
{
  PriseMessageHistoryItem *item = g_new0 (PriseMessageHistoryItem, 1);

  item->text = g_strdup (text);
  item->format = format;
  return item;
}

static void
item_free (gpointer data)
{
  PriseMessageHistoryItem *item = data;

  g_free (item->text);
  g_free (item);
}

static gboolean
item_is (const PriseMessageHistoryItem *item, const char *text, PriseMessageFormat format)
{
  return item->format == format && g_str_equal (item->text, text);
}

PriseMessageHistory *
prise_message_history_new (void)
{
  PriseMessageHistory *self = g_new0 (PriseMessageHistory, 1);

  self->items = g_ptr_array_new_with_free_func (item_free);
  return self;
}

void
prise_message_history_free (PriseMessageHistory *self)
{
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->draft, item_free);
  g_free (self);
}

/**
 * prise_message_history_add:
 * @text: a message that was sent
 * @format: its format
 *
 * Remembers it as the newest, unless it is the newest already or too long. The oldest goes when
 * there are too many.
 */
void
prise_message_history_add (PriseMessageHistory *self, const char *text, PriseMessageFormat format)
{
  const PriseMessageHistoryItem *newest = NULL;

  if (self->items->len > 0)
    newest = g_ptr_array_index (self->items, self->items->len - 1);

  if (*text != '\0' && strlen (text) <= PRISE_MESSAGE_HISTORY_MAX_SIZE &&
      (newest == NULL || !item_is (newest, text, format)))
    g_ptr_array_add (self->items, item_new (text, format));
  if (self->items->len > PRISE_MESSAGE_HISTORY_MAX_LENGTH)
    g_ptr_array_remove_index (self->items, 0);

  self->position = self->items->len;
}

static void
keep_draft (PriseMessageHistory *self, const char *text, PriseMessageFormat format)
{
  g_clear_pointer (&self->draft, item_free);
  self->draft = item_new (text, format);
}

/**
 * prise_message_history_back:
 * @text: what stands in the field now
 * @format: its format
 *
 * Goes to the message before. The first step keeps @text as the draft, and passes over a message
 * that is the same as what stands there already.
 *
 * Returns: (transfer none) (nullable): the message; %NULL at the oldest
 */
const PriseMessageHistoryItem *
prise_message_history_back (PriseMessageHistory *self, const char *text, PriseMessageFormat format)
{
  guint position = self->position;

  if (position == self->items->len)
    keep_draft (self, text, format);

  while (position > 0) {
    const PriseMessageHistoryItem *item = g_ptr_array_index (self->items, --position);

    if (!item_is (item, text, format)) {
      self->position = position;
      return item;
    }
  }

  return NULL;
}

/**
 * prise_message_history_forward:
 *
 * Returns: (transfer none) (nullable): the message after, at last the draft; %NULL after that
 */
const PriseMessageHistoryItem *
prise_message_history_forward (PriseMessageHistory *self)
{
  if (self->position >= self->items->len)
    return NULL;

  self->position++;
  if (self->position < self->items->len)
    return g_ptr_array_index (self->items, self->position);

  return self->draft;
}
