// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person runs a TCP server. It owns the server; the form is the only thing
 * that writes to it, and what the page shows is bound to its properties in the .ui. Main thread. */
#include "config.h"

#include "prise-client-row.h"
#include "prise-property.h"
#include "prise-reply-group.h"
#include "prise-settings.h"
#include "prise-shortcuts.h"
#include "prise-tcp-closures.h"
#include "prise-widget.h"
#include "prise-tcp-server-page.h"

struct _PriseTcpServerPage {
  PriseEndpointPage parent_instance;

  AdwFlap *flap;
  PriseField *address_field;
  PriseField *port_field;
  GtkWidget *toggle_button;
  PriseReplyGroup *reply_group;
  GtkSwitch *close_switch;
  GtkSwitch *once_switch;
  GtkSwitch *half_open_switch;
  GtkListView *clients_view;
  GtkShortcutController *client_keys;
  PriseTrafficPane *traffic_pane;
  PriseComposer *composer;

  PriseTcpServer *server;
  GtkSingleSelection *clients;
};

G_DEFINE_FINAL_TYPE (PriseTcpServerPage, prise_tcp_server_page, PRISE_TYPE_ENDPOINT_PAGE)

enum { PROP_SERVER = 1, PROP_PEERS, PROP_CLIENTS, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
did_start (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseEndpointPage) self = user_data;
  g_autoptr (GError) error = NULL;

  prise_tcp_server_start_finish (PRISE_TCP_SERVER (source), result, &error);
  prise_endpoint_page_did_start (self, error);
}

static void
prise_tcp_server_page_start (PriseEndpointPage *page)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (page);
  const char *address;
  guint16 port;

  if (!prise_endpoint_page_parse (page, PRISE_PORT_LISTEN, &address, &port))
    return;
  if (prise_reply_group_has_mistake (self->reply_group)) {
    prise_endpoint_page_set_show_sidebar (page, TRUE);
    prise_reply_group_show_mistake (self->reply_group);
    return;
  }

  prise_tcp_server_start_async (self->server, address, port, prise_endpoint_page_begin (page),
                                did_start, g_object_ref (self));
}

static void
did_send (PriseTcpServerPage *self, GBytes *bytes, PriseTcpPeer *recipient)
{
  g_autoptr (GError) error = NULL;

  if (!prise_tcp_server_send (self->server, recipient, bytes, &error))
    prise_composer_set_error (self->composer, error->message);
}

static PriseTcpPeer *
find_peer (PriseTcpServerPage *self, guint64 id)
{
  GListModel *peers = prise_tcp_server_get_peers (self->server);
  const guint n_peers = g_list_model_get_n_items (peers);

  for (guint i = 0; i < n_peers; i++) {
    g_autoptr (PriseTcpPeer) peer = g_list_model_get_item (peers, i);

    if (prise_tcp_peer_get_id (peer) == id)
      return g_steal_pointer (&peer);
  }

  return NULL;
}

static void
disconnect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (widget);
  g_autoptr (PriseTcpPeer) peer = find_peer (self, g_variant_get_uint64 (parameter));

  if (peer != NULL)
    prise_tcp_server_disconnect (self->server, peer, g_str_equal (name, "server.reset"));
}

static void
disconnect_selected_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (widget);
  PriseTcpPeer *peer = gtk_single_selection_get_selected_item (self->clients);

  if (peer != NULL)
    prise_tcp_server_disconnect (self->server, peer, g_str_equal (name, "server.reset-selected"));
}

static void
bind_settings (PriseTcpServerPage *self, GSettings *settings)
{
  prise_settings_bind_value (settings, "address", self->address_field, "text");
  prise_settings_bind_value (settings, "port", self->port_field, "text");
  prise_reply_group_bind_settings (self->reply_group, settings);
  prise_settings_bind_value (settings, "close-after-reply", self->close_switch, "active");
  prise_settings_bind_value (settings, "once", self->once_switch, "active");
  prise_settings_bind_value (settings, "keep-half-open", self->half_open_switch, "active");
}

static void
bind_server (PriseTcpServerPage *self)
{
  g_object_bind_property (self->close_switch, "active", self->server, "close-after-reply",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->once_switch, "active", self->server, "once", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->half_open_switch, "active", self->server, "keep-half-open",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->reply_group, "responder", self->server, "responder",
                          G_BINDING_SYNC_CREATE);
}

static void
show_clients (PriseTcpServerPage *self)
{
  GListModel *peers = prise_tcp_server_get_peers (self->server);

  self->clients = gtk_single_selection_new (g_object_ref (peers));
  gtk_single_selection_set_autoselect (self->clients, FALSE);
  gtk_single_selection_set_can_unselect (self->clients, TRUE);
  gtk_list_view_set_model (self->clients_view, GTK_SELECTION_MODEL (self->clients));
}

static void
prise_tcp_server_page_constructed (GObject *object)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (object);
  PriseEndpointPage *page = PRISE_ENDPOINT_PAGE (object);
  const PriseEndpointPageParts parts = {
    .flap = self->flap,
    .address_field = self->address_field,
    .port_field = self->port_field,
    .toggle_button = self->toggle_button,
    .traffic_pane = self->traffic_pane,
    .composer = self->composer,
  };
  g_autoptr (GSettings) settings = prise_endpoint_page_get_settings (page, "tcp-server");

  G_OBJECT_CLASS (prise_tcp_server_page_parent_class)->constructed (object);

  self->server = prise_tcp_server_new (prise_endpoint_page_get_io (page));
  show_clients (self);
  bind_settings (self, settings);
  bind_server (self);
  prise_endpoint_page_take (page, PRISE_ENDPOINT (self->server), &parts, settings);
  for (guint i = PROP_SERVER; i < N_PROPS; i++)
    g_object_notify_by_pspec (object, properties[i]);
}

static void
prise_tcp_server_page_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (object);

  switch (prop_id) {
  case PROP_PEERS:
    if (self->server != NULL)
      g_value_set_object (value, prise_tcp_server_get_peers (self->server));
    break;
  default:
    prise_property_get (object, prop_id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_SERVER] = PRISE_PROPERTY (PriseTcpServerPage, server),
  [PROP_CLIENTS] = PRISE_PROPERTY (PriseTcpServerPage, clients),
};

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_SERVER] =
      g_param_spec_object ("server", NULL, NULL, PRISE_TYPE_TCP_SERVER, PRISE_READABLE);
  properties[PROP_PEERS] =
      g_param_spec_object ("peers", NULL, NULL, G_TYPE_LIST_MODEL, PRISE_READABLE);
  properties[PROP_CLIENTS] =
      g_param_spec_object ("clients", NULL, NULL, GTK_TYPE_SINGLE_SELECTION, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "server.disconnect", "t", disconnect_action);
  gtk_widget_class_install_action (widget_class, "server.reset", "t", disconnect_action);
  gtk_widget_class_install_action (widget_class, "server.disconnect-selected", NULL,
                                   disconnect_selected_action);
  gtk_widget_class_install_action (widget_class, "server.reset-selected", NULL,
                                   disconnect_selected_action);
}

/* Where the focus is in the list of clients. */
static const PriseShortcut client_shortcuts[] = {
  { "server.disconnect-selected", { "Delete" } },
  { "server.reset-selected", { "<Shift>Delete" } },
};

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-tcp-server-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, flap);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, address_field);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, port_field);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, toggle_button);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, reply_group);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, close_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, once_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, half_open_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, clients_view);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, client_keys);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, traffic_pane);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, composer);
  gtk_widget_class_bind_template_callback (widget_class, did_send);
  prise_endpoint_page_bind_callbacks (widget_class);
  prise_tcp_closures_bind (widget_class);
}

static void
prise_tcp_server_page_class_init (PriseTcpServerPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = prise_tcp_server_page_constructed;
  object_class->get_property = prise_tcp_server_page_get_property;
  object_class->dispose = prise_widget_dispose;
  PRISE_ENDPOINT_PAGE_CLASS (klass)->start = prise_tcp_server_page_start;

  install_properties (object_class);
  install_actions (widget_class);

  g_type_ensure (PRISE_TYPE_CLIENT_ROW);
  g_type_ensure (PRISE_TYPE_REPLY_GROUP);
  bind_template (widget_class);
}

static void
prise_tcp_server_page_init (PriseTcpServerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  prise_shortcuts_add_to_controller (self->client_keys, client_shortcuts,
                                     G_N_ELEMENTS (client_shortcuts));
}

/**
 * prise_tcp_server_page_new:
 * @io: the I/O thread
 * @settings: the root settings
 *
 * Returns: (transfer floating): a page with an idle server
 */
GtkWidget *
prise_tcp_server_page_new (PriseIo *io, GSettings *settings)
{
  g_return_val_if_fail (PRISE_IS_IO (io), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  return g_object_new (PRISE_TYPE_TCP_SERVER_PAGE, "io", io, "settings", settings, NULL);
}

PriseTcpServer *
prise_tcp_server_page_get_server (PriseTcpServerPage *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_SERVER_PAGE (self), NULL);

  return self->server;
}
