// SPDX-License-Identifier: GPL-3.0-or-later
/* An editor of the bytes of a request. */
#pragma once

#include <adwaita.h>

#include "prise-http-draft.h"

G_BEGIN_DECLS

/* A body that is longer than this isn't shown, and stays as it is. */
#define PRISE_HTTP_REQUEST_EDITOR_MAX_BODY (64 * 1024)

/**
 * PriseHttpRequestEditor:error:
 *
 * What is mistyped, while the draft stays as it was; %NULL if nothing is.
 */

/**
 * PriseHttpRequestEditor:hidden-size:
 *
 * The size of a body that isn't shown, in bytes.
 */

/**
 * PriseHttpRequestEditor:lf-only:
 *
 * Whether line breaks that are typed or pasted stand for LF instead of CR LF.
 */

#define PRISE_TYPE_HTTP_REQUEST_EDITOR (prise_http_request_editor_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpRequestEditor,
                      prise_http_request_editor,
                      PRISE,
                      HTTP_REQUEST_EDITOR,
                      AdwBin)

void prise_http_request_editor_set_draft (PriseHttpRequestEditor *self, PriseHttpDraft *draft);
const char *prise_http_request_editor_get_error (PriseHttpRequestEditor *self);
void prise_http_request_editor_show_mistake (PriseHttpRequestEditor *self);

G_END_DECLS
