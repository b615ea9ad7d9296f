// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps a list of headers in step with a request. */
#pragma once

#include "http/prise-http-request.h"

#include "prise-http-pair.h"

G_BEGIN_DECLS

void prise_http_headers_sync (GListStore *headers, PriseHttpRequest *request);
guint prise_http_headers_find_index (GListStore *headers, PriseHttpPair *pair);

G_END_DECLS
