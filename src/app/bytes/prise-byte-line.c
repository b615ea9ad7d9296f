// SPDX-License-Identifier: GPL-3.0-or-later
/* One line of bytes: an item of a list that says where they stand; and the text that is made of
 * them when the line is to be seen, with attributes for what stands out and what steps back. */
#include "config.h"

#include "prise-byte-line.h"

#include <string.h>

#include "prise-display.h"
#include "prise-hex-dump.h"

struct _PriseByteLine {
  GObject parent_instance;

  guint64 offset;
  gsize size;
};

G_DEFINE_FINAL_TYPE (PriseByteLine, prise_byte_line, G_TYPE_OBJECT)

/* What is selected has the blue of the GNOME palette behind it, on light and dark alike. */
#define SELECTED_RED   0x3535
#define SELECTED_GREEN 0x8484
#define SELECTED_BLUE  0xe4e4
#define SELECTED_ALPHA 0x5999

#define DIM_ALPHA 0x9999

/* In a line of a hex dump, from the end of its offset: the first byte, and the first character. */
#define HEX_COLUMN  2
#define TEXT_COLUMN (HEX_COLUMN + 3 * PRISE_HEX_DUMP_WIDTH + 1 + 2)

static void
prise_byte_line_class_init (PriseByteLineClass *klass)
{
}

static void
prise_byte_line_init (PriseByteLine *self)
{
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

static void
mark (PangoAttrList *list, gboolean is_selected, gsize start, gsize end)
{
  if (start >= end)
    return;

  if (is_selected) {
    add_attribute (list, pango_attr_background_new (SELECTED_RED, SELECTED_GREEN, SELECTED_BLUE),
                   start, end);
    add_attribute (list, pango_attr_background_alpha_new (SELECTED_ALPHA), start, end);
  } else {
    add_attribute (list, pango_attr_foreground_alpha_new (DIM_ALPHA), start, end);
  }
}

/* Which of the @size bytes at @offset are among @range_size at @range_offset. */
static gboolean
intersect (guint64 offset,
           gsize size,
           guint64 range_offset,
           guint64 range_size,
           gsize *first,
           gsize *end)
{
  const guint64 start = MAX (offset, range_offset);
  const guint64 stop = MIN (offset + size, range_offset + range_size);

  if (start >= stop)
    return FALSE;
  *first = (gsize) (start - offset);
  *end = (gsize) (stop - offset);

  return TRUE;
}

static gsize
get_hex_column (gsize byte)
{
  return HEX_COLUMN + 3 * byte + (byte >= PRISE_HEX_DUMP_WIDTH / 2 ? 1 : 0);
}

static void
mark_hex (PangoAttrList *list, const char *text, gboolean is_selected, gsize first, gsize end)
{
  const gsize digits = strcspn (text, " ");

  mark (list, is_selected, digits + get_hex_column (first), digits + get_hex_column (end - 1) + 2);
  mark (list, is_selected, digits + TEXT_COLUMN + first, digits + TEXT_COLUMN + end);
}

static char *
format_hex (const char *data,
            gsize size,
            guint64 offset,
            const PriseByteLook *look,
            PangoAttrList *list)
{
  GString *string = g_string_new (NULL);
  gsize first, end;

  prise_hex_dump_append_line (string, data, size, offset);
  mark (list, FALSE, 0, strcspn (string->str, " "));
  if (intersect (offset, size, look->dim_offset, look->dim_size, &first, &end))
    mark_hex (list, string->str, FALSE, first, end);
  if (intersect (offset, size, look->selected_offset, look->selected_size, &first, &end))
    mark_hex (list, string->str, TRUE, first, end);

  return g_string_free (string, FALSE);
}

/* How many of the bytes are the line's end. */
static gsize
measure_end (const char *data, gsize size)
{
  if (size == 0 || data[size - 1] != '\n')
    return 0;

  return size > 1 && data[size - 2] == '\r' ? 2 : 1;
}

/* Appends the bytes from @first to @end as they are shown. */
static void
append_text (GString *string, const char *data, gsize size, gsize first, gsize end, gboolean ends)
{
  const gsize text_end = size - measure_end (data, size);

  if (first < MIN (end, text_end)) {
    g_autofree char *shown = prise_display_text (data + first, MIN (end, text_end) - first);

    g_string_append (string, shown);
  }
  for (gsize i = MAX (first, text_end); ends && i < end; i++)
    g_string_append (string, data[i] == '\r' ? "\\r" : "\\n");
}

static char *
format_text (const char *data,
             gsize size,
             guint64 offset,
             const PriseByteLook *look,
             PangoAttrList *list)
{
  const gboolean ends = look->line_ends;
  GString *string = g_string_new (NULL);
  gsize first = 0;
  gsize end = 0;
  gsize start;

  if (intersect (offset, size, look->selected_offset, look->selected_size, &first, &end)) {
    append_text (string, data, size, 0, first, ends);
    start = string->len;
    append_text (string, data, size, first, end, ends);
    mark (list, TRUE, start, string->len);
    append_text (string, data, size, end, size, ends);
  } else {
    append_text (string, data, size, 0, size, ends);
  }

  if (intersect (offset, size, look->dim_offset, look->dim_size, &first, &end))
    mark (list, FALSE, 0, string->len);
  else if (ends)
    mark (list, FALSE, string->len - MIN (string->len, 2 * measure_end (data, size)), string->len);

  return g_string_free (string, FALSE);
}

/**
 * prise_byte_line_new:
 * @offset: where its first byte stands
 * @size: how many it has
 *
 * Returns: (transfer full): a line
 */
PriseByteLine *
prise_byte_line_new (guint64 offset, gsize size)
{
  PriseByteLine *self = g_object_new (PRISE_TYPE_BYTE_LINE, NULL);

  self->offset = offset;
  self->size = size;

  return self;
}

guint64
prise_byte_line_get_offset (PriseByteLine *self)
{
  return self->offset;
}

/**
 * prise_byte_line_get_size:
 *
 * Returns: how many bytes it has, with its end
 */
gsize
prise_byte_line_get_size (PriseByteLine *self)
{
  return self->size;
}

/**
 * prise_byte_line_format:
 * @data: (array length=size): the bytes
 * @size: how many
 * @offset: where the first stands
 * @look: how they look
 * @note: (nullable): what is said behind them
 * @attributes: (out): what stands out
 *
 * A pure function; any thread. What can't be shown of text is escaped.
 *
 * Returns: (transfer full): the text of the line
 */
char *
prise_byte_line_format (const char *data,
                        gsize size,
                        guint64 offset,
                        const PriseByteLook *look,
                        const char *note,
                        PangoAttrList **attributes)
{
  g_autofree char *text = NULL;
  char *whole;

  *attributes = pango_attr_list_new ();
  /* Pango would add some where it breaks a word: they aren't among the bytes. */
  pango_attr_list_insert (*attributes, pango_attr_insert_hyphens_new (FALSE));
  text = look->hex ? format_hex (data, size, offset, look, *attributes)
                   : format_text (data, size, offset, look, *attributes);
  if (note == NULL)
    return g_steal_pointer (&text);

  whole = g_strconcat (text, "  ", note, NULL);
  mark (*attributes, FALSE, strlen (text), strlen (whole));

  return whole;
}
