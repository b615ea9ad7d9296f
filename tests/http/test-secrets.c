// SPDX-License-Identifier: GPL-3.0-or-later
/* What of a request isn't for everybody. */
#include "config.h"

#include <string.h>

#include "prise-http-secrets.h"

static void
test_headers (void)
{
  static const char *const secrets[] = { "Authorization",   "proxy-authorization",
                                         "COOKIE",          "Api-Key",
                                         "X-Api-Key",       "X-Auth-Token",
                                         "Cookie ",         "Cookie \t",
                                         "Private-Token",   "X-Amz-Security-Token",
                                         "X-Vault-Token",   "Ocp-Apim-Subscription-Key",
                                         "X-Goog-Api-Key",  "x_secret",
                                         "X-Functions-Key", "apikey",
                                         "X-Csrf-Token",    "X-Auth-Key",
                                         "accessToken",     "X-Hub-Signature-256",
                                         "userToken",       "myApiKey" };
  static const char *const others[] = {
    "",  "Host", "Set-Cookie",        "Cookies",         "X-Api",  "Auth",
    "-", "Key",  "Sec-WebSocket-Key", "Idempotency-Key", "Tokens", "X-Monkey-Key",
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_true (prise_http_secrets_is_secret (secrets[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (prise_http_secrets_is_secret (others[i]));
}

static void
test_urls (void)
{
  static const struct {
    const char *url;
    const char *stripped;
  } cases[] = {
    { "http://u:p@a/", "http://u@a/" },
    { "http://u@a/", "http://u@a/" },
    { "http://a:80/x@y:z", "http://a:80/x@y:z" },
    { "u:p@a", "u@a" },
    { "http://u:p@q@a/", "http://u@a/" },
    { "http://u%3ap@a/", "http://u@a/" },
    { "http://u%3A:p@a:80/%3A", "http://u@a:80/%3A" },
    { "", "" },
    { " http://u:p@a/", " http://u@a/" },
    { "a/?b=http://u:p@c", "a/?b=http://u:p@c" },
    { "http://u:p@a/?a=1&access_token=s&b=2#c", "http://u@a/?a=1&access_token=&b=2#c" },
    { "/?X-Amz-Signature=s&X-Amz-Date=1&X-Amz-Credential=c",
      "/?X-Amz-Signature=&X-Amz-Date=1&X-Amz-Credential=" },
    { "/?apiKey=s;key=t&sig=u", "/?apiKey=;key=&sig=" },
    { "/?a=1;token=s;b=2", "/?a=1;token=;b=2" },
    { "http://u:p@a/?b=1;token=s;c=2", "http://u@a/?b=1;token=;c=2" },
    { "http://u:p@a/?b=1?token=s#token=t", "http://u@a/?b=1?token=#token=" },
    { "/?api%5Fkey=s&%74oken=t", "/?api%5Fkey=&%74oken=" },
    { "/#token=s", "/#token=" },
    { "/?token", "/?token" },
    { "/?token=", "/?token=" },
    { "/?=s&&&token=s", "/?=s&&&token=" },
    { "/?a=token=s", "/?a=token=s" },
    { "/token=s", "/token=s" },
    { "/?token=a b", "/?token=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *stripped = prise_http_secrets_strip_url (cases[i].url);

    g_assert_cmpstr (stripped, ==, cases[i].stripped);
  }
}

static void
test_requests (void)
{
  static const struct {
    const char *request;
    const char *stripped;
  } cases[] = {
    { "GET / HTTP/1.1\r\nAuthorization : Basic eA==\r\n\r\n",
      "GET / HTTP/1.1\r\nAuthorization: \r\n\r\n" },
    { "GET / HTTP/1.1\r\nx-api-key: eA==\r\nA: b\r\n\r\n",
      "GET / HTTP/1.1\r\nx-api-key: \r\nA: b\r\n\r\n" },
    { "GET http://u:eA==@h/x HTTP/1.1\r\n\r\n", "GET http://u@h/x HTTP/1.1\r\n\r\n" },
    { "GET /x?token=eA== HTTP/1.1\r\n\r\n", "GET /x?token= HTTP/1.1\r\n\r\n" },
    /* Two in one go. */
    { "GET / HTTP/1.1\r\nA: b\r\n\r\nGET /2?a=b&key=eA== HTTP/1.1\r\nA: /?key=c\r\n\r\n",
      "GET / HTTP/1.1\r\nA: b\r\n\r\nGET /2?a=b&key= HTTP/1.1\r\nA: /?key=c\r\n\r\n" },
    { "GET / HTTP/1.1\r\nA: b\r\n\r\nGET /2 HTTP/1.1\ncookie: eA==\nA: b\r\n\r\n",
      "GET / HTTP/1.1\r\nA: b\r\n\r\nGET /2 HTTP/1.1\ncookie: \r\nA: b\r\n\r\n" },
    /* A body that is no request stays as it is. */
    { "POST / HTTP/1.1\r\n\r\nCookie: butter", "POST / HTTP/1.1\r\n\r\nCookie: butter" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) request = g_bytes_new_static (cases[i].request, strlen (cases[i].request));
    g_autoptr (GBytes) stripped = prise_http_secrets_strip_request (request);

    g_assert_cmpmem (g_bytes_get_data (stripped, NULL), g_bytes_get_size (stripped),
                     cases[i].stripped, strlen (cases[i].stripped));
  }
}

/* A value that begins with a NUL is one. */
static void
test_nul (void)
{
  static const char text[] = "GET / HTTP/1.1\r\nCookie: \0eA==\r\nA: \0b\r\n\r\n";
  static const char expected[] = "GET / HTTP/1.1\r\nCookie: \r\nA: \0b\r\n\r\n";
  g_autoptr (GBytes) request = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GBytes) stripped = prise_http_secrets_strip_request (request);

  g_assert_cmpmem (g_bytes_get_data (stripped, NULL), g_bytes_get_size (stripped), expected,
                   sizeof expected - 1);
}

/* More headers than the parser looks at. */
static void
test_unread (void)
{
  GString *text = g_string_new ("GET / HTTP/1.1\r\n");
  g_autoptr (GBytes) request = NULL;
  g_autoptr (GBytes) stripped = NULL;

  for (guint i = 0; i < 1100; i++)
    g_string_append (text, "A: b\r\n");
  g_string_append (text, "Cookie: \r\nA: b\r\n\r\n");
  request = g_bytes_new (text->str, text->len);
  stripped = prise_http_secrets_strip_request (request);
  g_assert_true (g_bytes_equal (stripped, request));

  g_clear_pointer (&request, g_bytes_unref);
  g_clear_pointer (&stripped, g_bytes_unref);
  g_string_replace (text, "Cookie: ", "Cookie: eA==", 1);
  request = g_bytes_new (text->str, text->len);
  stripped = prise_http_secrets_strip_request (request);
  g_string_replace (text, "eA==", "", 1);
  g_assert_cmpmem (g_bytes_get_data (stripped, NULL), g_bytes_get_size (stripped), text->str,
                   text->len);
  g_string_free (text, TRUE);
}

/* A value goes on in the lines by which it is folded, wherever the parser stops to look. */
static void
test_folded (void)
{
  for (guint n_before = 990; n_before <= 1010; n_before++) {
    GString *text = g_string_new ("GET / HTTP/1.1\r\n");
    g_autoptr (GBytes) request = NULL;
    g_autoptr (GBytes) stripped = NULL;
    const char *data;
    gsize size;

    for (guint i = 0; i < n_before; i++)
      g_string_append (text, "A: b\r\n");
    g_string_append (text, "Cookie: eA==\r\n eA==\r\n\teA==\r\nA: b\r\n\r\n");
    request = g_string_free_to_bytes (text);
    stripped = prise_http_secrets_strip_request (request);
    data = g_bytes_get_data (stripped, &size);
    g_assert_null (memmem (data, size, "eA==", 4));
    g_assert_nonnull (memmem (data, size, "A: b\r\n\r\n", strlen ("A: b\r\n\r\n")));
  }
}

/* Two in one go, of which the second fills what is looked at to its last byte. */
static void
test_longest (void)
{
  static const char begin[] = "GET / HTTP/1.1\r\n\r\n";
  static const char other[] = "GET /2 HTTP/1.1\r\nCookie: eA==\r\nA: ";

  for (guint more = 0; more < 2; more++) {
    g_autofree char *filling = g_strnfill (64 * 1024 - strlen (other) + more, 'x');
    g_autofree char *text = g_strconcat (begin, other, filling, NULL);
    g_autoptr (GBytes) request = g_bytes_new (text, strlen (text));
    g_autoptr (GBytes) stripped = prise_http_secrets_strip_request (request);
    gsize size;
    const char *data = g_bytes_get_data (stripped, &size);

    g_assert_cmpint (memmem (data, size, "eA==", 4) != NULL, ==, more);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/secrets/headers", test_headers);
  g_test_add_func ("/http/secrets/urls", test_urls);
  g_test_add_func ("/http/secrets/requests", test_requests);
  g_test_add_func ("/http/secrets/nul", test_nul);
  g_test_add_func ("/http/secrets/unread", test_unread);
  g_test_add_func ("/http/secrets/folded", test_folded);
  g_test_add_func ("/http/secrets/longest", test_longest);

  return g_test_run ();
}
