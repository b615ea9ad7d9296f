// SPDX-License-Identifier: GPL-3.0-or-later
/* What the HTTP page says: tables of states and sentences. */
#include "config.h"

#include <string.h>

#include "prise-http-closures.h"
#include "prise-http-draft-redirect.h"
#include "prise-http-redirect.h"

static void
test_button (void)
{
  g_autofree char *idle = prise_closure_http_button (NULL, FALSE);
  g_autofree char *busy = prise_closure_http_button (NULL, TRUE);
  g_auto (GStrv) classes = prise_closure_http_button_classes (NULL, FALSE);
  g_auto (GStrv) busy_classes = prise_closure_http_button_classes (NULL, TRUE);

  g_assert_cmpstr (idle, ==, "_Send Request");
  g_assert_cmpstr (busy, ==, "_Cancel");
  g_assert_cmpuint (g_strv_length (classes), ==, 1);
  g_assert_cmpuint (g_strv_length (busy_classes), ==, 0);
}

static void
test_summary (void)
{
  g_autoptr (GError) refused = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Refused");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  const struct {
    PriseHttpSummary summary;
    const char *text;
  } cases[] = {
    { { .state = PRISE_ENDPOINT_IDLE }, "Not connected" },
    { { .state = PRISE_ENDPOINT_ACTIVE }, "Connected" },
    { { .busy = TRUE, .phase = PRISE_HTTP_RESOLVING }, "Looking up the host…" },
    { { .busy = TRUE, .phase = PRISE_HTTP_CONNECTING }, "Connecting…" },
    { { .busy = TRUE, .phase = PRISE_HTTP_SENDING }, "Sending the request…" },
    { { .busy = TRUE, .phase = PRISE_HTTP_WAITING }, "Waiting for the answer…" },
    { { .busy = TRUE, .phase = PRISE_HTTP_RECEIVING, .status = "200 OK", .body_size = 5 },
      "Receiving: 200 OK · 5 B" },
    { { .phase = PRISE_HTTP_DONE, .status = "200 OK", .body_size = 5, .duration = 12345 },
      "200 OK · 5 B in 12 ms" },
    { { .state = PRISE_ENDPOINT_ACTIVE,
        .phase = PRISE_HTTP_DONE,
        .status = "204",
        .duration = 1500000 },
      "204 · 0 B in 1.5 s · The connection is kept for the next request" },
    { { .phase = PRISE_HTTP_DONE, .error = refused }, "Refused" },
    { { .phase = PRISE_HTTP_DONE, .error = refused, .status = "200 OK" }, "200 OK · Refused" },
    { { .phase = PRISE_HTTP_DONE, .error = cancelled, .status = "200 OK" }, "Cancelled" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = prise_http_summary_describe (&cases[i].summary);
    g_auto (GStrv) words = g_strsplit (text, "\u00a0", -1);
    g_autofree char *plain = g_strjoinv (" ", words);

    g_assert_cmpstr (plain, ==, cases[i].text);
  }
}

static void
test_methods (void)
{
  static const struct {
    guint status;
    const char *method;
    const char *next;
  } cases[] = {
    { 301, "POST", "GET" },  { 302, "POST", "GET" },  { 302, "PUT", "PUT" },
    { 303, "PUT", "GET" },   { 303, "HEAD", "HEAD" }, { 307, "POST", "POST" },
    { 308, "POST", "POST" }, { 301, "GET", "GET" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (prise_http_redirect_choose_method (cases[i].status, cases[i].method), ==,
                     cases[i].next);
}

static char *
find_redirect (const char *answer, const char *url)
{
  PriseHttpResponse *response = prise_http_response_new ();
  g_autoptr (PriseHttpParser) parser =
      prise_http_parser_new (PRISE_HTTP_RESPONSE, &prise_http_response_events, response);
  char *found;

  prise_http_parser_push (parser, answer, strlen (answer));
  found = prise_http_draft_redirect_find (response, url);
  prise_http_response_unref (response);

  return found;
}

static void
test_redirects (void)
{
  static const struct {
    const char *answer;
    const char *url;
    const char *found;
  } cases[] = {
    { "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", "http://a:8/b/c", "http://a:8/x" },
    { "HTTP/1.1 302 Found\r\nLocation: x?y\r\n\r\n", "a:8/b/c", "http://a:8/b/x?y" },
    { "HTTP/1.1 301 Moved\r\nLocation: http://b/\r\n\r\n", "http://a/", "http://b/" },
    { "HTTP/1.1 200 OK\r\nLocation: /x\r\n\r\n", "http://a/", NULL },
    { "HTTP/1.1 304 Not Modified\r\nLocation: /x\r\n\r\n", "http://a/", NULL },
    { "HTTP/1.1 302 Found\r\n\r\n", "http://a/", NULL },
    { "HTTP/1.1 302 Found\r\nLocation: \xff\r\n\r\n", "http://a/", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *found = find_redirect (cases[i].answer, cases[i].url);

    g_assert_cmpstr (found, ==, cases[i].found);
  }
}

static void
test_write_redirect (void)
{
  static const char text[] = "POST /a HTTP/1.1\r\nHost: a\r\nCookie: s\r\nContent-Type: t\r\n"
                             "Content-Length: 2\r\n\r\nhi";
  g_autoptr (PriseHttpDraft) draft = prise_http_draft_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) written = NULL;
  g_autofree char *written_text = NULL;

  prise_http_draft_load (draft, "http://a/a", bytes);
  prise_http_draft_redirect_write (draft, "http://a/a", "http://b/c", 303);
  written = prise_http_draft_dup_bytes (draft);
  written_text = g_strndup (g_bytes_get_data (written, NULL), g_bytes_get_size (written));
  g_assert_cmpstr (written_text, ==, "GET /c HTTP/1.1\r\nHost: b\r\n\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-closures/button", test_button);
  g_test_add_func ("/http-closures/summary", test_summary);
  g_test_add_func ("/http-closures/methods", test_methods);
  g_test_add_func ("/http-closures/redirects", test_redirects);
  g_test_add_func ("/http-closures/write-redirect", test_write_redirect);

  return g_test_run ();
}
