// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person runs a TCP server. It owns the server; the form is the only thing
 * that writes to it, and what the page shows is bound to its properties in the .ui. Main thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "net/prise-address.h"

#include "prise-client-row.h"
#include "prise-closures.h"
#include "prise-composer.h"
#include "prise-form.h"
#include "prise-settings.h"
#include "prise-status-line.h"
#include "prise-tcp-server-page.h"
#include "prise-traffic-pane.h"

struct _PriseTcpServerPage {
  AdwBin parent_instance;

  AdwFlap *flap;
  PriseField *address_field;
  PriseField *port_field;
  GtkWidget *toggle_button;
  AdwComboRow *reply_row;
  PriseField *template_field;
  GtkSwitch *close_switch;
  GtkSwitch *once_switch;
  GtkSwitch *half_open_switch;
  GtkListView *clients_view;
  PriseTrafficPane *traffic_pane;
  PriseComposer *composer;

  PriseIo *io;
  GSettings *settings;
  PriseTcpServer *server;
  GtkSingleSelection *clients;
  GCancellable *cancellable; /* of the start under way */

  gboolean show_sidebar;
};

G_DEFINE_FINAL_TYPE (PriseTcpServerPage, prise_tcp_server_page, ADW_TYPE_BIN)

enum {
  PROP_IO = 1,
  PROP_SETTINGS,
  PROP_SERVER,
  PROP_ENDPOINT,
  PROP_PEERS,
  PROP_CLIENTS,
  PROP_SHOW_SIDEBAR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* As the list in the .ui and the enum in the schema. */
enum {
  REPLY_NONE,
  REPLY_ECHO,
  REPLY_TEMPLATE,
};

static PriseEndpointState
get_state (PriseTcpServerPage *self)
{
  return prise_endpoint_get_state (PRISE_ENDPOINT (self->server));
}

static void
set_show_sidebar (PriseTcpServerPage *self, gboolean show_sidebar)
{
  if (self->show_sidebar == show_sidebar)
    return;

  self->show_sidebar = show_sidebar;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}

/* What is wrong with the form must be seen, though the form was hidden. */
static void
show_error (PriseTcpServerPage *self, const GError *error)
{
  if (prise_form_find_place (error) != PRISE_FORM_NOWHERE)
    set_show_sidebar (self, TRUE);
  prise_form_show_error (self->address_field, self->port_field, error);
}

/* Returns NULL, with the mistake shown at the field, if the template is no template. */
static PriseResponder *
responder_from_template (PriseTcpServerPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->template_field));
  g_autoptr (PriseTemplate) template = NULL;
  g_autoptr (GError) error = NULL;

  template = prise_template_new (text, NULL, &error);
  prise_field_set_error (self->template_field, error == NULL ? NULL : error->message);
  if (template == NULL)
    return NULL;

  return prise_responder_new_template (template);
}

static PriseResponder *
responder_from_form (PriseTcpServerPage *self)
{
  switch (adw_combo_row_get_selected (self->reply_row)) {
  case REPLY_ECHO:
    return prise_responder_new_echo ();
  case REPLY_TEMPLATE:
    return responder_from_template (self);
  case REPLY_NONE:
  default:
    return prise_responder_new_none ();
  }
}

/* While the template has a mistake, the server goes on with the reply that it has. */
static void
did_change_reply (PriseTcpServerPage *self)
{
  g_autoptr (PriseResponder) responder = NULL;

  if (self->server == NULL)
    return;

  responder = responder_from_form (self);
  if (responder != NULL)
    prise_tcp_server_set_responder (self->server, responder);
}

static void
did_start (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseTcpServerPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (prise_tcp_server_start_finish (PRISE_TCP_SERVER (source), result, &error)) {
    if (self->flap != NULL && adw_flap_get_folded (self->flap))
      set_show_sidebar (self, FALSE);
    return;
  }

  if (self->flap != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
start (PriseTcpServerPage *self)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (self->address_field));
  const char *port_text = gtk_editable_get_text (GTK_EDITABLE (self->port_field));
  g_autoptr (PriseResponder) responder = responder_from_form (self);
  g_autoptr (GError) error = NULL;
  guint16 port;

  prise_field_set_error (self->address_field, NULL);
  prise_field_set_error (self->port_field, NULL);
  if (!prise_port_parse (port_text, PRISE_PORT_LISTEN, &port, &error)) {
    show_error (self, error);
    return;
  }

  if (responder == NULL) {
    set_show_sidebar (self, TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->template_field));
    return;
  }

  /* A field that can't be edited any more need not keep the focus. */
  gtk_widget_grab_focus (self->toggle_button);

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  prise_tcp_server_start_async (self->server, address, port, self->cancellable, did_start,
                                g_object_ref (self));
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (widget);
  const PriseEndpointState state = get_state (self);

  if (prise_closure_is_closed (NULL, state))
    start (self);
  else if (state == PRISE_ENDPOINT_STARTING)
    g_cancellable_cancel (self->cancellable);
  else
    prise_endpoint_stop_async (PRISE_ENDPOINT (self->server), state == PRISE_ENDPOINT_STOPPING,
                               NULL, NULL);
}

static void
did_activate_entry (PriseTcpServerPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.toggle", NULL);
}

static void
focus_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
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
bind_settings (PriseTcpServerPage *self)
{
  g_autoptr (GSettings) settings = g_settings_get_child (self->settings, "tcp-server");

  prise_settings_bind_value (settings, "address", self->address_field, "text");
  prise_settings_bind_value (settings, "port", self->port_field, "text");
  prise_settings_bind_choice (settings, "reply", self->reply_row, "selected");
  prise_settings_bind_value (settings, "reply-template", self->template_field, "text");
  prise_settings_bind_value (settings, "close-after-reply", self->close_switch, "active");
  prise_settings_bind_value (settings, "once", self->once_switch, "active");
  prise_settings_bind_value (settings, "keep-half-open", self->half_open_switch, "active");
  prise_composer_bind_settings (self->composer, settings);
  prise_settings_bind_value (self->settings, "inspector-position", self->traffic_pane,
                             "inspector-position");
  g_settings_bind (self->settings, "time-format", self->traffic_pane, "time-format",
                   G_SETTINGS_BIND_GET);
  prise_settings_bind_journal (self->settings,
                               prise_endpoint_get_journal (PRISE_ENDPOINT (self->server)));
}

static void
bind_server (PriseTcpServerPage *self)
{
  g_object_bind_property (self->close_switch, "active", self->server, "close-after-reply",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->once_switch, "active", self->server, "once", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->half_open_switch, "active", self->server, "keep-half-open",
                          G_BINDING_SYNC_CREATE);
  did_change_reply (self);
}

/* The first thing to do on the page. */
static gboolean
prise_tcp_server_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PRISE_TCP_SERVER_PAGE (widget)->toggle_button);
}

static void
prise_tcp_server_page_constructed (GObject *object)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (object);
  GListModel *peers;

  G_OBJECT_CLASS (prise_tcp_server_page_parent_class)->constructed (object);

  self->server = prise_tcp_server_new (self->io);
  peers = prise_tcp_server_get_peers (self->server);
  self->clients = gtk_single_selection_new (g_object_ref (peers));
  gtk_single_selection_set_autoselect (self->clients, FALSE);
  gtk_single_selection_set_can_unselect (self->clients, TRUE);
  gtk_list_view_set_model (self->clients_view, GTK_SELECTION_MODEL (self->clients));

  bind_settings (self);
  bind_server (self);
  g_object_notify_by_pspec (object, properties[PROP_SERVER]);
  g_object_notify_by_pspec (object, properties[PROP_ENDPOINT]);
  g_object_notify_by_pspec (object, properties[PROP_PEERS]);
  g_object_notify_by_pspec (object, properties[PROP_CLIENTS]);
}

static void
prise_tcp_server_page_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (object);

  switch (prop_id) {
  case PROP_SERVER:
  case PROP_ENDPOINT:
    g_value_set_object (value, self->server);
    break;
  case PROP_PEERS:
    if (self->server != NULL)
      g_value_set_object (value, prise_tcp_server_get_peers (self->server));
    break;
  case PROP_CLIENTS:
    g_value_set_object (value, self->clients);
    break;
  case PROP_SHOW_SIDEBAR:
    g_value_set_boolean (value, self->show_sidebar);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_tcp_server_page_set_property (GObject *object,
                                    guint prop_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (object);

  switch (prop_id) {
  case PROP_IO:
    self->io = g_value_dup_object (value);
    break;
  case PROP_SETTINGS:
    self->settings = g_value_dup_object (value);
    break;
  case PROP_SHOW_SIDEBAR:
    set_show_sidebar (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_tcp_server_page_dispose (GObject *object)
{
  PriseTcpServerPage *self = PRISE_TCP_SERVER_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRISE_TYPE_TCP_SERVER_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clients);
  g_clear_object (&self->server);
  g_clear_object (&self->settings);
  g_clear_object (&self->io);

  G_OBJECT_CLASS (prise_tcp_server_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_IO] = g_param_spec_object ("io", NULL, NULL, PRISE_TYPE_IO, given);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, given);
  properties[PROP_SERVER] =
      g_param_spec_object ("server", NULL, NULL, PRISE_TYPE_TCP_SERVER, readable);
  properties[PROP_ENDPOINT] =
      g_param_spec_object ("endpoint", NULL, NULL, PRISE_TYPE_ENDPOINT, readable);
  properties[PROP_PEERS] = g_param_spec_object ("peers", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_CLIENTS] =
      g_param_spec_object ("clients", NULL, NULL, GTK_TYPE_SINGLE_SELECTION, readable);
  properties[PROP_SHOW_SIDEBAR] =
      g_param_spec_boolean ("show-sidebar", NULL, NULL, TRUE, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.toggle", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "page.focus-message", NULL, focus_message_action);
  gtk_widget_class_install_action (widget_class, "server.disconnect", "t", disconnect_action);
  gtk_widget_class_install_action (widget_class, "server.reset", "t", disconnect_action);
  gtk_widget_class_install_action (widget_class, "server.disconnect-selected", NULL,
                                   disconnect_selected_action);
  gtk_widget_class_install_action (widget_class, "server.reset-selected", NULL,
                                   disconnect_selected_action);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-tcp-server-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, flap);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, address_field);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, port_field);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, toggle_button);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, reply_row);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, template_field);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, close_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, once_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, half_open_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, clients_view);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, traffic_pane);
  gtk_widget_class_bind_template_child (widget_class, PriseTcpServerPage, composer);
  gtk_widget_class_bind_template_callback (widget_class, did_activate_entry);
  gtk_widget_class_bind_template_callback (widget_class, did_change_reply);
  gtk_widget_class_bind_template_callback (widget_class, did_send);
  prise_closures_bind (widget_class);
}

static void
prise_tcp_server_page_class_init (PriseTcpServerPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = prise_tcp_server_page_constructed;
  object_class->get_property = prise_tcp_server_page_get_property;
  object_class->set_property = prise_tcp_server_page_set_property;
  object_class->dispose = prise_tcp_server_page_dispose;
  widget_class->grab_focus = prise_tcp_server_page_grab_focus;

  install_properties (object_class);
  install_actions (widget_class);

  g_type_ensure (PRISE_TYPE_CLIENT_ROW);
  g_type_ensure (PRISE_TYPE_COMPOSER);
  g_type_ensure (PRISE_TYPE_FIELD);
  g_type_ensure (PRISE_TYPE_STATUS_LINE);
  g_type_ensure (PRISE_TYPE_TRAFFIC_PANE);
  bind_template (widget_class);
}

static void
prise_tcp_server_page_init (PriseTcpServerPage *self)
{
  self->show_sidebar = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
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

/**
 * prise_tcp_server_page_get_server:
 * @self: a page
 *
 * Returns: (transfer none): its server
 */
PriseTcpServer *
prise_tcp_server_page_get_server (PriseTcpServerPage *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_SERVER_PAGE (self), NULL);

  return self->server;
}
