// SPDX-License-Identifier: GPL-3.0-or-later
/* Entries as lines of text: all of their bytes, on one line each. Pure functions; any thread. */
#include "config.h"

#include <inttypes.h>

#include "prise-log-export-text.h"

#include <glib/gi18n.h>

#include "prise-display.h"
#include "prise-entry-writer.h"
#include "prise-format.h"
#include "prise-hex.h"

static void
write_line (const PriseEntry *entry, PriseTimeFormat format, GString *string)
{
  g_autofree char *time = prise_format_time (format, entry, 0);
  g_autofree char *shown = prise_display_payload_line (entry->data, entry->size, G_MAXSIZE);

  prise_entry_append_text_line (entry, time, shown, string);
}

static void
write_dated_line (const PriseEntry *entry, GString *string)
{
  write_line (entry, PRISE_TIME_FORMAT_DATE_TIME, string);
}

static void
write_row (const PriseEntry *entry, GString *string)
{
  write_line (entry, PRISE_TIME_FORMAT_TIME, string);
}

static void
write_dropped (guint64 n_entries, GString *string)
{
  g_string_append_printf (string,
                          ngettext ("… %" PRIu64 " entry is no longer kept …\n",
                                    "… %" PRIu64 " entries are no longer kept …\n", n_entries),
                          n_entries);
}

static void
write_hex (const PriseEntry *entry, GString *string)
{
  if (!prise_entry_is_traffic (entry))
    return;

  prise_hex_append (string, entry->data, entry->size);
  g_string_append_c (string, '\n');
}

/* For a file: with the date. */
const PriseExportFormat prise_export_text = { write_dated_line, write_dropped };

/* For the clipboard: with the time of day. */
const PriseExportFormat prise_export_rows = { write_row, write_dropped };

/* For the clipboard: the bytes alone, as the composer and the filter read them. */
const PriseExportFormat prise_export_hex = { write_hex, NULL };
