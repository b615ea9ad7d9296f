// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseUdpLosses:
 *
 * The datagrams that the system dropped because nobody took them in time. The I/O thread.
 */
#pragma once

#include "prise-datagram-socket.h"
#include "prise-journal.h"

G_BEGIN_DECLS

typedef struct _PriseUdpLosses PriseUdpLosses;

/**
 * PriseUdpLostFunc:
 * @lost: how many there are, in all
 */
typedef void (*PriseUdpLostFunc) (guint64 lost, gpointer owner);

PriseUdpLosses *prise_udp_losses_new (PriseIo *io,
                                      PriseJournal *journal,
                                      GPtrArray *sockets,
                                      PriseUdpLostFunc lost,
                                      gpointer owner);
void prise_udp_losses_free (PriseUdpLosses *self);
void prise_udp_losses_look_soon (PriseUdpLosses *self);
void prise_udp_losses_look (PriseUdpLosses *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseUdpLosses, prise_udp_losses_free)

G_END_DECLS
