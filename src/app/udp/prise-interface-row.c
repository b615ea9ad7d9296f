// SPDX-License-Identifier: GPL-3.0-or-later
/* A row of a form in which a network interface is chosen. An interface is known by its name: one
 * that has got another address is another object, and stays chosen. When the chosen one goes, a
 * combo row would go on to its neighbour: this keeps it, as one that is gone, until it is back or
 * another is chosen. Main thread. */
#include "config.h"

#include <glib/gi18n.h>

#include "prise-interface.h"
#include "prise-interface-row.h"
#include "prise-property.h"
#include "prise-udp-closures.h"
#include "prise-widget.h"

struct _PriseInterfaceRow {
  AdwComboRow parent_instance;

  GListModel *choices; /* "Chosen by the System", the interfaces, then the gone one */
  GListStore *gone;    /* the chosen one as long as it isn't among the interfaces */
  char *interface;
  gboolean is_changing; /* while the row catches up with its model */
};

G_DEFINE_FINAL_TYPE (PriseInterfaceRow, prise_interface_row, ADW_TYPE_COMBO_ROW)

enum { PROP_INTERFACE = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_INTERFACE_LEFT, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
get_name (gpointer choice)
{
  return PRISE_IS_INTERFACE (choice) ? prise_interface_get_name (choice) : "";
}

/* Returns 0, which is the system's choice, if there is none of that name. */
static guint
find_choice (PriseInterfaceRow *self, const char *name)
{
  const guint n_choices = self->choices != NULL ? g_list_model_get_n_items (self->choices) : 0;

  for (guint i = 0; i < n_choices; i++) {
    g_autoptr (GObject) choice = g_list_model_get_item (self->choices, i);

    if (g_str_equal (get_name (choice), name))
      return i;
  }

  return 0;
}

static void
take_interface (PriseInterfaceRow *self, const char *name)
{
  prise_property_set_string (self, &self->interface, name, properties[PROP_INTERFACE]);
}

static gboolean
is_gone (PriseInterfaceRow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->gone)) > 0;
}

/* Selects the interface, which stands at the end of the list if it isn't there. */
static void
show_interface (PriseInterfaceRow *self)
{
  self->is_changing = TRUE;
  g_list_store_remove_all (self->gone);
  if (*self->interface != '\0' && find_choice (self, self->interface) == 0) {
    g_autoptr (PriseInterface) interface =
        g_object_new (PRISE_TYPE_INTERFACE, "name", self->interface, NULL);

    g_list_store_append (self->gone, interface);
  }
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), find_choice (self, self->interface));
  self->is_changing = FALSE;
}

/* Runs before the row knows of the change. */
static void
will_change_interfaces (PriseInterfaceRow *self)
{
  self->is_changing = TRUE;
}

/* Runs after it. */
static void
did_change_interfaces (PriseInterfaceRow *self)
{
  const gboolean was_gone = is_gone (self);

  show_interface (self);
  if (is_gone (self) && !was_gone)
    g_signal_emit (self, signals[SIGNAL_INTERFACE_LEFT], 0, self->interface);
}

static void
did_select (PriseInterfaceRow *self)
{
  if (!self->is_changing && self->choices != NULL)
    take_interface (self, get_name (adw_combo_row_get_selected_item (ADW_COMBO_ROW (self))));
}

static void
prise_interface_row_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  PriseInterfaceRow *self = PRISE_INTERFACE_ROW (object);

  switch (prop_id) {
  case PROP_INTERFACE:
    prise_interface_row_set_interface (self, g_value_get_string (value));
    break;
  default:
    prise_property_set (object, prop_id, value, pspec);
  }
}

static void
prise_interface_row_dispose (GObject *object)
{
  PriseInterfaceRow *self = PRISE_INTERFACE_ROW (object);

  g_clear_object (&self->choices);
  g_clear_object (&self->gone);
  prise_widget_dispose (object);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_INTERFACE] = PRISE_PROPERTY (PriseInterfaceRow, interface),
};

static void
prise_interface_row_class_init (PriseInterfaceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = prise_interface_row_set_property;
  object_class->dispose = prise_interface_row_dispose;

  properties[PROP_INTERFACE] = g_param_spec_string ("interface", NULL, NULL, "", PRISE_WRITABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  signals[SIGNAL_INTERFACE_LEFT] =
      g_signal_new ("interface-left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-interface-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, did_select);
  prise_udp_closures_bind (widget_class);
}

static void
prise_interface_row_init (PriseInterfaceRow *self)
{
  self->interface = g_strdup ("");
  self->gone = g_list_store_new (PRISE_TYPE_INTERFACE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GListModel *
choices_new (GListModel *interfaces, GListStore *gone)
{
  const char *system[] = { _ ("Chosen by the System"), NULL };
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkStringList) first = gtk_string_list_new (system);

  g_list_store_append (parts, first);
  g_list_store_append (parts, interfaces);
  g_list_store_append (parts, gone);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));
}

/**
 * prise_interface_row_set_interfaces:
 * @interfaces: a model of #PriseInterface
 *
 * Offers one of @interfaces, or none. To be called once.
 */
void
prise_interface_row_set_interfaces (PriseInterfaceRow *self, GListModel *interfaces)
{
  g_return_if_fail (PRISE_IS_INTERFACE_ROW (self));
  g_return_if_fail (G_IS_LIST_MODEL (interfaces));
  g_return_if_fail (self->choices == NULL);

  /* The model of the row hears of a change between these two. */
  g_signal_connect_object (interfaces, "items-changed", G_CALLBACK (will_change_interfaces), self,
                           G_CONNECT_SWAPPED);
  self->choices = choices_new (interfaces, self->gone);
  g_signal_connect_object (interfaces, "items-changed", G_CALLBACK (did_change_interfaces), self,
                           G_CONNECT_SWAPPED);

  self->is_changing = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), self->choices);
  show_interface (self);
}

const char *
prise_interface_row_get_interface (PriseInterfaceRow *self)
{
  g_return_val_if_fail (PRISE_IS_INTERFACE_ROW (self), NULL);

  return self->interface;
}

/**
 * prise_interface_row_set_interface:
 * @interface: the name of an interface; "" for the one that the system chooses
 *
 * Chooses it. If there is none of that name now, it is shown as gone.
 */
void
prise_interface_row_set_interface (PriseInterfaceRow *self, const char *interface)
{
  g_return_if_fail (PRISE_IS_INTERFACE_ROW (self));
  g_return_if_fail (interface != NULL);

  take_interface (self, interface);
  if (self->choices != NULL)
    show_interface (self);
}
