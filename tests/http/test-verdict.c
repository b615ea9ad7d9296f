// SPDX-License-Identifier: GPL-3.0-or-later
/* What is to be thought of a response, by a table: bytes in, level and sentence out. */
#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "prise-http-status.h"
#include "prise-http-verdict.h"

#define OK "HTTP/1.1 200 OK\r\n"

/* No problem is to be told of. */
#define NONE -1

/* How an exchange may stand. */
typedef enum {
  GOES_ON,
  COMPLETE,
  ENDED, /* by the peer, before it was complete */
  RESET,
  CANCELLED,
  NOT_KEPT, /* it was complete, but there was no room for it */
} Ending;

static const struct {
  const char *bytes;
  Ending ending;
  PriseHttpLevel level;
  const char *sentence;
  int kind;
} cases[] = {
  { "", GOES_ON, PRISE_HTTP_PENDING, NULL, NONE },
  { "HTTP/1.1 100 Continue\r\n\r\n", GOES_ON, PRISE_HTTP_PENDING, NULL, NONE },
  { OK "\r\n", GOES_ON, PRISE_HTTP_GOOD, "200 OK", NONE },
  { OK "Content-Length: 2\r\n\r\nhi", COMPLETE, PRISE_HTTP_GOOD, "200 OK", NONE },
  { "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", COMPLETE, PRISE_HTTP_GOOD, "200 OK", NONE },
  { "HTTP/1.1 299\r\nContent-Length: 0\r\n\r\n", COMPLETE, PRISE_HTTP_GOOD, "299", NONE },
  { "HTTP/1.1 302 F\x1bnd\r\nContent-Length: 0\r\n\r\n", COMPLETE, PRISE_HTTP_WARNING,
    "302 F\\x1Bnd, with 1 problem", PRISE_HTTP_BAD_VALUE },
  { "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", COMPLETE, PRISE_HTTP_WARNING,
    "404 Not Found", NONE },
  { "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", COMPLETE, PRISE_HTTP_ERROR, "500 Oops",
    NONE },
  { OK "Content-Length: 100\r\n\r\nnine byte", ENDED, PRISE_HTTP_WARNING,
    "200 OK, but 91 bytes of the body are missing", PRISE_HTTP_TRUNCATED_BODY },
  { OK "Content-Length: 10\r\n\r\nnine byte", RESET, PRISE_HTTP_WARNING,
    "200 OK, but 1 byte of the body is missing", PRISE_HTTP_TRUNCATED_BODY },
  { "HTTP/1.1 503 No\r\nContent-Length: 10\r\n\r\nnine byte", ENDED, PRISE_HTTP_ERROR,
    "503 No, but 1 byte of the body is missing", PRISE_HTTP_TRUNCATED_BODY },
  { OK "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n", ENDED, PRISE_HTTP_WARNING,
    "200 OK, but its body is incomplete", PRISE_HTTP_TRUNCATED_BODY },
  { OK "Transfer-Encoding: chunked\r\n\r\nxyz", ENDED, PRISE_HTTP_WARNING,
    "200 OK, but a chunk of its body is invalid", PRISE_HTTP_BAD_CHUNK_SIZE },
  { OK "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", GOES_ON, PRISE_HTTP_WARNING,
    "200 OK, but its Content-Length headers contradict each other",
    PRISE_HTTP_CONFLICTING_LENGTHS },
  { OK "Content-Length: +5\r\n\r\n", GOES_ON, PRISE_HTTP_WARNING,
    "200 OK, but its Content-Length is invalid", PRISE_HTTP_BAD_LENGTH },
  { OK "\r\nhi", RESET, PRISE_HTTP_WARNING, "200 OK, but the response is incomplete", NONE },
  { OK "\r\nhi", CANCELLED, PRISE_HTTP_WARNING, "200 OK, but the response is incomplete", NONE },
  { OK "Content-Length: 2\r\n\r\nhi", NOT_KEPT, PRISE_HTTP_WARNING,
    "200 OK, but the response is incomplete", NONE },
  { OK "A : b\nContent-Length: 0\r\n\r\n", COMPLETE, PRISE_HTTP_WARNING, "200 OK, with 2 problems",
    PRISE_HTTP_SPACE_BEFORE_COLON },
  { OK "A: b", ENDED, PRISE_HTTP_WARNING, "200 OK, but its headers are incomplete",
    PRISE_HTTP_TRUNCATED_HEAD },
  { "Recu: GET", GOES_ON, PRISE_HTTP_ERROR, "Not an HTTP response", PRISE_HTTP_NOT_HTTP },
  { "Recu: GET", CANCELLED, PRISE_HTTP_ERROR, "Not an HTTP response", PRISE_HTTP_NOT_HTTP },
  { "HTTP/1.1 x\r\n\r\n", GOES_ON, PRISE_HTTP_ERROR, "Not an HTTP response, with 1 problem",
    PRISE_HTTP_BAD_STATUS },
  { "", CANCELLED, PRISE_HTTP_PENDING, "The request was canceled", NONE },
  { "", RESET, PRISE_HTTP_ERROR, "Broken", NONE },
  { "", ENDED, PRISE_HTTP_ERROR, "No response", PRISE_HTTP_NO_RESPONSE },
};

/* Takes the bytes, and ends as an exchange does. */
static PriseHttpResponse *
make_response (const char *bytes, Ending ending)
{
  PriseHttpResponse *response = prise_http_response_new ();
  g_autoptr (PriseHttpParser) parser =
      prise_http_parser_new (PRISE_HTTP_RESPONSE, &prise_http_response_events, response);

  prise_http_parser_push (parser, bytes, strlen (bytes));
  response->is_complete = ending == COMPLETE || ending == NOT_KEPT;
  if (ending == ENDED || (ending >= RESET && *bytes != '\0'))
    prise_http_parser_finish (parser);

  return response;
}

static GError *
make_error (Ending ending)
{
  if (ending < RESET)
    return NULL;

  return g_error_new_literal (G_IO_ERROR,
                              ending == RESET ? G_IO_ERROR_BROKEN_PIPE : G_IO_ERROR_CANCELLED,
                              "Broken");
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpResponse) response = make_response (cases[i].bytes, cases[i].ending);
    g_autoptr (GError) error = make_error (cases[i].ending);
    g_auto (PriseHttpVerdict) verdict = { 0 };

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    prise_http_verdict_init (&verdict, response, error, cases[i].ending != GOES_ON);
    g_assert_cmpstr (verdict.sentence, ==, cases[i].sentence);
    g_assert_cmpint (verdict.level, ==, cases[i].level);
    g_assert_cmpint (verdict.has_problem, ==, cases[i].kind != NONE);
    if (verdict.has_problem)
      g_assert_cmpint (verdict.problem.kind, ==, cases[i].kind);
  }
}

/* What is found later, or by others: the gravest is told, what is no fault isn't. */
static const struct {
  PriseHttpProblem problems[2];
  const char *sentence;
  guint64 offset;
} added[] = {
  { { { PRISE_HTTP_BAD_JSON, 40, 3, 0 }, { PRISE_HTTP_BARE_LF, 3, 0, 0 } },
    "200 OK, but its body isn’t valid JSON",
    40 },
  { { { PRISE_HTTP_UNSENT, 60, 70, 100 }, { PRISE_HTTP_OTHER_PROTOCOL, 7, 3, 0 } },
    "200 OK, but 70 of 100 bytes of the request were not sent",
    60 },
  { { { PRISE_HTTP_EXTRA_BYTES, 60, 1, 0 }, { PRISE_HTTP_BYTES_AFTER_CODING, 50, 2, 0 } },
    "200 OK, but 1 extra byte follows it",
    60 },
  { { { PRISE_HTTP_OTHER_PROTOCOL, 60, 1, 0 }, { PRISE_HTTP_OTHER_PROTOCOL, 61, 1, 0 } },
    "200 OK",
    0 },
};

static void
test_added (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (added); i++) {
    g_autoptr (PriseHttpResponse) response =
        make_response (OK "Content-Length: 0\r\n\r\n", COMPLETE);
    g_auto (PriseHttpVerdict) verdict = { 0 };

    for (gsize j = 0; j < G_N_ELEMENTS (added[i].problems); j++)
      prise_http_response_add_problem (response, &added[i].problems[j]);
    prise_http_verdict_init (&verdict, response, NULL, TRUE);
    g_assert_cmpstr (verdict.sentence, ==, added[i].sentence);
    g_assert_cmpint (verdict.has_problem, ==, added[i].offset > 0);
    g_assert_cmpuint (verdict.problem.offset, ==, added[i].offset);
  }
}

static void
test_nothing (void)
{
  g_auto (PriseHttpVerdict) verdict = { 0 };

  prise_http_verdict_init (&verdict, NULL, NULL, FALSE);
  g_assert_null (verdict.sentence);
  g_assert_cmpint (verdict.level, ==, PRISE_HTTP_PENDING);
}

/* Each edge of the classes, and what is registered within them. */
static const struct {
  guint status;
  const char *reason;
  const char *sentence;
} meanings[] = {
  { 0, NULL, "This isn’t an HTTP status code" },
  { 99, NULL, "This isn’t an HTTP status code" },
  { 100, "Continue", "The server has seen the headers and waits for the body" },
  { 199, NULL, "Not the response yet: it follows" },
  { 200, "OK", "All went well, and here is the response" },
  { 299, NULL, "All went well" },
  { 399, NULL, "More has to be done to get the response" },
  { 404, "Not Found", NULL },
  { 499, NULL, "The server considers the request invalid" },
  { 511, "Network Authentication Required", "The network requires authentication first" },
  { 599, NULL, "The server has failed" },
  { 600, NULL, "This isn’t an HTTP status code" },
  { 999, NULL, "This isn’t an HTTP status code" },
};

static void
test_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++) {
    g_assert_cmpstr (prise_http_status_get_reason (meanings[i].status), ==, meanings[i].reason);
    if (meanings[i].sentence != NULL)
      g_assert_cmpstr (prise_http_status_explain (meanings[i].status), ==, meanings[i].sentence);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/verdict/table", test_table);
  g_test_add_func ("/http/verdict/added", test_added);
  g_test_add_func ("/http/verdict/nothing", test_nothing);
  g_test_add_func ("/http/verdict/status", test_status);

  return g_test_run ();
}
