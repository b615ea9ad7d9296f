// SPDX-License-Identifier: GPL-3.0-or-later
/* Changes of a request that a form makes, each of which leaves all other bytes as they are. Pure
 * functions. */
#pragma once

#include "prise-http-request.h"

G_BEGIN_DECLS

GBytes *prise_http_request_patch_dup_line (PriseHttpRequest *request, guint index);
PriseHttpRequest *prise_http_request_patch_insert (PriseHttpRequest *request,
                                                   guint index,
                                                   GBytes *line);
PriseHttpRequest *prise_http_request_patch_change (PriseHttpRequest *request,
                                                   guint index,
                                                   const char *name,
                                                   const char *value);
PriseHttpRequest *prise_http_request_patch_length (PriseHttpRequest *request);
PriseHttpRequest *prise_http_request_patch_user_info (PriseHttpRequest *request,
                                                      const char *old,
                                                      const char *new);
char *prise_http_request_patch_url (const char *url, const char *target);

G_END_DECLS
