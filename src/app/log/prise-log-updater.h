// SPDX-License-Identifier: GPL-3.0-or-later
/* What keeps a log's rows up to date while it is shown. */
#pragma once

#include <gtk/gtk.h>

#include "prise-journal-model.h"

G_BEGIN_DECLS

/**
 * PriseLogUpdater::synced:
 * @self: what emits it
 * @has_news: whether rows changed
 *
 * Emitted when the model was brought up to date.
 */

#define PRISE_TYPE_LOG_UPDATER (prise_log_updater_get_type ())
G_DECLARE_FINAL_TYPE (PriseLogUpdater, prise_log_updater, PRISE, LOG_UPDATER, GObject)

PriseLogUpdater *prise_log_updater_new (PriseJournal *journal, GtkWidget *widget);
PriseJournal *prise_log_updater_get_journal (PriseLogUpdater *self);
PriseJournalModel *prise_log_updater_get_model (PriseLogUpdater *self);
void prise_log_updater_start (PriseLogUpdater *self);
void prise_log_updater_stop (PriseLogUpdater *self);
void prise_log_updater_sync (PriseLogUpdater *self);
gint64 prise_log_updater_get_first_time (PriseLogUpdater *self);
gint64 prise_log_updater_get_time_before (PriseLogUpdater *self, guint row);

G_END_DECLS
