// SPDX-License-Identifier: GPL-3.0-or-later
/* What is said of a response, by tables. */
#include "config.h"

#include <string.h>

#include "prise-response-format.h"

#define HEAD_200 "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"

static PriseHttpResponse *
parse (const char *text)
{
  PriseHttpResponse *response = prise_http_response_new ();
  g_autoptr (PriseHttpParser) parser =
      prise_http_parser_new (PRISE_HTTP_RESPONSE, &prise_http_response_events, response);

  prise_http_parser_push (parser, text, strlen (text));

  return response;
}

static GError *
make_error (const char *name)
{
  if (name == NULL)
    return NULL;

  return g_error_new_literal (G_IO_ERROR,
                              g_str_equal (name, "cancelled") ? G_IO_ERROR_CANCELLED
                                                              : G_IO_ERROR_FAILED,
                              name);
}

typedef struct {
  const char *response;
  const char *error;
  PriseHttpPhase phase;
  const char *title;
  const char *icon;
  const char *class;
} TitleCase;

static const TitleCase title_cases[] = {
  { NULL, NULL, PRISE_HTTP_RESOLVING, "Resolving the host…", "content-loading", NULL },
  { NULL, NULL, PRISE_HTTP_CONNECTING, "Connecting…", "content-loading", NULL },
  { NULL, NULL, PRISE_HTTP_WAITING, "Waiting for the first byte…", "content-loading", NULL },
  { NULL, "nobody listens", PRISE_HTTP_DONE, "nobody listens", "dialog-error", "error" },
  { NULL, "cancelled", PRISE_HTTP_DONE, "The request was canceled", "process-stop", NULL },
  { HEAD_200, NULL, PRISE_HTTP_RECEIVING, "200 OK", "emblem-ok", "success" },
  { HEAD_200, "reset", PRISE_HTTP_DONE, "200 OK, but the response is incomplete", "dialog-warning",
    "warning" },
  { HEAD_200, NULL, PRISE_HTTP_DONE, "200 OK, but the response is incomplete", "dialog-warning",
    "warning" },
  { "HTTP/1.1 302 Found\r\nContent-Length: x\r\n\r\n", NULL, PRISE_HTTP_RECEIVING,
    "302 Found, but its Content-Length is invalid", "dialog-warning", "warning" },
  { "SSH-2.0-OpenSSH\r\n", NULL, PRISE_HTTP_DONE, "Not an HTTP response", "dialog-error", "error" },
  { "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n", NULL, PRISE_HTTP_RECEIVING, "404 Not Found",
    "dialog-warning", "warning" },
  { "HTTP/1.1 301 Gone there\r\nContent-Length: 0\r\n\r\n", NULL, PRISE_HTTP_RECEIVING,
    "301 Gone there", "media-playlist-repeat", "accent" },
  { "HTTP/1.1 599 \r\nContent-Length: 0\r\n\r\n", NULL, PRISE_HTTP_RECEIVING, "599", "dialog-error",
    "error" },
  { "HTTP/1.1 100 Continue\r\n\r\n", NULL, PRISE_HTTP_WAITING, "Waiting for the first byte…",
    "content-loading", NULL },
  { "HTTP/1.1 100 Continue\r\n\r\n" HEAD_200 "0123456789", NULL, PRISE_HTTP_RECEIVING, "200 OK",
    "emblem-ok", "success" },
};

/* A server that waits for the rest of a request isn't waited for without a word. */
static void
test_incomplete_request (void)
{
  g_autoptr (GBytes) request = g_bytes_new_static ("GET / HTTP/1.1\r\n", 16);
  g_autoptr (PriseHttpExchange) exchange = prise_http_exchange_new ("host", 80, request);
  g_autofree char *title =
      prise_response_format_title (NULL, exchange, NULL, NULL, PRISE_HTTP_WAITING);
  g_autofree char *sending =
      prise_response_format_title (NULL, exchange, NULL, NULL, PRISE_HTTP_SENDING);

  g_assert_nonnull (strstr (title, "no empty line"));
  g_assert_cmpstr (sending, ==, "Sending the request…");
}

static void
test_title (void)
{
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (PriseHttpExchange) exchange = prise_http_exchange_new ("host", 80, none);
  g_autofree char *empty = prise_response_format_title (NULL, NULL, NULL, NULL, 0);

  g_assert_cmpstr (empty, ==, "");
  for (gsize i = 0; i < G_N_ELEMENTS (title_cases); i++) {
    const TitleCase *c = &title_cases[i];
    g_autoptr (PriseHttpResponse) response = c->response != NULL ? parse (c->response) : NULL;
    g_autoptr (GError) error = make_error (c->error);
    g_autofree char *title =
        prise_response_format_title (NULL, exchange, response, error, c->phase);
    g_autofree char *icon = prise_response_format_icon (NULL, response, error, c->phase);
    g_auto (GStrv) classes = prise_response_format_classes (NULL, response, error, c->phase);
    g_autofree char *icon_name = g_strconcat (c->icon, "-symbolic", NULL);

    g_assert_cmpstr (title, ==, c->title);
    g_assert_cmpstr (icon, ==, icon_name);
    g_assert_cmpstr (classes[1], ==, c->class);
  }
}

static void
test_sentences (void)
{
  g_autoptr (PriseHttpResponse) response = parse ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early "
                                                  "Hints\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n");
  g_autofree char *explanation =
      prise_response_format_explanation (NULL, response, NULL, PRISE_HTTP_DONE);
  g_autofree char *interim = prise_response_format_interim (NULL, response);
  g_autoptr (GError) cancelled = make_error ("cancelled");
  g_autoptr (GError) reset = make_error ("reset");
  g_autofree char *whole = prise_response_format_failure (NULL, response, NULL);
  g_autofree char *broken = prise_response_format_failure (NULL, response, cancelled);
  g_autofree char *lost = prise_response_format_failure (NULL, response, reset);
  g_autofree char *without = prise_response_format_failure (NULL, NULL, reset);

  g_assert_nonnull (explanation);
  g_assert_cmpstr (interim, ==, "Before it came: 100 Continue, 103 Early Hints");
  g_assert_null (whole);
  g_assert_cmpstr (broken, ==, "Canceled: the response is incomplete");
  g_assert_cmpstr (lost, ==, "reset");
  g_assert_null (without);
  g_assert_null (prise_response_format_explanation (NULL, NULL, NULL, 0));
  g_assert_null (prise_response_format_interim (NULL, NULL));
}

/* 'All went well' isn't said beside what is wrong. */
static void
test_explanation (void)
{
  static const struct {
    const char *response;
    gboolean is_explained;
    gboolean has_problem;
  } cases[] = {
    { HEAD_200 "0123456789", TRUE, FALSE },
    { "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", FALSE, TRUE },
    { "HTTP/1.1 302 Found\r\nno colon\r\nContent-Length: 0\r\n\r\n", FALSE, TRUE },
    { "HTTP/1.1 404 Not Found\r\nno colon\r\nContent-Length: 0\r\n\r\n", TRUE, TRUE },
    { "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpResponse) response = parse (cases[i].response);
    g_autofree char *explanation =
        prise_response_format_explanation (NULL, response, NULL, PRISE_HTTP_RECEIVING);

    g_assert_cmpint (explanation != NULL, ==, cases[i].is_explained);
    g_assert_cmpint (prise_response_format_has_problem (NULL, response, NULL, PRISE_HTTP_RECEIVING),
                     ==, cases[i].has_problem);
  }
}

static void
test_progress (void)
{
  static const struct {
    const char *response;
    PriseHttpPhase phase;
    guint64 received;
    guint64 rate;
    guint elapsed;
    const char *sentence;
    double fraction;
  } cases[] = {
    { NULL, PRISE_HTTP_SENDING, 0, 0, 0, "", 0 },
    { NULL, PRISE_HTTP_WAITING, 0, 0, 42, "42 s", 0 },
    { NULL, PRISE_HTTP_CONNECTING, 0, 0, 125, "2 min 5 s", 0 },
    { NULL, PRISE_HTTP_RECEIVING, 0, 0, 0, "Receiving: 0 B", 0 },
    { HEAD_200, PRISE_HTTP_RECEIVING, 5, 0, 0, "Receiving: 5 B of 10 B", 0.5 },
    { HEAD_200, PRISE_HTTP_RECEIVING, 5, 80000000, 3, "Receiving: 5 B of 10 B · 80.0 MB/s · 3 s",
      0.5 },
    { HEAD_200, PRISE_HTTP_RECEIVING, 50, 0, 0, "Receiving: 50 B of 10 B", 1 },
    { "HTTP/1.1 200 OK\r\n\r\n", PRISE_HTTP_RECEIVING, 12345, 1000, 0,
      "Receiving: 12.3 kB · 1.0 kB/s", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpResponse) response =
        cases[i].response != NULL ? parse (cases[i].response) : NULL;
    g_autofree char *sentence =
        prise_response_format_progress (NULL, response, cases[i].phase, cases[i].received,
                                        cases[i].rate, cases[i].elapsed);

    g_assert_cmpstr (sentence, ==, cases[i].sentence);
    g_assert_cmpfloat (prise_response_format_fraction (NULL, response, cases[i].received), ==,
                       cases[i].fraction);
  }
}

static void
test_body (void)
{
  static const struct {
    guint64 received;
    guint64 decoded;
    const char *coding;
    const char *charset;
    const char *sizes;
  } cases[] = {
    { 12, 12, NULL, NULL, "12 B" },
    { 12, 12, "", "UTF-8", "12 B · UTF-8" },
    { 1200, 5400, "gzip", NULL, "As received 1.2 kB · decoded 5.4 kB (gzip)" },
    { 1200, 5400, "deflate, gzip", "UTF-8",
      "As received 1.2 kB · decoded 5.4 kB (deflate, gzip) · UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *sizes = prise_response_format_body (cases[i].received, cases[i].decoded,
                                                         cases[i].coding, cases[i].charset);

    g_assert_cmpstr (sizes, ==, cases[i].sizes);
  }
}

static void
test_span (void)
{
  static const struct {
    gint64 span;
    const char *text;
  } cases[] = {
    { 0, "0.00 ms" },     { 420, "0.42 ms" },    { 9994, "9.99 ms" }, { 9995, "10.0 ms" },
    { 12345, "12.3 ms" }, { 99949, "99.9 ms" },  { 99950, "100 ms" }, { 345000, "345 ms" },
    { 999500, "1.00 s" }, { 1240000, "1.24 s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = prise_response_format_span (cases[i].span);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_spans (void)
{
  static const struct {
    PriseHttpTiming timing;
    gint64 now;
    gint64 total;
    guint n_known;
    gint64 ends[PRISE_TIMING_N_SPANS];
  } cases[] = {
    { { 0 }, 50, 0, 0, { 0 } },
    { { 100 }, 150, 50, 1, { 50 } },
    { { 100, 110, 120, 130, 140, 150 }, 500, 50, 5, { 10, 20, 30, 40, 50 } },
    /* Refused. */
    { { 100, 110, 0, 0, 0, 150 }, 500, 50, 2, { 10, 50 } },
    /* Reused. */
    { { 100, 100, 100, 130, 140, 150 }, 500, 50, 5, { 0, 0, 30, 40, 50 } },
    /* Canceled while it waited. */
    { { 100, 110, 120, 130, 0, 150 }, 500, 50, 4, { 10, 20, 30, 50 } },
    /* Responded before all was sent. */
    { { 100, 110, 120, 145, 140, 150 }, 500, 50, 5, { 10, 20, 40, 40, 50 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    PriseTimingSpan spans[PRISE_TIMING_N_SPANS];
    gint64 total;

    prise_response_format_get_spans (&cases[i].timing, cases[i].now, spans, &total);
    g_assert_cmpint (total, ==, cases[i].total);
    for (guint j = 0; j < PRISE_TIMING_N_SPANS; j++) {
      g_assert_cmpint (spans[j].is_known, ==, j < cases[i].n_known);
      g_assert_cmpint (spans[j].end, ==, cases[i].ends[j]);
      g_assert_cmpint (spans[j].begin, <=, spans[j].end);
      g_assert_nonnull (spans[j].name);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/response-format/title", test_title);
  g_test_add_func ("/response-format/incomplete-request", test_incomplete_request);
  g_test_add_func ("/response-format/sentences", test_sentences);
  g_test_add_func ("/response-format/explanation", test_explanation);
  g_test_add_func ("/response-format/progress", test_progress);
  g_test_add_func ("/response-format/body", test_body);
  g_test_add_func ("/response-format/span", test_span);
  g_test_add_func ("/response-format/spans", test_spans);

  return g_test_run ();
}
