// SPDX-License-Identifier: GPL-3.0-or-later
/* How a session's sockets stand to the networks of this machine. It owns the
 * monitor that hears of changes. The I/O thread. */
#include "config.h"

#include "prise-udp-network.h"

#include "prise-address-watch.h"
#include "prise-error-text.h"
#include "prise-interface.h"
#include "prise-interface-monitor.h"

struct _PriseUdpNetwork {
  PriseJournal *journal;
  GPtrArray *sockets;
  PriseUdpMembership *membership;
  PriseInterfaceMonitor *monitor;
  PriseUdpGroupsGoneFunc groups_gone;
  gpointer owner;

  char *interface; /* where datagrams to groups leave, by name */
  PriseMulticastOptions options;
  gboolean is_unusable; /* which was said once */
  PriseAddressWatch *addresses;
};

static void
record_error (PriseUdpNetwork *self, const GError *error)
{
  prise_error_record (error, self->journal, PRISE_JOURNAL_NO_PEER);
}

/* An IPv4 socket may use an interface that has no IPv6, and the other way round. */
static void
apply_options (PriseUdpNetwork *self)
{
  const gboolean was_unusable = self->is_unusable;
  gboolean is_used = FALSE;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->sockets->len; i++)
    is_used |=
        prise_datagram_socket_set_multicast (g_ptr_array_index (self->sockets, i), &self->options);
  self->is_unusable = !is_used;
  if (is_used || was_unusable)
    return;

  error = prise_net_error_no_interface (self->interface != NULL ? self->interface : "");
  record_error (self, error);
}

/* An index of 0 leaves the choice to the system. */
static void
find_interface (PriseUdpNetwork *self)
{
  g_autoptr (GError) error = NULL;

  self->options.interface = prise_interface_find_index (self->interface);
  if (self->interface == NULL || self->options.interface != 0)
    return;

  error = prise_net_error_no_interface (self->interface);
  record_error (self, error);
}

static void
check_interface (PriseUdpNetwork *self)
{
  if (prise_interface_find_index (self->interface) == self->options.interface)
    return;

  find_interface (self);
  apply_options (self);
}

static void
did_change_interfaces (gpointer user_data)
{
  PriseUdpNetwork *self = user_data;

  if (prise_udp_membership_forget_gone (self->membership))
    self->groups_gone (self->owner);
  check_interface (self);
  prise_address_watch_look (self->addresses);
}

/**
 * prise_udp_network_new:
 * @io: the I/O thread
 * @journal: where everything is recorded
 * @sockets: (element-type PriseDatagramSocket): the session's, which outlive the network
 * @membership: the groups that they have joined, which outlives the network
 * @groups_gone: called when groups have gone with their interface
 * @owner: for @groups_gone
 *
 * Returns: (transfer full): a network, to be configured
 */
PriseUdpNetwork *
prise_udp_network_new (PriseIo *io,
                       PriseJournal *journal,
                       GPtrArray *sockets,
                       PriseUdpMembership *membership,
                       PriseUdpGroupsGoneFunc groups_gone,
                       gpointer owner)
{
  PriseUdpNetwork *self = g_new0 (PriseUdpNetwork, 1);

  self->journal = g_object_ref (journal);
  self->sockets = g_ptr_array_ref (sockets);
  self->groups_gone = groups_gone;
  self->owner = owner;
  self->addresses = prise_address_watch_new (journal);
  for (guint i = 0; i < sockets->len; i++)
    prise_address_watch_add (self->addresses,
                             prise_datagram_socket_get_address (g_ptr_array_index (sockets, i)));
  self->membership = membership;
  self->monitor = prise_interface_monitor_new (io, did_change_interfaces, self);

  return self;
}

void
prise_udp_network_free (PriseUdpNetwork *self)
{
  prise_interface_monitor_free (self->monitor);
  prise_address_watch_free (self->addresses);
  g_free (self->interface);
  g_ptr_array_unref (self->sockets);
  g_object_unref (self->journal);
  g_free (self);
}

/**
 * prise_udp_network_configure:
 * @interface: (nullable): where datagrams to groups leave; %NULL: the system chooses
 * @hops: their TTL or hop limit
 * @loopback: whether this machine gets them too
 *
 * An interface that isn't there is recorded as an error, and the system chooses.
 */
void
prise_udp_network_configure (PriseUdpNetwork *self,
                             const char *interface,
                             guint hops,
                             gboolean loopback)
{
  if (g_strcmp0 (self->interface, interface) != 0) {
    g_free (self->interface);
    self->interface = g_strdup (interface);
    find_interface (self);
  }
  self->options.hops = hops;
  self->options.loopback = loopback;
  apply_options (self);
}
