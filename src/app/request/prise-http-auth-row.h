// SPDX-License-Identifier: GPL-3.0-or-later
/* A row that writes a user and a password into the header Authorization. */
#pragma once

#include <adwaita.h>

#include "prise-http-draft.h"

G_BEGIN_DECLS

#define PRISE_TYPE_HTTP_AUTH_ROW (prise_http_auth_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpAuthRow, prise_http_auth_row, PRISE, HTTP_AUTH_ROW, AdwExpanderRow)

G_END_DECLS
