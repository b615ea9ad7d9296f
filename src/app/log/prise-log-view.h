// SPDX-License-Identifier: GPL-3.0-or-later
/* The log: the rows of a journal, followed or read. */
#pragma once

#include <gtk/gtk.h>

#include "prise-format.h"
#include "prise-journal-model.h"
#include "prise-range-selection.h"

G_BEGIN_DECLS

/**
 * PriseLogView:
 *
 * Its actions are `log.copy`, `log.copy-hex`, `log.reply-to`, `log.select-all`, `log.select-none`
 * and `log.menu`.
 */

/**
 * PriseLogView:filter:
 *
 * Which entries are shown; %NULL for all.
 */

/**
 * PriseLogView:follow:
 *
 * Whether it stays at the end. Scrolling switches it, too.
 */

/**
 * PriseLogView:hex:
 *
 * Whether what was sent and received is shown in hexadecimal.
 */

/**
 * PriseLogView:empty-title:
 *
 * What an empty log says.
 */

/**
 * PriseLogView:empty-description:
 *
 * What an empty log says below its title.
 */

/**
 * PriseLogView:model:
 *
 * The rows; %NULL without a journal.
 */

/**
 * PriseLogView:selection:
 *
 * Which rows are selected; %NULL without a journal.
 */

#define PRISE_TYPE_LOG_VIEW (prise_log_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseLogView, prise_log_view, PRISE, LOG_VIEW, GtkWidget)

PriseJournal *prise_log_view_get_journal (PriseLogView *self);
void prise_log_view_set_journal (PriseLogView *self, PriseJournal *journal);
PriseFilter *prise_log_view_get_filter (PriseLogView *self);
void prise_log_view_set_filter (PriseLogView *self, PriseFilter *filter);
gboolean prise_log_view_get_follow (PriseLogView *self);
void prise_log_view_set_follow (PriseLogView *self, gboolean follow);
PriseTimeFormat prise_log_view_get_time_format (PriseLogView *self);
void prise_log_view_set_time_format (PriseLogView *self, PriseTimeFormat format);
PriseJournalModel *prise_log_view_get_model (PriseLogView *self);
PriseRangeSelection *prise_log_view_get_selection (PriseLogView *self);
void prise_log_view_sync (PriseLogView *self);
void prise_log_view_show_row (PriseLogView *self, guint row);

G_END_DECLS
