// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpSender:
 *
 * What a session's sockets send: messages in the order in which they were asked for, and replies.
 * The I/O thread.
 */
#pragma once

#include "prise-datagram-socket.h"
#include "prise-mailbox.h"
#include "prise-udp-peer-table.h"

G_BEGIN_DECLS

typedef struct _PriseUdpSender PriseUdpSender;

PriseUdpSender *prise_udp_sender_new (PriseJournal *journal,
                                      PriseMailbox *mailbox,
                                      PriseUdpPeerTable *peers,
                                      GPtrArray *sockets);
void prise_udp_sender_set_fixed_peer (PriseUdpSender *self, GSocketAddress *fixed_peer);
void prise_udp_sender_send (PriseUdpSender *self,
                            const char *host,
                            guint16 port,
                            GBytes *bytes,
                            GTask *task);
void prise_udp_sender_reply (PriseUdpSender *self,
                             PriseDatagramSocket *socket,
                             const PriseSockaddr *from,
                             const PriseSockaddr *to,
                             GBytes *bytes);
void prise_udp_sender_did_get_room (PriseUdpSender *self, PriseDatagramSocket *socket);
guint64 prise_udp_sender_get_queued_bytes (PriseUdpSender *self);
void prise_udp_sender_close (PriseUdpSender *self);
PriseUdpSender *prise_udp_sender_ref (PriseUdpSender *self);
void prise_udp_sender_unref (PriseUdpSender *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseUdpSender, prise_udp_sender_unref)

G_END_DECLS
