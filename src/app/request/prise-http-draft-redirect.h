// SPDX-License-Identifier: GPL-3.0-or-later
/* A redirect as the form of a request takes it; the rules are those of prise-http-redirect. */
#pragma once

#include "prise-http-draft.h"
#include "prise-http-response.h"

G_BEGIN_DECLS

char *prise_http_draft_redirect_find (const PriseHttpResponse *response, const char *url);
void prise_http_draft_redirect_write (PriseHttpDraft *draft, const char *url, guint status);

G_END_DECLS
