// SPDX-License-Identifier: GPL-3.0-or-later
/* URLs as people type them; what is made of one is a URL that means the same. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-http-request-patch.h"
#include "prise-http-secrets.h"
#include "prise-http-url.h"

static void
assert_visible (const char *text)
{
  for (; *text != '\0'; text++)
    g_assert_true (g_ascii_isgraph (*text));
}

/* What is kept of it leads to the same server, and says no password. */
static void
check_secrets (const PriseHttpUrl *url)
{
  g_autofree char *stripped = prise_http_secrets_strip_url (url->text);
  g_autofree char *again = prise_http_secrets_strip_url (stripped);
  g_autoptr (PriseHttpUrl) kept = prise_http_url_parse (stripped, NULL);

  g_assert_cmpstr (again, ==, stripped);
  g_assert_nonnull (kept);
  g_assert_true (prise_http_url_is_same_server (kept, url));
  g_assert_true (kept->user_info == NULL || strchr (kept->user_info, ':') == NULL);
}

/* Another target is written into the text that was typed. */
static void
check_patch (const PriseHttpUrl *url)
{
  g_autofree char *text = prise_http_request_patch_url (url->text, "/x?y");
  g_autoptr (PriseHttpUrl) patched = prise_http_url_parse (text, NULL);

  g_assert_nonnull (patched);
  g_assert_cmpstr (patched->target, ==, "/x?y");
  g_assert_cmpstr (patched->authority, ==, url->authority);
  g_assert_cmpstr (patched->user_info, ==, url->user_info);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  g_autofree char *text = fuzz_input_take_text (&input);
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpUrl) url = prise_http_url_parse (text, &error);
  g_autoptr (PriseHttpUrl) same = NULL;
  g_autofree char *again = NULL;

  if (url == NULL) {
    fuzz_assert_mistake ("", 0, error);
    return 0;
  }

  assert_visible (url->authority);
  assert_visible (url->target);
  g_assert_cmpint (*url->target, ==, '/');
  g_assert_cmpuint (url->port, >, 0);

  again = g_strconcat ("http://", url->authority, url->target, NULL);
  same = prise_http_url_parse (again, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (same->authority, ==, url->authority);
  g_assert_cmpstr (same->target, ==, url->target);
  g_assert_cmpuint (same->port, ==, url->port);
  g_assert_null (same->user_info);
  check_secrets (url);
  check_patch (url);

  return 0;
}
