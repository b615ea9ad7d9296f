// SPDX-License-Identifier: GPL-3.0-or-later
/* Entries as lines for people to read. */
#include "config.h"

#include "prise-entry-writer.h"

/* The columns of a readable line; what is longer pushes the rest to the right. */
#define PEER_COLUMN 21
#define SIZE_COLUMN 9

/* Spaces up to the column that is @width characters after @start, and at least one. */
static void
pad (GString *string, gsize start, gsize width)
{
  do
    g_string_append_c (string, ' ');
  while (string->len < start + width);
}

/**
 * prise_entry_append_text_line:
 * @entry: an entry
 * @time: its time, as the reader wants it
 * @shown: its bytes in one line, as prise_display_payload_line() makes it
 * @string: where to append
 *
 * Appends the entry in columns, and a line feed: time, sign, peer, size in bytes (of traffic),
 * bytes. A plus sign after the size says that there was more, and that it is lost.
 */
void
prise_entry_append_text_line (const PriseEntry *entry,
                              const char *time,
                              const char *shown,
                              GString *string)
{
  char size[24] = "";
  gsize start;

  g_string_append_printf (string, "%s  %s  ", time, prise_entry_kind_to_sign (entry->kind));

  start = string->len;
  if (entry->peer != NULL)
    g_string_append (string, entry->peer);
  pad (string, start, PEER_COLUMN);

  if (prise_entry_is_traffic (entry))
    g_snprintf (size, sizeof size, "%" G_GSIZE_FORMAT, entry->size);
  g_string_append_printf (string, "%*s%s %s\n", SIZE_COLUMN, size, entry->is_truncated ? "+" : " ",
                          shown);
}

/**
 * prise_entry_kind_to_sign:
 * @kind: a kind
 *
 * Returns: (transfer none): one character that stands for it in a line
 */
const char *
prise_entry_kind_to_sign (PriseEntryKind kind)
{
  static const char *const signs[PRISE_ENTRY_N_KINDS] = {
    [PRISE_ENTRY_OPENED] = "●",   [PRISE_ENTRY_CLOSED] = "○", [PRISE_ENTRY_SENT] = "↑",
    [PRISE_ENTRY_RECEIVED] = "↓", [PRISE_ENTRY_NOTE] = "·",   [PRISE_ENTRY_ERROR] = "!",
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (signs), "");

  return signs[kind];
}
