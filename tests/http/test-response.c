// SPDX-License-Identifier: GPL-3.0-or-later
/* What a response says, with the place of each part; what a copy has of it; and its limits. */
#include "config.h"

#include <string.h>

#include "prise-http-response.h"

static PriseHttpParser *
parse (PriseHttpResponse *response, const char *text)
{
  PriseHttpParser *parser =
      prise_http_parser_new (PRISE_HTTP_RESPONSE, &prise_http_response_events, response);

  prise_http_parser_push (parser, text, strlen (text));

  return parser;
}

static const PriseHttpHeader *
header_at (GArray *headers, guint index)
{
  return &g_array_index (headers, PriseHttpHeader, index);
}

static void
assert_is_whole (const PriseHttpResponse *response)
{
  const PriseHttpHead *head = prise_http_response_get_head (response);
  const PriseHttpChunkPlace *chunk = &g_array_index (response->chunks, PriseHttpChunkPlace, 0);

  g_assert_cmpuint (response->heads->len, ==, 2);
  g_assert_cmpuint (response->n_heads, ==, 2);
  g_assert_cmpuint (g_array_index (response->heads, PriseHttpHead, 0).end, ==, 18);
  g_assert_cmpuint (head->status, ==, 404);
  g_assert_cmpstr (head->version, ==, "1.1");
  g_assert_cmpstr (head->reason, ==, "Not Found");
  g_assert_cmpuint (head->offset, ==, 18);
  g_assert_cmpuint (head->line_size, ==, 24);
  g_assert_cmpuint (head->end, ==, 79);
  g_assert_cmpuint (head->headers->len, ==, 2);
  g_assert_cmpstr (header_at (head->headers, 1)->name, ==, "A");
  g_assert_cmpstr (header_at (head->headers, 1)->value, ==, "b");
  g_assert_cmpuint (header_at (head->headers, 1)->offset, ==, 70);
  g_assert_cmpuint (header_at (head->headers, 1)->size, ==, 7);
  g_assert_cmpstr (prise_http_response_get_header (response, "transfer-ENCODING"), ==, "chunked");
  g_assert_null (prise_http_response_get_header (response, "T"));
  g_assert_cmpint (response->framing, ==, PRISE_HTTP_BODY_IN_CHUNKS);
  g_assert_cmpuint (response->head_size, ==, 79);
  g_assert_cmpuint (response->body_offset, ==, 79);
  g_assert_cmpuint (response->body_size, ==, 2);
  g_assert_cmpuint (response->n_chunks, ==, 2);
  g_assert_cmpuint (chunk->offset, ==, 79);
  g_assert_cmpuint (chunk->line_size, ==, 3);
  g_assert_cmpuint (chunk->size, ==, 2);
  g_assert_cmpuint (response->trailers->len, ==, 1);
  g_assert_cmpstr (header_at (response->trailers, 0)->name, ==, "T");
  g_assert_cmpuint (response->problems->len, ==, 1);
  g_assert_cmpint (g_array_index (response->problems, PriseHttpProblem, 0).kind, ==,
                   PRISE_HTTP_SPACE_BEFORE_COLON);
}

static void
test_parts (void)
{
  PriseHttpResponse *response = prise_http_response_new ();
  g_autoptr (PriseHttpParser) parser =
      parse (response, "HTTP/1.1 100 C\r\n\r\nHTTP/1.1 404 Not Found\r\n"
                       "Transfer-Encoding: chunked\r\nA : b\r\n\r\n"
                       "2\r\nhi\r\n0\r\nT: u\r\n\r\n");
  g_autoptr (PriseHttpResponse) copy = prise_http_response_copy (response);

  g_assert_true (prise_http_parser_has_ended (parser));
  assert_is_whole (response);
  prise_http_response_unref (response);
  assert_is_whole (copy);
}

static void
test_empty (void)
{
  g_autoptr (PriseHttpResponse) response = prise_http_response_new ();
  g_autoptr (PriseHttpResponse) copy = prise_http_response_copy (response);

  g_assert_null (prise_http_response_get_head (copy));
  g_assert_null (prise_http_response_get_header (copy, "A"));
}

/* A copy stays as it was when the response goes on. */
static void
test_copy_stays (void)
{
  g_autoptr (PriseHttpResponse) response = prise_http_response_new ();
  g_autoptr (PriseHttpParser) parser = parse (response, "HTTP/1.1 200 OK\r\nA: b\r\nC: d\r\n");
  g_autoptr (PriseHttpResponse) copy = prise_http_response_copy (response);

  prise_http_parser_push (parser, "\r\nbody", 6);
  g_assert_cmpuint (prise_http_response_get_head (copy)->headers->len, ==, 1);
  g_assert_cmpuint (prise_http_response_get_head (response)->headers->len, ==, 2);
  g_assert_cmpuint (copy->body_size, ==, 0);
}

static void
test_many_heads (void)
{
  g_autoptr (PriseHttpResponse) response = prise_http_response_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PriseHttpParser) parser = NULL;

  for (guint i = 0; i < 3 * PRISE_HTTP_MAX_HEADS; i++)
    g_string_append (text, "HTTP/1.1 103 E\r\nA: b\r\n\r\n");
  g_string_append (text, "HTTP/1.1 200 OK\r\nC: d\r\n\r\n");
  parser = parse (response, text->str);
  g_assert_cmpuint (response->heads->len, ==, PRISE_HTTP_MAX_HEADS);
  g_assert_cmpuint (response->n_heads, ==, 3 * PRISE_HTTP_MAX_HEADS + 1);
  g_assert_cmpuint (prise_http_response_get_head (response)->status, ==, 200);
  g_assert_cmpstr (prise_http_response_get_header (response, "c"), ==, "d");
  g_assert_cmpuint (response->head_size, ==, text->len);
}

/* Interim responses are not to take a hundred times the longest head. */
static void
test_long_heads (void)
{
  g_autoptr (PriseHttpResponse) response = prise_http_response_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *value = g_strnfill (PRISE_HTTP_MAX_LINE / 2, 'x');
  g_autoptr (PriseHttpParser) parser = NULL;
  gsize kept = 0;

  for (guint i = 0; i < 10; i++) {
    g_string_append (text, "HTTP/1.1 103 E\r\n");
    for (guint j = 0; j < 20; j++)
      g_string_append_printf (text, "A: %s\r\n", value);
    g_string_append (text, "\r\n");
  }
  g_string_append (text, "HTTP/1.1 200 OK\r\nC: d\r\n\r\n");
  parser = parse (response, text->str);
  for (guint i = 0; i < response->heads->len; i++) {
    const PriseHttpHead *head = &g_array_index (response->heads, PriseHttpHead, i);

    kept += (gsize) (head->end - head->offset);
  }
  g_assert_cmpuint (kept, <, 3 * PRISE_HTTP_MAX_HEAD);
  g_assert_cmpuint (text->len, >, 4 * PRISE_HTTP_MAX_HEAD);
  g_assert_cmpuint (response->n_heads, ==, 11);
  g_assert_cmpuint (g_array_index (response->heads, PriseHttpHead, 0).status, ==, 103);
  g_assert_cmpuint (prise_http_response_get_head (response)->status, ==, 200);
  g_assert_cmpstr (prise_http_response_get_header (response, "c"), ==, "d");
}

/* Whoever reads them goes through the bytes once; some are found later than others. */
static void
test_problem_order (void)
{
  static const guint64 offsets[] = { 7, 3, 9, 3 };
  static const guint64 sorted[] = { 3, 3, 7, 9 };
  g_autoptr (PriseHttpResponse) response = prise_http_response_new ();

  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++) {
    const PriseHttpProblem problem = { PRISE_HTTP_EXTRA_BYTES, offsets[i], i, 0 };

    prise_http_response_add_problem (response, &problem);
  }
  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    g_assert_cmpuint (g_array_index (response->problems, PriseHttpProblem, i).offset, ==,
                      sorted[i]);
  g_assert_cmpuint (g_array_index (response->problems, PriseHttpProblem, 0).amount, ==, 1);
}

static void
test_many_chunks (void)
{
  g_autoptr (PriseHttpResponse) response = prise_http_response_new ();
  g_autoptr (PriseHttpParser) parser =
      parse (response, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

  for (guint i = 0; i < 2 * PRISE_HTTP_MAX_CHUNKS; i++)
    prise_http_parser_push (parser, "1\r\nx\r\n", 6);
  g_assert_cmpuint (response->chunks->len, ==, PRISE_HTTP_MAX_CHUNKS);
  g_assert_cmpuint (response->n_chunks, ==, 2 * PRISE_HTTP_MAX_CHUNKS);
  g_assert_cmpuint (response->body_size, ==, 2 * PRISE_HTTP_MAX_CHUNKS);
}

/* Every problem has a sentence of its own. */
static void
test_sentences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int kind = 0; kind < PRISE_HTTP_N_PROBLEMS; kind++) {
    const PriseHttpProblem problem = { .kind = (PriseHttpProblemKind) kind };
    char *text = prise_http_problem_describe (&problem);

    g_assert_nonnull (text);
    g_assert_cmpuint (strlen (text), >, 10);
    g_assert_false (g_str_has_suffix (text, "."));
    g_assert_true (g_hash_table_add (seen, text));
    g_assert_true (g_hash_table_add (seen, g_strdup (prise_http_problem_get_code (problem.kind))));
  }
}

static void
test_amounts (void)
{
  const struct {
    PriseHttpProblem problem;
    const char *text;
  } cases[] = {
    { { PRISE_HTTP_TRUNCATED_BODY, 0, 1, 0 },
      "The connection ended in the middle of the body: 1 byte is missing" },
    { { PRISE_HTTP_TRUNCATED_BODY, 0, G_MAXUINT64, 0 },
      "The connection ended in the middle of the body: 18446744073709551615 bytes are missing" },
    { { PRISE_HTTP_EXTRA_BYTES, 0, 1, 0 }, "1 byte follows the message" },
    { { PRISE_HTTP_EXTRA_BYTES, 0, 2, 0 }, "2 bytes follow the message" },
    { { PRISE_HTTP_BYTES_AFTER_CODING, 0, 2, 0 }, "2 bytes follow the end of the encoded body" },
    { { PRISE_HTTP_OTHER_PROTOCOL, 0, 1, 0 },
      "1 byte of the new protocol follows: the log shows it" },
    { { PRISE_HTTP_UNSENT, 0, 7, 9 },
      "7 of 9 bytes of the request were not sent before the response ended" },
    { { PRISE_HTTP_BAD_JSON, 0, 5, 0 },
      "The body isn’t valid JSON, although its Content-Type says so: byte 5 of it is unexpected" },
    { { PRISE_HTTP_BARE_LF, 0, 5, 0 }, "A line ends in LF alone, without CR" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = prise_http_problem_describe (&cases[i].problem);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* Which head is the response's own, while more of them come. */
static void
test_final_head (void)
{
  static const struct {
    const char *text;
    guint status; /* 0: none is */
  } cases[] = {
    { "", 0 },
    { "HTTP/1.1 100 C\r\n\r\n", 0 },
    { "HTTP/1.1 199 X\r\n\r\n", 0 },
    { "HTTP/1.1 101 S\r\n\r\n", 101 },
    { "HTTP/1.1 200 O\r\n\r\n", 200 },
    { "HTTP/1.1 103 E\r\n\r\nHTTP/1.1 404 N\r\n\r\n", 404 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpResponse) response = prise_http_response_new ();
    g_autoptr (PriseHttpParser) parser =
        prise_http_parser_new (PRISE_HTTP_RESPONSE, &prise_http_response_events, response);
    const PriseHttpHead *head;

    prise_http_parser_push (parser, cases[i].text, strlen (cases[i].text));
    head = prise_http_response_get_final_head (response);
    g_assert_cmpuint (head != NULL ? head->status : 0, ==, cases[i].status);
  }
  g_assert_null (prise_http_response_get_final_head (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/response/parts", test_parts);
  g_test_add_func ("/http/response/empty", test_empty);
  g_test_add_func ("/http/response/copy-stays", test_copy_stays);
  g_test_add_func ("/http/response/many-heads", test_many_heads);
  g_test_add_func ("/http/response/long-heads", test_long_heads);
  g_test_add_func ("/http/response/problem-order", test_problem_order);
  g_test_add_func ("/http/response/many-chunks", test_many_chunks);
  g_test_add_func ("/http/response/sentences", test_sentences);
  g_test_add_func ("/http/response/amounts", test_amounts);
  g_test_add_func ("/http/response/final-head", test_final_head);

  return g_test_run ();
}
