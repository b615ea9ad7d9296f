// SPDX-License-Identifier: GPL-3.0-or-later
/* Bodies of responses: their framing and codings undone while they grow, and as far as they can be.
 */
#include "config.h"

#include <string.h>

#include "http-fixture.h"
#include "prise-http-body.h"
#include "prise-http-exchange-private.h"

#define GZIPPED "Content-Encoding: gzip\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"

static PriseHttpExchange *
exchange_new (void)
{
  g_autoptr (GBytes) request = g_bytes_new_static (HTTP_GET, strlen (HTTP_GET));
  PriseHttpExchange *exchange = prise_http_exchange_new ("a", 80, request);

  prise_http_exchange_begin (exchange, FALSE);

  return exchange;
}

static void
take (PriseHttpExchange *exchange, const char *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  prise_http_exchange_take (exchange, bytes);
}

static void
take_text (PriseHttpExchange *exchange, const char *text)
{
  take (exchange, text, strlen (text));
}

/* Appends @body to @head, if @chunk isn't 0 in chunks of that size. */
static GString *
make_response (const char *headers, GBytes *body, gsize chunk)
{
  GString *string = g_string_new (HTTP_OK);
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  g_string_append_printf (string, "%s%s\r\n", headers, chunk > 0 ? CHUNKED : "");
  for (gsize done = 0; done < size && chunk > 0; done += chunk) {
    g_string_append_printf (string, "%zx\r\n", MIN (chunk, size - done));
    g_string_append_len (string, data + done, (gssize) MIN (chunk, size - done));
    g_string_append (string, "\r\n");
  }
  if (chunk > 0)
    g_string_append (string, "0\r\n\r\n");
  else
    g_string_append_len (string, data, (gssize) size);

  return string;
}

static void
assert_body (PriseHttpBody *body, GBytes *expected)
{
  const gsize size = g_bytes_get_size (expected);
  g_autoptr (GBytes) all = prise_http_body_read (body, 0, G_MAXINT);
  g_autoptr (GBytes) middle = prise_http_body_read (body, size / 2, 3);
  g_autoptr (GBytes) behind = prise_http_body_read (body, size, 1);

  g_assert_cmpuint (prise_http_body_get_size (body), ==, size);
  g_assert_true (g_bytes_equal (all, expected));
  g_assert_cmpmem (g_bytes_get_data (middle, NULL), g_bytes_get_size (middle),
                   (const char *) g_bytes_get_data (expected, NULL) + size / 2,
                   MIN (3, size - size / 2));
  g_assert_cmpuint (g_bytes_get_size (behind), ==, 0);
}

/* What comes in pieces of @piece bytes, read after each of them, is @expected in the end, and never
 * anything else. */
static void
assert_grows (const GString *response, gboolean decode, gsize piece, GBytes *expected)
{
  g_autoptr (PriseHttpExchange) exchange = exchange_new ();
  g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, decode);
  g_autoptr (GError) error = NULL;

  g_assert_true (prise_http_body_update (body, &error));
  for (gsize done = 0; done < response->len; done += piece) {
    g_autoptr (GBytes) so_far = NULL;

    take (exchange, response->str + done, MIN (piece, response->len - done));
    g_assert_true (prise_http_body_update (body, &error));
    so_far = prise_http_body_read (body, 0, G_MAXINT);
    g_assert_cmpmem (g_bytes_get_data (so_far, NULL), g_bytes_get_size (so_far),
                     g_bytes_get_data (expected, NULL), prise_http_body_get_size (body));
  }
  prise_http_exchange_end (exchange, TRUE, NULL);
  g_assert_true (prise_http_body_update (body, &error));
  g_assert_no_error (error);
  assert_body (body, expected);
  g_assert_null (prise_http_body_get_unknown_coding (body));
  g_assert_false (prise_http_body_get_limited (body));
}

static void
test_grows (void)
{
  const gsize sizes[] = { 0, 1, 10, 3000 };
  const gsize pieces[] = { 1, 7, 100000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (pieces); i++) {
    const gsize piece = pieces[i % G_N_ELEMENTS (pieces)];
    g_autoptr (GBytes) plain = net_pattern (sizes[i / G_N_ELEMENTS (pieces)]);
    g_autoptr (GBytes) gzipped = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);

    for (gsize chunk = 0; chunk <= 1000; chunk += 333) {
      g_autoptr (GString) simple = make_response ("", plain, chunk);
      g_autoptr (GString) coded = make_response (GZIPPED, gzipped, chunk);
      g_autoptr (GString) lines =
          make_response ("content-encoding:\r\n identity\r\nX: y\r\n" GZIPPED, gzipped, chunk);

      /* By the server that sends it, rather than by whoever wrote it. */
      g_autoptr (GString) transferred =
          make_response ("Transfer-Encoding: gzip\r\n", gzipped, chunk);
      g_autoptr (GBytes) twice = http_compress (gzipped, G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
      g_autoptr (GString) both =
          make_response ("Transfer-Encoding: , deflate\r\n" GZIPPED, twice, chunk);

      assert_grows (transferred, TRUE, piece, plain);
      assert_grows (both, TRUE, piece, plain);
      assert_grows (simple, TRUE, piece, plain);
      assert_grows (simple, FALSE, piece, plain);
      assert_grows (coded, TRUE, piece, plain);
      assert_grows (coded, FALSE, piece, gzipped);
      assert_grows (lines, TRUE, piece, plain);
    }
  }
}

static PriseHttpBody *
body_of (const char *response, gboolean decode, GError **error)
{
  g_autoptr (PriseHttpExchange) exchange = exchange_new ();
  PriseHttpBody *body = prise_http_body_new (exchange, decode);

  take_text (exchange, response);
  prise_http_exchange_end (exchange, TRUE, NULL);
  prise_http_body_update (body, error);

  return body;
}

/* Where a body stands in the response, or in what is none. */
static void
test_places (void)
{
  static const struct {
    const char *response;
    const char *body;
  } cases[] = {
    { HTTP_OK "Content-Length: 2\r\n\r\nhi", "hi" },
    { HTTP_OK "Content-Length: 2\r\n\r\nhi, more", "hi" },
    { HTTP_OK "Content-Length: 9\r\n\r\nhi", "hi" },
    { "HTTP/1.1 100 C\r\nContent-Encoding: gzip\r\n\r\n" HTTP_OK "\r\nhi", "hi" },
    { "HTTP/1.1 204 No\r\n\r\nhi", "" },
    { "hi, HTTP", "hi, HTTP" },
    { "\r\nhi, HTTP", "hi, HTTP" },
    { "HTTP/1.1 100 C\r\n\r\nhi, HTTP", "hi, HTTP" },
    { HTTP_OK CHUNKED "\r\nhi, no chunks", "hi, no chunks" },
    { HTTP_OK CHUNKED "\r\n2\r\nhi\r\n0\r\nContent-Encoding: gzip\r\n\r\n", "hi" },
    { HTTP_OK "Transfer-Encoding: chunked, gzip\r\n\r\nhi", "hi" },
    { HTTP_OK "A: b", "" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (PriseHttpBody) body = body_of (cases[i].response, TRUE, &error);
    g_autoptr (GBytes) expected = g_bytes_new_static (cases[i].body, strlen (cases[i].body));

    g_assert_no_error (error);
    assert_body (body, expected);
  }
}

static void
test_unknown_coding (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PriseHttpBody) body =
      body_of (HTTP_OK "Content-Encoding: gzip, br\r\n\r\nhi", TRUE, &error);
  g_autoptr (PriseHttpBody) raw = body_of (HTTP_OK "Content-Encoding: br\r\n\r\nhi", FALSE, &error);
  g_autoptr (GBytes) expected = g_bytes_new_static ("hi", 2);

  g_assert_no_error (error);
  g_assert_cmpstr (prise_http_body_get_unknown_coding (body), ==, "br");
  assert_body (body, expected);
  g_assert_null (prise_http_body_get_unknown_coding (raw));
  assert_body (raw, expected);
}

/* What could be decoded stays; the error stays, too. */
static void
test_cut_and_spoilt (void)
{
  g_autoptr (GBytes) plain = net_pattern (3000);
  g_autoptr (GBytes) gzipped = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);

  for (guint spoil = 0; spoil <= 1; spoil++) {
    g_autoptr (GString) response = make_response (GZIPPED, gzipped, 0);
    g_autoptr (PriseHttpExchange) exchange = exchange_new ();
    g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);
    const GIOErrorEnum code = spoil ? G_IO_ERROR_INVALID_DATA : G_IO_ERROR_PARTIAL_INPUT;
    g_autoptr (GBytes) decoded = NULL;

    if (spoil)
      response->str[response->len - 5] ^= 1;
    else
      g_string_truncate (response, response->len - 1000);
    take (exchange, response->str, response->len - 8);
    g_assert_true (prise_http_body_update (body, NULL));
    take (exchange, response->str + response->len - 8, 8);
    g_assert_cmpint (prise_http_body_update (body, NULL), ==, !spoil);
    prise_http_exchange_end (exchange, TRUE, NULL);
    for (guint i = 0; i < 3; i++) {
      g_autoptr (GError) error = NULL;

      g_assert_false (prise_http_body_update (body, &error));
      g_assert_error (error, G_IO_ERROR, (int) code);
    }
    decoded = prise_http_body_read (body, 0, G_MAXINT);
    g_assert_cmpuint (g_bytes_get_size (decoded), >=, 1000);
    g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded),
                     g_bytes_get_data (plain, NULL), g_bytes_get_size (decoded));
  }
}

/* The place of an error is that in the raw bytes, between chunks too. */
static void
test_error_offset (void)
{
  const gsize chunk = 7;
  const gsize line_size = strlen ("7\r\n");
  const gsize whole = line_size + chunk + strlen ("\r\n");
  g_autoptr (GBytes) plain = net_pattern (3000);
  g_autoptr (GBytes) gzipped = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  const gsize size = g_bytes_get_size (gzipped);
  GByteArray *spoilt = g_bytes_unref_to_array (g_steal_pointer (&gzipped));
  g_autoptr (GBytes) spoilt_bytes = NULL;

  spoilt->data[size - 5] ^= 1;
  g_byte_array_append (spoilt, (const guint8 *) g_bytes_get_data (plain, NULL), 1000);
  spoilt_bytes = g_byte_array_free_to_bytes (spoilt);
  for (guint in_chunks = 0; in_chunks <= 1; in_chunks++) {
    g_autoptr (GString) response = make_response (GZIPPED, spoilt_bytes, in_chunks ? chunk : 0);
    g_autoptr (PriseHttpExchange) exchange = exchange_new ();
    g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);
    const gsize head_size = strstr (response->str, "\r\n\r\n") + 4 - response->str;
    const gsize last = size - 5; /* of the checksum; the length follows */

    take (exchange, response->str, response->len);
    g_assert_false (prise_http_body_update (body, NULL));
    g_assert_cmpuint (prise_http_body_get_error_offset (body), ==,
                      head_size + 1 +
                          (in_chunks ? last / chunk * whole + line_size + last % chunk : last));
  }
}

/* A limit below, at and above what comes out. */
static void
test_limit (void)
{
  const gsize size = 1000000;
  g_autoptr (GBytes) plain = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (GBytes) gzipped = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  const guint64 limits[] = { 0, 1, 65536, size - 1, size, size + 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++) {
    g_autoptr (GString) response = make_response (GZIPPED, gzipped, 100);
    g_autoptr (PriseHttpExchange) exchange = exchange_new ();
    g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);
    g_autoptr (GBytes) expected = g_bytes_new_from_bytes (plain, 0, (gsize) MIN (limits[i], size));
    g_autoptr (GError) error = NULL;

    prise_http_body_set_limit (body, limits[i]);
    take (exchange, response->str, response->len);
    prise_http_exchange_end (exchange, TRUE, NULL);
    g_assert_true (prise_http_body_update (body, &error));
    g_assert_no_error (error);
    g_assert_cmpint (prise_http_body_get_limited (body), ==, limits[i] < size);
    assert_body (body, expected);
  }
}

/* What isn't coded, also in chunks, is kept once; what an interim response says of its coding isn't
 * the body's. */
static void
test_kept_once (void)
{
  static const struct {
    const char *headers;
    gboolean is_kept_again;
  } cases[] = {
    { "", FALSE },
    { "Content-Encoding: identity\r\n", TRUE },
    { "Content-Encoding: br\r\n", FALSE },
    { GZIPPED, FALSE }, /* as it isn't */
  };
  g_autoptr (GBytes) plain = g_bytes_new_static ("abc", 3);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) response = make_response (cases[i].headers, plain, 2);
    g_autoptr (PriseHttpExchange) exchange = exchange_new ();
    g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);

    take_text (exchange, "HTTP/1.1 103 Early\r\n" GZIPPED "\r\n");
    prise_http_body_update (body, NULL);
    take (exchange, response->str, response->len);
    prise_http_exchange_end (exchange, TRUE, NULL);
    prise_http_body_update (body, NULL);
    g_assert_cmpint (prise_http_body_get_spool (body) != prise_http_exchange_get_body (exchange),
                     ==, cases[i].is_kept_again);
  }
}

/* What is wrong with it: "kind offset amount", as far behind the head as it is. */
static char *
describe_problems (PriseHttpBody *body, gsize head_size)
{
  const GArray *problems = prise_http_body_get_problems (body);
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++) {
    const PriseHttpProblem *problem = &g_array_index (problems, PriseHttpProblem, i);

    g_string_append_printf (string, "%s%s %d %d", i > 0 ? ", " : "",
                            prise_http_problem_get_code (problem->kind),
                            (int) ((gint64) problem->offset - (gint64) head_size),
                            (int) problem->amount);
  }

  return g_string_free (string, FALSE);
}

static void
assert_problems (const char *headers,
                 const char *data,
                 gsize size,
                 gsize chunk,
                 const char *body_expected,
                 const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GString) response = make_response (headers, bytes, chunk);
  g_autoptr (PriseHttpExchange) exchange = exchange_new ();
  g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);
  g_autofree char *problems = NULL;

  take (exchange, response->str, response->len);
  prise_http_body_update (body, NULL);
  prise_http_exchange_end (exchange, TRUE, NULL);
  for (guint i = 0; i < 2; i++)
    prise_http_body_update (body, NULL);
  problems = describe_problems (body, strstr (response->str, "\r\n\r\n") + 4 - response->str);
  g_assert_cmpstr (problems, ==, expected);
  if (body_expected != NULL) {
    g_autoptr (GBytes) wanted = g_bytes_new_static (body_expected, strlen (body_expected));

    assert_body (body, wanted);
  }
}

/* Of what not one byte can be decoded all is shown, as it came. */
static void
test_not_decodable (void)
{
  const char *html = "<!DOCTYPE html><p>Bonjour";
  g_autoptr (GBytes) plain = net_pattern (100);
  g_autoptr (GBytes) gzipped = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  const char *data = g_bytes_get_data (gzipped, NULL);

  assert_problems (GZIPPED, html, strlen (html), 0, html, "bad-content-coding 0 0");
  assert_problems (GZIPPED, html, strlen (html), 7, html, "bad-content-coding 3 0");
  assert_problems ("Content-Encoding: deflate\r\n", data, g_bytes_get_size (gzipped), 0, NULL,
                   "bad-content-coding 0 0");
  assert_problems (GZIPPED "Content-Length: 5\r\n", "\x1f\x8b\x08\0\0", 5, 0, NULL,
                   "bad-content-coding 0 0");
  /* What is missing is the response's problem. */
  assert_problems (GZIPPED "Content-Length: 50\r\n", "\x1f\x8b\x08\0\0", 5, 0, NULL, "");
  assert_problems ("Content-Encoding: br\r\n", html, strlen (html), 0, html,
                   "unknown-content-coding -24 0");
  assert_problems ("Transfer-Encoding: br\r\n", html, strlen (html), 0, html, "");
  assert_problems ("Transfer-Encoding: compress\r\n", html, strlen (html), 0, html,
                   "unknown-coding -31 0");
  assert_problems ("Transfer-Encoding: gzip;q=1\r\n", html, strlen (html), 0, html,
                   "bad-content-coding 0 0");
  assert_problems ("Content-Encoding: br\r\nContent-Length: 0\r\n", "", 0, 0, "", "");
}

/* An encoded body ends where its coding says so. */
static void
test_behind_coding (void)
{
  g_autoptr (GBytes) plain = g_bytes_new_static ("Bonjour", 7);
  g_autoptr (GBytes) gzipped = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  const gsize size = g_bytes_get_size (gzipped);
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autofree char *expected = g_strdup_printf ("bytes-after-coding %zu 5", size);

  g_byte_array_append (longer, g_bytes_get_data (gzipped, NULL), (guint) size);
  g_byte_array_append (longer, (const guint8 *) "enfin", 5);
  assert_problems (GZIPPED, (const char *) longer->data, size, 0, "Bonjour", "");
  assert_problems (GZIPPED, (const char *) longer->data, size + 5, 0, "Bonjour", expected);
}

#define JSON "Content-Type: application/json\r\n"

static void
test_json (void)
{
  static const struct {
    const char *headers;
    const char *body;
    gsize chunk;
    const char *problems;
  } cases[] = {
    { JSON, "{\"a\":1}\r\n", 0, "" },
    { JSON, "{\"a\":1,}", 0, "bad-json 7 7" },
    { JSON, "{\"a\":1,}", 5, "bad-json 15 7" },
    { JSON, "{\"a\":1}\n{}", 0, "bad-json 8 8" },
    { JSON, "{\"a\":1", 0, "bad-json 6 6" },
    { JSON, "'", 0, "bad-json 0 0" },
    { JSON, "", 0, "" },
    { JSON "Content-Length: 9\r\n", "{\"a\":1", 0, "" },
    { JSON "Content-Length: 9\r\n", "{\"a\":,", 0, "bad-json 5 5" },
    { "Content-Type: application/PROBLEM+json; charset=utf-8\r\n", "[\xff]", 0, "bad-json 1 1" },
    { "Content-Type: application/x-ndjson\r\n", "{\"a\":1}\n{}\n", 0, "" },
    { "Content-Type: application/x-ndjson\r\n", "{\"a\":1}\n{,}\n", 0, "bad-json 9 9" },
    { "Content-Type: application/jsonp\r\n", "f(1)", 0, "" },
    { "Content-Type: text/plain\r\n", "[1,]", 0, "" },
    { "", "[1,]", 0, "" },
    { JSON GZIPPED, "[1,]", 0, "bad-content-coding 0 0" },
    { JSON "Content-Encoding: br\r\n", "[1,]", 0, "unknown-content-coding -24 0" },
  };
  g_autoptr (GBytes) wrong = g_bytes_new_static ("[1,]", 4);
  g_autoptr (GBytes) gzipped = http_compress (wrong, G_ZLIB_COMPRESSOR_FORMAT_GZIP);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("case %zu", i);
    assert_problems (cases[i].headers, cases[i].body, strlen (cases[i].body), cases[i].chunk,
                     cases[i].body, cases[i].problems);
  }
  assert_problems (JSON GZIPPED, g_bytes_get_data (gzipped, NULL), g_bytes_get_size (gzipped), 0,
                   "[1,]", "bad-json 0 3");
}

/* What was decoded up to a limit only is no JSON, which is nobody's fault. */
static void
test_json_limited (void)
{
  g_autoptr (GBytes) plain = g_bytes_new_static ("[1,2]", 5);
  g_autoptr (GBytes) gzipped = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GString) response = make_response (JSON GZIPPED, gzipped, 0);
  g_autoptr (PriseHttpExchange) exchange = exchange_new ();
  g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);

  prise_http_body_set_limit (body, 3);
  take (exchange, response->str, response->len);
  prise_http_exchange_end (exchange, TRUE, NULL);
  g_assert_true (prise_http_body_update (body, NULL));
  g_assert_true (prise_http_body_get_limited (body));
  g_assert_cmpuint (prise_http_body_get_problems (body)->len, ==, 0);
}

/* Behind what couldn't be kept nothing is, though there would be room again: of the raw bytes no
 * more, and of the body no more than of them. */
static void
test_not_kept (void)
{
  static const char head[] = HTTP_OK "\r\n";
  const gsize block_size = 1024 * 1024;
  g_autoptr (GBytes) block = g_bytes_new_take (g_malloc0 (block_size), block_size);
  g_autoptr (PriseHttpExchange) exchange = exchange_new ();
  g_autoptr (PriseHttpBody) body = prise_http_body_new (exchange, TRUE);
  g_autofree char *old_folder = g_strdup (g_getenv ("TMPDIR"));
  g_autoptr (GError) error = NULL;
  guint64 kept = 0;

  g_setenv ("TMPDIR", "/nonexistent", TRUE);
  take_text (exchange, head);
  while (error == NULL) {
    prise_http_exchange_take (exchange, block);
    error = prise_http_exchange_dup_error (exchange);
    kept += error == NULL ? block_size : 0;
  }
  take_text (exchange, "more");
  if (old_folder != NULL)
    g_setenv ("TMPDIR", old_folder, TRUE);
  else
    g_unsetenv ("TMPDIR");
  prise_http_exchange_take (exchange, block);
  prise_http_exchange_end (exchange, TRUE, NULL);

  g_assert_cmpuint (kept, >, 0);
  g_assert_cmpuint (prise_http_spool_get_size (prise_http_exchange_get_raw (exchange)), ==,
                    strlen (head) + kept);
  prise_http_body_update (body, NULL);
  g_assert_cmpuint (prise_http_body_get_size (body), ==, kept);
}

/* There is room for the raw bytes, but not for those of so many parts. */
static void
test_parts_not_kept (void)
{
  g_autoptr (GString) chunks = g_string_new (NULL);
  g_autoptr (PriseHttpExchange) exchange = exchange_new ();
  g_autofree char *old_folder = g_strdup (g_getenv ("TMPDIR"));
  g_autoptr (GError) error = NULL;
  guint n;

  for (guint i = 0; i < 10000; i++)
    g_string_append (chunks, "1\r\nx\r\n");
  g_setenv ("TMPDIR", "/nonexistent", TRUE);
  take_text (exchange, HTTP_OK CHUNKED "\r\n");
  for (n = 0; n < 200 && error == NULL; n++) {
    take (exchange, chunks->str, chunks->len);
    error = prise_http_exchange_dup_error (exchange);
  }
  if (old_folder != NULL)
    g_setenv ("TMPDIR", old_folder, TRUE);
  else
    g_unsetenv ("TMPDIR");

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpuint (prise_http_spool_get_size (prise_http_exchange_get_body (exchange)), ==,
                    (n - 1) * 10000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/body/grows", test_grows);
  g_test_add_func ("/http/body/places", test_places);
  g_test_add_func ("/http/body/unknown-coding", test_unknown_coding);
  g_test_add_func ("/http/body/cut-and-spoilt", test_cut_and_spoilt);
  g_test_add_func ("/http/body/not-decodable", test_not_decodable);
  g_test_add_func ("/http/body/behind-coding", test_behind_coding);
  g_test_add_func ("/http/body/json", test_json);
  g_test_add_func ("/http/body/json-limited", test_json_limited);
  g_test_add_func ("/http/body/error-offset", test_error_offset);
  g_test_add_func ("/http/body/limit", test_limit);
  g_test_add_func ("/http/body/kept-once", test_kept_once);
  g_test_add_func ("/http/body/not-kept", test_not_kept);
  g_test_add_func ("/http/body/parts-not-kept", test_parts_not_kept);

  return g_test_run ();
}
