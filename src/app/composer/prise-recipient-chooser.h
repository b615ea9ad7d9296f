// SPDX-License-Identifier: GPL-3.0-or-later
/* The choice of who gets a message: all clients of a server, or one. */
#pragma once

#include <adwaita.h>

#include "prise-tcp-peer.h"

G_BEGIN_DECLS

/**
 * PriseRecipientChooser::recipient-left:
 * @self: what emits it
 * @recipient: the one that left
 *
 * Emitted when the chosen one is no longer there; all are chosen again.
 */

#define PRISE_TYPE_RECIPIENT_CHOOSER (prise_recipient_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PriseRecipientChooser,
                      prise_recipient_chooser,
                      PRISE,
                      RECIPIENT_CHOOSER,
                      AdwBin)

void prise_recipient_chooser_set_peers (PriseRecipientChooser *self, GListModel *peers);
PriseTcpPeer *prise_recipient_chooser_get_recipient (PriseRecipientChooser *self);

G_END_DECLS
