// SPDX-License-Identifier: GPL-3.0-or-later
/* How entries stand in the inspector's text buffer: a heading each, and their bytes. The buffer has
 * the tags "heading" and "break". Main thread. */
#include "config.h"

#include "prise-inspector-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-display.h"
#include "prise-format.h"

/* Longer lines, in bytes, are broken, with a sign: laying one out takes more than twice as long for
 * twice the length, and can't be interrupted. */
#define MAX_LINE 2048

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

/* Appends a part of a line that is too long, and returns what follows it. */
static const char *
append_part (GtkTextBuffer *buffer, const char *line)
{
  const char *end = g_utf8_find_prev_char (line, line + MAX_LINE + 1);
  g_autofree char *part = g_strndup (line, end - line);

  append (buffer, part, NULL);
  append (buffer, "↩\n", "break");

  return end;
}

static void
append_lines (GtkTextBuffer *buffer, const char *text)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  while (*text != '\0') {
    const char *end = strchrnul (text, '\n');

    if (end - text > MAX_LINE) {
      append (buffer, lines->str, NULL);
      g_string_truncate (lines, 0);
      text = append_part (buffer, text);
    } else {
      end += *end == '\n';
      g_string_append_len (lines, text, end - text);
      text = end;
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
 */
void
prise_inspector_text_append (GtkTextBuffer *buffer,
                             const PriseEntry *entry,
                             gsize size,
                             gboolean hex)
{
  g_autofree char *text = hex && prise_entry_is_traffic (entry)
                              ? prise_hex_dump (entry->data, size)
                              : prise_display_payload (entry->data, entry->size, size);

  append_lines (buffer, text);
}
