// SPDX-License-Identifier: GPL-3.0-or-later
/* Where an answer sends its reader, and the request that goes there. */
#pragma once

#include "http/prise-http-response.h"

#include "prise-http-draft.h"

G_BEGIN_DECLS

/* After so many in a row it's a circle. */
#define PRISE_HTTP_REDIRECT_MAX 10

char *prise_http_redirect_find (const PriseHttpResponse *response, const char *url);
const char *prise_http_redirect_choose_method (guint status, const char *method);
void prise_http_redirect_write (PriseHttpDraft *draft,
                                const char *old_url,
                                const char *url,
                                guint status);

G_END_DECLS
