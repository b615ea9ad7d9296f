// SPDX-License-Identifier: GPL-3.0-or-later
/* A client in the server's list: its address, what is special about it, and the two ways to end it.
 * It holds the peer that it shows. Main thread. */
#include "config.h"

#include "prise-client-row.h"
#include "prise-closures.h"
#include "prise-property.h"
#include "prise-tcp-closures.h"
#include "prise-widget.h"

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
prise_client_row_dispose (GObject *object)
{
  PriseClientRow *self = PRISE_CLIENT_ROW (object);

  g_clear_object (&self->peer);
  prise_widget_dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_PEER] = PRISE_PROPERTY (PriseClientRow, peer),
};

static void
prise_client_row_class_init (PriseClientRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_client_row_dispose;

  properties[PROP_PEER] =
      g_param_spec_object ("peer", NULL, NULL, PRISE_TYPE_TCP_PEER, PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

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
