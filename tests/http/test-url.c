// SPDX-License-Identifier: GPL-3.0-or-later
/* URLs as people type them. */
#include "config.h"

#include <string.h>

#include "prise-http-url.h"

static const struct {
  const char *text;
  const char *host;
  guint16 port;
  const char *authority;
  const char *target;
  const char *user_info;
} good[] = {
  { "http://example.com/", "example.com", 80, "example.com", "/", NULL },
  { "example.com", "example.com", 80, "example.com", "/", NULL },
  { " \texample.com\n", "example.com", 80, "example.com", "/", NULL },
  { "HTTP://Example.COM", "Example.COM", 80, "Example.COM", "/", NULL },
  { "localhost:8080", "localhost", 8080, "localhost:8080", "/", NULL },
  { "localhost:8080/a", "localhost", 8080, "localhost:8080", "/a", NULL },
  { "localhost:/a", "localhost", 80, "localhost", "/a", NULL },
  { "http:80/a", "http", 80, "http", "/a", NULL },
  { "httpd:8080", "httpd", 8080, "httpd:8080", "/", NULL },
  { "HTTP", "HTTP", 80, "HTTP", "/", NULL },
  { "http://a:80/", "a", 80, "a", "/", NULL },
  { "http://a:65535", "a", 65535, "a:65535", "/", NULL },
  { "http://a:/b", "a", 80, "a", "/b", NULL },
  { "127.0.0.1:1", "127.0.0.1", 1, "127.0.0.1:1", "/", NULL },
  { "http://[::1]/", "::1", 80, "[::1]", "/", NULL },
  { "[::1]:8080", "::1", 8080, "[::1]:8080", "/", NULL },
  { "http://[fe80::1%25eth0]:81/", "fe80::1%eth0", 81, "[fe80::1]:81", "/", NULL },
  /* What a request line can't carry is encoded, and nothing else is changed. */
  { "http://a/b c", "a", 80, "a", "/b%20c", NULL },
  { "http://a/caf\303\251?\303\251", "a", 80, "a", "/caf%C3%A9?%C3%A9", NULL },
  { "http://a/%C3%A9%2f%zz%", "a", 80, "a", "/%C3%A9%2f%zz%", NULL },
  { "http://a/\"<>\\^`{|}'", "a", 80, "a", "/\"<>\\^`{|}'", NULL },
  { "http://a/b\r\nX: y", "a", 80, "a", "/b%0D%0AX:%20y", NULL },
  { "http://a/b\tc\177", "a", 80, "a", "/b%09c%7F", NULL },
  { "http://a/../b/./c//", "a", 80, "a", "/../b/./c//", NULL },
  { "http://a?b=c&d", "a", 80, "a", "/?b=c&d", NULL },
  { "http://a/?", "a", 80, "a", "/?", NULL },
  { "http://a/?b?c", "a", 80, "a", "/?b?c", NULL },
  { "http://a/b#c", "a", 80, "a", "/b", NULL },
  { "http://a/b?c#d?e", "a", 80, "a", "/b?c", NULL },
  { "http://a#b", "a", 80, "a", "/", NULL },
  { "http://a//b", "a", 80, "a", "//b", NULL },
  { "http://a/b:c@d", "a", 80, "a", "/b:c@d", NULL },
  { "http://a/http://b/", "a", 80, "a", "/http://b/", NULL },
  /* Names of any script. */
  { "http://b\303\274cher.example/", "xn--bcher-kva.example", 80, "xn--bcher-kva.example", "/",
    NULL },
  { "http://xn--bcher-kva.example", "xn--bcher-kva.example", 80, "xn--bcher-kva.example", "/",
    NULL },
  { "http://a_b-c.d./", "a_b-c.d.", 80, "a_b-c.d.", "/", NULL },
  /* User and password. */
  { "http://u:p@a/", "a", 80, "a", "/", "u:p" },
  { "http://u@a/", "a", 80, "a", "/", "u" },
  { "u:p@a", "a", 80, "a", "/", "u:p" },
  { "http://u%3A:p%40%20@a:81/", "a", 81, "a:81", "/", "u::p@ " },
};

static void
test_good (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpUrl) url = prise_http_url_parse (good[i].text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (url);
  g_assert_cmpstr (url->host, ==, good[i].host);
  g_assert_cmpuint (url->port, ==, good[i].port);
  g_assert_cmpstr (url->authority, ==, good[i].authority);
  g_assert_cmpstr (url->target, ==, good[i].target);
  g_assert_cmpstr (url->user_info, ==, good[i].user_info);
}

#define NO_HOST "names no host"
#define SLASHES "Two slashes are missing"

static const struct {
  const char *text;
  PriseHttpUrlError code;
  const char *words; /* of the sentence; NULL: whatever it says */
} bad[] = {
  { "http:/localhost/", PRISE_HTTP_URL_ERROR_BAD, SLASHES },
  { "http:localhost:80", PRISE_HTTP_URL_ERROR_BAD, SLASHES },
  { "HTTP:/a", PRISE_HTTP_URL_ERROR_BAD, SLASHES },
  { "https:/a", PRISE_HTTP_URL_ERROR_BAD, SLASHES },
  { "http:", PRISE_HTTP_URL_ERROR_BAD, SLASHES },
  { "//a/", PRISE_HTTP_URL_ERROR_BAD, NO_HOST },
  { "", PRISE_HTTP_URL_ERROR_EMPTY },
  { " \t\n", PRISE_HTTP_URL_ERROR_EMPTY },
  { "https://a/", PRISE_HTTP_URL_ERROR_NEEDS_TLS },
  { "HTTPS://a", PRISE_HTTP_URL_ERROR_NEEDS_TLS },
  { "ftp://a/", PRISE_HTTP_URL_ERROR_BAD_SCHEME },
  { "httpx://a/", PRISE_HTTP_URL_ERROR_BAD_SCHEME },
  { "file:///etc", PRISE_HTTP_URL_ERROR_BAD_SCHEME },
  { "http://", PRISE_HTTP_URL_ERROR_BAD, NO_HOST },
  { "http:///a", PRISE_HTTP_URL_ERROR_BAD, NO_HOST },
  { "/a", PRISE_HTTP_URL_ERROR_BAD, NO_HOST },
  { "?a", PRISE_HTTP_URL_ERROR_BAD, NO_HOST },
  { ":80", PRISE_HTTP_URL_ERROR_BAD },
  { "://a", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a%3Bb/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a:0", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a:65536", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a:99999999999", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a:-1", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a:b", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a:80:80", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a b/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a\"b/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a;b/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://%3f/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a%3ab/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a%5db/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a\357\274\217b/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a<b>/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a\r\nb/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a\fb/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a\vb/", PRISE_HTTP_URL_ERROR_BAD },
  { "a\tb@c", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a\001b/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://\033[31mred", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a%20b/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a%0d%0aX/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://a%00b/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://\377/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://[::1", PRISE_HTTP_URL_ERROR_BAD },
  { "http://::1/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://[a]/", PRISE_HTTP_URL_ERROR_BAD },
  { "http://u@/", PRISE_HTTP_URL_ERROR_BAD },
};

static void
test_bad (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;

  g_assert_null (prise_http_url_parse (bad[i].text, &error));
  g_assert_error (error, PRISE_HTTP_URL_ERROR, (int) bad[i].code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  for (const char *p = error->message; *p != '\0'; p++)
    g_assert_false (g_ascii_iscntrl (*p));
  if (bad[i].words != NULL)
    g_assert_nonnull (strstr (error->message, bad[i].words));
}

static void
test_places (void)
{
  static const struct {
    const char *text;
    PriseHttpUrlPlaces places;
  } cases[] = {
    { "http://u:p@h:8/p?q#f", { 7, 11, 14 } },
    { "h:8/p", { 0, 0, 3 } },
    { "h?u=http://i/@", { 0, 0, 1 } },
    { "http://h#f@", { 7, 7, 8 } },
    { "u:p@q@h", { 0, 6, 7 } },
    { " \n http://h/", { 10, 10, 11 } },
    { "/p", { 0, 0, 0 } },
    { "", { 0, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const PriseHttpUrlPlaces places = prise_http_url_find_places (cases[i].text);

    g_assert_cmpuint (places.authority, ==, cases[i].places.authority);
    g_assert_cmpuint (places.host, ==, cases[i].places.host);
    g_assert_cmpuint (places.target, ==, cases[i].places.target);
  }
}

static void
test_same_server (void)
{
  static const struct {
    const char *one;
    const char *other;
    gboolean is_same;
  } cases[] = {
    { "http://a/b", "http://a/c?d", TRUE },
    { "http://a/", "A:80", TRUE },
    { "http://u:p@a/", "http://a/", TRUE },
    { "http://a/", "http://b/", FALSE },
    { "http://a/", "http://a.b/", FALSE },
    { "http://a/", "http://a:81/", FALSE },
    { "http://[::1]/", "http://127.0.0.1/", FALSE },
    { "http://[fe80::1%25a]/", "http://[FE80::1]/", TRUE },
    { "http://[fe80::1%25a]/", "http://[fe80::1%25a]/", TRUE },
    { "http://[fe80::1%25a]/", "http://[fe80::1%25b]/", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpUrl) one = prise_http_url_parse (cases[i].one, NULL);
    g_autoptr (PriseHttpUrl) other = prise_http_url_parse (cases[i].other, NULL);

    g_assert_cmpint (prise_http_url_is_same_server (one, other), ==, cases[i].is_same);
    g_assert_cmpint (prise_http_url_is_same_server (other, one), ==, cases[i].is_same);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/url/places", test_places);
  g_test_add_func ("/http/url/same-server", test_same_server);
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *path = g_strdup_printf ("/http/url/good/%zu", i);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_good);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *path = g_strdup_printf ("/http/url/bad/%zu", i);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_bad);
  }

  return g_test_run ();
}
