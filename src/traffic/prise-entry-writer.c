// SPDX-License-Identifier: GPL-3.0-or-later
/* Entries as lines. An object has always the same members in the same order, so they are put side
 * by side here; what is in a string is escaped by json-glib. */
#include "config.h"

#include <string.h>

#include "prise-entry-writer.h"
#include "prise-time.h"

/* The columns of a readable line; what is longer pushes the rest to the right. */
#define PEER_COLUMN 21
#define SIZE_COLUMN 9

/* Whether it is UTF-8, in which a zero byte is a character like any other. */
static gboolean
is_utf8 (const char *data, gsize size)
{
  const char *end = data + size;

  while (data < end) {
    const char *zero = memchr (data, '\0', (gsize) (end - data));
    const char *stop = zero != NULL ? zero : end;

    if (!g_utf8_validate_len (data, (gsize) (stop - data), NULL))
      return FALSE;
    data = stop + 1;
  }

  return TRUE;
}

static gboolean
is_plain (char c)
{
  return (guchar) c >= 0x20 && c != '"' && c != '\\';
}

static void
append_json_escape (GString *string, char c)
{
  switch (c) {
  case '"':
    g_string_append (string, "\\\"");
    break;
  case '\\':
    g_string_append (string, "\\\\");
    break;
  case '\n':
    g_string_append (string, "\\n");
    break;
  case '\r':
    g_string_append (string, "\\r");
    break;
  case '\t':
    g_string_append (string, "\\t");
    break;
  default:
    g_string_append (string, "\\u00");
    g_string_append_c (string, "0123456789abcdef"[(guchar) c >> 4]);
    g_string_append_c (string, "0123456789abcdef"[c & 0xf]);
    break;
  }
}

/* RFC 8259, section 7: quotation marks, backslashes and the characters below U+0020 are escaped. */
static void
append_json_string (GString *string, const char *data, gsize size)
{
  gsize start = 0;

  g_string_append_c (string, '"');
  for (gsize i = 0; i < size; i++) {
    if (is_plain (data[i]))
      continue;
    g_string_append_len (string, data + start, (gssize) (i - start));
    append_json_escape (string, data[i]);
    start = i + 1;
  }
  g_string_append_len (string, data + start, (gssize) (size - start));
  g_string_append_c (string, '"');
}

static void
append_payload (GString *string, const PriseEntry *entry)
{
  const char *data = (const char *) entry->data;

  if (is_utf8 (data, entry->size)) {
    g_string_append (string, ",\"text\":");
    append_json_string (string, data, entry->size);
  } else {
    g_autofree char *base64 = g_base64_encode (entry->data, entry->size);
    g_string_append_printf (string, ",\"base64\":\"%s\"", base64);
  }
}

/**
 * prise_entry_append_json_line:
 * @entry: an entry
 * @string: where to append
 *
 * Appends one object and a line feed: `time` (ISO 8601, UTC, µs), `kind`, `peer` (null where no
 * peer is concerned), `size`, and the bytes as `text` where they are valid UTF-8, else as `base64`.
 */
void
prise_entry_append_json_line (const PriseEntry *entry, GString *string)
{
  char time[PRISE_TIME_SIZE];

  prise_time_to_iso8601 (entry->wall_time, time);
  g_string_append_printf (string, "{\"time\":\"%s\",\"kind\":\"%s\",\"peer\":", time,
                          prise_entry_kind_to_nick (entry->kind));
  if (entry->peer != NULL)
    append_json_string (string, entry->peer, strlen (entry->peer));
  else
    g_string_append (string, "null");
  g_string_append_printf (string, ",\"size\":%" G_GSIZE_FORMAT, entry->size);
  append_payload (string, entry);
  g_string_append (string, "}\n");
}

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
 * @shown: its bytes in one line, as prise_display_line() makes it
 * @string: where to append
 *
 * Appends the entry in columns, and a line feed: time, sign, peer, size in bytes (of traffic),
 * bytes.
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
  g_string_append_printf (string, "%*s  %s\n", SIZE_COLUMN, size, shown);
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
