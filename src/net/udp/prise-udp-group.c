// SPDX-License-Identifier: GPL-3.0-or-later
/* A multicast group that a socket has joined, on one interface. Immutable, so that any thread may
 * look at it. */
#include "config.h"

#include "prise-udp-group.h"

struct _PriseUdpGroup {
  GObject parent_instance;

  char *address;
  char *interface;
};

G_DEFINE_FINAL_TYPE (PriseUdpGroup, prise_udp_group, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_INTERFACE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
prise_udp_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseUdpGroup *self = PRISE_UDP_GROUP (object);

  switch (id) {
  case PROP_ADDRESS:
    g_value_set_string (value, self->address);
    break;
  case PROP_INTERFACE:
    g_value_set_string (value, self->interface);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_udp_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseUdpGroup *self = PRISE_UDP_GROUP (object);

  switch (id) {
  case PROP_ADDRESS:
    self->address = g_value_dup_string (value);
    break;
  case PROP_INTERFACE:
    self->interface = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
prise_udp_group_finalize (GObject *object)
{
  PriseUdpGroup *self = PRISE_UDP_GROUP (object);

  g_free (self->address);
  g_free (self->interface);

  G_OBJECT_CLASS (prise_udp_group_parent_class)->finalize (object);
}

static void
prise_udp_group_class_init (PriseUdpGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = prise_udp_group_get_property;
  object_class->set_property = prise_udp_group_set_property;
  object_class->finalize = prise_udp_group_finalize;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_INTERFACE] = g_param_spec_string ("interface", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
prise_udp_group_init (PriseUdpGroup *self)
{
}

/**
 * prise_udp_group_new:
 * @address: a multicast address: "239.1.2.3"
 * @interface: (nullable): an interface's name; %NULL for the one that the system chose
 *
 * Returns: (transfer full): a group
 */
PriseUdpGroup *
prise_udp_group_new (const char *address, const char *interface)
{
  g_return_val_if_fail (address != NULL, NULL);

  return g_object_new (PRISE_TYPE_UDP_GROUP, "address", address, "interface", interface, NULL);
}

const char *
prise_udp_group_get_address (PriseUdpGroup *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_GROUP (self), NULL);

  return self->address;
}

const char *
prise_udp_group_get_interface (PriseUdpGroup *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_GROUP (self), NULL);

  return self->interface;
}

/**
 * prise_udp_group_equal:
 * @other: another
 *
 * Returns: whether address and interface are the same
 */
gboolean
prise_udp_group_equal (PriseUdpGroup *self, PriseUdpGroup *other)
{
  g_return_val_if_fail (PRISE_IS_UDP_GROUP (self), FALSE);
  g_return_val_if_fail (PRISE_IS_UDP_GROUP (other), FALSE);

  return g_str_equal (self->address, other->address) &&
         g_strcmp0 (self->interface, other->interface) == 0;
}

/**
 * prise_udp_group_to_string:
 *
 * Returns: (transfer full): "239.1.2.3", or "239.1.2.3%eth0" on an interface that was chosen
 */
char *
prise_udp_group_to_string (PriseUdpGroup *self)
{
  g_return_val_if_fail (PRISE_IS_UDP_GROUP (self), NULL);

  if (self->interface == NULL)
    return g_strdup (self->address);

  return g_strdup_printf ("%s%%%s", self->address, self->interface);
}
