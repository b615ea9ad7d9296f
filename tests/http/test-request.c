// SPDX-License-Identifier: GPL-3.0-or-later
/* A request's parts, and what a change of one leaves of the others: every byte. */
#include "config.h"

#include <string.h>

#include "prise-http-request.h"

static PriseHttpRequest *
request_new (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return prise_http_request_new (bytes);
}

static void
assert_bytes (PriseHttpRequest *request, const char *expected)
{
  g_autoptr (GBytes) bytes = prise_http_request_dup_bytes (request);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpmem (data, size, expected, strlen (expected));
}

/* Each change of @text gives what is expected: method POST, target /b, a header more, the first
 * header changed and taken away, another body. NULL: it has no header. */
static const struct {
  const char *name;
  const char *text;
  const char *method;
  const char *target;
  guint n_headers;
  const char *body;
  const char *with_method;
  const char *with_target;
  const char *with_header;
  const char *with_first;
  const char *without_first;
  const char *with_body;
} cases[] = {
  { "plain", "GET /a HTTP/1.1\r\nHost: x\r\n\r\nhi", "GET", "/a", 1, "hi",
    "POST /a HTTP/1.1\r\nHost: x\r\n\r\nhi", "GET /b HTTP/1.1\r\nHost: x\r\n\r\nhi",
    "GET /a HTTP/1.1\r\nHost: x\r\nN: v\r\n\r\nhi", "GET /a HTTP/1.1\r\nN: v\r\n\r\nhi",
    "GET /a HTTP/1.1\r\n\r\nhi", "GET /a HTTP/1.1\r\nHost: x\r\n\r\nnew" },
  { "no-headers", "GET /a HTTP/1.1\r\n\r\n", "GET", "/a", 0, "", "POST /a HTTP/1.1\r\n\r\n",
    "GET /b HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\nN: v\r\n\r\n", NULL, NULL,
    "GET /a HTTP/1.1\r\n\r\nnew" },
  { "lf-and-blanks", "GET  /a \t HTTP/1.1\nA :  x  \n\nhi", "GET", "/a", 1, "hi",
    "POST  /a \t HTTP/1.1\nA :  x  \n\nhi", "GET  /b \t HTTP/1.1\nA :  x  \n\nhi",
    "GET  /a \t HTTP/1.1\nA :  x  \nN: v\r\n\nhi", "GET  /a \t HTTP/1.1\nN: v\r\n\nhi",
    "GET  /a \t HTTP/1.1\n\nhi", "GET  /a \t HTTP/1.1\nA :  x  \n\nnew" },
  { "folded", "GET /a HTTP/1.1\r\nA: x\r\n  y\r\n\tz\r\nB: c\r\n\r\n", "GET", "/a", 2, "",
    "POST /a HTTP/1.1\r\nA: x\r\n  y\r\n\tz\r\nB: c\r\n\r\n",
    "GET /b HTTP/1.1\r\nA: x\r\n  y\r\n\tz\r\nB: c\r\n\r\n",
    "GET /a HTTP/1.1\r\nA: x\r\n  y\r\n\tz\r\nB: c\r\nN: v\r\n\r\n",
    "GET /a HTTP/1.1\r\nN: v\r\nB: c\r\n\r\n", "GET /a HTTP/1.1\r\nB: c\r\n\r\n",
    "GET /a HTTP/1.1\r\nA: x\r\n  y\r\n\tz\r\nB: c\r\n\r\nnew" },
  { "empty-line-first", "\r\nGET /a HTTP/1.1\r\n\r\n", "GET", "/a", 0, "",
    "\r\nPOST /a HTTP/1.1\r\n\r\n", "\r\nGET /b HTTP/1.1\r\n\r\n",
    "\r\nGET /a HTTP/1.1\r\nN: v\r\n\r\n", NULL, NULL, "\r\nGET /a HTTP/1.1\r\n\r\nnew" },
  { "head-without-end", "GET /a HTTP/1.1\r\nA: x\r\n", "GET", "/a", 1, "",
    "POST /a HTTP/1.1\r\nA: x\r\n", "GET /b HTTP/1.1\r\nA: x\r\n",
    "GET /a HTTP/1.1\r\nA: x\r\nN: v\r\n", "GET /a HTTP/1.1\r\nN: v\r\n", "GET /a HTTP/1.1\r\n",
    "GET /a HTTP/1.1\r\nA: x\r\n\r\nnew" },
  { "header-without-end", "GET /a HTTP/1.1\r\nA: x", "GET", "/a", 1, "", "POST /a HTTP/1.1\r\nA: x",
    "GET /b HTTP/1.1\r\nA: x", "GET /a HTTP/1.1\r\nA: x\r\nN: v\r\n", "GET /a HTTP/1.1\r\nN: v\r\n",
    "GET /a HTTP/1.1\r\n", "GET /a HTTP/1.1\r\nA: x\r\n\r\nnew" },
  { "header-until-cr", "GET /a HTTP/1.1\r\nA: x\r", "GET", "/a", 1, "",
    "POST /a HTTP/1.1\r\nA: x\r", "GET /b HTTP/1.1\r\nA: x\r",
    "GET /a HTTP/1.1\r\nA: x\r\nN: v\r\n", "GET /a HTTP/1.1\r\nN: v\r\n", "GET /a HTTP/1.1\r\n",
    "GET /a HTTP/1.1\r\nA: x\r\n\r\nnew" },
  { "line-without-end", "GET /a HTTP/1.1", "GET", "/a", 0, "", "POST /a HTTP/1.1",
    "GET /b HTTP/1.1", "GET /a HTTP/1.1\r\nN: v\r\n", NULL, NULL, "GET /a HTTP/1.1\r\n\r\nnew" },
  { "method-alone", "GET", "GET", "", 0, "", "POST", "GET /b", "GET\r\nN: v\r\n", NULL, NULL,
    "GET\r\n\r\nnew" },
  { "version-0-9", "GET /a\r\n", "GET", "/a", 0, "", "POST /a\r\n", "GET /b\r\n",
    "GET /a\r\nN: v\r\n", NULL, NULL, "GET /a\r\n\r\nnew" },
  { "no-colon", "GET /a HTTP/1.1\r\nabc\r\n: d\r\n\r\n", "GET", "/a", 2, "",
    "POST /a HTTP/1.1\r\nabc\r\n: d\r\n\r\n", "GET /b HTTP/1.1\r\nabc\r\n: d\r\n\r\n",
    "GET /a HTTP/1.1\r\nabc\r\n: d\r\nN: v\r\n\r\n", "GET /a HTTP/1.1\r\nN: v\r\n: d\r\n\r\n",
    "GET /a HTTP/1.1\r\n: d\r\n\r\n", "GET /a HTTP/1.1\r\nabc\r\n: d\r\n\r\nnew" },
  { "chunks", "GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: u\r\n\r\nrest", "GET",
    "/a", 1, "0\r\nT: u\r\n\r\nrest",
    "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: u\r\n\r\nrest",
    "GET /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nT: u\r\n\r\nrest",
    "GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nN: v\r\n\r\n0\r\nT: u\r\n\r\nrest",
    "GET /a HTTP/1.1\r\nN: v\r\n\r\n0\r\nT: u\r\n\r\nrest",
    "GET /a HTTP/1.1\r\n\r\n0\r\nT: u\r\n\r\nrest",
    "GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nnew" },
  { "length-that-lies", "GET /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nhi\r\nGET /c", "GET", "/a", 1,
    "hi\r\nGET /c", "POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nhi\r\nGET /c",
    "GET /b HTTP/1.1\r\nContent-Length: 1\r\n\r\nhi\r\nGET /c",
    "GET /a HTTP/1.1\r\nContent-Length: 1\r\nN: v\r\n\r\nhi\r\nGET /c",
    "GET /a HTTP/1.1\r\nN: v\r\n\r\nhi\r\nGET /c", "GET /a HTTP/1.1\r\n\r\nhi\r\nGET /c",
    "GET /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nnew" },
  { "nothing", "", "", "", 0, "", "POST", "/b", "N: v\r\n", NULL, NULL, "\r\nnew" },
};

static void
assert_body (PriseHttpRequest *request, const char *expected)
{
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);

  g_assert_cmpmem (data, size, expected, strlen (expected));
}

static void
test_case (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (PriseHttpRequest) request = request_new (cases[i].text);
  g_autoptr (PriseHttpRequest) with_method = prise_http_request_with_method (request, "POST");
  g_autoptr (PriseHttpRequest) with_target = prise_http_request_with_target (request, "/b");
  g_autoptr (PriseHttpRequest) with_header = prise_http_request_with_header (request, -1, "N", "v");
  g_autoptr (GBytes) body = g_bytes_new_static ("new", 3);
  g_autoptr (PriseHttpRequest) with_body = prise_http_request_with_body (request, body);

  assert_bytes (request, cases[i].text);
  g_assert_cmpstr (request->method, ==, cases[i].method);
  g_assert_cmpstr (request->target, ==, cases[i].target);
  g_assert_cmpuint (request->headers->len, ==, cases[i].n_headers);
  assert_body (request, cases[i].body);
  assert_bytes (with_method, cases[i].with_method);
  assert_bytes (with_target, cases[i].with_target);
  assert_bytes (with_header, cases[i].with_header);
  assert_bytes (with_body, cases[i].with_body);
}

static void
test_first_header (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (PriseHttpRequest) request = request_new (cases[i].text);
  g_autoptr (PriseHttpRequest) changed = prise_http_request_with_header (request, 0, "N", "v");
  g_autoptr (PriseHttpRequest) without = prise_http_request_without_header (request, 0);

  assert_bytes (changed, cases[i].with_first);
  assert_bytes (without, cases[i].without_first);
}

static void
assert_same_parts (PriseHttpRequest *request, PriseHttpRequest *expected)
{
  g_assert_true (prise_http_request_equal (request, expected));
  g_assert_true (g_bytes_equal (request->head, expected->head));
  g_assert_cmpstr (request->method, ==, expected->method);
  g_assert_cmpstr (request->target, ==, expected->target);
  g_assert_cmpuint (request->headers->len, ==, expected->headers->len);
  g_assert_cmpuint (request->headers_end, ==, expected->headers_end);
}

/* Wherever it is cut, also within the head or the body: together it is the same. */
static void
test_cut (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  const gsize size = strlen (cases[i].text);
  g_autoptr (PriseHttpRequest) whole = request_new (cases[i].text);

  for (gsize cut = 0; cut <= size; cut++) {
    g_autoptr (GBytes) head = g_bytes_new (cases[i].text, cut);
    g_autoptr (GBytes) body = g_bytes_new (cases[i].text + cut, size - cut);
    g_autoptr (PriseHttpRequest) request = prise_http_request_new_from_parts (head, body);

    assert_same_parts (request, whole);
    assert_bytes (request, cases[i].text);
  }
}

static void
assert_shares (PriseHttpRequest *request, GBytes *body)
{
  g_assert_true (g_bytes_get_data (request->body, NULL) == g_bytes_get_data (body, NULL));
}

/* A change of the head costs no copy of the body. */
static void
test_shared_body (void)
{
  g_autoptr (PriseHttpRequest) simple = prise_http_request_new_simple ("PUT", "/", "localhost");
  g_autoptr (GBytes) body = g_bytes_new_static ("hi", 2);
  g_autoptr (PriseHttpRequest) request = prise_http_request_with_body (simple, body);
  g_autoptr (PriseHttpRequest) method = prise_http_request_with_method (request, "POST");
  g_autoptr (PriseHttpRequest) target = prise_http_request_with_target (method, "/a");
  g_autoptr (PriseHttpRequest) more = prise_http_request_with_header (target, -1, "A", "b");
  g_autoptr (PriseHttpRequest) other = prise_http_request_with_header (more, 0, "C", "d");
  g_autoptr (PriseHttpRequest) fewer = prise_http_request_without_header (other, 1);
  PriseHttpRequest *const requests[] = { request, method, target, more, other, fewer };
  g_autoptr (PriseHttpRequest) early = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    assert_shares (requests[i], body);
  assert_bytes (fewer, "POST /a HTTP/1.1\r\nC: d\r\n\r\nhi");

  /* Unless the head ends elsewhere with it. */
  early = prise_http_request_with_header (fewer, 0, "A", "b\r\n\r\nc");
  assert_bytes (early, "POST /a HTTP/1.1\r\nA: b\r\n\r\nc\r\n\r\nhi");
  assert_body (early, "c\r\n\r\nhi");
}

/* What a changed request says is what it was given. */
static void
test_simple (void)
{
  g_autoptr (PriseHttpRequest) request =
      prise_http_request_new_simple ("PUT", "/a?b", "localhost:8080");
  g_autoptr (PriseHttpRequest) more =
      prise_http_request_with_header (request, -1, "Content-Length", "2");
  g_autoptr (GBytes) body = g_bytes_new_static ("hi", 2);
  g_autoptr (GBytes) nothing = g_bytes_new_static (NULL, 0);
  g_autoptr (PriseHttpRequest) whole = prise_http_request_with_body (more, body);
  g_autoptr (PriseHttpRequest) empty = prise_http_request_with_body (whole, nothing);

  assert_bytes (request, "PUT /a?b HTTP/1.1\r\nHost: localhost:8080\r\n\r\n");
  assert_bytes (whole, "PUT /a?b HTTP/1.1\r\nHost: localhost:8080\r\nContent-Length: 2\r\n\r\nhi");
  assert_body (whole, "hi");
  g_assert_true (prise_http_request_equal (empty, more));
  g_assert_false (prise_http_request_equal (whole, more));
  g_assert_cmpint (prise_http_request_find_header (whole, "content-LENGTH"), ==, 1);
  g_assert_cmpint (prise_http_request_find_header (whole, "Content"), ==, -1);
  g_assert_cmpstr (g_array_index (whole->headers, PriseHttpRequestHeader, 1).value, ==, "2");
}

static void
test_nul (void)
{
  static const char text[] = "G\0T /a\0b HTTP/1.1\r\nA\0: b\0c\r\n\r\n\0d";
  static const char changed[] = "GET /c HTTP/1.1\r\nA\0: b\0c\r\n\r\n\0d";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);
  g_autoptr (PriseHttpRequest) with_method = prise_http_request_with_method (request, "GET");
  g_autoptr (PriseHttpRequest) both = prise_http_request_with_target (with_method, "/c");
  g_autoptr (GBytes) result = NULL;

  g_assert_cmpstr (request->method, ==, "G");
  g_assert_cmpstr (request->target, ==, "/a");
  result = prise_http_request_dup_bytes (both);
  g_assert_cmpmem (g_bytes_get_data (result, NULL), g_bytes_get_size (result), changed,
                   sizeof changed - 1);
}

/* Headers beyond what is looked at stay where they are. */
static void
test_many_headers (void)
{
  g_autoptr (GString) text = g_string_new ("GET / HTTP/1.1\r\n");
  g_autoptr (PriseHttpRequest) request = NULL;
  g_autoptr (PriseHttpRequest) changed = NULL;

  for (guint i = 0; i < 1100; i++)
    g_string_append_printf (text, "A: %u\r\n", i);
  g_string_append (text, "\r\nbody");
  request = request_new (text->str);
  g_assert_cmpuint (request->headers->len, ==, 1000);
  assert_body (request, "body");
  changed = prise_http_request_with_header (request, 0, "A", "0");
  assert_bytes (changed, text->str);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/http/request/", cases[i].name, NULL);
    g_autofree char *first = g_strconcat (path, "/first-header", NULL);
    g_autofree char *cut = g_strconcat (path, "/cut", NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    g_test_add_data_func (cut, GSIZE_TO_POINTER (i), test_cut);
    if (cases[i].with_first != NULL)
      g_test_add_data_func (first, GSIZE_TO_POINTER (i), test_first_header);
  }
  g_test_add_func ("/http/request/shared-body", test_shared_body);
  g_test_add_func ("/http/request/simple", test_simple);
  g_test_add_func ("/http/request/nul", test_nul);
  g_test_add_func ("/http/request/many-headers", test_many_headers);

  return g_test_run ();
}
