// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a form that are for broadcast and multicast. What they say the socket takes at once;
 * below them, each group that it has joined has a row of its own. Main thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-field.h"
#include "prise-interface-row.h"
#include "prise-multicast-row.h"
#include "prise-property.h"
#include "prise-scroll-into-view.h"
#include "prise-settings.h"
#include "prise-toast.h"
#include "prise-udp-closures.h"
#include "prise-widget.h"

struct _PriseMulticastRow {
  AdwExpanderRow parent_instance;

  GtkSwitch *broadcast_switch;
  PriseInterfaceRow *interface_row;
  GtkSpinButton *hops_spin;
  GtkSwitch *loopback_switch;
  PriseField *group_field;

  PriseUdpSocket *socket;
  GPtrArray *group_rows; /* which belong to the row that they are in */
};

G_DEFINE_FINAL_TYPE (PriseMulticastRow, prise_multicast_row, ADW_TYPE_EXPANDER_ROW)

enum { PROP_SOCKET = 1, PROP_N_GROUPS, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* Returns NULL where the system chooses, as the engine wants it. */
static const char *
get_interface (PriseMulticastRow *self)
{
  const char *interface = prise_interface_row_get_interface (self->interface_row);

  return *interface != '\0' ? interface : NULL;
}

static void
did_change_interface (PriseMulticastRow *self)
{
  if (self->socket != NULL)
    g_object_set (self->socket, "multicast-interface", get_interface (self), NULL);
}

static void
did_lose_interface (PriseMulticastRow *self, const char *interface)
{
  g_autofree char *sentence =
      g_strdup_printf (_ ("The interface “%s” is gone: until it is back, the system chooses one"),
                       interface);

  prise_toast_tell (GTK_WIDGET (self), sentence);
}

static void
did_join (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PriseMulticastRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (prise_udp_socket_join_finish (PRISE_UDP_SOCKET (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Gone, when the window was closed meanwhile. */
  if (self->group_field != NULL)
    prise_field_show_mistake (self->group_field, error->message, -1);
}

static void
join_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseMulticastRow *self = PRISE_MULTICAST_ROW (widget);
  g_autofree char *group =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->group_field))));
  g_autofree char *hint =
      prise_closure_udp_hint (NULL, prise_endpoint_get_state (PRISE_ENDPOINT (self->socket)));

  prise_field_set_error (self->group_field, hint);
  if (hint == NULL)
    prise_udp_socket_join_async (self->socket, group, get_interface (self), did_join,
                                 g_object_ref (self));
}

static void
did_activate_group (PriseMulticastRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "multicast.join", NULL);
}

static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseMulticastRow *self = PRISE_MULTICAST_ROW (widget);
  GListModel *groups = prise_udp_socket_get_groups (self->socket);
  const char *wanted = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (groups); i++) {
    g_autoptr (PriseUdpGroup) group = g_list_model_get_item (groups, i);
    g_autofree char *text = prise_udp_group_to_string (group);

    if (g_str_equal (text, wanted)) {
      prise_udp_socket_leave (self->socket, group);
      return;
    }
  }
}

static GtkWidget *
leave_button_new (PriseUdpGroup *group)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *target = prise_udp_group_to_string (group);
  /* Translators: %s is a multicast group: "Leave 239.1.2.3%eth0". */
  g_autofree char *label = g_strdup_printf (_ ("Leave %s"), target);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "multicast.leave");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  return button;
}

static GtkWidget *
group_row_new (PriseUdpGroup *group)
{
  GtkWidget *row = adw_action_row_new ();
  const char *interface = prise_udp_group_get_interface (group);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), prise_udp_group_get_address (group));
  if (interface != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), interface);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), leave_button_new (group));

  return row;
}

/* An expander row takes rows at its end only: what follows a change is made again. */
static void
did_change_groups (PriseMulticastRow *self, guint position, guint removed, guint added)
{
  GListModel *groups = prise_udp_socket_get_groups (self->socket);
  const guint n_groups = g_list_model_get_n_items (groups);

  for (guint i = self->group_rows->len; i > position; i--)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self),
                             g_ptr_array_steal_index (self->group_rows, i - 1));
  for (guint i = position; i < n_groups; i++) {
    g_autoptr (PriseUdpGroup) group = g_list_model_get_item (groups, i);
    GtkWidget *row = group_row_new (group);

    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
    g_ptr_array_add (self->group_rows, row);
    if (i < position + added)
      prise_scroll_into_view_unfolding (row, GTK_WIDGET (self->group_field));
  }
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_GROUPS]);
}

static void
prise_multicast_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  PriseMulticastRow *self = PRISE_MULTICAST_ROW (object);

  switch (prop_id) {
  case PROP_N_GROUPS:
    g_value_set_uint (value, self->group_rows->len);
    break;
  default:
    prise_property_get (object, prop_id, value, pspec);
  }
}

static void
bind_socket (PriseMulticastRow *self)
{
  g_object_bind_property (self->broadcast_switch, "active", self->socket, "broadcast",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (gtk_spin_button_get_adjustment (self->hops_spin), "value", self->socket,
                          "multicast-hops", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->loopback_switch, "active", self->socket, "multicast-loopback",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (prise_udp_socket_get_groups (self->socket), "items-changed",
                           G_CALLBACK (did_change_groups), self, G_CONNECT_SWAPPED);
  did_change_interface (self);
}

static void
did_set_socket (PriseMulticastRow *self)
{
  if (self->socket != NULL)
    bind_socket (self);
}

static void
prise_multicast_row_dispose (GObject *object)
{
  PriseMulticastRow *self = PRISE_MULTICAST_ROW (object);

  g_ptr_array_set_size (self->group_rows, 0);
  prise_widget_dispose (object);
}

static void
prise_multicast_row_finalize (GObject *object)
{
  g_ptr_array_unref (PRISE_MULTICAST_ROW (object)->group_rows);

  G_OBJECT_CLASS (prise_multicast_row_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PRISE_TYPE_FIELD);
  g_type_ensure (PRISE_TYPE_INTERFACE_ROW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-multicast-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseMulticastRow, broadcast_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseMulticastRow, interface_row);
  gtk_widget_class_bind_template_child (widget_class, PriseMulticastRow, hops_spin);
  gtk_widget_class_bind_template_child (widget_class, PriseMulticastRow, loopback_switch);
  gtk_widget_class_bind_template_child (widget_class, PriseMulticastRow, group_field);
  gtk_widget_class_bind_template_callback (widget_class, did_change_interface);
  gtk_widget_class_bind_template_callback (widget_class, did_lose_interface);
  gtk_widget_class_bind_template_callback (widget_class, did_activate_group);
  prise_closures_bind (widget_class);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_SOCKET] = PRISE_PROPERTY_THEN (PriseMulticastRow, socket, did_set_socket),
};

static void
prise_multicast_row_class_init (PriseMulticastRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = prise_multicast_row_get_property;
  object_class->dispose = prise_multicast_row_dispose;
  object_class->finalize = prise_multicast_row_finalize;

  properties[PROP_SOCKET] =
      g_param_spec_object ("socket", NULL, NULL, PRISE_TYPE_UDP_SOCKET, PRISE_WRITABLE);
  properties[PROP_N_GROUPS] =
      g_param_spec_uint ("n-groups", NULL, NULL, 0, G_MAXUINT, 0, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  gtk_widget_class_install_action (widget_class, "multicast.join", NULL, join_action);
  gtk_widget_class_install_action (widget_class, "multicast.leave", "s", leave_action);
  bind_template (widget_class);
}

static void
prise_multicast_row_init (PriseMulticastRow *self)
{
  self->group_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * prise_multicast_row_bind_settings:
 * @settings: settings with the keys broadcast, interface, hops, loopback and group
 *
 * Takes the rows' values from @settings, and keeps them there. To be called once, with the
 * interfaces set.
 */
void
prise_multicast_row_bind_settings (PriseMulticastRow *self, GSettings *settings)
{
  g_return_if_fail (PRISE_IS_MULTICAST_ROW (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  prise_settings_bind_value (settings, "broadcast", self->broadcast_switch, "active");
  prise_settings_bind_value (settings, "interface", self->interface_row, "interface");
  prise_settings_bind_value (settings, "hops", gtk_spin_button_get_adjustment (self->hops_spin),
                             "value");
  prise_settings_bind_value (settings, "loopback", self->loopback_switch, "active");
  prise_settings_bind_value (settings, "group", self->group_field, "text");
}

/**
 * prise_multicast_row_set_interfaces:
 * @interfaces: a model of #PriseInterface
 *
 * Offers them. To be called once.
 */
void
prise_multicast_row_set_interfaces (PriseMulticastRow *self, GListModel *interfaces)
{
  g_return_if_fail (PRISE_IS_MULTICAST_ROW (self));

  prise_interface_row_set_interfaces (self->interface_row, interfaces);
}
