// SPDX-License-Identifier: GPL-3.0-or-later
/* A response exactly as it came, with all of its heads, the framing of chunks, and whatever coding
 * it has. Main thread. */
#include "config.h"

#include "prise-raw-view.h"

#include "prise-property.h"
#include "prise-widget.h"

struct _PriseRawView {
  GtkWidget parent_instance;

  PriseByteView *bytes;

  PriseHttpExchange *exchange;
  GArray *chunks; /* of PriseHttpChunkPlace */
  PriseByteSelection *selection;
};

G_DEFINE_FINAL_TYPE (PriseRawView, prise_raw_view, GTK_TYPE_WIDGET)

enum { PROP_EXCHANGE = 1, PROP_SELECTION, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* The size comes first: chunks within it are known then, but for those that came a moment ago. */
static void
take_chunks (PriseRawView *self)
{
  PriseByteModel *lines = prise_byte_view_get_lines (self->bytes);
  guint64 size;

  if (self->exchange == NULL)
    return;

  size = prise_http_spool_get_size (prise_http_exchange_get_raw (self->exchange));
  prise_http_exchange_append_chunks (self->exchange, self->chunks);
  prise_byte_model_set_chunks (lines, self->chunks);
  prise_byte_model_set_size (lines, size);
}

static void
prise_raw_view_dispose (GObject *object)
{
  PriseRawView *self = PRISE_RAW_VIEW (object);

  g_clear_object (&self->selection);
  g_clear_pointer (&self->exchange, prise_http_exchange_unref);
  g_clear_pointer (&self->chunks, g_array_unref);
  prise_widget_dispose (object);
}

static void
did_set_exchange (PriseRawView *self)
{
  g_array_unref (self->chunks);
  self->chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
  prise_byte_model_set_source (prise_byte_view_get_lines (self->bytes),
                               self->exchange != NULL ? prise_http_exchange_get_raw (self->exchange)
                                                      : NULL);
  take_chunks (self);
}

static void
did_set_selection (PriseRawView *self)
{
  prise_byte_view_set_selection (self->bytes, self->selection);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_EXCHANGE] = PRISE_PROPERTY_THEN (PriseRawView, exchange, did_set_exchange),
  [PROP_SELECTION] = PRISE_PROPERTY_THEN (PriseRawView, selection, did_set_selection),
};

static void
prise_raw_view_class_init (PriseRawViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_raw_view_dispose;

  properties[PROP_EXCHANGE] =
      g_param_spec_boxed ("exchange", NULL, NULL, PRISE_TYPE_HTTP_EXCHANGE, PRISE_WRITABLE);
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, PRISE_TYPE_BYTE_SELECTION, PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  g_type_ensure (PRISE_TYPE_BYTE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-raw-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseRawView, bytes);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rawview");
}

static void
prise_raw_view_init (PriseRawView *self)
{
  self->chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * prise_raw_view_get_bytes:
 *
 * Returns: (transfer none): what shows the bytes
 */
PriseByteView *
prise_raw_view_get_bytes (PriseRawView *self)
{
  g_return_val_if_fail (PRISE_IS_RAW_VIEW (self), NULL);

  return self->bytes;
}

/**
 * prise_raw_view_look_again:
 *
 * Shows what has come of the exchange since.
 */
void
prise_raw_view_look_again (PriseRawView *self)
{
  g_return_if_fail (PRISE_IS_RAW_VIEW (self));

  take_chunks (self);
}
