// SPDX-License-Identifier: GPL-3.0-or-later
/* What all replies of a server may take while they wait for clients that don't read. A value, with
 * functions on it; the I/O thread. */
#pragma once

#include "prise-journal.h"

G_BEGIN_DECLS

/* A reply that is no larger is always taken: so a client that reads gets its replies whatever the
 * others do, and little is read of each while the budget is tight. */
#define PRISE_REPLY_OVERDRAFT ((gsize) 16 * 1024)

/**
 * PriseReplyBudget:
 * @journal: a quarter of whose budget it is
 * @waiting: how many bytes of replies wait
 * @n_borrowed: how many replies that wait hold on to a segment of the journal
 *
 * Embed it zeroed, but for @journal.
 */
typedef struct {
  PriseJournal *journal;
  gsize waiting;
  guint n_borrowed;
} PriseReplyBudget;

gboolean prise_reply_budget_is_tight (const PriseReplyBudget *self);
gboolean prise_reply_budget_has_room (const PriseReplyBudget *self, gsize size);
gboolean prise_reply_budget_can_lend (const PriseReplyBudget *self);

G_END_DECLS
