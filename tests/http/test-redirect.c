// SPDX-License-Identifier: GPL-3.0-or-later
/* Redirects: the rules one by one, and whole requests. */
#include "config.h"

#include <string.h>

#include "prise-http-redirect.h"
#include "redirect-cases.h"

static void
test_methods (void)
{
  static const struct {
    guint status;
    const char *method;
    const char *next;
    gboolean drops_body;
  } cases[] = {
    { 301, "POST", "GET", TRUE },   { 302, "POST", "GET", TRUE },   { 301, "GET", "GET", FALSE },
    { 302, "GET", "GET", FALSE },   { 302, "PUT", "PUT", FALSE },   { 301, "post", "post", FALSE },
    { 303, "PUT", "GET", TRUE },    { 303, "POST", "GET", TRUE },   { 303, "GET", "GET", TRUE },
    { 303, "HEAD", "HEAD", FALSE }, { 302, "HEAD", "HEAD", FALSE }, { 307, "POST", "POST", FALSE },
    { 308, "POST", "POST", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpstr (prise_http_redirect_choose_method (cases[i].status, cases[i].method), ==,
                     cases[i].next);
    g_assert_cmpint (prise_http_redirect_drops_body (cases[i].status, cases[i].method), ==,
                     cases[i].drops_body);
  }
}

/* Whether a header goes on: to the same server, to another, and each of them without the body. */
static void
test_headers (void)
{
  static const struct {
    const char *name;
    gboolean same, other, same_without_body, other_without_body;
  } cases[] = {
    { "Accept", TRUE, TRUE, TRUE, TRUE },
    { "Context", TRUE, TRUE, TRUE, TRUE },
    { "Host", TRUE, FALSE, TRUE, FALSE },
    { "hOST", TRUE, FALSE, TRUE, FALSE },
    { "Authorization", TRUE, FALSE, TRUE, FALSE },
    { "proxy-authorization", TRUE, FALSE, TRUE, FALSE },
    { "Cookie", TRUE, FALSE, TRUE, FALSE },
    { "Api-Key", TRUE, FALSE, TRUE, FALSE },
    { "X-API-Key", TRUE, FALSE, TRUE, FALSE },
    { "X-Auth-Token", TRUE, FALSE, TRUE, FALSE },
    { "Content-Length", TRUE, TRUE, FALSE, FALSE },
    { "content-type", TRUE, TRUE, FALSE, FALSE },
    { "Content-Encoding", TRUE, TRUE, FALSE, FALSE },
    { "Transfer-Encoding", TRUE, TRUE, FALSE, FALSE },
    { "Trailer", TRUE, TRUE, FALSE, FALSE },
    { "Expect", TRUE, TRUE, FALSE, FALSE },
    { "last-modified", TRUE, TRUE, FALSE, FALSE },
    { "Repr-Digest", TRUE, TRUE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *name = cases[i].name;

    g_assert_cmpint (prise_http_redirect_keeps_header (name, TRUE, FALSE), ==, cases[i].same);
    g_assert_cmpint (prise_http_redirect_keeps_header (name, FALSE, FALSE), ==, cases[i].other);
    g_assert_cmpint (prise_http_redirect_keeps_header (name, TRUE, TRUE), ==,
                     cases[i].same_without_body);
    g_assert_cmpint (prise_http_redirect_keeps_header (name, FALSE, TRUE), ==,
                     cases[i].other_without_body);
  }
}

static void
test_locations (void)
{
  static const struct {
    const char *head;
    const char *location;
  } cases[] = {
    { "HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n", "/x" },
    { "HTTP/1.1 302 Found\r\nlocation: /x\r\n\r\n", "/x" },
    { "HTTP/1.1 303 See Other\r\nLocation: /x\r\n\r\n", "/x" },
    { "HTTP/1.1 307 T\r\nLocation: /x\r\n\r\n", "/x" },
    { "HTTP/1.1 308 P\r\nLocation: /x\r\n\r\n", "/x" },
    { "HTTP/1.1 200 OK\r\nLocation: /x\r\n\r\n", NULL },
    { "HTTP/1.1 201 Created\r\nLocation: /x\r\n\r\n", NULL },
    { "HTTP/1.1 304 Not Modified\r\nLocation: /x\r\n\r\n", NULL },
    { "HTTP/1.1 302 Found\r\n\r\n", NULL },
    { "HTTP/1.1 302 Found\r\nLocation:\r\n\r\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    PriseHttpResponse *response = prise_http_response_new ();
    g_autoptr (PriseHttpParser) parser =
        prise_http_parser_new (PRISE_HTTP_RESPONSE, &prise_http_response_events, response);

    prise_http_parser_push (parser, cases[i].head, strlen (cases[i].head));
    g_assert_cmpstr (prise_http_redirect_get_location (response), ==, cases[i].location);
    prise_http_response_unref (response);
  }
  g_assert_null (prise_http_redirect_get_location (NULL));
}

static void
test_urls (void)
{
  static const struct {
    const char *url;
    const char *location;
    const char *resolved;
  } cases[] = {
    { "http://a:8/b/c", "/x", "http://a:8/x" },
    { "a:8/b/c", "x?y", "http://a:8/b/x?y" },
    { "a:8/b/c?d", "?y", "http://a:8/b/c?y" },
    { "http://a/b", "//c/d", "http://c/d" },
    { "http://a/", "http://b/", "http://b/" },
    { "http://a/", "https://a/", "https://a/" },
    { "http://a/", "/\377\"", "http://a/%FF\"" },
    { "http://a/", "http://b;c/x", "http://b;c/x" },
    { "http://a/", "//b;c", "http://b;c" },
    { "http://a/", "//u@v;w@b/x", "http://u@v;w@b/x" },
    { "http://a/", "/b//c;d?//e;f", "http://a/b//c;d?//e;f" },
    { "http://a/", "http:.///b", "http:.///b" },
    { "http://a/", "http://[fe80::1%25eth0]:8/x/../y", "http://[fe80::1%25eth0]:8/y" },
    { "http://a/", "//[fe80::1%25eth0]?x", "http://[fe80::1%25eth0]?x" },
    { "http://a/", "//u@[::1]/x", "http://u@[::1]/x" },
    { "http://a/", "http://%42/", "http://%42/" },
    { "http://a/", "http://a:b:c/", "http://a:b:c/" },
    /* What a request line can't carry is escaped, and what is escaped stays so. */
    { "http://a/", "/\001 \t\303\251\\|\303%zz%2f", "http://a/%01%20%09\303\251\\|%C3%zz%2f" },
    { "http://a/", "\n\r\nhttp:.///b/", "http://a/%0A%0D%0Ahttp:.///b/" },
    { "http://a/", "\002http://b/", "http://a/%02http://b/" },
    /* Who asks, and by which interface. */
    { "http://u:p@a/", "/x", "http://u:p@a/x" },
    { "http://u:p@a/", "http://A:80/x", "http://u:p@a/x" },
    { "http://u:p@a/", "http://v@a/x", "http://v@a/x" },
    { "http://u:p@a/", "http://a:81/x", "http://a:81/x" },
    { "http://u:p@a/", "http://b/x", "http://b/x" },
    { "http://[fe80::1%25eth0]/", "/x", "http://[fe80::1%25eth0]/x" },
    { "http://[fe80::1%25eth0]/", "http://v@[fe80::1]/x", "http://v@[fe80::1%25eth0]/x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpUrl) url = prise_http_url_parse (cases[i].url, NULL);
    g_autofree char *resolved = prise_http_redirect_resolve (url, cases[i].location);

    g_assert_cmpstr (resolved, ==, cases[i].resolved);
  }
}

static void
test_request (gconstpointer data)
{
  const RedirectCase *test = data;
  g_autoptr (PriseHttpUrl) url = prise_http_url_parse (test->url, NULL);
  g_autofree char *next_text = prise_http_redirect_resolve (url, test->location);
  g_autoptr (PriseHttpUrl) next_url = prise_http_url_parse (next_text, NULL);
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (test->request);
  g_autoptr (PriseHttpRequest) next =
      prise_http_redirect_make_request (request, test->status, url, next_url);
  g_autoptr (GBytes) bytes = prise_http_request_dup_bytes (next);

  g_assert_cmpstr (next_text, ==, test->next_url);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   g_bytes_get_data (test->next_request, NULL),
                   g_bytes_get_size (test->next_request));
}

/* What the table can't say. */
static void
test_hosts (void)
{
  static const struct {
    const char *head;
    const char *url;
    const char *next_url;
    const char *next;
  } cases[] = {
    { "GET /a HTTP/1.1\r\nHost: mine\r\n\r\n", "http://a/a", "http://a/b",
      "GET /b HTTP/1.1\r\nHost: mine\r\n\r\n" },
    { "GET /a HTTP/1.1\r\nX: y\r\nhost: mine\r\nHost: b\r\n\r\n", "http://a/a", "http://b:8/b",
      "GET /b HTTP/1.1\r\nX: y\r\nHost: b:8\r\n\r\n" },
    { "GET /a HTTP/1.0\r\n\r\n", "http://a/a", "http://b/b", "GET /b HTTP/1.0\r\n\r\n" },
    { "GET /a HTTP/1.1\r\nHost: a\r\nCookie: s\r\n\r\n", "http://a/a", NULL,
      "GET /a HTTP/1.1\r\nHost: a\r\n\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].head, strlen (cases[i].head));
    g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);
    g_autoptr (PriseHttpUrl) url = prise_http_url_parse (cases[i].url, NULL);
    g_autoptr (PriseHttpUrl) next_url =
        cases[i].next_url != NULL ? prise_http_url_parse (cases[i].next_url, NULL) : NULL;
    g_autoptr (PriseHttpRequest) next =
        prise_http_redirect_make_request (request, 302, url, next_url);

    g_assert_cmpmem (g_bytes_get_data (next->head, NULL), g_bytes_get_size (next->head),
                     cases[i].next, strlen (cases[i].next));
  }
}

static PriseHttpRequest *
redirect (GString *text, guint status, const char *next)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);
  g_autoptr (PriseHttpUrl) url = prise_http_url_parse ("http://a/", NULL);
  g_autoptr (PriseHttpUrl) next_url = prise_http_url_parse (next, NULL);

  return prise_http_redirect_make_request (request, status, url, next_url);
}

static gboolean
says (PriseHttpRequest *request, const char *text)
{
  g_autoptr (GBytes) bytes = prise_http_request_dup_bytes (request);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

/* Headers that the parser doesn't look at, as they are too many or too long. */
static void
test_unread_headers (void)
{
  static const struct {
    guint n;
    guint size;
    const char *end;
  } cases[] = {
    { 1100, 1, "\r\n" }, { 20, 60 * 1024, "\r\n" }, { 1100, 1, "\nbody" }, { 1100, 1, "" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *value = g_strnfill (cases[i].size, 'x');
    GString *text = g_string_new ("POST / HTTP/1.1\r\nHost: a\r\n");
    g_autoptr (GString) other = NULL;
    g_autoptr (PriseHttpRequest) same = NULL;
    g_autoptr (PriseHttpRequest) elsewhere = NULL;
    g_autoptr (PriseHttpRequest) without_body = NULL;

    for (guint j = 0; j < cases[i].n; j++)
      g_string_append_printf (text, "X: %s\r\n", value);
    g_string_append (text, "Cookie: s\r\nContent-Length: 4\r\n");
    g_string_append (text, cases[i].end);
    other = g_string_new_len (text->str, (gssize) text->len);
    same = redirect (g_string_new_len (text->str, (gssize) text->len), 307, "http://a/b");
    without_body = redirect (text, 303, "http://a/b");
    elsewhere = redirect (g_steal_pointer (&other), 307, "http://b/");

    g_assert_true (says (same, "Cookie: s"));
    g_assert_false (says (without_body, "Content-Length"));
    g_assert_false (says (elsewhere, "Cookie"));
    g_assert_true (says (elsewhere, "Host: b\r\nX: "));
    g_assert_cmpint (elsewhere->has_whole_head, ==, *cases[i].end != '\0');
  }
}

/* What stands behind a request is for the server that it was written for. */
static void
test_other_requests (void)
{
  static const struct {
    const char *text;
    const char *same;
    const char *elsewhere;
  } cases[] = {
    { "GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nCookie: s\r\n\r\n",
      "GET / HTTP/1.1\r\nCookie: s\r\n\r\n", "" },
    { "PUT / HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET / HTTP/1.1\r\n\r\n",
      "xGET / HTTP/1.1\r\n\r\n", "x" },
    { "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET", "0\r\n\r\nGET",
      "0\r\n\r\n" },
    { "PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx", "x", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpRequest) same = redirect (g_string_new (cases[i].text), 307, "http://a/");
    g_autoptr (PriseHttpRequest) elsewhere =
        redirect (g_string_new (cases[i].text), 307, "http://b/");

    g_assert_cmpmem (g_bytes_get_data (same->body, NULL), g_bytes_get_size (same->body),
                     cases[i].same, strlen (cases[i].same));
    g_assert_cmpmem (g_bytes_get_data (elsewhere->body, NULL), g_bytes_get_size (elsewhere->body),
                     cases[i].elsewhere, strlen (cases[i].elsewhere));
  }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) cases = NULL;

  g_test_init (&argc, &argv, NULL);

  cases = redirect_cases_load ();
  g_test_add_func ("/http/redirect/methods", test_methods);
  g_test_add_func ("/http/redirect/headers", test_headers);
  g_test_add_func ("/http/redirect/locations", test_locations);
  g_test_add_func ("/http/redirect/urls", test_urls);
  g_test_add_func ("/http/redirect/hosts", test_hosts);
  g_test_add_func ("/http/redirect/unread-headers", test_unread_headers);
  g_test_add_func ("/http/redirect/other-requests", test_other_requests);
  for (guint i = 0; i < cases->len; i++) {
    const RedirectCase *test = g_ptr_array_index (cases, i);
    g_autofree char *path = g_strconcat ("/http/redirect/request/", test->what, NULL);

    g_test_add_data_func (path, test, test_request);
  }

  return g_test_run ();
}
