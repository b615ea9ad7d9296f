// SPDX-License-Identifier: GPL-3.0-or-later
/* The form in which a message is written and sent: text or hex, a line ending, a recipient. */
#pragma once

#include <adwaita.h>

#include "prise-message.h"
#include "prise-tcp-peer.h"

G_BEGIN_DECLS

/* Properties: hint (string: why nothing can be sent; NULL: something can), error (string: what is
 * wrong with the message), peers (GListModel of PriseTcpPeer; NULL: no choice of a recipient),
 * allow-empty (boolean: a message without a byte is sent, too, as a datagram may be), attachment
 * (GBytes, read).
 * Signal: "send" (GBytes, PriseTcpPeer or NULL). Action: composer.send */
#define PRISE_TYPE_COMPOSER (prise_composer_get_type ())
G_DECLARE_FINAL_TYPE (PriseComposer, prise_composer, PRISE, COMPOSER, AdwBin)

void prise_composer_bind_settings (PriseComposer *self, GSettings *settings);
char *prise_composer_dup_message (PriseComposer *self);
void prise_composer_set_message (PriseComposer *self, const char *message);
void prise_composer_set_hint (PriseComposer *self, const char *hint);
const char *prise_composer_get_error (PriseComposer *self);
void prise_composer_set_error (PriseComposer *self, const char *error);
PriseTcpPeer *prise_composer_get_recipient (PriseComposer *self);
void prise_composer_send (PriseComposer *self);

G_END_DECLS
