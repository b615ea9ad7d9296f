// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps a list of headers in step with a request. */
#pragma once

#include "prise-http-pair.h"
#include "prise-http-request.h"

G_BEGIN_DECLS

void prise_http_headers_sync (GListStore *headers, PriseHttpRequest *request);
guint prise_http_headers_find_index (GListStore *headers, PriseHttpPair *pair);

G_END_DECLS
