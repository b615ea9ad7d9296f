// SPDX-License-Identifier: GPL-3.0-or-later
/* Wherever a server sends a client: the URL to go to can be shown, and is of the same server if it
 * is named again; another server isn't told any secrets. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-http-redirect.h"
#include "prise-http-secrets.h"

static PriseHttpUrl *
resolve (const PriseHttpUrl *base, const char *location)
{
  g_autofree char *text = prise_http_redirect_resolve (base, location);
  g_autofree char *again = NULL;
  g_autofree char *settled = NULL;
  g_autoptr (PriseHttpUrl) same = NULL;
  PriseHttpUrl *url;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  url = prise_http_url_parse (text, NULL);
  /* "a:80" is a URL of a scheme "a", but people type it for a host. */
  if (url != NULL && strstr (text, "://") != NULL) {
    again = prise_http_redirect_resolve (base, text);
    settled = prise_http_redirect_resolve (base, again);
    g_assert_cmpstr (settled, ==, again);
    same = prise_http_url_parse (again, NULL);
    g_assert_nonnull (same);
    g_assert_true (prise_http_url_is_same_server (url, same));
    g_assert_cmpstr (same->user_info, ==, url->user_info);
  }

  return url;
}

static void
check_request (PriseHttpRequest *request, gboolean is_same_server, gboolean drops_body)
{
  static const char *const about_body[] = { "Content-Length", "Transfer-Encoding", "Content-Type" };

  for (gsize i = 0; drops_body && i < G_N_ELEMENTS (about_body); i++)
    g_assert_cmpint (prise_http_request_find_header (request, about_body[i]), <, 0);
  if (drops_body)
    g_assert_cmpuint (g_bytes_get_size (request->body), ==, 0);
  /* Behind the headers that are looked at there are no others. */
  if (drops_body || !is_same_server)
    g_assert_cmpuint (g_bytes_get_size (request->head) - request->headers_end, <=, strlen ("\r\n"));

  for (guint i = 0; !is_same_server && i < request->headers->len; i++) {
    const PriseHttpRequestHeader *header =
        &g_array_index (request->headers, PriseHttpRequestHeader, i);

    g_assert_false (prise_http_secrets_is_secret (header->name));
  }
}

/* Who names a password in the URL means that server. */
static gboolean
has_user_info (const PriseHttpUrl *url)
{
  return url != NULL && url->user_info != NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  FuzzInput input = { (const char *) data, size };
  const guint status = statuses[fuzz_input_take_byte (&input) % G_N_ELEMENTS (statuses)];
  g_autofree char *location = fuzz_input_take_text (&input);
  g_autofree char *typed = fuzz_input_take_utf8 (&input);
  g_autoptr (GBytes) bytes = fuzz_input_take_rest (&input);
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);
  g_autoptr (PriseHttpUrl) url = prise_http_url_parse (typed, NULL);
  g_autoptr (PriseHttpUrl) next_url = url != NULL ? resolve (url, location) : NULL;
  g_autoptr (PriseHttpRequest) next = NULL;

  if (url == NULL || *request->method == '\0')
    return 0;

  next = prise_http_redirect_make_request (request, status, url, next_url);
  check_request (next,
                 has_user_info (next_url) ||
                     (next_url != NULL && prise_http_url_is_same_server (url, next_url)),
                 prise_http_redirect_drops_body (status, request->method));

  return 0;
}
