// SPDX-License-Identifier: GPL-3.0-or-later
/* Changes of a request that leave all other bytes as they are. */
#include "config.h"

#include <string.h>

#include "prise-http-request-patch.h"

static PriseHttpRequest *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return prise_http_request_new (bytes);
}

static void
assert_request (PriseHttpRequest *request, const char *text)
{
  g_autoptr (GBytes) bytes = prise_http_request_dup_bytes (request);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

static void
test_lines (void)
{
  static const char text[] = "GET / HTTP/1.1\r\nA:1\r\nB : folded\r\n line\nC: 3\r\n\r\nbody";
  g_autoptr (PriseHttpRequest) request = parse (text);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GBytes) line = prise_http_request_patch_dup_line (request, i);
    g_autoptr (PriseHttpRequest) without = prise_http_request_without_header (request, i);
    g_autoptr (PriseHttpRequest) again = prise_http_request_patch_insert (without, i, line);

    g_assert_cmpuint (without->headers->len, ==, 2);
    assert_request (again, text);
  }
}

static void
test_changes (void)
{
  static const struct {
    const char *before;
    const char *name, *value;
    const char *after;
  } cases[] = {
    /* White space and the end of the line stay. */
    { "GET / HTTP/1.1\r\na:\t1 \n\r\n", "A", "22", "GET / HTTP/1.1\r\nA:\t22 \n\r\n" },
    { "GET / HTTP/1.1\r\nAA: A\r\n\r\n", "B", "C", "GET / HTTP/1.1\r\nB: C\r\n\r\n" },
    { "GET / HTTP/1.1\r\nA: 1\r\n\r\nbody", "A", "", "GET / HTTP/1.1\r\nA: \r\n\r\nbody" },
    /* What has no place of its own is written again. */
    { "GET / HTTP/1.1\r\nA:\r\n\r\n", "A", "1", "GET / HTTP/1.1\r\nA: 1\r\n\r\n" },
    { "GET / HTTP/1.1\r\nA: 1\r\n 2\r\n\r\n", "A", "3", "GET / HTTP/1.1\r\nA: 3\r\n\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpRequest) request = parse (cases[i].before);
    g_autoptr (PriseHttpRequest) changed =
        prise_http_request_patch_change (request, 0, cases[i].name, cases[i].value);

    assert_request (changed, cases[i].after);
  }
}

static void
test_length (void)
{
  static const struct {
    const char *before;
    const char *after;
  } cases[] = {
    { "POST / HTTP/1.1\r\n\r\nabc", "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc" },
    { "POST / HTTP/1.1\r\ncontent-length:9\r\n\r\nabc",
      "POST / HTTP/1.1\r\ncontent-length:3\r\n\r\nabc" },
    { "GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
      "GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpRequest) request = parse (cases[i].before);
    g_autoptr (PriseHttpRequest) changed = prise_http_request_patch_length (request);

    assert_request (changed, cases[i].after);
  }
}

static void
test_user_info (void)
{
  static const struct {
    const char *header;
    const char *old, *new;
    const char *after;
  } cases[] = {
    { "", NULL, "u:p", "Authorization: Basic dTpw\r\n" },
    { "Authorization: \r\n", "u", "u:p", "Authorization: Basic dTpw\r\n" },
    { "Authorization: Basic dTpw\r\nX: y\r\n", "u:p", "v",
      "Authorization: Basic djo=\r\nX: y\r\n" },
    { "Authorization: Basic dTpw\r\nX: y\r\n", "u:p", NULL, "X: y\r\n" },
    /* What the URL didn't say isn't the URL's to change. */
    { "Authorization: Bearer t\r\n", "u:p", "v", "Authorization: Bearer t\r\n" },
    { "Authorization: Bearer t\r\n", "u:p", NULL, "Authorization: Bearer t\r\n" },
    { "Authorization: Basic dTpw\r\n", NULL, "v", "Authorization: Basic dTpw\r\n" },
    { "", "u:p", "u:p", "" },
    { "", "u:p", NULL, "" },
    { "", NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *before = g_strdup_printf ("GET / HTTP/1.1\r\n%s\r\n", cases[i].header);
    g_autofree char *after = g_strdup_printf ("GET / HTTP/1.1\r\n%s\r\n", cases[i].after);
    g_autoptr (PriseHttpRequest) request = parse (before);
    g_autoptr (PriseHttpRequest) changed =
        prise_http_request_patch_user_info (request, cases[i].old, cases[i].new);

    assert_request (changed, after);
  }
}

static void
test_url (void)
{
  static const struct {
    const char *url;
    const char *result;
  } cases[] = {
    { "http://a/b?c#d", "http://a/x" },
    { "http://a", "http://a/x" },
    { "a:80/b", "a:80/x" },
    { "http://a?b", "http://a/x" },
    { "a?b=http://c/d", "a/x" },
    { "http://u:p@[::1]:8/b", "http://u:p@[::1]:8/x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *result = prise_http_request_patch_url (cases[i].url, "/x");

    g_assert_cmpstr (result, ==, cases[i].result);
  }
}

/* A value that a zero byte ends for C goes whole. */
static void
test_change_behind_zero (void)
{
  static const char before[] = "GET / HTTP/1.1\r\nA: b\0c\r\n\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (before, sizeof before - 1);
  g_autoptr (PriseHttpRequest) request = prise_http_request_new (bytes);
  g_autoptr (PriseHttpRequest) changed = prise_http_request_patch_change (request, 0, "A", "d");

  assert_request (changed, "GET / HTTP/1.1\r\nA: d\r\n\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/request-patch/lines", test_lines);
  g_test_add_func ("/http/request-patch/changes", test_changes);
  g_test_add_func ("/http/request-patch/change-behind-zero", test_change_behind_zero);
  g_test_add_func ("/http/request-patch/length", test_length);
  g_test_add_func ("/http/request-patch/user-info", test_user_info);
  g_test_add_func ("/http/request-patch/url", test_url);

  return g_test_run ();
}
