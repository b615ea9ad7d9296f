// SPDX-License-Identifier: GPL-3.0-or-later
/* What keeps a log's rows up to date while it is shown. */
#pragma once

#include <gtk/gtk.h>

#include "prise-journal-model.h"

G_BEGIN_DECLS

/* Signal: synced (gboolean has_news): the model was brought up to date. */
#define PRISE_TYPE_LOG_FEED (prise_log_feed_get_type ())
G_DECLARE_FINAL_TYPE (PriseLogFeed, prise_log_feed, PRISE, LOG_FEED, GObject)

PriseLogFeed *prise_log_feed_new (PriseJournal *journal, GtkWidget *widget);
PriseJournal *prise_log_feed_get_journal (PriseLogFeed *self);
PriseJournalModel *prise_log_feed_get_model (PriseLogFeed *self);
void prise_log_feed_start (PriseLogFeed *self);
void prise_log_feed_stop (PriseLogFeed *self);
void prise_log_feed_sync (PriseLogFeed *self);
gint64 prise_log_feed_get_first_time (PriseLogFeed *self);
gint64 prise_log_feed_get_time_before (PriseLogFeed *self, guint row);

G_END_DECLS
