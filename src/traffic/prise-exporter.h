// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseExporter:
 *
 * Writes entries of a journal to a file or a stream, in a thread of its own.
 */
#pragma once

#include "prise-filter.h"
#include "prise-journal.h"

G_BEGIN_DECLS

/**
 * PriseExportFormat:
 * @write_entry: appends an entry, or nothing
 * @write_dropped: (nullable): appends a statement that @n_entries entries are missing here
 *
 * How entries are written. Both are called on a thread of the export.
 */
typedef struct {
  void (*write_entry) (const PriseEntry *entry, GString *string);
  void (*write_dropped) (guint64 n_entries, GString *string);
} PriseExportFormat;

extern const PriseExportFormat prise_export_json_lines;
extern const PriseExportFormat prise_export_received_bytes;

/**
 * PriseExportSummary:
 * @n_entries: how many were written
 * @n_dropped: how many were asked for and are no longer kept
 * @is_truncated: whether there was more than the limit
 */
typedef struct {
  guint64 n_entries;
  guint64 n_dropped;
  gboolean is_truncated;
} PriseExportSummary;

#define PRISE_TYPE_EXPORTER (prise_exporter_get_type ())
G_DECLARE_FINAL_TYPE (PriseExporter, prise_exporter, PRISE, EXPORTER, GObject)

PriseExporter *prise_exporter_new (PriseJournal *journal, const PriseExportFormat *format);
void prise_exporter_set_filter (PriseExporter *self, PriseFilter *filter);
void prise_exporter_add_range (PriseExporter *self, guint64 first, guint64 end);
void prise_exporter_set_max_size (PriseExporter *self, guint64 max_size);

void prise_exporter_write_async (PriseExporter *self,
                                 GOutputStream *stream,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void prise_exporter_write_file_async (PriseExporter *self,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean prise_exporter_write_finish (PriseExporter *self,
                                      GAsyncResult *result,
                                      PriseExportSummary *summary,
                                      GError **error);

G_END_DECLS
