// SPDX-License-Identifier: GPL-3.0-or-later
/* Writes entries of a journal to a file or a stream. The object is what is to be written and
 * belongs to the thread that made it; each write takes a copy of that to a thread of its own, reads
 * the journal there, and states what it no longer found. */
#include "config.h"

#include "prise-exporter.h"

#include "prise-json-lines.h"
#include "prise-new-file.h"

/* Written at once. */
#define BUFFER_SIZE (256 * 1024)

typedef struct {
  guint64 first;
  guint64 end;
} Range;

struct _PriseExporter {
  GObject parent_instance;

  PriseJournal *journal;
  const PriseExportFormat *format;
  PriseFilter *filter;
  GArray *ranges; /* Range; none: all there is */
  guint64 max_size;
};

G_DEFINE_FINAL_TYPE (PriseExporter, prise_exporter, G_TYPE_OBJECT)

/* One write: settings, and where it stands. */
typedef struct {
  PriseJournal *journal;
  const PriseExportFormat *format;
  PriseFilter *filter;
  GArray *ranges;
  guint64 max_size;

  GFile *file; /* NULL: @stream is given */
  GOutputStream *stream;

  GString *buffer;
  guint64 size;
  PriseExportSummary summary;
} Export;

static void
write_received_bytes (const PriseEntry *entry, GString *string)
{
  if (entry->kind == PRISE_ENTRY_RECEIVED)
    g_string_append_len (string, (const char *) entry->data, entry->size);
}

/* One JSON object a line, as prise-cli prints them. */
const PriseExportFormat prise_export_json_lines = {
  .write_entry = prise_json_append_entry,
  .write_dropped = prise_json_append_dropped,
};

/* The bytes that came, and nothing else. */
const PriseExportFormat prise_export_received_bytes = { .write_entry = write_received_bytes };

static void
export_free (Export *export)
{
  g_object_unref (export->journal);
  g_clear_pointer (&export->filter, prise_filter_unref);
  g_array_unref (export->ranges);
  g_clear_object (&export->file);
  g_clear_object (&export->stream);
  g_string_free (export->buffer, TRUE);
  g_free (export);
}

static Export *
export_new (PriseExporter *self)
{
  Export *export = g_new0 (Export, 1);

  export->journal = g_object_ref (self->journal);
  export->format = self->format;
  export->filter = self->filter != NULL ? prise_filter_ref (self->filter) : NULL;
  export->ranges = g_array_copy (self->ranges);
  export->max_size = self->max_size;
  export->buffer = g_string_sized_new (BUFFER_SIZE);

  return export;
}

static gboolean
flush (Export *export, GCancellable *cancellable, GError **error)
{
  gboolean is_written = g_output_stream_write_all (export->stream, export->buffer->str,
                                                   export->buffer->len, NULL, cancellable, error);

  export->size += export->buffer->len;
  g_string_truncate (export->buffer, 0);

  return is_written;
}

static void
state_dropped (Export *export, guint64 n_entries)
{
  if (n_entries == 0)
    return;

  export->summary.n_dropped += n_entries;
  if (export->format->write_dropped != NULL)
    export->format->write_dropped (n_entries, export->buffer);
}

/* Whether it fits: an entry is written whole or not at all. */
static gboolean
write_entry (Export *export, const PriseEntry *entry)
{
  gsize old_length = export->buffer->len;

  if (export->filter != NULL && !prise_filter_matches (export->filter, entry))
    return TRUE;

  export->format->write_entry (entry, export->buffer);
  if (export->size + export->buffer->len > export->max_size) {
    g_string_truncate (export->buffer, old_length);
    export->summary.is_truncated = TRUE;
    return FALSE;
  }
  if (export->buffer->len > old_length)
    export->summary.n_entries++;

  return TRUE;
}

static gboolean
write_range (Export *export, Range range, GCancellable *cancellable, GError **error)
{
  guint64 position = range.first;

  while (position < range.end && !export->summary.is_truncated) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    if (prise_journal_read (export->journal, position, &entry)) {
      write_entry (export, &entry);
      position++;
    } else {
      guint64 kept = CLAMP (prise_journal_get_first (export->journal), position + 1, range.end);

      state_dropped (export, kept - position);
      position = kept;
    }

    if (export->buffer->len >= BUFFER_SIZE && !flush (export, cancellable, error))
      return FALSE;
  }

  return TRUE;
}

/* All that there is now, and how much of it is no longer kept. */
static Range
get_whole_range (Export *export)
{
  PriseJournalCounters counters;
  Range range;

  prise_journal_get_counters (export->journal, &counters);
  range.first = prise_journal_get_first (export->journal);
  range.end = prise_journal_get_end (export->journal);
  state_dropped (export, counters.dropped_entries);

  return range;
}

static gboolean
write_all (Export *export, GCancellable *cancellable, GError **error)
{
  if (export->ranges->len == 0)
    return write_range (export, get_whole_range (export), cancellable, error) &&
           flush (export, cancellable, error);

  for (guint i = 0; i < export->ranges->len; i++) {
    if (!write_range (export, g_array_index (export->ranges, Range, i), cancellable, error))
      return FALSE;
  }

  return flush (export, cancellable, error);
}

static gboolean
write_file (Export *export, GCancellable *cancellable, GError **error)
{
  PriseNewFile file;

  if (!prise_new_file_begin (&file, export->file, G_FILE_CREATE_NONE, cancellable, error))
    return FALSE;

  g_set_object (&export->stream, file.stream);
  if (!write_all (export, cancellable, error)) {
    prise_new_file_abandon (&file);
    return FALSE;
  }

  return prise_new_file_finish (&file, cancellable, error);
}

static void
run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  GError *error = NULL;
  gboolean is_done = export->file != NULL ? write_file (export, cancellable, &error)
                                          : write_all (export, cancellable, &error);

  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (PriseExporter *self,
       Export *export,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_name (task, "[prise] export");
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_run_in_thread (task, run);
}

static void
prise_exporter_finalize (GObject *object)
{
  PriseExporter *self = PRISE_EXPORTER (object);

  g_clear_object (&self->journal);
  g_clear_pointer (&self->filter, prise_filter_unref);
  g_array_unref (self->ranges);

  G_OBJECT_CLASS (prise_exporter_parent_class)->finalize (object);
}

static void
prise_exporter_class_init (PriseExporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_exporter_finalize;
}

static void
prise_exporter_init (PriseExporter *self)
{
  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  self->max_size = G_MAXUINT64;
}

/**
 * prise_exporter_new:
 * @journal: where the entries stand
 * @format: how they are written; static
 *
 * Returns: (transfer full): an exporter of all that @journal has when the writing begins
 */
PriseExporter *
prise_exporter_new (PriseJournal *journal, const PriseExportFormat *format)
{
  PriseExporter *self = g_object_new (PRISE_TYPE_EXPORTER, NULL);

  self->journal = g_object_ref (journal);
  self->format = format;

  return self;
}

/**
 * prise_exporter_set_filter:
 * @filter: (nullable): which entries to write
 */
void
prise_exporter_set_filter (PriseExporter *self, PriseFilter *filter)
{
  g_return_if_fail (PRISE_IS_EXPORTER (self));

  g_clear_pointer (&self->filter, prise_filter_unref);
  self->filter = filter != NULL ? prise_filter_ref (filter) : NULL;
}

/**
 * prise_exporter_add_range:
 * @first: a position
 * @end: one past the last position
 *
 * Writes these entries, and no longer all. Ranges are written in the order in which they were
 * added.
 */
void
prise_exporter_add_range (PriseExporter *self, guint64 first, guint64 end)
{
  Range range = { first, end };

  g_return_if_fail (PRISE_IS_EXPORTER (self));

  g_array_append_val (self->ranges, range);
}

/**
 * prise_exporter_set_max_size:
 * @max_size: at most so many bytes are written
 */
void
prise_exporter_set_max_size (PriseExporter *self, guint64 max_size)
{
  g_return_if_fail (PRISE_IS_EXPORTER (self));

  self->max_size = max_size;
}

/**
 * prise_exporter_write_async:
 * @stream: written to from another thread, and not closed
 * @cancellable: (nullable): to end early
 * @callback: called on this thread's default context
 */
void
prise_exporter_write_async (PriseExporter *self,
                            GOutputStream *stream,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Export *export;

  g_return_if_fail (PRISE_IS_EXPORTER (self));
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  export = export_new (self);
  export->stream = g_object_ref (stream);
  start (self, export, cancellable, callback, user_data);
}

/**
 * prise_exporter_write_file_async:
 * @file: replaced when all is written; as it was if that fails or is cancelled
 * @cancellable: (nullable): to end early
 * @callback: called on this thread's default context
 */
void
prise_exporter_write_file_async (PriseExporter *self,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Export *export;

  g_return_if_fail (PRISE_IS_EXPORTER (self));
  g_return_if_fail (G_IS_FILE (file));

  export = export_new (self);
  export->file = g_object_ref (file);
  start (self, export, cancellable, callback, user_data);
}

/**
 * prise_exporter_write_finish:
 * @summary: (out caller-allocates) (optional): what was written
 * @error: a #GIOError
 *
 * Returns: whether all was written
 */
gboolean
prise_exporter_write_finish (PriseExporter *self,
                             GAsyncResult *result,
                             PriseExportSummary *summary,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (summary != NULL)
    *summary = ((Export *) g_task_get_task_data (G_TASK (result)))->summary;

  return g_task_propagate_boolean (G_TASK (result), error);
}
