// SPDX-License-Identifier: GPL-3.0-or-later
/* How entries stand in the inspector's text buffer: a heading each, and their bytes. The buffer has
 * the tags "heading", "break" and "match". Main thread. */
#include "config.h"

#include "prise-inspector-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-display.h"
#include "prise-format.h"
#include "prise-text.h"

/* What breaks a line, and its length in characters. */
#define BREAK      "↩\n"
#define BREAK_SIZE 2

static void
append (GtkTextBuffer *buffer, const char *text, const char *tag)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (buffer, &end, text, -1, tag, NULL);
}

/* Puts what follows on a line of its own. */
static void
end_line (GtkTextBuffer *buffer)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (!gtk_text_iter_starts_line (&end))
    gtk_text_buffer_insert (buffer, &end, "\n", 1);
}

/* Lines that are too long are broken, with a sign. @breaks: gets the places in @text behind which
 * one was. */
static void
append_lines (GtkTextBuffer *buffer, const char *text, GArray *breaks)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  const char *start = text;

  while (*text != '\0') {
    gboolean is_broken;
    const gsize size = prise_text_measure_line (text, &is_broken);

    g_string_append_len (lines, text, (gssize) size);
    text += size;
    if (is_broken) {
      append (buffer, lines->str, NULL);
      append (buffer, BREAK, "break");
      g_string_truncate (lines, 0);
      g_array_append_val (breaks, (gsize){ (gsize) (text - start) });
    }
  }

  append (buffer, lines->str, NULL);
}

static char *
describe_size (const PriseEntry *entry)
{
  g_autofree char *size = prise_format_size (entry->size);

  if (entry->is_truncated)
    /* Translators: %s is a size: what was kept of it. */
    return g_strdup_printf (_ ("%s of a longer datagram"), size);

  return g_steal_pointer (&size);
}

/* Returns where in the first @size bytes of the entry the filter finds something, the first @max
 * times. */
static GArray *
find_ranges (PriseFilter *filter, const PriseEntry *entry, gsize size, guint max)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (PriseDisplayRange));
  PriseEntry rest = *entry;
  PriseDisplayRange range;
  gsize offset = 0;

  for (rest.size = size; filter != NULL && ranges->len < max; rest.size = size - offset) {
    rest.data = (gpointer) ((const guint8 *) entry->data + offset);
    if (!prise_filter_find (filter, &rest, &range.start, &range.end) || range.end == range.start)
      break;
    range.start += offset;
    range.end += offset;
    g_array_append_val (ranges, range);
    offset = range.end;
  }

  return ranges;
}

static void
mark_characters (GtkTextBuffer *buffer, int start, int end)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, end);
  gtk_text_buffer_apply_tag_by_name (buffer, "match", &from, &to);
}

/* Counts on from a place in the text to a later one. */
static int
count_on (const char **place,
          const char *to,
          const char *text,
          const GArray *breaks,
          guint *n_breaks)
{
  glong n = g_utf8_strlen (*place, to - *place);

  *place = to;
  for (; *n_breaks < breaks->len && g_array_index (breaks, gsize, *n_breaks) <= (gsize) (to - text);
       ++*n_breaks)
    n += BREAK_SIZE;

  return (int) n;
}

/* Whether the last line break that was counted stands behind that place. */
static gboolean
is_before_break (const GArray *breaks, guint n_breaks, gsize place)
{
  return n_breaks > 0 && g_array_index (breaks, gsize, n_breaks - 1) == place;
}

/* Appends the bytes as text, and marks the ranges in it. */
static void
append_text (GtkTextBuffer *buffer, const PriseEntry *entry, gsize size, GArray *ranges)
{
  PriseDisplayRange *items = (PriseDisplayRange *) ranges->data;
  g_autofree char *text =
      prise_display_payload_marked (entry->data, entry->size, size, items, ranges->len);
  g_autoptr (GArray) breaks = g_array_new (FALSE, FALSE, sizeof (gsize));
  int offset = gtk_text_buffer_get_char_count (buffer);
  const char *place = text;
  guint n_breaks = 0;

  append_lines (buffer, text, breaks);
  for (guint i = 0; i < ranges->len; i++) {
    const int start = offset + count_on (&place, text + items[i].start, text, breaks, &n_breaks);
    int end;

    end = offset = start + count_on (&place, text + items[i].end, text, breaks, &n_breaks);
    if (is_before_break (breaks, n_breaks, items[i].end))
      end -= BREAK_SIZE;
    mark_characters (buffer, start, end);
  }
}

static void
mark_columns (GtkTextBuffer *buffer, int line, gsize start, gsize end)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &from, line, (int) start);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &to, line, (int) end);
  gtk_text_buffer_apply_tag_by_name (buffer, "match", &from, &to);
}

/* Of a hex dump both halves are marked. */
static void
append_dump (GtkTextBuffer *buffer, const PriseEntry *entry, gsize size, const GArray *ranges)
{
  g_autofree char *text = prise_hex_dump (entry->data, size);
  const int first_line = gtk_text_buffer_get_line_count (buffer) - 1;

  append (buffer, text, NULL);
  for (guint i = 0; i < ranges->len; i++) {
    const PriseDisplayRange *range = &g_array_index (ranges, PriseDisplayRange, i);

    for (gsize byte = range->start; byte < range->end;) {
      const gsize line = byte / PRISE_HEX_DUMP_WIDTH;
      const gsize first = byte % PRISE_HEX_DUMP_WIDTH;
      const gsize last =
          MIN (range->end - 1 - line * PRISE_HEX_DUMP_WIDTH, PRISE_HEX_DUMP_WIDTH - 1);

      mark_columns (buffer, first_line + (int) line, PRISE_HEX_DUMP_BYTE (first),
                    PRISE_HEX_DUMP_BYTE (last) + 2);
      mark_columns (buffer, first_line + (int) line, PRISE_HEX_DUMP_CHARACTER (first),
                    PRISE_HEX_DUMP_CHARACTER (last) + 1);
      byte = (line + 1) * PRISE_HEX_DUMP_WIDTH;
    }
  }
}

/**
 * prise_inspector_text_describe:
 * @entry: an entry
 *
 * Returns: (transfer full): what it is, when, with whom and how large, in one line
 */
char *
prise_inspector_text_describe (const PriseEntry *entry)
{
  g_autofree char *time = prise_format_time (PRISE_TIME_FORMAT_DATE_TIME, entry, 0);
  g_autofree char *size = describe_size (entry);
  GString *string = g_string_new (prise_format_kind_symbol (entry->kind));

  g_string_append_printf (string, " %s · %s", prise_format_kind_name (entry->kind), time);
  if (entry->peer != NULL)
    g_string_append_printf (string, " · %s", entry->peer);
  if (prise_entry_is_traffic (entry))
    g_string_append_printf (string, " · %s", size);

  return g_string_free (string, FALSE);
}

/**
 * prise_inspector_text_append_heading:
 * @buffer: the inspector's buffer
 * @entry: whose bytes follow
 *
 * Appends a line that shows where one entry ends and the next begins.
 */
void
prise_inspector_text_append_heading (GtkTextBuffer *buffer, const PriseEntry *entry)
{
  g_autofree char *description = prise_inspector_text_describe (entry);

  end_line (buffer);
  append (buffer, description, "heading");
  append (buffer, "\n", "heading");
}

/**
 * prise_inspector_text_append:
 * @buffer: the inspector's buffer
 * @entry: an entry
 * @size: how many of its bytes to show
 * @hex: whether as a hex dump, which is for traffic alone
 * @filter: (nullable): what is marked where it is found
 * @marks_left: (inout): how many marks there may be; then how many more
 */
void
prise_inspector_text_append (GtkTextBuffer *buffer,
                             const PriseEntry *entry,
                             gsize size,
                             gboolean hex,
                             PriseFilter *filter,
                             guint *marks_left)
{
  g_autoptr (GArray) ranges = find_ranges (filter, entry, size, *marks_left);

  *marks_left -= ranges->len;
  if (hex && prise_entry_is_traffic (entry))
    append_dump (buffer, entry, size, ranges);
  else
    append_text (buffer, entry, size, ranges);
}
