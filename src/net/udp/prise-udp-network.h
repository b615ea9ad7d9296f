// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpNetwork:
 *
 * How a session's sockets stand to the networks of this machine: where datagrams to groups leave,
 * and what becomes of sockets and groups when interfaces change. The I/O thread.
 */
#pragma once

#include "prise-datagram-socket.h"
#include "prise-journal.h"
#include "prise-udp-membership.h"

G_BEGIN_DECLS

typedef struct _PriseUdpNetwork PriseUdpNetwork;

/**
 * PriseUdpGroupsGoneFunc:
 *
 * Groups have gone with their interface.
 */
typedef void (*PriseUdpGroupsGoneFunc) (gpointer owner);

PriseUdpNetwork *prise_udp_network_new (PriseIo *io,
                                        PriseJournal *journal,
                                        GPtrArray *sockets,
                                        PriseUdpMembership *membership,
                                        PriseUdpGroupsGoneFunc groups_gone,
                                        gpointer owner);
void prise_udp_network_free (PriseUdpNetwork *self);
void prise_udp_network_configure (PriseUdpNetwork *self,
                                  const char *interface,
                                  guint hops,
                                  gboolean loopback);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseUdpNetwork, prise_udp_network_free)

G_END_DECLS
