// SPDX-License-Identifier: GPL-3.0-or-later
/* What the kinds of endpoints share with their base class. The owner's thread.
 *
 * Each start makes a session, which lives on the I/O thread. A session tells its endpoint by the
 * mailbox: did_start at most once, did_move any number of times after it, and then did_end exactly
 * once. */
#pragma once

#include "prise-endpoint.h"
#include "prise-mailbox.h"

G_BEGIN_DECLS

PriseMailbox *prise_endpoint_get_mailbox (PriseEndpoint *self);
gboolean prise_endpoint_begin (PriseEndpoint *self, GTask *start);
void prise_endpoint_set_queued_bytes (PriseEndpoint *self, guint64 queued_bytes);

/* Mail from a session; the message is a GStrv of local addresses, likewise, and a GError or NULL.
 */
void prise_endpoint_did_start (gpointer endpoint, gpointer local_addresses);
void prise_endpoint_did_move (gpointer endpoint, gpointer local_addresses);
void prise_endpoint_did_end (gpointer endpoint, gpointer error);

G_END_DECLS
