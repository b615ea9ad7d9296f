// SPDX-License-Identifier: GPL-3.0-or-later
/* Asking for a file and writing the log's entries to it, in a thread; a toast says how it ended.
 * Main thread. */
#include "config.h"

#include <inttypes.h>

#include "prise-log-export.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "prise-log-actions.h"
#include "prise-log-export-text.h"
#include "prise-save-dialog.h"
#include "prise-toast.h"

typedef struct {
  const char *name;
  const char *suffix;
  const PriseExportFormat *format;
} Choice;

static const Choice choices[] = {
  { "text", "txt", &prise_export_text },
  { "json-lines", "jsonl", &prise_export_json_lines },
  { "received-bytes", "bin", &prise_export_received_bytes },
};

/* From the question to the toast. */
typedef struct {
  PriseLogView *log;
  PriseExporter *exporter;
  GFile *file;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->log);
  g_clear_object (&export->exporter);
  g_clear_object (&export->file);
  g_free (export);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static Export *
export_new (PriseLogView *log, const Choice *choice)
{
  Export *export = g_new0 (Export, 1);

  export->log = g_object_ref (log);
  export->exporter = prise_log_actions_new_exporter (log, choice->format);

  return export;
}

static const Choice *
find_choice (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    if (g_str_equal (choices[i].name, name))
      return &choices[i];
  }

  return NULL;
}

static char *
describe_result (GFile *file, const PriseExportSummary *summary)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown_name = g_filename_display_name (name);

  /* Translators: %s is a file name. */
  g_string_printf (sentence,
                   ngettext ("%" PRIu64 " entry is in “%s”", "%" PRIu64 " entries are in “%s”",
                             summary->n_entries),
                   summary->n_entries, shown_name);
  if (summary->n_dropped > 0) {
    g_string_append (sentence, "; ");
    g_string_append_printf (sentence,
                            ngettext ("%" PRIu64 " older one is no longer kept",
                                      "%" PRIu64 " older ones are no longer kept",
                                      summary->n_dropped),
                            summary->n_dropped);
  }

  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

static void
did_write (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  PriseExportSummary summary;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (prise_exporter_write_finish (PRISE_EXPORTER (source), result, &summary, &error))
    sentence = describe_result (export->file, &summary);
  else
    sentence = g_strdup_printf (_ ("The export wasn’t written: %s"), error->message);

  prise_toast_tell (GTK_WIDGET (export->log), sentence);
}

static void
write_file (Export *export)
{
  prise_exporter_write_file_async (export->exporter, export->file, NULL, did_write, export);
}

static void
did_choose (GFile *file, gpointer user_data)
{
  Export *export = user_data;

  if (file == NULL) {
    export_free (export);
    return;
  }

  export->file = g_object_ref (file);
  write_file (export);
}

/**
 * prise_log_export_ask:
 * @log: a log with a journal
 * @format: "text", "json-lines" or "received-bytes"
 *
 * Asks where to, and writes the selected rows, or all that @log shows if none is selected: as they
 * are selected now.
 */
void
prise_log_export_ask (PriseLogView *log, const char *format)
{
  const Choice *choice = find_choice (format);

  g_return_if_fail (choice != NULL);

  prise_save_dialog_ask (GTK_WIDGET (log), _ ("Export Traffic"), choice->suffix, did_choose,
                         export_new (log, choice));
}

/**
 * prise_log_export_save:
 * @log: a log with a journal
 * @format: "text", "json-lines" or "received-bytes"
 * @file: where to
 *
 * Writes what prise_log_export_ask() would.
 */
void
prise_log_export_save (PriseLogView *log, const char *format, GFile *file)
{
  const Choice *choice = find_choice (format);
  Export *export;

  g_return_if_fail (choice != NULL);

  export = export_new (log, choice);
  export->file = g_object_ref (file);
  write_file (export);
}
