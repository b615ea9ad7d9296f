// SPDX-License-Identifier: GPL-3.0-or-later
/* What the HTTP page says: tables of states and sentences. */
#include "config.h"

#include <string.h>

#include "prise-http-closures.h"

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
    { { .busy = TRUE, .phase = PRISE_HTTP_RESOLVING }, "Resolving the host…" },
    { { .busy = TRUE, .phase = PRISE_HTTP_CONNECTING }, "Connecting…" },
    { { .busy = TRUE, .phase = PRISE_HTTP_SENDING }, "Sending the request…" },
    { { .busy = TRUE, .phase = PRISE_HTTP_WAITING }, "Waiting for the response…" },
    { { .busy = TRUE, .phase = PRISE_HTTP_RECEIVING, .status = "200 OK", .body_size = 5 },
      "Receiving: 200 OK" },
    { { .phase = PRISE_HTTP_DONE, .status = "200 OK", .body_size = 5, .duration = 12345 },
      "200 OK · 5 B in 12 ms" },
    { { .state = PRISE_ENDPOINT_ACTIVE,
        .phase = PRISE_HTTP_DONE,
        .status = "204",
        .duration = 1500000 },
      "204 · 0 B in 1.5 s · The connection is kept for the next request" },
    { { .phase = PRISE_HTTP_DONE, .error = refused }, "Refused" },
    { { .phase = PRISE_HTTP_DONE, .error = refused, .status = "200 OK" }, "200 OK · Refused" },
    { { .phase = PRISE_HTTP_DONE, .error = cancelled, .status = "200 OK" }, "Canceled" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = prise_http_summary_describe (&cases[i].summary);
    g_auto (GStrv) words = g_strsplit (text, "\u00a0", -1);
    g_autofree char *plain = g_strjoinv (" ", words);

    g_assert_cmpstr (plain, ==, cases[i].text);
  }
}

/* A server may name a URL of any length. */
static void
test_redirect (void)
{
  g_autofree char *long_url = g_strnfill (60000, 'x');
  g_autofree char *sentence = prise_closure_http_redirect (NULL, "http://a.example/", 9);
  g_autofree char *long_sentence = prise_closure_http_redirect (NULL, long_url, 0);
  g_autofree char *stopped = prise_closure_http_redirect (NULL, "http://a.example/", 10);
  g_autofree char *whole = g_strnfill (500, 'x');
  g_autofree char *shown = prise_http_url_shorten (whole);

  g_assert_cmpstr (sentence, ==, "The server names another URL: http://a.example/");
  g_assert_cmpstr (stopped, ==,
                   "Stopped after 10 redirects: is it a redirect loop? "
                   "The server names yet another URL: http://a.example/");
  g_assert_cmpuint (strlen (long_sentence), <, 250);
  g_assert_true (g_str_has_suffix (long_sentence, "x…"));
  g_assert_cmpstr (shown, ==, whole);
}

/* The time is the one on the wall, of whatever zone. */
static void
test_history_details (void)
{
  const gint64 time = 86399 * (gint64) G_USEC_PER_SEC;
  g_autofree char *text = prise_closure_http_history_details (NULL, 404, time);
  g_autofree char *none = prise_closure_http_history_details (NULL, 0, time);

  g_assert_cmpstr (text, ==, "404 · 1970-01-02 08:59:59");
  g_assert_cmpstr (none, ==, "No response · 1970-01-02 08:59:59");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "JST-9", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-closures/button", test_button);
  g_test_add_func ("/http-closures/summary", test_summary);
  g_test_add_func ("/http-closures/redirect", test_redirect);
  g_test_add_func ("/http-closures/history-details", test_history_details);

  return g_test_run ();
}
