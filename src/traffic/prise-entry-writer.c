// SPDX-License-Identifier: GPL-3.0-or-later
/* Entries as lines. An object has always the same members in the same order, so they are put side
 * by side here; what is in a string is escaped by json-glib. */
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

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

/* Without quotes around it. */
static void
append_json_run (GString *string, const char *data, gsize size)
{
  g_autofree char *run = g_strndup (data, size);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), run);
  g_autofree char *quoted = json_to_string (node, FALSE);

  g_string_append_len (string, quoted + 1, (gssize) strlen (quoted) - 2);
}

/* A JSON string; json-glib's strings end at a zero byte, so they go from one to the next. */
static void
append_json_string (GString *string, const char *data, gsize size)
{
  const char *end = data + size;

  g_string_append_c (string, '"');
  while (data < end) {
    const char *zero = memchr (data, '\0', (gsize) (end - data));

    append_json_run (string, data, (gsize) ((zero != NULL ? zero : end) - data));
    if (zero == NULL)
      break;
    g_string_append (string, "\\u0000");
    data = zero + 1;
  }
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
