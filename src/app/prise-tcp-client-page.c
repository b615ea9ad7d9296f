// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person is a TCP client. It owns the client; the form is the only thing that
 * writes to it, and what the page shows is bound to its properties in the .ui. Main thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "net/prise-address.h"

#include "prise-closures.h"
#include "prise-composer.h"
#include "prise-form.h"
#include "prise-settings.h"
#include "prise-status-line.h"
#include "prise-tcp-client-page.h"
#include "prise-traffic-pane.h"

struct _PriseTcpClientPage {
  AdwBin parent_instance;

  AdwFlap *flap;
  PriseField *host_field;
  PriseField *port_field;
  GtkWidget *toggle_button;
  GtkSpinButton *timeout_spin;
  GtkSwitch *half_open_switch;
  PriseTrafficPane *traffic_pane;
  PriseComposer *composer;

  PriseIo *io;
  GSettings *settings;
  PriseTcpClient *client;
  GCancellable *cancellable; /* of the connect under way */

  gboolean show_sidebar;
};

G_DEFINE_FINAL_TYPE (PriseTcpClientPage, prise_tcp_client_page, ADW_TYPE_BIN)

enum { PROP_IO = 1, PROP_SETTINGS, PROP_CLIENT, PROP_ENDPOINT, PROP_SHOW_SIDEBAR, N_PROPS };

static GParamSpec *properties[N_PROPS];

static PriseEndpointState
get_state (PriseTcpClientPage *self)
{
  return prise_endpoint_get_state (PRISE_ENDPOINT (self->client));
}

static void
set_show_sidebar (PriseTcpClientPage *self, gboolean show_sidebar)
{
  if (self->show_sidebar == show_sidebar)
    return;

  self->show_sidebar = show_sidebar;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}

/* What is wrong with the form must be seen, though the form was hidden. */
static void
show_error (PriseTcpClientPage *self, const GError *error)
{
  if (prise_form_find_place (error) != PRISE_FORM_NOWHERE)
    set_show_sidebar (self, TRUE);
  prise_form_show_error (self->host_field, self->port_field, error);
}

/* Unless the reader has gone somewhere else meanwhile. */
static void
go_on_to_message (PriseTcpClientPage *self)
{
  if (adw_flap_get_folded (self->flap))
    set_show_sidebar (self, FALSE);
  if (gtk_widget_has_focus (self->toggle_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static void
did_connect (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseTcpClientPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (prise_tcp_client_connect_finish (PRISE_TCP_CLIENT (source), result, &error)) {
    if (self->flap != NULL)
      go_on_to_message (self);
    return;
  }

  if (self->flap != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
}

static void
start (PriseTcpClientPage *self)
{
  const char *host = gtk_editable_get_text (GTK_EDITABLE (self->host_field));
  const char *port_text = gtk_editable_get_text (GTK_EDITABLE (self->port_field));
  g_autoptr (GError) error = NULL;
  guint16 port;

  prise_field_set_error (self->host_field, NULL);
  prise_field_set_error (self->port_field, NULL);
  if (!prise_host_check (host, &error) ||
      !prise_port_parse (port_text, PRISE_PORT_CONNECT, &port, &error)) {
    show_error (self, error);
    return;
  }

  /* A field that can't be edited any more need not keep the focus. */
  gtk_widget_grab_focus (self->toggle_button);

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  prise_tcp_client_connect_async (self->client, host, port, self->cancellable, did_connect,
                                  g_object_ref (self));
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (widget);
  const PriseEndpointState state = get_state (self);

  if (prise_closure_is_closed (NULL, state))
    start (self);
  else if (state == PRISE_ENDPOINT_STARTING)
    g_cancellable_cancel (self->cancellable);
  else
    prise_endpoint_stop_async (PRISE_ENDPOINT (self->client), state == PRISE_ENDPOINT_STOPPING,
                               NULL, NULL);
}

static void
finish_sending_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (widget);

  if (prise_closure_can_finish (NULL, get_state (self),
                                prise_tcp_client_get_sending_finished (self->client)))
    prise_tcp_client_finish_sending (self->client);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (widget);

  if (!prise_closure_is_closed (NULL, get_state (self)))
    prise_endpoint_stop_async (PRISE_ENDPOINT (self->client), TRUE, NULL, NULL);
}

static void
focus_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static void
did_activate_entry (PriseTcpClientPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.toggle", NULL);
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
bind_settings (PriseTcpClientPage *self)
{
  g_autoptr (GSettings) settings = g_settings_get_child (self->settings, "tcp-client");
  GtkAdjustment *timeout = gtk_spin_button_get_adjustment (self->timeout_spin);

  prise_settings_bind_value (settings, "host", self->host_field, "text");
  prise_settings_bind_value (settings, "port", self->port_field, "text");
  prise_settings_bind_value (settings, "timeout", timeout, "value");
  prise_settings_bind_value (settings, "keep-half-open", self->half_open_switch, "active");
  prise_composer_bind_settings (self->composer, settings);
  prise_settings_bind_value (self->settings, "inspector-position", self->traffic_pane,
                             "inspector-position");
  g_settings_bind (self->settings, "time-format", self->traffic_pane, "time-format",
                   G_SETTINGS_BIND_GET);
  prise_settings_bind_journal (self->settings,
                               prise_endpoint_get_journal (PRISE_ENDPOINT (self->client)));

  g_object_bind_property (timeout, "value", self->client, "timeout", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->half_open_switch, "active", self->client, "keep-half-open",
                          G_BINDING_SYNC_CREATE);
}

/* The first thing to do on the page. */
static gboolean
prise_tcp_client_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PRISE_TCP_CLIENT_PAGE (widget)->toggle_button);
}

static void
prise_tcp_client_page_constructed (GObject *object)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (object);

  G_OBJECT_CLASS (prise_tcp_client_page_parent_class)->constructed (object);

  self->client = prise_tcp_client_new (self->io);
  bind_settings (self);
  g_object_notify_by_pspec (object, properties[PROP_CLIENT]);
  g_object_notify_by_pspec (object, properties[PROP_ENDPOINT]);
}

static void
prise_tcp_client_page_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (object);

  switch (prop_id) {
  case PROP_CLIENT:
  case PROP_ENDPOINT:
    g_value_set_object (value, self->client);
    break;
  case PROP_SHOW_SIDEBAR:
    g_value_set_boolean (value, self->show_sidebar);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
prise_tcp_client_page_set_property (GObject *object,
                                    guint prop_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (object);

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
prise_tcp_client_page_dispose (GObject *object)
{
  PriseTcpClientPage *self = PRISE_TCP_CLIENT_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRISE_TYPE_TCP_CLIENT_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  g_clear_object (&self->io);

  G_OBJECT_CLASS (prise_tcp_client_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_IO] = g_param_spec_object ("io", NULL, NULL, PRISE_TYPE_IO, given);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, given);
  properties[PROP_CLIENT] =
      g_param_spec_object ("client", NULL, NULL, PRISE_TYPE_TCP_CLIENT, readable);
  properties[PROP_ENDPOINT] =
      g_param_spec_object ("endpoint", NULL, NULL, PRISE_TYPE_ENDPOINT, readable);
  properties[PROP_SHOW_SIDEBAR] =
      g_param_spec_boolean ("show-sidebar", NULL, NULL, TRUE, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.toggle", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "page.focus-message", NULL, focus_message_action);
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
  gtk_widget_class_bind_template_callback (widget_class, did_activate_entry);
  gtk_widget_class_bind_template_callback (widget_class, did_click_finish);
  gtk_widget_class_bind_template_callback (widget_class, did_click_reset);
  gtk_widget_class_bind_template_callback (widget_class, did_send);
  prise_closures_bind (widget_class);
}

static void
prise_tcp_client_page_class_init (PriseTcpClientPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = prise_tcp_client_page_constructed;
  object_class->get_property = prise_tcp_client_page_get_property;
  object_class->set_property = prise_tcp_client_page_set_property;
  object_class->dispose = prise_tcp_client_page_dispose;
  widget_class->grab_focus = prise_tcp_client_page_grab_focus;

  install_properties (object_class);
  install_actions (widget_class);

  g_type_ensure (PRISE_TYPE_COMPOSER);
  g_type_ensure (PRISE_TYPE_FIELD);
  g_type_ensure (PRISE_TYPE_STATUS_LINE);
  g_type_ensure (PRISE_TYPE_TRAFFIC_PANE);
  bind_template (widget_class);
}

static void
prise_tcp_client_page_init (PriseTcpClientPage *self)
{
  self->show_sidebar = TRUE;
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

/**
 * prise_tcp_client_page_get_client:
 * @self: a page
 *
 * Returns: (transfer none): its client
 */
PriseTcpClient *
prise_tcp_client_page_get_client (PriseTcpClientPage *self)
{
  g_return_val_if_fail (PRISE_IS_TCP_CLIENT_PAGE (self), NULL);

  return self->client;
}
