// SPDX-License-Identifier: GPL-3.0-or-later
/* How a session's sockets stand to the networks of this machine: which groups they have joined,
 * where datagrams to groups leave, and what becomes of that when interfaces change. The I/O thread.
 */
#pragma once

#include "prise-datagram-socket.h"
#include "prise-journal.h"
#include "prise-udp-group.h"
#include "prise-udp-options.h"

G_BEGIN_DECLS

typedef struct _PriseUdpNetwork PriseUdpNetwork;

/* Groups have gone with their interface. */
typedef void (*PriseUdpGroupsGoneFunc) (gpointer owner);

PriseUdpNetwork *prise_udp_network_new (PriseIo *io,
                                        PriseJournal *journal,
                                        GPtrArray *sockets,
                                        PriseUdpGroupsGoneFunc groups_gone,
                                        gpointer owner);
void prise_udp_network_free (PriseUdpNetwork *self);
void prise_udp_network_configure (PriseUdpNetwork *self, const PriseUdpOptions *options);
gboolean prise_udp_network_join (PriseUdpNetwork *self,
                                 const char *address,
                                 const char *interface,
                                 GError **error);
gboolean prise_udp_network_leave (PriseUdpNetwork *self, PriseUdpGroup *group);
GPtrArray *prise_udp_network_dup_groups (PriseUdpNetwork *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseUdpNetwork, prise_udp_network_free)

G_END_DECLS
