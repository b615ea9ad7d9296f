// SPDX-License-Identifier: GPL-3.0-or-later
/* What is asked, and of whom: first as the command line says, then as redirects do. Main thread. */
#pragma once

#include "prise-cli-http-options.h"
#include "prise-http-exchange.h"

G_BEGIN_DECLS

typedef struct _PriseCliHttpRequests PriseCliHttpRequests;

PriseCliHttpRequests *prise_cli_http_requests_new (const PriseCliHttpOptions *options);
void prise_cli_http_requests_free (PriseCliHttpRequests *self);
PriseHttpExchange *prise_cli_http_requests_make_exchange (PriseCliHttpRequests *self);
gboolean prise_cli_http_requests_leads_on (PriseCliHttpRequests *self,
                                           const PriseHttpResponse *response);
gboolean prise_cli_http_requests_follow (PriseCliHttpRequests *self,
                                         const PriseHttpResponse *response,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseCliHttpRequests, prise_cli_http_requests_free)

G_END_DECLS
