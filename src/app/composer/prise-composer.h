// SPDX-License-Identifier: GPL-3.0-or-later
/* The form in which a message is written and sent: text or hex, a line ending, a recipient. */
#pragma once

#include <adwaita.h>

#include "prise-message.h"
#include "prise-tcp-peer.h"

G_BEGIN_DECLS

/**
 * PriseComposer:
 *
 * Its action is `composer.send`.
 */

/**
 * PriseComposer:hint:
 *
 * Why nothing can be sent; %NULL if something can.
 */

/**
 * PriseComposer:error:
 *
 * What is wrong with the message; %NULL if nothing is.
 */

/**
 * PriseComposer:peers:
 *
 * The #PriseTcpPeer to choose a recipient from; %NULL for no choice.
 */

/**
 * PriseComposer:allow-empty:
 *
 * Whether a message without a byte is sent, too, as a datagram may be.
 */

/**
 * PriseComposer:attachment:
 *
 * What was pasted and is too large for the field.
 */

/**
 * PriseComposer::send:
 * @self: what emits it
 * @message: what to send
 * @recipient: (nullable): to whom; %NULL for all
 *
 * Emitted with a message.
 */

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
void prise_composer_focus (PriseComposer *self);

G_END_DECLS
