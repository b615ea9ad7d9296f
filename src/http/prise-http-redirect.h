// SPDX-License-Identifier: GPL-3.0-or-later
/* Where an answer sends its reader, and how one goes there (RFC 9110, section 15.4). Pure
 * functions. */
#pragma once

#include "prise-http-response.h"

G_BEGIN_DECLS

/* After so many in a row it's a circle. */
#define PRISE_HTTP_REDIRECT_MAX 10

const char *prise_http_redirect_get_location (const PriseHttpResponse *response);
char *prise_http_redirect_resolve (const char *url, const char *location, GError **error);
const char *prise_http_redirect_choose_method (guint status, const char *method);

G_END_DECLS
