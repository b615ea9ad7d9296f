// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseHttpClient:
 *
 * An HTTP client that sends the bytes it is given, and keeps the bytes it gets.
 *
 * The endpoint is active while a connection is open, also when the server keeps it for another
 * request.
 */
#pragma once

#include "prise-endpoint.h"
#include "prise-http-exchange.h"

G_BEGIN_DECLS

#define PRISE_HTTP_CLIENT_DEFAULT_TIMEOUT 10

/**
 * PriseHttpClient:timeout:
 *
 * For resolving and connecting together, in seconds; 0: as long as the system tries. Counts from
 * the next connection.
 */

/**
 * PriseHttpClient:response-timeout:
 *
 * How long a connection may stand without a byte in either direction, in seconds, while an exchange
 * is under way; 0: without end. Counts from the next exchange.
 */

/**
 * PriseHttpClient:exchange:
 *
 * The one under way, or the last.
 */

/**
 * PriseHttpClient:busy:
 *
 * Whether an exchange is under way.
 */

/**
 * PriseHttpClient::progressed:
 *
 * More is known of the exchange: ten times a second at most, and at its end.
 */

#define PRISE_TYPE_HTTP_CLIENT (prise_http_client_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpClient, prise_http_client, PRISE, HTTP_CLIENT, PriseEndpoint)

PriseHttpClient *prise_http_client_new (PriseIo *io);
void prise_http_client_set_timeout (PriseHttpClient *self, guint seconds);
void prise_http_client_set_response_timeout (PriseHttpClient *self, guint seconds);
void prise_http_client_set_local (PriseHttpClient *self, GSocketAddress *local);
PriseHttpExchange *prise_http_client_get_exchange (PriseHttpClient *self);
gboolean prise_http_client_get_busy (PriseHttpClient *self);
void prise_http_client_send_async (PriseHttpClient *self,
                                   PriseHttpExchange *exchange,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean prise_http_client_send_finish (PriseHttpClient *self,
                                        GAsyncResult *result,
                                        GError **error);

G_END_DECLS
