// SPDX-License-Identifier: GPL-3.0-or-later
/* The parser by a table: each case whole, in pieces of one, two and three bytes, and cut in two at
 * each position, always with the same events. */
#include "config.h"

#include <string.h>

#include "parser-record.h"

typedef struct {
  const char *name;
  PriseHttpMessageKind kind;
  const char *method;
  const char *input;
  gsize size;
  const char *expected;
} Case;

#define RESPONSE(name, input, expected)                                                            \
  {                                                                                                \
    name, PRISE_HTTP_RESPONSE, NULL, input, sizeof input - 1, expected                             \
  }
#define RESPONSE_TO(method, name, input, expected)                                                 \
  {                                                                                                \
    name, PRISE_HTTP_RESPONSE, method, input, sizeof input - 1, expected                           \
  }
#define REQUEST(name, input, expected)                                                             \
  {                                                                                                \
    name, PRISE_HTTP_REQUEST, NULL, input, sizeof input - 1, expected                              \
  }
#include "parser-cases.h"
#include "parser-cases-bodies.h"
#include "parser-cases-heads.h"

/* Pushes @first bytes at once, and the rest in pieces. */
static char *
parse (const Case *c, gsize first, gsize piece)
{
  ParserRecord *record = parser_record_new (c->kind, c->method);
  gsize done = first;
  gboolean goes_on = parser_record_push (record, c->input, first);

  while (goes_on && done < c->size) {
    const gsize n = MIN (piece, c->size - done);

    goes_on = parser_record_push (record, c->input + done, n);
    done += n;
  }

  return parser_record_finish (record);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *whole = parse (c, c->size, 1);

  g_assert_cmpstr (whole, ==, c->expected);
  for (gsize cut = 0; cut < c->size; cut++) {
    g_autofree char *in_two = parse (c, cut, c->size);

    g_assert_cmpstr (in_two, ==, c->expected);
  }
  for (gsize piece = 1; piece <= 3; piece++) {
    g_autofree char *in_pieces = parse (c, 0, piece);

    g_assert_cmpstr (in_pieces, ==, c->expected);
  }
}

static void
add_cases (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *path = g_strdup_printf ("/http/parser/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_cases (basic_cases, G_N_ELEMENTS (basic_cases));
  add_cases (head_cases, G_N_ELEMENTS (head_cases));
  add_cases (body_cases, G_N_ELEMENTS (body_cases));

  return g_test_run ();
}
