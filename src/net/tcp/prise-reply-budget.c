// SPDX-License-Identifier: GPL-3.0-or-later
/* What all replies of a server may take while they wait. In its first half every client may have
 * replies waiting, up to its high-water mark. In the second nothing more is read of those who don't
 * read; who comes new is read in small pieces. The I/O thread. */
#include "config.h"

#include "prise-reply-budget.h"

#include "prise-responder.h"

/* Each holds a segment of the journal, which is a sixteenth of its budget at most. */
#define MAX_BORROWED 4

static guint64
get_limit (const PriseReplyBudget *self)
{
  return MAX (prise_journal_get_budget (self->journal) / 4, PRISE_RESPONDER_MAX_REPLY);
}

/**
 * prise_reply_budget_is_tight:
 *
 * Returns: whether so much waits that nothing more is to be read of clients whose replies wait
 */
gboolean
prise_reply_budget_is_tight (const PriseReplyBudget *self)
{
  return self->waiting > 0 && self->waiting > get_limit (self) / 2;
}

/**
 * prise_reply_budget_has_room:
 * @size: of a reply, in bytes
 *
 * Returns: whether the reply may wait
 */
gboolean
prise_reply_budget_has_room (const PriseReplyBudget *self, gsize size)
{
  return size <= PRISE_REPLY_OVERDRAFT || self->waiting + size <= get_limit (self);
}

/**
 * prise_reply_budget_can_lend:
 *
 * Returns: whether one more reply may refer to where its message lies in the journal, which can't
 *   give up that segment then; else it is to be copied
 */
gboolean
prise_reply_budget_can_lend (const PriseReplyBudget *self)
{
  return self->n_borrowed < MAX_BORROWED;
}
