// SPDX-License-Identifier: GPL-3.0-or-later
/* What is asked, and of whom: first as the command line says, then as redirects do. Main thread. */
#pragma once

#include "prise-cli-http-options.h"
#include "prise-http-exchange.h"

G_BEGIN_DECLS

typedef struct _PriseCliHttpRoute PriseCliHttpRoute;

PriseCliHttpRoute *prise_cli_http_route_new (const PriseCliHttpOptions *options);
void prise_cli_http_route_free (PriseCliHttpRoute *self);
PriseHttpExchange *prise_cli_http_route_make_exchange (PriseCliHttpRoute *self);
gboolean prise_cli_http_route_leads_on (PriseCliHttpRoute *self, const PriseHttpResponse *response);
gboolean prise_cli_http_route_follow (PriseCliHttpRoute *self,
                                      const PriseHttpResponse *response,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseCliHttpRoute, prise_cli_http_route_free)

G_END_DECLS
