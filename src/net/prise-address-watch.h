// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether this machine still has the addresses that sockets of an endpoint are bound to. The I/O
 * thread. */
#pragma once

#include "prise-journal.h"
#include "prise-sockaddr.h"

G_BEGIN_DECLS

typedef struct _PriseAddressWatch PriseAddressWatch;

PriseAddressWatch *prise_address_watch_new (PriseJournal *journal);
void prise_address_watch_free (PriseAddressWatch *self);
void prise_address_watch_add (PriseAddressWatch *self, const PriseSockaddr *address);
void prise_address_watch_look (PriseAddressWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseAddressWatch, prise_address_watch_free)

G_END_DECLS
