// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpMembership:
 *
 * The multicast groups that a session's sockets have joined. The I/O thread.
 */
#pragma once

#include "prise-datagram-socket.h"
#include "prise-journal.h"
#include "prise-udp-group.h"

G_BEGIN_DECLS

typedef struct _PriseUdpMembership PriseUdpMembership;

PriseUdpMembership *prise_udp_membership_new (PriseJournal *journal, GPtrArray *sockets);
void prise_udp_membership_free (PriseUdpMembership *self);
gboolean prise_udp_membership_join (PriseUdpMembership *self,
                                    const char *address,
                                    const char *interface,
                                    GError **error);
gboolean prise_udp_membership_leave (PriseUdpMembership *self, PriseUdpGroup *group);
gboolean prise_udp_membership_forget_gone (PriseUdpMembership *self);
GPtrArray *prise_udp_membership_dup_groups (PriseUdpMembership *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseUdpMembership, prise_udp_membership_free)

G_END_DECLS
