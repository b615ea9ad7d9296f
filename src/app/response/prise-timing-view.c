// SPDX-License-Identifier: GPL-3.0-or-later
/* When what happened in an exchange. Each row has a name, a bar and a number; what is drawn is also
 * said. Main thread. */
#include "config.h"

#include "prise-timing-view.h"

#include <glib/gi18n.h>

#include "prise-property.h"
#include "prise-response-format.h"
#include "prise-timing-bar.h"
#include "prise-widget.h"

struct _PriseTimingView {
  GtkWidget parent_instance;

  GtkGrid *grid;
  GtkLabel *total_label;

  PriseHttpExchange *exchange;
  char *note;

  GtkLabel *names[PRISE_TIMING_N_SPANS];
  PriseTimingBar *bars[PRISE_TIMING_N_SPANS];
  GtkLabel *times[PRISE_TIMING_N_SPANS];
};

G_DEFINE_FINAL_TYPE (PriseTimingView, prise_timing_view, GTK_TYPE_WIDGET)

enum { PROP_EXCHANGE = 1, PROP_NOTE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static GtkLabel *
attach_label (PriseTimingView *self, int column, int row, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), column == 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return GTK_LABEL (label);
}

/* Between the table's head and its total. */
static void
make_rows (PriseTimingView *self)
{
  for (guint i = 0; i < PRISE_TIMING_N_SPANS; i++) {
    GtkWidget *bar = prise_timing_bar_new (i);

    self->names[i] = attach_label (self, 0, (int) i, NULL);
    gtk_widget_set_hexpand (bar, TRUE);
    gtk_grid_attach (self->grid, bar, 1, (int) i, 1, 1);
    self->bars[i] = PRISE_TIMING_BAR (bar);
    self->times[i] = attach_label (self, 2, (int) i, "numeric");
  }
}

static void
show_span (PriseTimingView *self, guint row, const PriseTimingSpan *span, gint64 total)
{
  const gint64 length = span->end - span->begin;
  g_autofree char *time = span->is_known ? prise_response_format_span (length) : g_strdup ("–");
  const double whole = (double) MAX (total, 1);

  gtk_label_set_text (self->names[row], span->name);
  gtk_label_set_text (self->times[row], time);
  if (span->is_known)
    prise_timing_bar_set_span (self->bars[row], (double) span->begin / whole,
                               (double) span->end / whole);
  else
    prise_timing_bar_set_span (self->bars[row], 0, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->times[row]),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, span->name, -1);
}

static char *
make_note (PriseTimingView *self)
{
  if (self->exchange == NULL || !prise_http_exchange_get_reused (self->exchange))
    return NULL;

  return g_strdup (_ ("The connection was kept from the previous request: there was no name to "
                      "resolve, and nothing to connect."));
}

static void
update (PriseTimingView *self)
{
  PriseTimingSpan spans[PRISE_TIMING_N_SPANS];
  PriseHttpTiming timing = { 0 };
  g_autofree char *note = make_note (self);
  g_autofree char *total_time = NULL;
  gint64 total;

  if (self->exchange != NULL)
    prise_http_exchange_get_timing (self->exchange, &timing);
  prise_response_format_get_spans (&timing, g_get_monotonic_time (), spans, &total);
  for (guint i = 0; i < PRISE_TIMING_N_SPANS; i++)
    show_span (self, i, &spans[i], total);
  total_time = prise_response_format_span (total);
  gtk_label_set_text (self->total_label, total_time);

  if (g_strcmp0 (self->note, note) == 0)
    return;
  g_free (self->note);
  self->note = g_steal_pointer (&note);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

static void
prise_timing_view_map (GtkWidget *widget)
{
  update (PRISE_TIMING_VIEW (widget));

  GTK_WIDGET_CLASS (prise_timing_view_parent_class)->map (widget);
}

static void
prise_timing_view_dispose (GObject *object)
{
  PriseTimingView *self = PRISE_TIMING_VIEW (object);

  g_clear_pointer (&self->exchange, prise_http_exchange_unref);
  prise_widget_dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_EXCHANGE] = PRISE_PROPERTY_THEN (PriseTimingView, exchange, update),
  [PROP_NOTE] = PRISE_PROPERTY (PriseTimingView, note),
};

static void
prise_timing_view_class_init (PriseTimingViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_timing_view_dispose;
  widget_class->map = prise_timing_view_map;

  properties[PROP_EXCHANGE] =
      g_param_spec_boxed ("exchange", NULL, NULL, PRISE_TYPE_HTTP_EXCHANGE, PRISE_WRITABLE);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-timing-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseTimingView, grid);
  gtk_widget_class_bind_template_child (widget_class, PriseTimingView, total_label);
  prise_response_format_bind (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timingview");
}

static void
prise_timing_view_init (PriseTimingView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
  update (self);
}

/**
 * prise_timing_view_to_text:
 *
 * Returns: (transfer full): its rows as lines of text, "name: time", and the total
 */
char *
prise_timing_view_to_text (PriseTimingView *self)
{
  GString *text = g_string_new (NULL);

  update (self);
  for (guint i = 0; i < PRISE_TIMING_N_SPANS; i++)
    g_string_append_printf (text, "%s: %s\n", gtk_label_get_text (self->names[i]),
                            gtk_label_get_text (self->times[i]));
  g_string_append_printf (text, "%s\n", gtk_label_get_text (self->total_label));

  return g_string_free (text, FALSE);
}

/**
 * prise_timing_view_look_again:
 *
 * Shows what has happened in the exchange since, if anybody sees it.
 */
void
prise_timing_view_look_again (PriseTimingView *self)
{
  g_return_if_fail (PRISE_IS_TIMING_VIEW (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}
