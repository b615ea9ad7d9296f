// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps a list of headers in step with a request. */
#pragma once

#include "prise-http-field-item.h"
#include "prise-http-request.h"

G_BEGIN_DECLS

void prise_http_header_sync (GListStore *headers, PriseHttpRequest *request);
guint prise_http_header_sync_find_index (GListStore *headers, PriseHttpFieldItem *field);

G_END_DECLS
