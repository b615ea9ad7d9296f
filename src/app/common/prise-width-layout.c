// SPDX-License-Identifier: GPL-3.0-or-later
/* As GtkBinLayout, but children are asked for their height at a width, never the other way round.
 * A window asks how narrow it may be at its height; a box passes that on, and finds the answer by
 * trying widths, each box within it anew: a sentence that wraps was laid out five hundred times,
 * which took a tenth of a second. Main thread. */
#include "config.h"

#include "prise-width-layout.h"

struct _PriseWidthLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (PriseWidthLayout, prise_width_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
prise_width_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
prise_width_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  const int size = orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int child_minimum;
    int child_natural;

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, orientation, size, &child_minimum, &child_natural, NULL, NULL);
    *minimum = MAX (*minimum, child_minimum);
    *natural = MAX (*natural, child_natural);
  }
}

static void
prise_width_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_should_layout (child))
      gtk_widget_allocate (child, width, height, baseline, NULL);
  }
}

static void
prise_width_layout_class_init (PriseWidthLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = prise_width_layout_get_request_mode;
  layout_class->measure = prise_width_layout_measure;
  layout_class->allocate = prise_width_layout_allocate;
}

static void
prise_width_layout_init (PriseWidthLayout *self)
{
}
