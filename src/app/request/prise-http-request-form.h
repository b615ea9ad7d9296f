// SPDX-License-Identifier: GPL-3.0-or-later
/* A form in which a request is written: its headers, those that one often needs, its body. */
#pragma once

#include <adwaita.h>

#include "prise-http-draft.h"

G_BEGIN_DECLS

#define PRISE_TYPE_HTTP_REQUEST_FORM (prise_http_request_form_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpRequestForm,
                      prise_http_request_form,
                      PRISE,
                      HTTP_REQUEST_FORM,
                      AdwBin)

G_END_DECLS
