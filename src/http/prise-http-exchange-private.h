// SPDX-License-Identifier: GPL-3.0-or-later
/* The writer's side of an exchange: the I/O thread. */
#pragma once

#include "prise-http-exchange.h"

G_BEGIN_DECLS

gboolean prise_http_exchange_keeps_open (PriseHttpExchange *self);
gboolean prise_http_exchange_can_repeat (PriseHttpExchange *self);
void prise_http_exchange_begin (PriseHttpExchange *self, gboolean is_reused);
void prise_http_exchange_did_resolve (PriseHttpExchange *self);
void prise_http_exchange_did_connect (PriseHttpExchange *self);
void prise_http_exchange_did_send (PriseHttpExchange *self);
gboolean prise_http_exchange_may_take (PriseHttpExchange *self, GBytes *bytes);
gsize prise_http_exchange_take (PriseHttpExchange *self, GBytes *bytes);
gboolean prise_http_exchange_has_ended (PriseHttpExchange *self);
gboolean prise_http_exchange_peer_keeps_open (PriseHttpExchange *self);
void prise_http_exchange_end (PriseHttpExchange *self, gboolean peer_finished, const GError *error);
void prise_http_exchange_note_extra (PriseHttpExchange *self, gsize size);
void prise_http_exchange_note_late (PriseHttpExchange *self, gsize size);
void prise_http_exchange_note_unsent (PriseHttpExchange *self, guint64 size);

G_END_DECLS
