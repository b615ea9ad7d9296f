// SPDX-License-Identifier: GPL-3.0-or-later
/* The cell of the log's last column. A sentence that doesn't fit begins further to the start, over
 * the cells of its row that are empty: an error has neither size nor, sometimes, a peer. GTK's
 * columns know no such cells, so this one lays its text out beyond its own frame. Main thread. */
#include "config.h"

#include "prise-log-data-cell.h"

#include <math.h>

struct _PriseLogDataCell {
  GtkWidget parent_instance;

  GtkInscription *inscription;
  gboolean spans;
};

G_DEFINE_FINAL_TYPE (PriseLogDataCell, prise_log_data_cell, GTK_TYPE_WIDGET)

/* Returns what shows the text of the cell in @frame; %NULL if there is none, or it isn't shown. */
static GtkWidget *
find_inscription (GtkWidget *frame)
{
  GtkWidget *child = gtk_widget_get_visible (frame) ? gtk_widget_get_first_child (frame) : NULL;

  return GTK_IS_INSCRIPTION (child) ? child : NULL;
}

/* Monospaced, all characters are about as wide as those that the natural width counts: to lay the
 * text out would cost more than the row. */
static int
estimate_width (PriseLogDataCell *self)
{
  const char *text = gtk_inscription_get_text (self->inscription);
  int natural;

  gtk_widget_measure (GTK_WIDGET (self->inscription), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &natural, NULL, NULL);

  return (int) ceil ((double) natural * (double) g_utf8_strlen (text, -1) /
                     gtk_inscription_get_nat_chars (self->inscription));
}

/* How far before the own frame the text begins: at one of the empty cells next to it. */
static int
find_shift (PriseLogDataCell *self, int width)
{
  GtkWidget *frame = gtk_widget_get_parent (GTK_WIDGET (self));
  const int missing = self->spans ? estimate_width (self) - width : 0;
  int shift = 0;

  while (shift < missing && (frame = gtk_widget_get_prev_sibling (frame)) != NULL) {
    GtkWidget *before = find_inscription (frame);
    graphene_rect_t bounds;

    if (before == NULL || *gtk_inscription_get_text (GTK_INSCRIPTION (before)) != '\0' ||
        !gtk_widget_compute_bounds (before, GTK_WIDGET (self), &bounds))
      break;
    shift = (int) (gtk_widget_get_direction (before) == GTK_TEXT_DIR_RTL
                       ? bounds.origin.x + bounds.size.width - (float) width
                       : -bounds.origin.x);
  }

  return MAX (shift, 0);
}

static void
prise_log_data_cell_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  PriseLogDataCell *self = PRISE_LOG_DATA_CELL (widget);

  gtk_widget_measure (GTK_WIDGET (self->inscription), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
prise_log_data_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PriseLogDataCell *self = PRISE_LOG_DATA_CELL (widget);
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const int shift = find_shift (self, width);
  const graphene_point_t place = GRAPHENE_POINT_INIT (is_rtl ? 0 : (float) -shift, 0);

  gtk_widget_allocate (GTK_WIDGET (self->inscription), width + shift, height, baseline,
                       shift > 0 ? gsk_transform_translate (NULL, &place) : NULL);
}

static void
prise_log_data_cell_dispose (GObject *object)
{
  PriseLogDataCell *self = PRISE_LOG_DATA_CELL (object);

  if (self->inscription != NULL) {
    /* GTK 4.8 keeps those of an inscription for good. */
    gtk_inscription_set_attributes (self->inscription, NULL);
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->inscription)));
  }

  G_OBJECT_CLASS (prise_log_data_cell_parent_class)->dispose (object);
}

static void
prise_log_data_cell_class_init (PriseLogDataCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = prise_log_data_cell_dispose;
  widget_class->measure = prise_log_data_cell_measure;
  widget_class->size_allocate = prise_log_data_cell_size_allocate;
}

static void
prise_log_data_cell_init (PriseLogDataCell *self)
{
}

/**
 * prise_log_data_cell_new:
 * @inscription: (transfer floating): what shows the text
 *
 * Returns: (transfer floating): a cell
 */
GtkWidget *
prise_log_data_cell_new (GtkInscription *inscription)
{
  PriseLogDataCell *self = g_object_new (PRISE_TYPE_LOG_DATA_CELL, NULL);

  self->inscription = inscription;
  gtk_widget_set_parent (GTK_WIDGET (inscription), GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

GtkInscription *
prise_log_data_cell_get_inscription (PriseLogDataCell *self)
{
  return self->inscription;
}

/**
 * prise_log_data_cell_set_spans:
 * @spans: whether its text may begin over the empty cells before it
 *
 * To be called after the text was set, and the cell was put into its column.
 */
void
prise_log_data_cell_set_spans (PriseLogDataCell *self, gboolean spans)
{
  GtkWidget *frame = gtk_widget_get_parent (GTK_WIDGET (self));

  if (!self->spans && !spans)
    return;

  self->spans = spans;
  gtk_widget_set_overflow (frame, spans ? GTK_OVERFLOW_VISIBLE : GTK_OVERFLOW_HIDDEN);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
