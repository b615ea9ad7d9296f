// SPDX-License-Identifier: GPL-3.0-or-later
/* Where an answer sends its reader (RFC 9110, section 15.4), and the request that
 * goes there: tests/app/test-http-closures.c has the tables. */
#include "config.h"

#include "prise-http-redirect.h"

#include <string.h>

#include "prise-http-pair.h"
#include "prise-http-secrets.h"

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/**
 * prise_http_redirect_find:
 * @response: (nullable): an answer
 * @url: the URL that was asked for
 *
 * Returns: (transfer full) (nullable): the URL that it names instead; %NULL if it is none
 */
char *
prise_http_redirect_find (const PriseHttpResponse *response, const char *url)
{
  const PriseHttpHead *head = response != NULL ? prise_http_response_get_head (response) : NULL;
  const char *location;
  g_autofree char *base = NULL;

  if (head == NULL || !is_redirect (head->status))
    return NULL;
  location = prise_http_response_get_header (response, "Location");
  if (location == NULL || *location == '\0' || !g_utf8_validate (location, -1, NULL))
    return NULL;

  base = strstr (url, "://") != NULL ? g_strdup (url) : g_strconcat ("http://", url, NULL);

  return g_uri_resolve_relative (base, location, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED,
                                 NULL);
}

/**
 * prise_http_redirect_choose_method:
 * @status: of a redirect
 * @method: of the request that it answers
 *
 * Returns: the method to go on with: as clients do, "GET" after a POST unless the status forbids it
 */
const char *
prise_http_redirect_choose_method (guint status, const char *method)
{
  if (status == 303 && !g_str_equal (method, "HEAD"))
    return "GET";
  if ((status == 301 || status == 302) && g_str_equal (method, "POST"))
    return "GET";

  return method;
}

/* What is for one server isn't for another. */
static void
leave_out_secrets (PriseHttpDraft *draft)
{
  GListModel *headers = G_LIST_MODEL (prise_http_draft_get_headers (draft));

  for (guint i = 0; i < g_list_model_get_n_items (headers); i++) {
    g_autoptr (PriseHttpPair) pair = g_list_model_get_item (headers, i);

    if (prise_http_secrets_is_secret (prise_http_pair_get_name (pair)))
      prise_http_pair_set_enabled (pair, FALSE);
  }
}

/**
 * prise_http_redirect_write:
 * @draft: the request that was answered
 * @old_url: where it was sent
 * @url: the URL that the answer names
 * @status: of the answer
 *
 * Makes @draft the request that goes to @url. Passwords for one server are left out for another.
 */
void
prise_http_redirect_write (PriseHttpDraft *draft,
                           const char *old_url,
                           const char *url,
                           guint status)
{
  g_autofree char *old_method = g_strdup (prise_http_draft_get_request (draft)->method);
  const char *method = prise_http_redirect_choose_method (status, old_method);
  g_autoptr (PriseHttpUrl) old = prise_http_url_parse (old_url, NULL);
  g_autoptr (PriseHttpUrl) new = prise_http_url_parse (url, NULL);
  g_autofree char *new_url = g_strdup (url);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  if (!g_str_equal (method, old_method)) {
    prise_http_draft_set_method (draft, method);
    prise_http_draft_set_body (draft, empty);
    prise_http_draft_set_keep_length (draft, FALSE);
    prise_http_draft_set_header (draft, "Content-Length", NULL);
    prise_http_draft_set_header (draft, "Content-Type", NULL);
  }
  if (old == NULL || new == NULL || !g_str_equal (old->authority, new->authority))
    leave_out_secrets (draft);
  prise_http_draft_set_url (draft, new_url);
}
