// SPDX-License-Identifier: GPL-3.0-or-later
/* A request while it is being written: its bytes, which are the one truth, and the URL that says
 * where they go. A form and an editor of its bytes can work on it at the same time. */
#pragma once

#include "prise-http-request.h"
#include "prise-http-url.h"

G_BEGIN_DECLS

/**
 * PriseHttpDraft:url-error:
 *
 * What is wrong with the URL, so that the last that was one counts; %NULL if nothing is.
 */

/**
 * PriseHttpDraft:request:
 *
 * The bytes that are sent.
 */

/**
 * PriseHttpDraft:keep-length:
 *
 * Whether Content-Length is there, and right; to set it to %FALSE takes it away.
 */

/**
 * PriseHttpDraft:headers:
 *
 * A list of #PriseHttpFieldItem, with those that are left out. What is changed in it changes the
 * bytes.
 */

#define PRISE_TYPE_HTTP_DRAFT (prise_http_draft_get_type ())
G_DECLARE_FINAL_TYPE (PriseHttpDraft, prise_http_draft, PRISE, HTTP_DRAFT, GObject)

PriseHttpDraft *prise_http_draft_new (void);
const char *prise_http_draft_get_url (PriseHttpDraft *self);
void prise_http_draft_set_url (PriseHttpDraft *self, const char *url);
void prise_http_draft_finish_url (PriseHttpDraft *self);
const char *prise_http_draft_get_url_error (PriseHttpDraft *self);
void prise_http_draft_set_method (PriseHttpDraft *self, const char *method);
GBytes *prise_http_draft_dup_bytes (PriseHttpDraft *self);
void prise_http_draft_set_bytes (PriseHttpDraft *self, GBytes *bytes);
void prise_http_draft_set_request (PriseHttpDraft *self, PriseHttpRequest *request);
PriseHttpRequest *prise_http_draft_get_request (PriseHttpDraft *self);
GListStore *prise_http_draft_get_headers (PriseHttpDraft *self);
void prise_http_draft_set_header (PriseHttpDraft *self, const char *name, const char *value);
void prise_http_draft_set_body (PriseHttpDraft *self, GBytes *body);
void prise_http_draft_set_keep_length (PriseHttpDraft *self, gboolean keep_length);
void prise_http_draft_load (PriseHttpDraft *self, const char *url, GBytes *bytes);
void prise_http_draft_leave_out_emptied (PriseHttpDraft *self);
void prise_http_draft_reset (PriseHttpDraft *self);

G_END_DECLS
