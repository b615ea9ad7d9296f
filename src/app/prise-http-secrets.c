// SPDX-License-Identifier: GPL-3.0-or-later
/* Requests without passwords, and without what stands for one. Pure functions:
 * tests/app/test-http-history.c has the tables. */
#include "config.h"

#include "prise-http-secrets.h"

#include <string.h>

#include "prise-http-splice.h"

static const char *const secret_headers[] = { "Authorization", "Proxy-Authorization", "Cookie" };

/**
 * prise_http_secrets_is_secret:
 * @name: a header's name
 *
 * Returns: whether its value lets somebody in
 */
gboolean
prise_http_secrets_is_secret (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (secret_headers); i++) {
    if (g_ascii_strcasecmp (name, secret_headers[i]) == 0)
      return TRUE;
  }

  return FALSE;
}

/**
 * prise_http_secrets_strip_request:
 * @request: a request
 *
 * Returns: (transfer full): the same with such headers empty
 */
GBytes *
prise_http_secrets_strip_request (GBytes *request)
{
  g_autoptr (PriseHttpRequest) stripped = prise_http_request_new (request);

  for (guint i = 0; i < stripped->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (stripped->headers, PriseHttpRequestHeader, i);
    g_autoptr (PriseHttpRequest) before = NULL;

    if (!prise_http_secrets_is_secret (header->name) || *header->value == '\0')
      continue;
    before = g_steal_pointer (&stripped);
    stripped = prise_http_request_with_header (before, (gssize) i, header->name, "");
  }

  return g_bytes_ref (stripped->bytes);
}

/**
 * prise_http_secrets_strip_url:
 * @url: a URL, as typed
 *
 * Returns: (transfer full): the same without a password
 */
char *
prise_http_secrets_strip_url (const char *url)
{
  const char *scheme_end = strstr (url, "://");
  const char *user = scheme_end != NULL ? scheme_end + strlen ("://") : url;
  const gsize size = strcspn (user, "/?#");
  const char *at = memrchr (user, '@', size);
  const char *colon = memchr (user, ':', size);

  if (at == NULL || colon == NULL || colon > at)
    return g_strdup (url);

  return g_strdup_printf ("%.*s%s", (int) (colon - url), url, at);
}
