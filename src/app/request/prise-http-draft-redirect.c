// SPDX-License-Identifier: GPL-3.0-or-later
/* A redirect as the form of a request takes it. Main thread. */
#include "config.h"

#include "prise-http-draft-redirect.h"

#include "prise-http-field-item.h"
#include "prise-http-redirect.h"
#include "prise-http-secrets.h"

/**
 * prise_http_draft_redirect_find:
 * @response: (nullable): a response
 * @url: the URL that was asked for
 *
 * Returns: (transfer full) (nullable): the URL that it names instead; %NULL if it is none
 */
char *
prise_http_draft_redirect_find (const PriseHttpResponse *response, const char *url)
{
  const char *location = prise_http_redirect_get_location (response);
  g_autoptr (PriseHttpUrl) parsed = prise_http_url_parse (url, NULL);

  if (location == NULL || parsed == NULL)
    return NULL;

  return prise_http_redirect_resolve (parsed, location);
}

/* They stay in the form, switched off: whoever means the other server, too, can switch them on. */
static void
switch_secrets_off (PriseHttpDraft *draft)
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
 * @draft: the request that was redirected, as it stands now
 * @url: the URL that the response names
 * @status: of the response
 *
 * Makes @draft the request that goes to @url. Its secrets are for the server that it names, which
 * needn't be the one that has responded: another request may have been written since.
 */
void
prise_http_draft_redirect_write (PriseHttpDraft *draft, const char *url, guint status)
{
  g_autoptr (PriseHttpUrl) old = prise_http_url_parse (prise_http_draft_get_url (draft), NULL);
  g_autoptr (PriseHttpUrl) new = prise_http_url_parse (url, NULL);
  g_autofree char *new_url = g_strdup (url);
  g_autoptr (PriseHttpRequest) next =
      prise_http_redirect_make_request (prise_http_draft_get_request (draft), status, old, new);

  if (old == NULL || new == NULL || !prise_http_url_is_same_server (old, new))
    switch_secrets_off (draft);
  if (prise_http_redirect_drops_body (status, prise_http_draft_get_request (draft)->method))
    prise_http_draft_set_keep_length (draft, FALSE);
  prise_http_draft_set_url (draft, new_url);
  prise_http_draft_set_request (draft, next);
}
