// SPDX-License-Identifier: GPL-3.0-or-later
/* The request that goes where an answer sends its reader. */
#include "config.h"

#include "prise-http-draft-redirect.h"

#include <string.h>

#include "prise-http-field-item.h"
#include "prise-http-redirect.h"
#include "prise-http-secrets.h"

/**
 * prise_http_draft_redirect_find:
 * @response: (nullable): an answer
 * @url: the URL that was asked for
 *
 * Returns: (transfer full) (nullable): the URL that it names instead; %NULL if it is none
 */
char *
prise_http_draft_redirect_find (const PriseHttpResponse *response, const char *url)
{
  const char *location = prise_http_redirect_get_location (response);
  g_autofree char *base = NULL;

  if (location == NULL || !g_utf8_validate (location, -1, NULL))
    return NULL;

  base = strstr (url, "://") != NULL ? g_strdup (url) : g_strconcat ("http://", url, NULL);

  return prise_http_redirect_resolve (base, location, NULL);
}

/* What is for one server isn't for another. */
static void
leave_out_secrets (PriseHttpDraft *draft)
{
  GListModel *headers = G_LIST_MODEL (prise_http_draft_get_headers (draft));

  for (guint i = 0; i < g_list_model_get_n_items (headers); i++) {
    g_autoptr (PriseHttpFieldItem) field = g_list_model_get_item (headers, i);

    if (prise_http_secrets_is_secret (prise_http_field_item_get_name (field)))
      prise_http_field_item_set_enabled (field, FALSE);
  }
}

/**
 * prise_http_draft_redirect_write:
 * @draft: the request that was answered
 * @old_url: where it was sent
 * @url: the URL that the answer names
 * @status: of the answer
 *
 * Makes @draft the request that goes to @url. Passwords for one server are left out for another.
 */
void
prise_http_draft_redirect_write (PriseHttpDraft *draft,
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
  if (old == NULL || new == NULL || g_ascii_strcasecmp (old->authority, new->authority) != 0)
    leave_out_secrets (draft);
  prise_http_draft_set_url (draft, new_url);
}
