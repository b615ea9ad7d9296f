// SPDX-License-Identifier: GPL-3.0-or-later
/* What every page has. It owns the endpoint and the cancellable of its start, shows what is wrong
 * with the form, and binds the settings that all pages share. Main thread. */
#include "config.h"

#include "prise-endpoint-page.h"

#include "prise-closures.h"
#include "prise-form.h"
#include "prise-property.h"
#include "prise-settings.h"
#include "prise-status-line.h"
#include "prise-tab-stop.h"
#include "prise-width-layout.h"

typedef struct {
  PriseIo *io;
  GSettings *settings;
  PriseEndpoint *endpoint;
  GCancellable *cancellable; /* of the start under way */
  PriseEndpointPageParts parts;

  gboolean show_sidebar;
} PriseEndpointPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PriseEndpointPage, prise_endpoint_page, ADW_TYPE_BIN)

enum { PROP_IO = 1, PROP_SETTINGS, PROP_ENDPOINT, PROP_SHOW_SIDEBAR, N_PROPS };

static GParamSpec *properties[N_PROPS];

static PriseEndpointPagePrivate *
private_of (gpointer self)
{
  return prise_endpoint_page_get_instance_private (self);
}

/* What is wrong with the form must be seen, though the form was hidden. */
static void
show_error (PriseEndpointPage *self, const GError *error)
{
  PriseEndpointPageParts *parts = &private_of (self)->parts;

  if (prise_form_find_place (error) != PRISE_FORM_NOWHERE)
    prise_endpoint_page_set_show_sidebar (self, TRUE);
  prise_form_show_error (parts->address_field, parts->port_field, error);
}

static void
prise_endpoint_page_real_toggle (PriseEndpointPage *self)
{
  PriseEndpointPagePrivate *priv = private_of (self);
  const PriseEndpointState state = prise_endpoint_get_state (priv->endpoint);

  if (prise_closure_is_closed (NULL, state))
    PRISE_ENDPOINT_PAGE_GET_CLASS (self)->start (self);
  else if (state == PRISE_ENDPOINT_STARTING)
    g_cancellable_cancel (priv->cancellable);
  else
    prise_endpoint_stop_async (priv->endpoint, state == PRISE_ENDPOINT_STOPPING, NULL, NULL);
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PRISE_ENDPOINT_PAGE_GET_CLASS (widget)->toggle (PRISE_ENDPOINT_PAGE (widget));
}

static void
focus_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseEndpointPageParts *parts = &private_of (widget)->parts;

  if (parts->composer != NULL)
    prise_composer_focus (parts->composer);
}

static void
did_activate_entry (PriseEndpointPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.toggle", NULL);
}

static void
prise_endpoint_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseEndpointPagePrivate *priv = private_of (object);

  switch (id) {
  case PROP_ENDPOINT:
    g_value_set_object (value, priv->endpoint);
    break;
  case PROP_SHOW_SIDEBAR:
    g_value_set_boolean (value, priv->show_sidebar);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_endpoint_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseEndpointPagePrivate *priv = private_of (object);

  switch (id) {
  case PROP_IO:
    priv->io = g_value_dup_object (value);
    break;
  case PROP_SETTINGS:
    priv->settings = g_value_dup_object (value);
    break;
  case PROP_SHOW_SIDEBAR:
    prise_endpoint_page_set_show_sidebar (PRISE_ENDPOINT_PAGE (object),
                                          g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_endpoint_page_dispose (GObject *object)
{
  PriseEndpointPagePrivate *priv = private_of (object);

  if (priv->cancellable != NULL)
    g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  priv->parts = (PriseEndpointPageParts){ 0 };
  g_clear_object (&priv->endpoint);
  g_clear_object (&priv->settings);
  g_clear_object (&priv->io);

  G_OBJECT_CLASS (prise_endpoint_page_parent_class)->dispose (object);
}

static void
prise_endpoint_page_class_init (PriseEndpointPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = prise_endpoint_page_get_property;
  object_class->set_property = prise_endpoint_page_set_property;
  object_class->dispose = prise_endpoint_page_dispose;
  klass->toggle = prise_endpoint_page_real_toggle;

  properties[PROP_IO] = g_param_spec_object ("io", NULL, NULL, PRISE_TYPE_IO, given);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS, given);
  properties[PROP_ENDPOINT] =
      g_param_spec_object ("endpoint", NULL, NULL, PRISE_TYPE_ENDPOINT, readable);
  properties[PROP_SHOW_SIDEBAR] =
      g_param_spec_boolean ("show-sidebar", NULL, NULL, TRUE, readable | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "page.toggle", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "page.focus-message", NULL, focus_message_action);

  gtk_widget_class_set_layout_manager_type (widget_class, PRISE_TYPE_WIDTH_LAYOUT);

  /* What the pages' templates are made of. */
  g_type_ensure (PRISE_TYPE_COMPOSER);
  g_type_ensure (PRISE_TYPE_FIELD);
  g_type_ensure (PRISE_TYPE_STATUS_LINE);
  g_type_ensure (PRISE_TYPE_TAB_STOP);
  g_type_ensure (PRISE_TYPE_TRAFFIC_PANE);
}

static void
prise_endpoint_page_init (PriseEndpointPage *self)
{
  private_of (self)->show_sidebar = TRUE;
}

/**
 * prise_endpoint_page_bind_callbacks:
 * @widget_class: a page's class
 *
 * Binds what the templates of all pages call.
 */
void
prise_endpoint_page_bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, did_activate_entry);
  prise_closures_bind (widget_class);
}

/**
 * prise_endpoint_page_take:
 * @self: a page under construction
 * @endpoint: (transfer none): its endpoint
 * @parts: widgets of its template
 * @settings: the page's own settings
 *
 * Completes what all pages share, and binds it to the settings.
 */
void
prise_endpoint_page_take (PriseEndpointPage *self,
                          PriseEndpoint *endpoint,
                          const PriseEndpointPageParts *parts,
                          GSettings *settings)
{
  PriseEndpointPagePrivate *priv = private_of (self);

  g_return_if_fail (PRISE_IS_ENDPOINT_PAGE (self));
  g_return_if_fail (priv->endpoint == NULL);

  priv->endpoint = g_object_ref (endpoint);
  priv->parts = *parts;

  if (parts->address_field != NULL)
    prise_form_watch_address (parts->address_field, parts->port_field);
  if (parts->composer != NULL)
    prise_composer_bind_settings (parts->composer, settings);
  prise_settings_bind_value (priv->settings, "inspector-position", parts->traffic_pane,
                             "inspector-position");
  g_settings_bind (priv->settings, "time-format", parts->traffic_pane, "time-format",
                   G_SETTINGS_BIND_GET);
  prise_settings_bind_journal (priv->settings, prise_endpoint_get_journal (endpoint));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDPOINT]);
}

PriseIo *
prise_endpoint_page_get_io (PriseEndpointPage *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT_PAGE (self), NULL);

  return private_of (self)->io;
}

/**
 * prise_endpoint_page_get_settings:
 * @child: the page's name in the settings
 *
 * Returns: (transfer full): its own settings
 */
GSettings *
prise_endpoint_page_get_settings (PriseEndpointPage *self, const char *child)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT_PAGE (self), NULL);

  return g_settings_get_child (private_of (self)->settings, child);
}

PriseEndpointState
prise_endpoint_page_get_state (PriseEndpointPage *self)
{
  g_return_val_if_fail (PRISE_IS_ENDPOINT_PAGE (self), PRISE_ENDPOINT_IDLE);

  return prise_endpoint_get_state (private_of (self)->endpoint);
}

void
prise_endpoint_page_set_show_sidebar (PriseEndpointPage *self, gboolean show_sidebar)
{
  PriseEndpointPagePrivate *priv = private_of (self);

  g_return_if_fail (PRISE_IS_ENDPOINT_PAGE (self));

  prise_property_set_boolean (self, &priv->show_sidebar, show_sidebar,
                              properties[PROP_SHOW_SIDEBAR]);
}

static gboolean
is_all_interfaces (const char *address)
{
  return *address == '\0' || g_str_equal (address, "*");
}

/**
 * prise_endpoint_page_parse:
 * @use: what the port is for; a destination needs a host, too
 * @address: (out) (transfer none): the address as typed
 * @port: (out): the port
 *
 * Reads the form. A mistake is shown at its field.
 *
 * Returns: whether there is none
 */
gboolean
prise_endpoint_page_parse (PriseEndpointPage *self,
                           PrisePortUse use,
                           const char **address,
                           guint16 *port)
{
  PriseEndpointPageParts *parts = &private_of (self)->parts;
  const char *port_text;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (PRISE_IS_ENDPOINT_PAGE (self), FALSE);

  prise_form_split_address (parts->address_field, parts->port_field);
  port_text = gtk_editable_get_text (GTK_EDITABLE (parts->port_field));
  *address = gtk_editable_get_text (GTK_EDITABLE (parts->address_field));
  prise_field_set_error (parts->address_field, NULL);
  prise_field_set_error (parts->port_field, NULL);
  if (((use != PRISE_PORT_CONNECT && is_all_interfaces (*address)) ||
       prise_host_check (*address, &error)) &&
      prise_port_parse (port_text, use, port, &error))
    return TRUE;

  show_error (self, error);

  return FALSE;
}

/**
 * prise_endpoint_page_begin:
 * @self: a page whose form is in order
 *
 * A start begins: page.toggle cancels it.
 *
 * Returns: (transfer none): its cancellable
 */
GCancellable *
prise_endpoint_page_begin (PriseEndpointPage *self)
{
  PriseEndpointPagePrivate *priv = private_of (self);

  g_return_val_if_fail (PRISE_IS_ENDPOINT_PAGE (self), NULL);

  /* A field that can't be edited any more need not keep the focus. */
  gtk_widget_grab_focus (priv->parts.toggle_button);

  g_clear_object (&priv->cancellable);
  priv->cancellable = g_cancellable_new ();

  return priv->cancellable;
}

/**
 * prise_endpoint_page_did_start:
 * @self: a page, which may be disposed
 * @error: (nullable): why it failed; %NULL if it runs
 *
 * A start is over: makes way for the log where there is little room, or shows what is wrong.
 */
void
prise_endpoint_page_did_start (PriseEndpointPage *self, const GError *error)
{
  PriseEndpointPagePrivate *priv = private_of (self);

  g_return_if_fail (PRISE_IS_ENDPOINT_PAGE (self));

  if (priv->parts.flap == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    show_error (self, error);
  else if (adw_flap_get_folded (priv->parts.flap))
    prise_endpoint_page_set_show_sidebar (self, FALSE);
}

/**
 * prise_endpoint_page_go_on_to_message:
 * @self: a page, which may be disposed
 *
 * A start is over, and the next thing to do is to send: moves the focus there, unless the user
 * has gone somewhere else meanwhile.
 */
void
prise_endpoint_page_go_on_to_message (PriseEndpointPage *self)
{
  PriseEndpointPageParts *parts = &private_of (self)->parts;

  g_return_if_fail (PRISE_IS_ENDPOINT_PAGE (self));

  if (parts->composer != NULL && gtk_widget_has_focus (parts->toggle_button))
    prise_composer_focus (parts->composer);
}

/**
 * prise_endpoint_page_focus:
 * @self: a page that is shown
 *
 * Moves the focus to the first thing to do on the page. This isn't the page's grab_focus (): GTK
 * calls that of what is around the page before it looks for the next stop of Tab within, and would
 * so never come to what stands above.
 */
void
prise_endpoint_page_focus (PriseEndpointPage *self)
{
  g_return_if_fail (PRISE_IS_ENDPOINT_PAGE (self));

  gtk_widget_grab_focus (private_of (self)->parts.toggle_button);
}
