// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person sends and receives UDP datagrams. It owns the socket; the form is
 * the only thing that writes to it, and what the page shows is bound to its properties in the .ui.
 * Main thread. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "prise-error-text.h"
#include "prise-form.h"
#include "prise-interface-list.h"
#include "prise-multicast-row.h"
#include "prise-property.h"
#include "prise-reply-group.h"
#include "prise-scroll-into-view.h"
#include "prise-settings.h"
#include "prise-udp-closures.h"
#include "prise-widget.h"
#include "prise-udp-page.h"

struct _PriseUdpPage {
  PriseEndpointPage parent_instance;

  AdwFlap *flap;
  PriseField *address_field;
  PriseField *port_field;
  GtkWidget *toggle_button;
  PriseField *host_field;
  PriseField *destination_port_field;
  GtkSwitch *fixed_switch;
  PriseReplyGroup *reply_group;
  PriseMulticastRow *multicast_row;
  GtkSwitch *share_switch;
  GtkSpinButton *length_spin;
  GtkListView *peers_view;
  PriseTrafficPane *traffic_pane;
  PriseComposer *composer;

  PriseUdpSocket *socket;
  GtkNoSelection *peers;
};

G_DEFINE_FINAL_TYPE (PriseUdpPage, prise_udp_page, PRISE_TYPE_ENDPOINT_PAGE)

enum { PROP_SOCKET = 1, PROP_PEERS, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* How many bytes one datagram carries over IPv4, whose length counts its own header of 20 bytes,
 * too (RFC 791, section 3.1). */
#define MAX_IPV4_MESSAGE (PRISE_UDP_MAX_DATAGRAM - 20)

/* What is wrong with the destination must be seen, though the form was hidden, and what can be done
 * about it, too. */
static void
show_destination_error (PriseUdpPage *self, const GError *error, gboolean with_focus)
{
  PriseField *field = prise_form_find_field (self->host_field, self->destination_port_field, error);

  if (field == NULL)
    return;

  prise_endpoint_page_set_show_sidebar (PRISE_ENDPOINT_PAGE (self), TRUE);
  if (with_focus)
    prise_field_show_mistake (field, error->message, -1);
  else
    prise_field_set_error (field, error->message);
  if (g_error_matches (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NEEDS_BROADCAST))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->multicast_row), TRUE);
}

/* Reads the destination. A mistake is shown at its field. */
static gboolean
parse_destination (PriseUdpPage *self, const char **host, guint16 *port)
{
  const char *text;
  g_autoptr (GError) error = NULL;

  prise_form_split_address (self->host_field, self->destination_port_field);
  text = gtk_editable_get_text (GTK_EDITABLE (self->destination_port_field));
  *host = gtk_editable_get_text (GTK_EDITABLE (self->host_field));
  prise_field_set_error (self->host_field, NULL);
  prise_field_set_error (self->destination_port_field, NULL);
  if (prise_host_check (*host, &error) && prise_port_parse (text, PRISE_PORT_CONNECT, port, &error))
    return TRUE;

  show_destination_error (self, error, TRUE);

  return FALSE;
}

/* The names of both ends are looked up when a socket with a fixed peer is opened: the sentence says
 * which of them wasn't found. */
static gboolean
is_about_destination (PriseUdpPage *self, const GError *error)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (self->address_field));
  const char *host = gtk_editable_get_text (GTK_EDITABLE (self->host_field));

  if (!gtk_switch_get_active (self->fixed_switch))
    return FALSE;
  if (g_error_matches (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NEEDS_BROADCAST))
    return TRUE;

  return g_error_matches (error, PRISE_NET_ERROR, PRISE_NET_ERROR_NAME_NOT_FOUND) &&
         *host != '\0' && !g_str_equal (address, host) && strstr (error->message, host) != NULL;
}

static void
did_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseUdpPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_open = prise_udp_socket_open_finish (PRISE_UDP_SOCKET (source), result, &error);

  if (self->host_field != NULL && is_about_destination (self, error)) {
    show_destination_error (self, error, TRUE);
    return;
  }

  prise_endpoint_page_did_start (PRISE_ENDPOINT_PAGE (self), error);
  if (is_open)
    prise_endpoint_page_go_on_to_message (PRISE_ENDPOINT_PAGE (self));
}

static void
prise_udp_page_start (PriseEndpointPage *page)
{
  PriseUdpPage *self = PRISE_UDP_PAGE (page);
  const char *address;
  const char *host = NULL;
  guint16 port;
  guint16 destination_port = 0;

  if (!prise_endpoint_page_parse (page, PRISE_PORT_LOCAL, &address, &port))
    return;
  if (gtk_switch_get_active (self->fixed_switch) &&
      !parse_destination (self, &host, &destination_port))
    return;
  if (prise_reply_group_has_mistake (self->reply_group)) {
    prise_endpoint_page_set_show_sidebar (page, TRUE);
    prise_reply_group_show_mistake (self->reply_group);
    return;
  }

  /* What was typed there counts, though it may have the focus still. */
  gtk_spin_button_update (self->length_spin);
  prise_udp_socket_open_async (self->socket, address, port, host, destination_port,
                               prise_endpoint_page_begin (page), did_open, g_object_ref (self));
}

/* Enter in the destination: on to what is to be sent there. */
static void
did_activate_destination (PriseUdpPage *self)
{
  const gboolean is_closed =
      prise_closure_is_closed (NULL, prise_endpoint_page_get_state (PRISE_ENDPOINT_PAGE (self)));

  gtk_widget_activate_action (GTK_WIDGET (self), is_closed ? "page.toggle" : "page.focus-message",
                              NULL);
}

static const char *
get_not_sent_sentence (void)
{
  return _ ("Not sent: check the destination.");
}

static void
did_change_destination (PriseUdpPage *self)
{
  if (self->composer != NULL &&
      g_strcmp0 (prise_composer_get_error (self->composer), get_not_sent_sentence ()) == 0)
    prise_composer_set_error (self->composer, NULL);
}

/* Takes another destination, unless the socket is for one only, and goes on to the message. */
static void
set_destination (PriseUdpPage *self, const char *address)
{
  PriseEndpointPage *page = PRISE_ENDPOINT_PAGE (self);
  g_autofree char *host = NULL;
  g_autofree char *port_text = NULL;
  guint16 port;

  if (prise_closure_udp_can_redirect (NULL, prise_endpoint_page_get_state (page),
                                      prise_udp_socket_get_peer_address (self->socket)) &&
      prise_host_port_parse (address, PRISE_PORT_CONNECT, &host, &port, NULL) && host != NULL) {
    port_text = g_strdup_printf ("%u", port);
    gtk_editable_set_text (GTK_EDITABLE (self->host_field), host);
    gtk_editable_set_text (GTK_EDITABLE (self->destination_port_field), port_text);
  }

  if (adw_flap_get_folded (self->flap))
    prise_endpoint_page_set_show_sidebar (page, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "page.focus-message", NULL);
}

static void
did_expand (PriseUdpPage *self, GParamSpec *pspec, AdwExpanderRow *row)
{
  const gboolean host_is_wrong = prise_field_get_error (self->host_field) != NULL;

  if (adw_expander_row_get_expanded (row))
    prise_scroll_into_view_unfolding (GTK_WIDGET (row),
                                      host_is_wrong ? GTK_WIDGET (self->host_field) : NULL);
}

static void
did_activate_peer (PriseUdpPage *self, guint position)
{
  g_autoptr (PriseUdpPeer) peer = g_list_model_get_item (G_LIST_MODEL (self->peers), position);

  if (peer != NULL)
    set_destination (self, prise_udp_peer_get_address (peer));
}

/* Which family a name leads to, only the engine finds out. */
static gsize
get_limit (PriseUdpPage *self, const char *host)
{
  const char *peer = prise_udp_socket_get_peer_address (self->socket);

  if (peer != NULL)
    return *peer == '[' ? PRISE_UDP_MAX_DATAGRAM : MAX_IPV4_MESSAGE;

  return g_hostname_is_ip_address (host) && strchr (host, ':') == NULL ? MAX_IPV4_MESSAGE
                                                                       : PRISE_UDP_MAX_DATAGRAM;
}

/* Each failure is an entry of the log, too. The focus stays: the user may type the next message
 * already. */
static void
did_send_datagram (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseUdpPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (prise_udp_socket_send_finish (PRISE_UDP_SOCKET (source), result, &error) ||
      self->composer == NULL)
    return;

  if (g_error_matches (error, PRISE_NET_ERROR, PRISE_NET_ERROR_TOO_LONG))
    prise_composer_set_error (self->composer, error->message);
  else
    show_destination_error (self, error, FALSE);
}

static void
did_send (PriseUdpPage *self, GBytes *bytes, PriseTcpPeer *recipient)
{
  const gsize size = g_bytes_get_size (bytes);
  const char *host = NULL;
  guint16 port = 0;
  gsize limit;

  if (prise_udp_socket_get_peer_address (self->socket) == NULL &&
      !parse_destination (self, &host, &port)) {
    prise_composer_set_error (self->composer, get_not_sent_sentence ());
    return;
  }

  limit = get_limit (self, host);
  if (size > limit) {
    g_autoptr (GError) error = prise_net_error_too_long (size, limit);

    prise_composer_set_error (self->composer, error->message);
    return;
  }

  prise_udp_socket_send_async (self->socket, host, port, bytes, did_send_datagram,
                               g_object_ref (self));
}

static gboolean
is_default (GSettings *settings, const char *key, PriseField *field)
{
  g_autoptr (GVariant) value = g_settings_get_default_value (settings, key);

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (field)),
                      g_variant_get_string (value, NULL));
}

/* In the lesson the socket replies. A device elsewhere gets nothing that nobody has asked for. */
static void
update_reply (PriseUdpPage *self)
{
  g_autoptr (GSettings) settings =
      prise_endpoint_page_get_settings (PRISE_ENDPOINT_PAGE (self), "udp");

  prise_reply_group_set_preset (self->reply_group,
                                is_default (settings, "address", self->address_field) &&
                                    is_default (settings, "port", self->port_field));
}

static void
bind_settings (PriseUdpPage *self, GSettings *settings)
{
  prise_settings_bind_value (settings, "address", self->address_field, "text");
  prise_settings_bind_value (settings, "port", self->port_field, "text");
  prise_form_watch_address (self->host_field, self->destination_port_field);
  prise_settings_bind_value (settings, "destination-host", self->host_field, "text");
  prise_settings_bind_value (settings, "destination-port", self->destination_port_field, "text");
  prise_settings_bind_value (settings, "fixed-peer", self->fixed_switch, "active");
  prise_reply_group_bind_settings_once_chosen (self->reply_group, settings);
  update_reply (self);
  g_signal_connect_object (self->address_field, "changed", G_CALLBACK (update_reply), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->port_field, "changed", G_CALLBACK (update_reply), self,
                           G_CONNECT_SWAPPED);
  prise_multicast_row_bind_settings (self->multicast_row, settings);
  prise_settings_bind_value (settings, "share-port", self->share_switch, "active");
  prise_settings_bind_value (settings, "max-datagram",
                             gtk_spin_button_get_adjustment (self->length_spin), "value");
}

static void
bind_socket (PriseUdpPage *self)
{
  g_object_bind_property (self->reply_group, "responder", self->socket, "responder",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->share_switch, "active", self->socket, "share-port",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (gtk_spin_button_get_adjustment (self->length_spin), "value", self->socket,
                          "max-datagram", G_BINDING_SYNC_CREATE);
}

static void
prise_udp_page_constructed (GObject *object)
{
  PriseUdpPage *self = PRISE_UDP_PAGE (object);
  PriseEndpointPage *page = PRISE_ENDPOINT_PAGE (object);
  PriseIo *io = prise_endpoint_page_get_io (page);
  const PriseEndpointPageParts parts = {
    .flap = self->flap,
    .address_field = self->address_field,
    .port_field = self->port_field,
    .toggle_button = self->toggle_button,
    .traffic_pane = self->traffic_pane,
    .composer = self->composer,
  };
  g_autoptr (GSettings) settings = prise_endpoint_page_get_settings (page, "udp");
  g_autoptr (PriseInterfaceList) interfaces = prise_interface_list_new (io);

  G_OBJECT_CLASS (prise_udp_page_parent_class)->constructed (object);

  self->socket = prise_udp_socket_new (io);
  self->peers = gtk_no_selection_new (g_object_ref (prise_udp_socket_get_peers (self->socket)));
  gtk_list_view_set_model (self->peers_view, GTK_SELECTION_MODEL (self->peers));
  prise_multicast_row_set_interfaces (self->multicast_row, G_LIST_MODEL (interfaces));
  bind_settings (self, settings);
  bind_socket (self);
  prise_endpoint_page_take (page, PRISE_ENDPOINT (self->socket), &parts, settings);
  for (guint i = PROP_SOCKET; i < N_PROPS; i++)
    g_object_notify_by_pspec (object, properties[i]);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, flap);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, address_field);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, port_field);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, toggle_button);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, host_field);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, destination_port_field);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, fixed_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, reply_group);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, multicast_row);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, share_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, length_spin);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, peers_view);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, traffic_pane);
  gtk_widget_class_bind_template_child (widget_class, PriseUdpPage, composer);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PRISE_TYPE_MULTICAST_ROW);
  g_type_ensure (PRISE_TYPE_REPLY_GROUP);
  g_type_ensure (PRISE_TYPE_UDP_PEER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-udp-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, did_activate_destination);
  gtk_widget_class_bind_template_callback (widget_class, did_change_destination);
  gtk_widget_class_bind_template_callback (widget_class, did_activate_peer);
  gtk_widget_class_bind_template_callback (widget_class, did_expand);
  gtk_widget_class_bind_template_callback (widget_class, did_send);
  gtk_widget_class_bind_template_callback (widget_class, set_destination);
  prise_endpoint_page_bind_callbacks (widget_class);
  prise_udp_closures_bind (widget_class);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_SOCKET] = PRISE_PROPERTY (PriseUdpPage, socket),
  [PROP_PEERS] = PRISE_PROPERTY (PriseUdpPage, peers),
};

static void
prise_udp_page_class_init (PriseUdpPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = prise_udp_page_constructed;
  object_class->dispose = prise_widget_dispose;
  PRISE_ENDPOINT_PAGE_CLASS (klass)->start = prise_udp_page_start;

  properties[PROP_SOCKET] =
      g_param_spec_object ("socket", NULL, NULL, PRISE_TYPE_UDP_SOCKET, PRISE_READABLE);
  properties[PROP_PEERS] =
      g_param_spec_object ("peers", NULL, NULL, GTK_TYPE_NO_SELECTION, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
prise_udp_page_init (PriseUdpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * prise_udp_page_new:
 * @io: the I/O thread
 * @settings: the root settings
 *
 * Returns: (transfer floating): a page with a closed socket
 */
GtkWidget *
prise_udp_page_new (PriseIo *io, GSettings *settings)
{
  g_return_val_if_fail (PRISE_IS_IO (io), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  return g_object_new (PRISE_TYPE_UDP_PAGE, "io", io, "settings", settings, NULL);
}

PriseUdpSocket *
prise_udp_page_get_socket (PriseUdpPage *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_PAGE (self), NULL);

  return self->socket;
}
