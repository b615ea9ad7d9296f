// SPDX-License-Identifier: GPL-3.0-or-later
/* One line of bytes in a list. A list asks some two hundred rows at once how high they are, and a
 * label would lay out its text several times to tell. Where all characters are equally wide, the
 * height is reckoned from their number; the text is laid out once, to be drawn. Main thread. */
#include "config.h"

#include "prise-byte-cell.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-format.h"

/* No row is narrower than so many characters. */
#define MIN_CHARS 20

/* How many of a character are measured together. */
#define N_MEASURED 64

/* How large one character is, in Pango's units. */
typedef struct {
  PangoFontDescription *font;
  double resolution;
  int width;
  int height;
  gboolean is_uniform; /* the printable characters of ASCII are equally wide */
} Cell;

struct _PriseByteCell {
  GtkWidget parent_instance;

  GtkWidget *inscription;
  int n_chars;
  gboolean is_ascii; /* printable, but for spaces */
  gboolean has_spaces;
  gboolean wraps;
};

G_DEFINE_FINAL_TYPE (PriseByteCell, prise_byte_cell, GTK_TYPE_WIDGET)

static int
measure_char (PangoLayout *layout, char c, int *height)
{
  char text[N_MEASURED];
  int width;

  memset (text, c, sizeof text);
  pango_layout_set_text (layout, text, sizeof text);
  pango_layout_get_size (layout, &width, height);

  return width;
}

static void
measure_cell (Cell *cell, PriseByteCell *self)
{
  static const char others[] = " .iMW\\x~";
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  const int width = measure_char (layout, '0', &cell->height);

  cell->width = width / N_MEASURED;
  cell->is_uniform = width % N_MEASURED == 0;
  for (guint i = 0; others[i] != '\0'; i++)
    cell->is_uniform &= measure_char (layout, others[i], NULL) == width;
}

/* All rows have the same font, unless somebody has just chosen another. It is asked of the row: its
 * child hears of its style only when it is measured itself, or drawn. */
static const Cell *
get_cell (PriseByteCell *self)
{
  static Cell cell;
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  const double resolution = pango_cairo_context_get_resolution (context);

  if (cell.font != NULL && pango_font_description_equal (cell.font, font) &&
      cell.resolution == resolution)
    return &cell;

  g_clear_pointer (&cell.font, pango_font_description_free);
  cell.font = pango_font_description_copy (font);
  cell.resolution = resolution;
  measure_cell (&cell, self);

  return &cell;
}

/* Lays the text out, @width units wide at most. */
static void
lay_out (PriseByteCell *self, int width, int *laid_out_width, int *height)
{
  GtkInscription *inscription = GTK_INSCRIPTION (self->inscription);
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (self), gtk_inscription_get_text (inscription));

  pango_layout_set_attributes (layout, gtk_inscription_get_attributes (inscription));
  pango_layout_set_wrap (layout, PANGO_WRAP_CHAR);
  pango_layout_set_width (layout, width);
  pango_layout_get_size (layout, laid_out_width, height);
}

static void
measure_width (PriseByteCell *self, const Cell *cell, int *minimum, int *natural)
{
  int width = self->n_chars * cell->width;

  if (!self->wraps && !(cell->is_uniform && self->is_ascii))
    lay_out (self, -1, &width, NULL);
  *minimum = self->wraps ? MIN_CHARS * cell->width : width;
  *natural = MAX (*minimum, width);
}

static int
measure_height (PriseByteCell *self, const Cell *cell, int width)
{
  const int n_chars = MAX (1, width / MAX (1, cell->width)); /* in one line of the screen */
  int height;

  /* Of one line on the screen, before anything is known of its width. */
  if (width < 0)
    return cell->height;
  if (cell->is_uniform && self->is_ascii) {
    if (!self->wraps || self->n_chars <= n_chars)
      return cell->height;
    /* A space where a line is broken takes no room. */
    if (!self->has_spaces)
      return cell->height * ((self->n_chars + n_chars - 1) / n_chars);
  }
  lay_out (self, self->wraps ? width : -1, NULL, &height);

  return height;
}

static void
prise_byte_cell_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  PriseByteCell *self = PRISE_BYTE_CELL (widget);
  const Cell *cell = get_cell (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, cell, minimum, natural);
  else
    *minimum = *natural = measure_height (self, cell, for_size < 0 ? -1 : for_size * PANGO_SCALE);
  *minimum = PANGO_PIXELS_CEIL (*minimum);
  *natural = PANGO_PIXELS_CEIL (*natural);
}

static GtkSizeRequestMode
prise_byte_cell_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
prise_byte_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PriseByteCell *self = PRISE_BYTE_CELL (widget);

  gtk_widget_allocate (self->inscription, width, height, baseline, NULL);
}

static void
prise_byte_cell_dispose (GObject *object)
{
  PriseByteCell *self = PRISE_BYTE_CELL (object);

  if (self->inscription != NULL) {
    /* GTK 4.8 keeps those of an inscription for good. */
    gtk_inscription_set_attributes (GTK_INSCRIPTION (self->inscription), NULL);
    gtk_widget_unparent (g_steal_pointer (&self->inscription));
  }

  G_OBJECT_CLASS (prise_byte_cell_parent_class)->dispose (object);
}

static void
prise_byte_cell_class_init (PriseByteCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_byte_cell_dispose;
  widget_class->measure = prise_byte_cell_measure;
  widget_class->get_request_mode = prise_byte_cell_get_request_mode;
  widget_class->size_allocate = prise_byte_cell_size_allocate;
}

static void
prise_byte_cell_init (PriseByteCell *self)
{
  self->inscription = gtk_inscription_new ("");
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (self->inscription), 0);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (self->inscription), 0);
  gtk_inscription_set_wrap_mode (GTK_INSCRIPTION (self->inscription), PANGO_WRAP_CHAR);
  gtk_widget_set_parent (self->inscription, GTK_WIDGET (self));
}

/**
 * prise_byte_cell_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
prise_byte_cell_new (void)
{
  return g_object_new (PRISE_TYPE_BYTE_CELL, NULL);
}

static void
set_text (PriseByteCell *self, const char *text, PangoAttrList *attributes, gboolean wraps)
{
  self->is_ascii = TRUE;
  self->has_spaces = FALSE;
  for (const char *c = text; *c != '\0'; c++) {
    self->is_ascii &= *c >= ' ' && *c < 0x7f;
    self->has_spaces |= *c == ' ';
  }
  self->n_chars = (int) g_utf8_strlen (text, -1);
  self->wraps = wraps;
  gtk_inscription_set_text (GTK_INSCRIPTION (self->inscription), text);
  gtk_inscription_set_attributes (GTK_INSCRIPTION (self->inscription), attributes);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* What is said behind the line in which a chunk begins. */
static char *
make_note (const PriseHttpChunkPlace *chunk, guint64 offset, gsize size)
{
  g_autofree char *shown = NULL;

  if (chunk == NULL || chunk->offset < offset || chunk->offset >= offset + size)
    return NULL;
  if (chunk->size == 0)
    return g_strdup (_ ("← the last chunk"));

  shown = prise_format_size (chunk->size);

  return g_strdup_printf (_ ("← a chunk of %s"), shown);
}

/**
 * prise_byte_cell_show:
 * @self: a row
 * @lines: the bytes
 * @line: which of their lines to show
 * @look: how; what steps back is found in @lines
 *
 * A line of text goes on below where it is too long, at any character; one of a hex dump doesn't.
 */
void
prise_byte_cell_show (PriseByteCell *self,
                      PriseByteModel *lines,
                      PriseByteLine *line,
                      const PriseByteLook *look)
{
  const guint64 offset = prise_byte_line_get_offset (line);
  const gsize size = prise_byte_line_get_size (line);
  const PriseHttpChunkPlace *chunk = prise_byte_model_find_chunk (lines, offset, offset + size);
  g_autoptr (GBytes) bytes = prise_byte_model_read (lines, offset, size);
  g_autofree char *note = make_note (chunk, offset, size);
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *text = NULL;
  PriseByteLook whole = *look;
  gsize n_read;
  const char *data = g_bytes_get_data (bytes, &n_read);

  g_return_if_fail (PRISE_IS_BYTE_CELL (self));

  if (chunk != NULL) {
    whole.dim_offset = chunk->offset;
    whole.dim_size = chunk->line_size;
  }
  text = prise_byte_line_format (data, n_read, offset, &whole, note, &attributes);
  set_text (self, text, attributes, !look->hex);
}
