// SPDX-License-Identifier: GPL-3.0-or-later
/* Where a response sends the client, and the request that goes there (RFC 9110, section 15.4). The
 * one place of these rules: the window and prise-cli both follow them. Pure functions. */
#pragma once

#include "prise-http-request.h"
#include "prise-http-response.h"
#include "prise-http-url.h"

G_BEGIN_DECLS

/* After so many in a row it's a circle. */
#define PRISE_HTTP_REDIRECT_MAX 10

const char *prise_http_redirect_get_location (const PriseHttpResponse *response);
char *prise_http_redirect_resolve (const PriseHttpUrl *url, const char *location);

const char *prise_http_redirect_choose_method (guint status, const char *method);
gboolean prise_http_redirect_drops_body (guint status, const char *method);
gboolean prise_http_redirect_keeps_header (const char *name,
                                           gboolean is_same_server,
                                           gboolean drops_body);
PriseHttpRequest *prise_http_redirect_make_request (PriseHttpRequest *request,
                                                    guint status,
                                                    const PriseHttpUrl *old_url,
                                                    const PriseHttpUrl *new_url);

G_END_DECLS
