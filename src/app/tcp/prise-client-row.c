// SPDX-License-Identifier: GPL-3.0-or-later
/* A client in the server's list: its address, what is special about it, and the two ways to end it.
 * It holds the peer that it shows. Main thread. */
#include "config.h"

#include "prise-client-row.h"
#include "prise-closures.h"
#include "prise-tcp-closures.h"

struct _PriseClientRow {
  AdwBin parent_instance;

  PriseTcpPeer *peer;
};

G_DEFINE_FINAL_TYPE (PriseClientRow, prise_client_row, ADW_TYPE_BIN)

enum { PROP_PEER = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
did_click_disconnect (PriseClientRow *self)
{
  if (self->peer != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "server.disconnect", "t",
                                prise_tcp_peer_get_id (self->peer));
}

static void
did_click_reset (PriseClientRow *self)
{
  if (self->peer != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "server.reset", "t",
                                prise_tcp_peer_get_id (self->peer));
}

static void
prise_client_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PriseClientRow *self = PRISE_CLIENT_ROW (object);

  switch (prop_id) {
  case PROP_PEER:
    g_value_set_object (value, self->peer);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_client_row_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  PriseClientRow *self = PRISE_CLIENT_ROW (object);

  switch (prop_id) {
  case PROP_PEER:
    if (g_set_object (&self->peer, g_value_get_object (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_client_row_dispose (GObject *object)
{
  PriseClientRow *self = PRISE_CLIENT_ROW (object);

  g_clear_object (&self->peer);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRISE_TYPE_CLIENT_ROW);

  G_OBJECT_CLASS (prise_client_row_parent_class)->dispose (object);
}

static void
prise_client_row_class_init (PriseClientRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = prise_client_row_get_property;
  object_class->set_property = prise_client_row_set_property;
  object_class->dispose = prise_client_row_dispose;

  properties[PROP_PEER] =
      g_param_spec_object ("peer", NULL, NULL, PRISE_TYPE_TCP_PEER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-client-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, did_click_disconnect);
  gtk_widget_class_bind_template_callback (widget_class, did_click_reset);
  prise_closures_bind (widget_class);
  prise_tcp_closures_bind (widget_class);
}

static void
prise_client_row_init (PriseClientRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
