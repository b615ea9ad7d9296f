// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person is a TCP client. It owns the client; the form is the only thing that
 * writes to it, and what the page shows is bound to its properties in the .ui. Main thread. */
#include "config.h"

#include "prise-closures.h"
#include "prise-property.h"
#include "prise-settings.h"
#include "prise-tcp-client-page.h"
#include "prise-tcp-closures.h"
#include "prise-widget.h"

struct _PriseTcpClientPage {
  PriseEndpointPage parent_instance;

  AdwFlap *flap;
  PriseField *host_field;
  PriseField *port_field;
  GtkWidget *toggle_button;
  GtkSpinButton *timeout_spin;
  GtkSwitch *half_open_switch;
  PriseTrafficPane *traffic_pane;
  PriseComposer *composer;

  PriseTcpClient *client;
};

G_DEFINE_FINAL_TYPE (PriseTcpClientPage, prise_tcp_client_page, PRISE_TYPE_ENDPOINT_PAGE)

enum { PROP_CLIENT = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
did_connect (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseEndpointPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_connected =
      prise_tcp_client_connect_finish (PRISE_TCP_CLIENT (source), result, &error);

  prise_endpoint_page_did_start (self, error);
  if (is_connected)
    prise_endpoint_page_go_on_to_message (self);
}

static void
prise_tcp_client_page_start (PriseEndpointPage *page)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (page);
  const char *host;
  guint16 port;

  if (prise_endpoint_page_parse (page, PRISE_PORT_CONNECT, &host, &port))
    prise_tcp_client_connect_async (self->client, host, port, prise_endpoint_page_begin (page),
                                    did_connect, g_object_ref (self));
}

static void
finish_sending_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (widget);

  if (prise_closure_can_finish (NULL, prise_endpoint_page_get_state (PRISE_ENDPOINT_PAGE (self)),
                                prise_tcp_client_get_sending_finished (self->client)))
    prise_tcp_client_finish_sending (self->client);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (widget);

  if (!prise_closure_is_closed (NULL, prise_endpoint_page_get_state (PRISE_ENDPOINT_PAGE (self))))
    prise_endpoint_stop_async (PRISE_ENDPOINT (self->client), TRUE, NULL, NULL);
}

static void
did_click_finish (PriseTcpClientPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.finish-sending", NULL);
}

static void
did_click_reset (PriseTcpClientPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.reset", NULL);
}

/* Failures of sending are entries of the log. */
static void
did_send (PriseTcpClientPage *self, GBytes *bytes, PriseTcpPeer *recipient)
{
  prise_tcp_client_send_async (self->client, bytes, NULL, NULL);
}

static void
bind_form (PriseTcpClientPage *self, GSettings *settings)
{
  GtkAdjustment *timeout = gtk_spin_button_get_adjustment (self->timeout_spin);

  prise_settings_bind_value (settings, "host", self->host_field, "text");
  prise_settings_bind_value (settings, "port", self->port_field, "text");
  prise_settings_bind_value (settings, "timeout", timeout, "value");
  prise_settings_bind_value (settings, "keep-half-open", self->half_open_switch, "active");

  g_object_bind_property (timeout, "value", self->client, "timeout", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->half_open_switch, "active", self->client, "keep-half-open",
                          G_BINDING_SYNC_CREATE);
}

static void
prise_tcp_client_page_constructed (GObject *object)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (object);
  PriseEndpointPage *page = PRISE_ENDPOINT_PAGE (object);
  const PriseEndpointPageParts parts = {
    .flap = self->flap,
    .address_field = self->host_field,
    .port_field = self->port_field,
    .toggle_button = self->toggle_button,
    .traffic_pane = self->traffic_pane,
    .composer = self->composer,
  };
  g_autoptr (GSettings) settings = prise_endpoint_page_get_settings (page, "tcp-client");

  G_OBJECT_CLASS (prise_tcp_client_page_parent_class)->constructed (object);

  self->client = prise_tcp_client_new (prise_endpoint_page_get_io (page));
  bind_form (self, settings);
  prise_endpoint_page_take (page, PRISE_ENDPOINT (self->client), &parts, settings);
  g_object_notify_by_pspec (object, properties[PROP_CLIENT]);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.finish-sending", NULL,
                                   finish_sending_action);
  gtk_widget_class_install_action (widget_class, "page.reset", NULL, reset_action);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-tcp-client-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseTcpClientPage, flap);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpClientPage, host_field);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpClientPage, port_field);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpClientPage, toggle_button);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpClientPage, timeout_spin);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpClientPage, half_open_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpClientPage, traffic_pane);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpClientPage, composer);
  gtk_widget_class_bind_template_callback (widget_class, did_click_finish);
  gtk_widget_class_bind_template_callback (widget_class, did_click_reset);
  gtk_widget_class_bind_template_callback (widget_class, did_send);
  prise_endpoint_page_bind_callbacks (widget_class);
  prise_tcp_closures_bind (widget_class);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_CLIENT] = PRISE_PROPERTY (PriseTcpClientPage, client),
};

static void
prise_tcp_client_page_class_init (PriseTcpClientPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = prise_tcp_client_page_constructed;
  object_class->dispose = prise_widget_dispose;
  PRISE_ENDPOINT_PAGE_CLASS (klass)->start = prise_tcp_client_page_start;

  properties[PROP_CLIENT] =
      g_param_spec_object ("client", NULL, NULL, PRISE_TYPE_TCP_CLIENT,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  prise_property_install (object_class, properties, kept, N_PROPS);

  install_actions (widget_class);
  bind_template (widget_class);
}

static void
prise_tcp_client_page_init (PriseTcpClientPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * prise_tcp_client_page_new:
 * @io: the I/O thread
 * @settings: the root settings
 *
 * Returns: (transfer floating): a page with an idle client
 */
GtkWidget *
prise_tcp_client_page_new (PriseIo *io, GSettings *settings)
{
  g_return_val_if_fail (PRISE_IS_IO (io), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  return g_object_new (PRISE_TYPE_TCP_CLIENT_PAGE, "io", io, "settings", settings, NULL);
}

PriseTcpClient *
prise_tcp_client_page_get_client (PriseTcpClientPage *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_CLIENT_PAGE (self), NULL);

  return self->client;
}
