// SPDX-License-Identifier: GPL-3.0-or-later
/* What the cells of the log say. Pure functions; the time of day is that of the local time zone. */
#include "config.h"

#include "prise-format.h"

#include <glib/gi18n.h>

#include "prise-hex.h"
#include "prise-time.h"

G_DEFINE_ENUM_TYPE (PriseTimeFormat,
                    prise_time_format,
                    G_DEFINE_ENUM_VALUE (PRISE_TIME_FORMAT_TIME, "time"),
                    G_DEFINE_ENUM_VALUE (PRISE_TIME_FORMAT_DATE_TIME, "date-time"),
                    G_DEFINE_ENUM_VALUE (PRISE_TIME_FORMAT_ELAPSED, "elapsed"),
                    G_DEFINE_ENUM_VALUE (PRISE_TIME_FORMAT_DELTA, "delta"))

static char *
format_span (gint64 span, const char *sign)
{
  const char *shown_sign = span < 0 ? "-" : sign;
  guint64 size = ABS (span);

  /* Translators: a time span in seconds; %s is its sign, maybe empty. */
  return g_strdup_printf (_ ("%s%d.%06d s"), shown_sign, (int) (size / G_USEC_PER_SEC),
                          (int) (size % G_USEC_PER_SEC));
}

/**
 * prise_format_time:
 * @format: how
 * @entry: an entry; one without a wall time, as is no longer kept, has an empty text
 * @reference: the monotonic time in µs from which elapsed times and deltas count
 *
 * Returns: (transfer full): the entry's time
 */
char *
prise_format_time (PriseTimeFormat format, const PriseEntry *entry, gint64 reference)
{
  char text[PRISE_TIME_SIZE];

  if (entry->wall_time == 0)
    return g_strdup ("");

  switch (format) {
  case PRISE_TIME_FORMAT_DATE_TIME:
    prise_time_to_date (entry->wall_time, text);
    return g_strdup (text);
  case PRISE_TIME_FORMAT_ELAPSED:
    return format_span (entry->monotonic_time - reference, "");
  case PRISE_TIME_FORMAT_DELTA:
    return format_span (entry->monotonic_time - reference, "+");
  case PRISE_TIME_FORMAT_TIME:
  default:
    prise_time_to_clock (entry->wall_time, text);
    return g_strdup (text);
  }
}

/**
 * prise_format_clock:
 * @wall_time: in µs since 1970-01-01 UTC
 *
 * Returns: (transfer full): the time of day: "12:00:01"
 */
char *
prise_format_clock (gint64 wall_time)
{
  char text[PRISE_TIME_SIZE];

  prise_time_to_seconds (wall_time, text);

  return g_strdup (text);
}

/**
 * prise_format_size:
 * @size: in bytes
 *
 * Returns: (transfer full): "15 B", "1.2 kB", "34 MB": in powers of 1000
 */
char *
prise_format_size (guint64 size)
{
  static const char *const formats[] = {
    /* Translators: sizes in units of 1000: byte, kilobyte, megabyte, gigabyte, terabyte. */
    N_ ("%.*f B"), N_ ("%.*f kB"), N_ ("%.*f MB"), N_ ("%.*f GB"), N_ ("%.*f TB"),
  };
  double value = size;
  guint unit = 0;
  int digits;

  /* 999.5 would be shown as 1000. */
  while (value >= 999.5 && unit + 1 < G_N_ELEMENTS (formats)) {
    value /= 1000;
    unit++;
  }
  digits = unit > 0 && value < 99.95 ? 1 : 0;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (formats[unit]), digits, value);
#pragma GCC diagnostic pop
}

/**
 * prise_format_entry_size:
 * @entry: an entry
 *
 * Returns: (transfer full): the size of its bytes; of those that are left of a datagram that was
 *   cut, "> 15 B"; empty for what isn't traffic
 */
char *
prise_format_entry_size (const PriseEntry *entry)
{
  g_autofree char *size = NULL;

  if (!prise_entry_is_traffic (entry))
    return g_strdup ("");

  size = prise_format_size (entry->size);
  if (entry->is_truncated)
    return g_strconcat ("> ", size, NULL);

  return g_steal_pointer (&size);
}

/**
 * prise_format_kind_symbol:
 * @kind: a kind
 *
 * Returns: one character for it
 */
const char *
prise_format_kind_symbol (PriseEntryKind kind)
{
  static const char *const symbols[PRISE_ENTRY_N_KINDS] = {
    [PRISE_ENTRY_OPENED] = "●",   [PRISE_ENTRY_CLOSED] = "○", [PRISE_ENTRY_SENT] = "↑",
    [PRISE_ENTRY_RECEIVED] = "↓", [PRISE_ENTRY_NOTE] = "·",   [PRISE_ENTRY_ERROR] = "✕",
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (symbols), "");

  return symbols[kind];
}

/**
 * prise_format_kind_name:
 * @kind: a kind
 *
 * Returns: its translated name, which is what a screen reader says for the symbol
 */
const char *
prise_format_kind_name (PriseEntryKind kind)
{
  static const char *const names[PRISE_ENTRY_N_KINDS] = {
    [PRISE_ENTRY_OPENED] = N_ ("Opened"), [PRISE_ENTRY_CLOSED] = N_ ("Closed"),
    [PRISE_ENTRY_SENT] = N_ ("Sent"),     [PRISE_ENTRY_RECEIVED] = N_ ("Received"),
    [PRISE_ENTRY_NOTE] = N_ ("Note"),     [PRISE_ENTRY_ERROR] = N_ ("Error"),
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "");

  return _ (names[kind]);
}

/**
 * prise_format_start:
 * @text: valid UTF-8, of any length
 * @max_chars: how many characters to show at most
 *
 * For what is longer than anybody reads in a line, and would take the time that grows with its
 * square.
 *
 * Returns: (transfer full): @text, or its beginning and "…"
 */
char *
prise_format_start (const char *text, gsize max_chars)
{
  const char *end = text;

  for (gsize i = 0; i < max_chars && *end != '\0'; i++)
    end = g_utf8_next_char (end);

  return g_strdup_printf ("%.*s%s", (int) (end - text), text, *end != '\0' ? "…" : "");
}

/* The blocks of the scripts that are written from the right. */
static gboolean
is_right_to_left (gunichar c)
{
  return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) ||
         (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff) ||
         (c >= 0x1e800 && c <= 0x1efff);
}

/* Whether the first letter is of such a script, so that the line would begin at the right. */
static gboolean
begins_at_right (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (is_right_to_left (c))
      return TRUE;
    if (g_unichar_isalpha (c))
      return FALSE;
  }

  return FALSE;
}

/* In hexadecimal, from shortly before what was found. */
static char *
format_hex (const PriseEntry *entry, PriseDisplayRange *found)
{
  const gsize skipped =
      found != NULL && found->start > PRISE_DISPLAY_FAR ? found->start - PRISE_DISPLAY_BEFORE : 0;
  g_autofree char *line =
      prise_hex_line (entry->data + skipped, entry->size - skipped, PRISE_FORMAT_MAX_DATA / 3);
  const char *prefix = skipped > 0 ? "… " : "";

  if (found != NULL) {
    found->start = strlen (prefix) + (found->start - skipped) * 3;
    found->end =
        MIN (strlen (prefix) + (found->end - skipped) * 3 - 1, strlen (prefix) + strlen (line));
  }

  return g_strconcat (prefix, line, NULL);
}

static char *
format_text (const PriseEntry *entry, PriseDisplayRange *found)
{
  g_autofree char *text =
      found != NULL
          ? prise_display_payload_found (entry->data, entry->size, PRISE_FORMAT_MAX_DATA, found)
          : prise_display_payload_line (entry->data, entry->size, PRISE_FORMAT_MAX_DATA);
  /* The left-to-right mark. */
  const char *mark = begins_at_right (text) ? "\342\200\216" : "";

  if (found != NULL) {
    found->start += strlen (mark);
    found->end += strlen (mark);
  }

  return g_strconcat (mark, text, NULL);
}

/**
 * prise_format_data:
 * @entry: an entry
 * @hex: whether traffic is written in hexadecimal
 * @found: (inout) (nullable): what of its bytes somebody looked for; then where that is in the text
 *
 * The line begins at the left whatever its script, as the log does: else its escapes would be torn
 * apart. What has no bytes, or not all of them, says so: this is for the eye alone.
 *
 * Returns: (transfer full): the beginning of its bytes in one line, or of them from shortly before
 * what was found
 */
char *
prise_format_data (const PriseEntry *entry, gboolean hex, PriseDisplayRange *found)
{
  g_autofree char *text = NULL;

  if (entry->size == 0 && !entry->is_truncated && prise_entry_is_traffic (entry))
    return g_strdup (_ ("empty datagram"));

  text = hex && prise_entry_is_traffic (entry) ? format_hex (entry, found)
                                               : format_text (entry, found);
  if (entry->is_truncated)
    /* Translators: %s is the beginning of a datagram that was too long. */
    return g_strdup_printf (_ ("%s … (truncated)"), text);

  return g_steal_pointer (&text);
}
