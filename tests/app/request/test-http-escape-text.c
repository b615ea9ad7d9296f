// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes of a request as an editor shows them. */
#include "config.h"

#include <string.h>

#include "prise-http-escape-text.h"
#include "prise-http-field-item.h"

#define BYTES(literal) (literal), sizeof (literal) - 1

static void
test_round_trip (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    const char *text;
  } cases[] = {
    { BYTES (""), "" },
    { BYTES ("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "GET / HTTP/1.1\nHost: x\n\n" },
    { BYTES ("a\nb\r\n"), "a\\n\nb\n" },
    { BYTES ("a\n\r\n"), "a\\n\n\n" },
    { BYTES ("\n\n"), "\\n\n\\n\n" },
    { BYTES ("a\rb"), "a\\rb" },
    { BYTES ("a\r\r\n"), "a\\r\n" },
    { BYTES ("\\n\r\n"), "\\\\n\n" },
    { BYTES ("\\\n"), "\\\\\\n\n" },
    { BYTES ("\xff\xc3\xa9\x00"
             "1"),
      "\\xFFé\\x001" },
    { BYTES ("a\tb"), "a\tb" },
    { BYTES ("\xc3\r\n\xa9"), "\\xC3\n\\xA9" },
    { BYTES ("\xe2\x80\xa9"), "\\u2029" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].size);
    g_autofree char *text = prise_http_escape_text_from_bytes (bytes);
    gsize offset;
    g_autoptr (GBytes) again = prise_http_escape_text_to_bytes (text, &offset, NULL);

    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_true (g_bytes_equal (bytes, again));
  }
}

/* Whatever the bytes are. */
static void
test_any_bytes (void)
{
  for (guint round = 0; round < 2000; round++) {
    static const char alphabet[] = "\r\n\\nrx0aé\xff";
    char data[12];
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GBytes) again = NULL;
    g_autofree char *text = NULL;
    gsize offset;

    for (guint i = 0; i < sizeof data; i++)
      data[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet)];
    bytes = g_bytes_new (data, sizeof data);
    text = prise_http_escape_text_from_bytes (bytes);
    again = prise_http_escape_text_to_bytes (text, &offset, NULL);
    g_assert_true (g_bytes_equal (bytes, again));
  }
}

static void
test_typed (void)
{
  static const struct {
    const char *text;
    const char *bytes;
    gsize size;
  } cases[] = {
    { "a\r\nb", BYTES ("a\r\nb") },  { "\\x0A\n", BYTES ("\n\r\n") },
    { "\\n", BYTES ("\n") },         { "\\n\n", BYTES ("\n") },
    { "\\n \n", BYTES ("\n \r\n") }, { "\\n\\x41\n", BYTES ("\nA\r\n") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gsize offset;
    g_autoptr (GBytes) bytes = prise_http_escape_text_to_bytes (cases[i].text, &offset, NULL);
    gsize size;
    const char *data = g_bytes_get_data (bytes, &size);

    g_assert_cmpmem (data, size, cases[i].bytes, cases[i].size);
  }
}

static void
test_mistakes (void)
{
  static const struct {
    const char *text;
    gsize offset;
  } cases[] = { { "ab\\q", 2 }, { "\\", 0 }, { "é\\xZ", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gsize offset = 99;
    g_autoptr (GError) error = NULL;

    g_assert_null (prise_http_escape_text_to_bytes (cases[i].text, &offset, &error));
    g_assert_nonnull (error);
    g_assert_cmpuint (offset, ==, cases[i].offset);
  }
}

static void
test_marks_breaks (void)
{
  g_autofree char *marked = prise_http_escape_text_mark_breaks ("a\nb\r\nc");

  g_assert_cmpstr (marked, ==, "a\\n\nb\\n\nc");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-escape-text/round-trip", test_round_trip);
  g_test_add_func ("/http-escape-text/any-bytes", test_any_bytes);
  g_test_add_func ("/http-escape-text/typed", test_typed);
  g_test_add_func ("/http-escape-text/mistakes", test_mistakes);
  g_test_add_func ("/http-escape-text/marks-breaks", test_marks_breaks);

  return g_test_run ();
}
