// SPDX-License-Identifier: GPL-3.0-or-later
/* A multicast group that a socket has joined, on one interface. Immutable, so that any thread may
 * look at it. */
#include "config.h"

#include "prise-udp-group.h"

#include "prise-property.h"

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

static const PriseProperty kept[N_PROPS] = {
  [PROP_ADDRESS] = PRISE_PROPERTY (PriseUdpGroup, address),
  [PROP_INTERFACE] = PRISE_PROPERTY (PriseUdpGroup, interface),
};

static void
prise_udp_group_class_init (PriseUdpGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, PRISE_FIXED);
  properties[PROP_INTERFACE] = g_param_spec_string ("interface", NULL, NULL, NULL, PRISE_FIXED);
  prise_property_install (object_class, properties, kept, N_PROPS);
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
