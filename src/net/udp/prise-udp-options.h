// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be changed of a UDP socket while it is open. A value. */
#pragma once

#include "prise-responder.h"

G_BEGIN_DECLS

/**
 * PriseUdpOptions:
 * @responder: what to answer
 * @broadcast: whether datagrams may go to broadcast addresses
 * @multicast_interface: (nullable): where datagrams to groups leave; %NULL: the system chooses
 * @multicast_hops: their TTL or hop limit, 0 to 255
 * @multicast_loopback: whether this machine gets them too
 */
typedef struct {
  PriseResponder *responder;
  gboolean broadcast;
  char *multicast_interface;
  guint multicast_hops;
  gboolean multicast_loopback;
} PriseUdpOptions;

PriseUdpOptions *prise_udp_options_copy (const PriseUdpOptions *options);
void prise_udp_options_free (PriseUdpOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseUdpOptions, prise_udp_options_free)

G_END_DECLS
