// SPDX-License-Identifier: GPL-3.0-or-later
/* Content codings: each undone whole, byte by byte and cut in two, and what isn't what it says. */
#include "config.h"

#include <string.h>

#include "http-fixture.h"
#include "prise-http-decoder.h"

typedef struct {
  GByteArray *out;
  gsize limit; /* then it is stopped */
} Sink;

/* More than a decoder hands on at once. */
#define LARGE 200000

static gboolean
did_decode (gconstpointer data, gsize size, gpointer user_data)
{
  Sink *sink = user_data;

  g_assert_cmpuint (size, >, 0);
  g_byte_array_append (sink->out, data, (guint) size);

  return sink->out->len <= sink->limit;
}

/* Pushes @first bytes, and the rest in pieces. */
static GBytes *
decode (const char *codings, GBytes *input, gsize first, gsize piece, GError **error)
{
  Sink sink = { g_byte_array_new (), G_MAXSIZE };
  char *unknown;
  g_autoptr (PriseHttpDecoder) decoder =
      prise_http_decoder_new (codings, did_decode, &sink, &unknown);
  gsize size;
  const char *data = g_bytes_get_data (input, &size);
  gboolean goes_on = TRUE;

  g_assert_nonnull (decoder);
  g_assert_null (unknown);
  for (gsize done = 0; done < size && goes_on;) {
    const gsize n = MIN (done == 0 && first > 0 ? first : piece, size - done);
    g_autofree char *copy = g_memdup2 (data + done, n);

    goes_on = prise_http_decoder_push (decoder, copy, n, error);
    done += n;
  }
  if (goes_on)
    prise_http_decoder_finish (decoder, error);

  return g_byte_array_free_to_bytes (sink.out);
}

static void
assert_decodes (const char *codings, GBytes *input, GBytes *expected)
{
  const gsize size = g_bytes_get_size (input);
  const gsize step = MAX (1, size / 20);

  for (gsize cut = 0; cut < size; cut += step) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) out = decode (codings, input, cut, size, &error);

    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (out, expected));
  }
  /* Much in single bytes would take long. */
  for (gsize piece = size < 5000 ? 1 : 997; piece <= 1000; piece += piece < 3 ? 1 : 997) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) out = decode (codings, input, 0, piece, &error);

    g_assert_no_error (error);
    g_assert_true (g_bytes_equal (out, expected));
  }
}

/* @codings with which @formats are undone, the last of them first. */
static const struct {
  const char *name;
  const char *codings;
  int formats[3]; /* -1: no more */
} cases[] = {
  { "gzip", "gzip", { G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1 } },
  { "x-gzip", "X-GZIP", { G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1 } },
  { "deflate", "deflate", { G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1 } },
  { "deflate-raw", "Deflate", { G_ZLIB_COMPRESSOR_FORMAT_RAW, -1 } },
  { "identity", "identity", { -1 } },
  { "nothing", "", { -1 } },
  { "list-with-blanks", " , gzip\t, identity ,", { G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1 } },
  { "two", "deflate, gzip", { G_ZLIB_COMPRESSOR_FORMAT_ZLIB, G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1 } },
  { "three",
    "gzip, deflate, gzip",
    { G_ZLIB_COMPRESSOR_FORMAT_GZIP, G_ZLIB_COMPRESSOR_FORMAT_RAW,
      G_ZLIB_COMPRESSOR_FORMAT_GZIP } },
};

static GBytes *
encode (const int *formats, GBytes *plain)
{
  GBytes *bytes = g_bytes_ref (plain);

  for (guint i = 0; i < G_N_ELEMENTS (cases[0].formats) && formats[i] >= 0; i++) {
    GBytes *encoded = http_compress (bytes, (GZlibCompressorFormat) formats[i]);

    g_bytes_unref (bytes);
    bytes = encoded;
  }

  return bytes;
}

/* Sizes around the room that a decoder has at once, of what can be made small and what can't. */
static void
test_coding (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  const gsize sizes[] = { 1, 2, 1000, 65535, 65536, 65537, 65636, 131072 };

  for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++) {
    g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (sizes[k]), sizes[k]);
    g_autoptr (GBytes) mixed = net_pattern (sizes[k]);
    g_autoptr (GBytes) encoded_zeros = encode (cases[i].formats, zeros);
    g_autoptr (GBytes) encoded_mixed = encode (cases[i].formats, mixed);

    assert_decodes (cases[i].codings, encoded_zeros, zeros);
    assert_decodes (cases[i].codings, encoded_mixed, mixed);
  }
}

static gboolean
did_decode_nothing (gconstpointer data, gsize size, gpointer user_data)
{
  return TRUE;
}

/* Eight are undone, one more isn't; what is none isn't counted. */
static void
test_many (void)
{
  static const struct {
    const char *codings;
    gboolean is_known;
  } many[] = {
    { "gzip,gzip,gzip,gzip,deflate,x-gzip,gzip,gzip", TRUE },
    { "gzip,gzip,gzip,gzip,identity,deflate,x-gzip,gzip,gzip", TRUE },
    { "gzip,gzip,gzip,gzip,deflate,x-gzip,gzip,gzip,gzip", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (many); i++) {
    g_autofree char *unknown = NULL;
    g_autoptr (PriseHttpDecoder) decoder =
        prise_http_decoder_new (many[i].codings, did_decode_nothing, NULL, &unknown);

    g_assert_cmpint (decoder != NULL, ==, many[i].is_known);
    g_assert_cmpstr (unknown, ==, many[i].is_known ? NULL : "gzip");
  }
}

static void
test_empty (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) encoded = http_compress (nothing, G_ZLIB_COMPRESSOR_FORMAT_GZIP);

  /* A body of no bytes isn't gzip, but many servers send it so. */
  assert_decodes ("gzip", encoded, nothing);
  assert_decodes ("gzip", nothing, nothing);
}

static GBytes *
join (GBytes *a, const char *tail, gsize tail_size)
{
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, g_bytes_get_data (a, NULL), (guint) g_bytes_get_size (a));
  g_byte_array_append (array, (const guint8 *) tail, (guint) tail_size);

  return g_byte_array_free_to_bytes (array);
}

/* Several members are one file (RFC 1952, section 2.2). */
static void
test_members (void)
{
  g_autoptr (GBytes) part = g_bytes_new_static ("Bonjour ", 8);
  g_autoptr (GBytes) all = g_bytes_new_static ("Bonjour Bonjour ", 16);
  g_autoptr (GBytes) member = http_compress (part, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GBytes) members =
      join (member, g_bytes_get_data (member, NULL), g_bytes_get_size (member));

  assert_decodes ("gzip", members, all);
}

/* What stands behind the end is no part of it, whatever it is and however it comes. */
static void
test_trailing_garbage (void)
{
  static const struct {
    const char *bytes;
    gsize size;
  } tails[] = { { "\0\0\0", 3 }, { "x", 1 }, { "x\x1f\x8b", 3 }, { "\0\x1fgarbage\x1f", 10 } };
  g_autoptr (GBytes) plain = net_pattern (100);

  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    for (guint k = 0; k < 4; k++) {
      g_autoptr (GBytes) encoded = encode (cases[k].formats, plain);
      g_autoptr (GBytes) input = join (encoded, tails[i].bytes, tails[i].size);

      assert_decodes (cases[k].codings, input, plain);
    }
  }
}

/* However it comes, it is counted. */
static void
test_count_garbage (void)
{
  g_autoptr (GBytes) plain = net_pattern (100);
  g_autoptr (GBytes) encoded = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GBytes) input = join (encoded, "garbage", strlen ("garbage"));
  const char *data = g_bytes_get_data (input, NULL);
  const gsize size = g_bytes_get_size (input);

  for (gsize piece = 1; piece <= size; piece++) {
    g_autofree char *unknown = NULL;
    g_autoptr (PriseHttpDecoder) decoder =
        prise_http_decoder_new ("gzip", did_decode_nothing, NULL, &unknown);

    for (gsize done = 0; done < size; done += piece)
      g_assert_true (
          prise_http_decoder_push (decoder, data + done, MIN (piece, size - done), NULL));
    g_assert_cmpuint (prise_http_decoder_get_left (decoder), ==, strlen ("garbage"));
    g_assert_cmpuint (prise_http_decoder_get_taken (decoder), ==, g_bytes_get_size (encoded));
  }
}

/* Only of gzip another member may follow: behind the other its first byte is no news. */
static void
test_garbage_like_gzip (void)
{
  g_autoptr (GBytes) plain = net_pattern (100);
  g_autoptr (GBytes) encoded = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GBytes) input = join (encoded, "\x1f\x8b\b", 3);
  g_autofree char *unknown = NULL;
  g_autoptr (PriseHttpDecoder) decoder =
      prise_http_decoder_new ("deflate", did_decode_nothing, NULL, &unknown);

  g_assert_true (prise_http_decoder_push (decoder, g_bytes_get_data (input, NULL),
                                          g_bytes_get_size (input), NULL));
  g_assert_cmpuint (prise_http_decoder_get_left (decoder), ==, 3);
  g_assert_cmpuint (prise_http_decoder_get_taken (decoder), ==, g_bytes_get_size (encoded));
}

/* What could be decoded is there, and the end is missed. */
static void
test_cut (void)
{
  g_autoptr (GBytes) plain = net_pattern (1000);

  for (guint k = 0; k < 4; k++) {
    g_autoptr (GBytes) encoded = encode (cases[k].formats, plain);

    for (gsize size = 1; size < g_bytes_get_size (encoded); size++) {
      g_autoptr (GBytes) input = g_bytes_new_from_bytes (encoded, 0, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) out = decode (cases[k].codings, input, 0, size, &error);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
      g_assert_cmpmem (g_bytes_get_data (out, NULL), g_bytes_get_size (out),
                       g_bytes_get_data (plain, NULL), g_bytes_get_size (out));
    }
  }
}

static void
assert_wrong (const char *codings, GBytes *input)
{
  for (gsize piece = 1; piece <= g_bytes_get_size (input); piece++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) out = decode (codings, input, 0, piece, &error);

    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  }
}

static void
test_garbage (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("<!doctype html>", 15);
  g_autoptr (GBytes) encoded = http_compress (text, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GBytes) spoilt = join (encoded, "\x1f\x8bxxxxxxxxxx", 12);

  assert_wrong ("gzip", text);
  assert_wrong ("deflate", text);
  assert_wrong ("gzip, gzip", encoded);
  assert_wrong ("gzip", spoilt);
}

/* The sum at the end doesn't fit: all of it was decoded nevertheless. */
static void
test_spoilt_sum (void)
{
  static const gsize sizes[] = { 20, 1000, LARGE };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GBytes) plain = net_pattern (sizes[i]);
    g_autoptr (GBytes) encoded = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
    gsize size = g_bytes_get_size (encoded);
    guint8 *copy = g_memdup2 (g_bytes_get_data (encoded, NULL), size);
    g_autoptr (GBytes) spoilt = NULL;

    copy[size - 5] ^= 1;
    spoilt = g_bytes_new_take (copy, size);
    for (gsize piece = 7; piece <= size; piece += size - 7) {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) out = decode ("gzip", spoilt, 0, piece, &error);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_true (g_bytes_equal (out, plain));
    }
  }
}

/* What stands before the mistake is kept, however much comes at once, also beneath another coding;
 * and where the mistake is can be told. */
static void
test_spoilt_middle (void)
{
  g_autoptr (GBytes) plain = net_pattern (LARGE);
  /* A stored block, whose bytes can be counted; then one of a type that there isn't. */
  const char head[] = "\x1f\x8b\x08\0\0\0\0\0\0\xff\0\xf4\xff\x0b";
  const gsize head_size = 10 + 5 + 0xfff4;
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) spoilt = NULL;

  g_byte_array_append (array, (const guint8 *) head, 15);
  g_byte_array_append (array, g_bytes_get_data (plain, NULL), 0xfff4);
  for (guint i = 0; i < 100; i++)
    g_byte_array_append (array, (const guint8 *) "\x07", 1);
  spoilt = g_byte_array_free_to_bytes (array);
  for (gsize piece = 1000; piece <= LARGE; piece += LARGE - 1000) {
    Sink sink = { g_byte_array_new (), G_MAXSIZE };
    char *unknown;
    g_autoptr (PriseHttpDecoder) decoder =
        prise_http_decoder_new ("gzip", did_decode, &sink, &unknown);
    g_autoptr (GError) error = NULL;
    gsize done = 0;

    while (prise_http_decoder_push (decoder, (const char *) g_bytes_get_data (spoilt, NULL) + done,
                                    MIN (piece, g_bytes_get_size (spoilt) - done), &error))
      done += piece;
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    g_assert_cmpuint (prise_http_decoder_get_taken (decoder), >=, head_size);
    g_assert_cmpuint (prise_http_decoder_get_taken (decoder), <=, head_size + 2);
    g_assert_cmpmem (sink.out->data, sink.out->len, g_bytes_get_data (plain, NULL), 0xfff4);
    g_byte_array_unref (sink.out);
  }
}

/* 64 MiB of zeros in 64 KiB: the owner stops it soon, and then it stays so. */
static void
test_bomb (void)
{
  Sink sink = { g_byte_array_new (), 100000 };
  const gsize plain_size = 64 * 1024 * 1024;
  g_autoptr (GBytes) plain = g_bytes_new_take (g_malloc0 (plain_size), plain_size);
  g_autoptr (GBytes) input = http_compress (plain, G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) error = NULL;
  char *unknown;
  g_autoptr (PriseHttpDecoder) decoder =
      prise_http_decoder_new ("gzip", did_decode, &sink, &unknown);
  gsize size;
  gconstpointer data = g_bytes_get_data (input, &size);

  g_assert_cmpuint (size, <, plain_size / 500);
  for (guint i = 0; i < 3; i++) {
    g_assert_false (prise_http_decoder_push (decoder, data, size, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpuint (sink.out->len, <, 2 * sink.limit);
  g_byte_array_unref (sink.out);
}

static void
assert_unknown (const char *codings, const char *expected)
{
  g_autofree char *unknown = NULL;

  g_assert_null (prise_http_decoder_new (codings, did_decode, NULL, &unknown));
  g_assert_cmpstr (unknown, ==, expected);
}

static void
test_unknown (void)
{
  assert_unknown ("br", "br");
  assert_unknown ("zstd, gzip", "zstd");
  assert_unknown ("gzip, Brotli ", "Brotli");
  assert_unknown ("gzip;q=1", "gzip;q=1");
  assert_unknown ("gzip,gzip,gzip,gzip,gzip,gzip,gzip,gzip,gzip", "gzip");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/http/decoder/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_coding);
  }
  g_test_add_func ("/http/decoder/empty", test_empty);
  g_test_add_func ("/http/decoder/many", test_many);
  g_test_add_func ("/http/decoder/members", test_members);
  g_test_add_func ("/http/decoder/trailing-garbage", test_trailing_garbage);
  g_test_add_func ("/http/decoder/count-garbage", test_count_garbage);
  g_test_add_func ("/http/decoder/garbage-like-gzip", test_garbage_like_gzip);
  g_test_add_func ("/http/decoder/cut", test_cut);
  g_test_add_func ("/http/decoder/garbage", test_garbage);
  g_test_add_func ("/http/decoder/spoilt-sum", test_spoilt_sum);
  g_test_add_func ("/http/decoder/spoilt-middle", test_spoilt_middle);
  g_test_add_func ("/http/decoder/bomb", test_bomb);
  g_test_add_func ("/http/decoder/unknown", test_unknown);

  return g_test_run ();
}
