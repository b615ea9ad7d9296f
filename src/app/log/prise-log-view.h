// SPDX-License-Identifier: GPL-3.0-or-later
/* The log: the rows of a journal, followed or read. */
#pragma once

#include <gtk/gtk.h>

#include "prise-format.h"
#include "prise-journal-model.h"
#include "prise-range-selection.h"

G_BEGIN_DECLS

/* Properties:
 *   journal (PriseJournal, nullable), filter (PriseFilter, nullable),
 *   follow (boolean: stay at the end; scrolling switches it),
 *   time-format (PriseTimeFormat),
 *   empty-title, empty-description (string: what an empty log says),
 *   model (PriseJournalModel, read, nullable), selection (PriseRangeSelection, read, nullable)
 * Actions: log.copy, log.reply-to, log.select-all, log.select-none, log.menu. */
#define PRISE_TYPE_LOG_VIEW (prise_log_view_get_type ())
G_DECLARE_FINAL_TYPE (PriseLogView, prise_log_view, PRISE, LOG_VIEW, GtkWidget)

GtkWidget *prise_log_view_new (void);
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

G_END_DECLS
