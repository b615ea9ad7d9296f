// SPDX-License-Identifier: GPL-3.0-or-later
/* Widgets in rows, as many in each as there is room for. AdwWrapBox came with libadwaita 1.7, and a
 * GtkFlowBox makes columns and stops of the keyboard. Main thread. */
#include "config.h"

#include "prise-wrap-box.h"

#include "prise-property.h"

struct _PriseWrapBox {
  GtkWidget parent_instance;

  int spacing;
  gboolean squeeze;
};

G_DEFINE_FINAL_TYPE (PriseWrapBox, prise_wrap_box, GTK_TYPE_WIDGET)

enum { PROP_SPACING = 1, PROP_SQUEEZE, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* One row: its children by GtkRequestedSize.data, widths by minimum_size once they are shared out.
 */
typedef struct {
  GArray *sizes;
  int height;
} Row;

static GtkWidget *
next_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkRequestedSize
ask_width (GtkWidget *child)
{
  GtkRequestedSize size = { .data = child };

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size,
                      NULL, NULL);

  return size;
}

/* What is beyond the natural widths goes to those that expand, in equal parts. */
static void
expand (GArray *sizes, int extra)
{
  guint n_left = 0;

  for (guint i = 0; i < sizes->len; i++) {
    GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

    n_left += gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL);
  }
  for (guint i = 0; i < sizes->len && n_left > 0; i++) {
    GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

    if (gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL)) {
      size->minimum_size += extra / n_left;
      extra -= extra / n_left--;
    }
  }
}

static void
share_out (PriseWrapBox *self, Row *row, int width)
{
  int left = width - self->spacing * ((int) row->sizes->len - 1);

  for (guint i = 0; i < row->sizes->len; i++)
    left -= g_array_index (row->sizes, GtkRequestedSize, i).minimum_size;
  left = gtk_distribute_natural_allocation (MAX (left, 0), row->sizes->len,
                                            (GtkRequestedSize *) row->sizes->data);
  expand (row->sizes, left);
  for (guint i = 0; i < row->sizes->len; i++) {
    const GtkRequestedSize *size = &g_array_index (row->sizes, GtkRequestedSize, i);
    int height;

    gtk_widget_measure (size->data, GTK_ORIENTATION_VERTICAL, size->minimum_size, NULL, &height,
                        NULL, NULL);
    row->height = MAX (row->height, height);
  }
}

static void
free_row (gpointer data)
{
  Row *row = data;

  g_array_unref (row->sizes);
  g_free (row);
}

/* Returns the rows for a width, with their heights; from the first child on, each takes as many as
 * it can, and at least one. */
static GPtrArray *
find_rows (PriseWrapBox *self, int width)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);
  GtkWidget *child = next_visible (gtk_widget_get_first_child (GTK_WIDGET (self)));

  while (child != NULL) {
    Row *row = g_new0 (Row, 1);
    int used = 0;

    row->sizes = g_array_new (FALSE, FALSE, sizeof (GtkRequestedSize));
    for (; child != NULL; child = next_visible (gtk_widget_get_next_sibling (child))) {
      const GtkRequestedSize size = ask_width (child);

      used += self->squeeze ? size.minimum_size : size.natural_size;
      if (row->sizes->len > 0 && used > width)
        break;
      g_array_append_val (row->sizes, size);
      used += self->spacing;
    }
    share_out (self, row, width);
    g_ptr_array_add (rows, row);
  }

  return rows;
}

static void
measure_width (PriseWrapBox *self, int *minimum, int *natural)
{
  for (GtkWidget *child = next_visible (gtk_widget_get_first_child (GTK_WIDGET (self)));
       child != NULL; child = next_visible (gtk_widget_get_next_sibling (child))) {
    const GtkRequestedSize size = ask_width (child);

    *minimum = MAX (*minimum, size.minimum_size);
    *natural += (*natural > 0 ? self->spacing : 0) + size.natural_size;
  }
}

static void
prise_wrap_box_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  PriseWrapBox *self = PRISE_WRAP_BOX (widget);
  g_autoptr (GPtrArray) rows = NULL;
  int least = 0, width = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    measure_width (self, minimum, natural);
    return;
  }

  /* Who doesn't say a width has room for all. */
  if (for_size < 0)
    measure_width (self, &least, &width);
  rows = find_rows (self, MAX (for_size, width));
  for (guint i = 0; i < rows->len; i++)
    *natural += (i > 0 ? self->spacing : 0) + ((Row *) g_ptr_array_index (rows, i))->height;
  *minimum = *natural;
}

static void
prise_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PriseWrapBox *self = PRISE_WRAP_BOX (widget);
  g_autoptr (GPtrArray) rows = find_rows (self, width);
  const gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (guint i = 0; i < rows->len; i++) {
    const Row *row = g_ptr_array_index (rows, i);
    int x = 0;

    for (guint j = 0; j < row->sizes->len; j++) {
      const GtkRequestedSize *size = &g_array_index (row->sizes, GtkRequestedSize, j);

      const GtkAllocation place = { is_rtl ? width - x - size->minimum_size : x, y,
                                    size->minimum_size, row->height };

      gtk_widget_size_allocate (size->data, &place, -1);
      x += size->minimum_size + self->spacing;
    }
    y += row->height + self->spacing;
  }
}

static GtkSizeRequestMode
prise_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
prise_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (prise_wrap_box_parent_class)->dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_SPACING] = PRISE_PROPERTY (PriseWrapBox, spacing),
  [PROP_SQUEEZE] = PRISE_PROPERTY (PriseWrapBox, squeeze),
};

static void
prise_wrap_box_class_init (PriseWrapBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_wrap_box_dispose;
  widget_class->measure = prise_wrap_box_measure;
  widget_class->size_allocate = prise_wrap_box_size_allocate;
  widget_class->get_request_mode = prise_wrap_box_get_request_mode;

  properties[PROP_SPACING] =
      g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0, PRISE_GIVEN);
  properties[PROP_SQUEEZE] = g_param_spec_boolean ("squeeze", NULL, NULL, FALSE, PRISE_GIVEN);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_wrap_box_init (PriseWrapBox *self)
{
}
