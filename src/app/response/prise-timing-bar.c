// SPDX-License-Identifier: GPL-3.0-or-later
/* A bar of a chart of times: where a span begins and ends within the whole. Its numbers stand
 * beside it as text. Main thread. */
#include "config.h"

#include "prise-timing-bar.h"

#define HEIGHT    16
#define RADIUS    4
#define MIN_WIDTH 2 /* also the shortest span is to be seen */

struct _PriseTimingBar {
  GtkWidget parent_instance;

  guint hue;
  double begin;
  double end;
};

G_DEFINE_FINAL_TYPE (PriseTimingBar, prise_timing_bar, GTK_TYPE_WIDGET)

/* Of the GNOME palette: neighbours differ in lightness, too. */
static const char *const hues[] = { "#3584e4", "#e5a50a", "#33d17a", "#9141ac", "#ff7800" };

static void
draw (GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color)
{
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, area, MIN (RADIUS, area->size.width / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, color, area);
  gtk_snapshot_pop (snapshot);
}

static void
prise_timing_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PriseTimingBar *self = PRISE_TIMING_BAR (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float top = ((float) gtk_widget_get_height (widget) - HEIGHT) / 2;
  const float length = MAX (MIN_WIDTH, (float) (self->end - self->begin) * width);
  const float x = MIN ((float) self->begin * width, width - length);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.08f;
  draw (snapshot, &GRAPHENE_RECT_INIT (0, top, width, HEIGHT), &color);

  if (self->end < self->begin)
    return;
  gdk_rgba_parse (&color, hues[self->hue % G_N_ELEMENTS (hues)]);
  draw (snapshot, &GRAPHENE_RECT_INIT (x, top, length, HEIGHT), &color);
}

static void
prise_timing_bar_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 48;
  *natural = *minimum;
}

static void
prise_timing_bar_class_init (PriseTimingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = prise_timing_bar_snapshot;
  widget_class->measure = prise_timing_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "timingbar");
}

static void
prise_timing_bar_init (PriseTimingBar *self)
{
  self->end = -1;
}

/**
 * prise_timing_bar_new:
 * @hue: which of the chart's bars it is
 *
 * Returns: (transfer floating): a bar without a span
 */
GtkWidget *
prise_timing_bar_new (guint hue)
{
  PriseTimingBar *self = g_object_new (PRISE_TYPE_TIMING_BAR, NULL);

  self->hue = hue;

  return GTK_WIDGET (self);
}

/**
 * prise_timing_bar_set_span:
 * @begin: where its span begins, from 0 to 1
 * @end: where it ends; less than @begin: there is none
 */
void
prise_timing_bar_set_span (PriseTimingBar *self, double begin, double end)
{
  g_return_if_fail (PRISE_IS_TIMING_BAR (self));

  if (self->begin == begin && self->end == end)
    return;

  self->begin = begin;
  self->end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
