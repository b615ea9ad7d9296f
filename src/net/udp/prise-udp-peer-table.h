// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpPeerTable:
 *
 * Those with whom a UDP socket exchanges datagrams. The I/O thread's, but for what has changed,
 * which the owner's thread takes.
 */
#pragma once

#include "prise-journal.h"
#include "prise-sockaddr.h"
#include "prise-udp-loop-guard.h"
#include "prise-udp-peer-private.h"

G_BEGIN_DECLS

/* The longest silent ones go when there are more. */
#define PRISE_UDP_MAX_PEERS 4096

typedef struct _PriseUdpPeerTable PriseUdpPeerTable;
typedef struct _PriseUdpContact PriseUdpContact;

PriseUdpPeerTable *prise_udp_peer_table_new (PriseJournal *journal);
void prise_udp_peer_table_free (PriseUdpPeerTable *self);

PriseUdpContact *prise_udp_peer_table_find (PriseUdpPeerTable *self,
                                            const PriseSockaddr *address,
                                            const PriseSockaddr *local_address);
void prise_udp_peer_table_count_received (PriseUdpPeerTable *self,
                                          PriseUdpContact *contact,
                                          const PriseStamp *stamp);
void prise_udp_peer_table_count_sent (PriseUdpPeerTable *self,
                                      PriseUdpContact *contact,
                                      const PriseStamp *stamp);
gboolean prise_udp_peer_table_publish (PriseUdpPeerTable *self);
void prise_udp_peer_table_release (PriseUdpPeerTable *self);

const char *prise_udp_contact_get_name (PriseUdpContact *contact);
guint prise_udp_contact_get_journal_peer (PriseUdpContact *contact);
void prise_udp_contact_forgo_reply (PriseUdpContact *contact);
PriseUdpVerdict prise_udp_contact_judge (PriseUdpContact *contact, gint64 now);
void prise_udp_peer_table_expect_reply (PriseUdpPeerTable *self,
                                        PriseUdpContact *contact,
                                        gboolean is_reply,
                                        gint64 now);
gboolean prise_udp_peer_table_take_reply (PriseUdpPeerTable *self,
                                          PriseUdpContact *contact,
                                          gint64 now);

PrisePeerChanges *prise_udp_peer_table_get_changes (PriseUdpPeerTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseUdpPeerTable, prise_udp_peer_table_free)

G_END_DECLS
