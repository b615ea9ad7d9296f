// SPDX-License-Identifier: GPL-3.0-or-later
/* Any response, its framing and codings undone, and what is said of it: the same if it comes in
 * pieces. */
#include "config.h"

#include <string.h>

#include "input.h"
#include "prise-http-body.h"
#include "prise-http-exchange-private.h"
#include "prise-http-verdict.h"

#define LIMIT (1024 * 1024)

typedef struct {
  GBytes *body;
  char *verdict;
  gsize taken;
  gboolean is_good;
} Result;

static void
check_problems (const PriseHttpResponse *response)
{
  for (guint i = 0; i < response->problems->len; i++) {
    const PriseHttpProblem *problem = &g_array_index (response->problems, PriseHttpProblem, i);
    g_autofree char *sentence = prise_http_problem_describe (problem);

    g_assert_true (g_utf8_validate (sentence, -1, NULL));
    g_assert_nonnull (prise_http_problem_get_code (problem->kind));
    g_assert_cmpuint (problem->offset, <=, response->raw_size);
  }
}

static char *
judge (PriseHttpExchange *exchange, PriseHttpBody *body)
{
  g_autoptr (PriseHttpResponse) response = prise_http_exchange_dup_response (exchange);
  g_autoptr (PriseHttpResponse) judged =
      prise_http_response_copy_with (response, prise_http_body_get_problems (body));
  g_auto (PriseHttpVerdict) verdict = { 0 };

  check_problems (judged);
  prise_http_verdict_init (&verdict, judged, NULL, TRUE);
  g_assert_true (g_utf8_validate (verdict.sentence, -1, NULL));

  /* Not its place: how far zlib has read at a mistake depends on where its input is cut. */
  return g_strdup_printf ("%d %s %s", verdict.level, verdict.sentence,
                          verdict.has_problem ? prise_http_problem_get_code (verdict.problem.kind)
                                              : "");
}

static Result
decode (GBytes *response, guint32 seed)
{
  g_autoptr (GBytes) request = g_bytes_new_static ("GET / HTTP/1.1\r\n\r\n", 18);
  g_autoptr (PriseHttpExchange) exchange = prise_http_exchange_new ("a", 80, request);
  g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);
  g_autoptr (GError) error = NULL;
  const char *unknown;
  gboolean is_good;
  guint64 size = 0;
  gsize done = 0;

  prise_http_exchange_begin (exchange, FALSE);
  prise_http_body_set_limit (body, LIMIT);
  while (done < g_bytes_get_size (response) && !prise_http_exchange_has_ended (exchange)) {
    g_autoptr (GBytes) piece =
        seed == 0 ? g_bytes_ref (response) : fuzz_take_piece (response, done, &seed);

    done += g_bytes_get_size (piece);
    prise_http_exchange_take (exchange, piece);
    prise_http_body_update (body, NULL);
    g_assert_cmpuint (prise_http_body_get_size (body), >=, size);
    size = prise_http_body_get_size (body);
  }
  prise_http_exchange_end (exchange, TRUE, NULL);
  is_good = prise_http_body_update (body, &error);
  g_assert_cmpuint (prise_http_body_get_error_offset (body), <=, done);
  unknown = prise_http_body_get_unknown_coding (body);
  g_assert_true (unknown == NULL || g_utf8_validate (unknown, -1, NULL));

  return (Result){
    .body = prise_http_body_read (body, 0, G_MAXINT),
    .verdict = judge (exchange, body),
    .taken = done,
    .is_good = is_good,
  };
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { (const char *) data, size };
  const guint32 seed = fuzz_input_take_byte (&input) * 0x01010101u + 1;
  g_autoptr (GBytes) response = fuzz_input_take_rest (&input);
  Result whole = decode (response, 0);
  Result cut = decode (response, seed);

  fuzz_assert_bytes (cut.body, whole.body);
  g_assert_cmpint (cut.is_good, ==, whole.is_good);
  /* Nobody waits for what comes behind the end. */
  if (cut.taken == whole.taken)
    g_assert_cmpstr (cut.verdict, ==, whole.verdict);
  g_bytes_unref (whole.body);
  g_bytes_unref (cut.body);
  g_free (whole.verdict);
  g_free (cut.verdict);

  return 0;
}
