// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as they are shown: in one line, in several, and as a hex dump; and back through the
 * composer. */
#include "config.h"

#include <string.h>

#include "payload-cases.h"
#include "prise-display.h"
#include "prise-hex.h"

#define LARGE (16 * 1024 * 1024)

static const struct {
  const char *bytes;
  gsize size;
  const char *line;
  const char *text; /* NULL: the same */
} cases[] = {
  { BYTES (""), "", NULL },
  { BYTES ("Bonjour serveur"), "Bonjour serveur", NULL },
  { BYTES ("a\nb\r\n\tc"), "a\\nb\\r\\n\\tc", "a\nb\\r\n\tc" },
  { BYTES ("\0"), "\\0", NULL },
  { BYTES ("a\0b"), "a\\0b", NULL },
  { BYTES ("\0"
           "1"),
    "\\x001", NULL },
  { BYTES ("\0\0"), "\\0\\0", NULL },
  { BYTES ("\x07\x1b[0m\x7f"), "\\x07\\x1B[0m\\x7F", NULL },
  { BYTES ("C:\\new"), "C:\\\\new", NULL },
  { BYTES ("\xc2\x85\xc2\x9b"), "\\u0085\\u009B", NULL },
  /* Letters of any script, a combining mark, an ordinary and a non-breaking space, an emoji. */
  { BYTES ("é€漢 e\xcc\x81"), "é€漢 e\xcc\x81", NULL },
  { BYTES ("שלום مرحبا"), "שלום مرحبا", NULL },
  { BYTES ("« \xc2\xa0»😀"), "« \xc2\xa0»😀", NULL },
  /* What changes directions, what isn't seen, what isn't anything. */
  { BYTES ("a\xe2\x80\xae"
           "b\xe2\x81\xa6"),
    "a\\u202Eb\\u2066", NULL },
  { BYTES ("\xe2\x80\x8f\xd8\x9c"), "\\u200F\\u061C", NULL },
  { BYTES ("\xe2\x80\x8b\xe2\x80\x8d\xef\xbb\xbf\xc2\xad"), "\\u200B\\u200D\\uFEFF\\u00AD", NULL },
  { BYTES ("\xe2\x80\xa8\xe2\x80\xa9"), "\\u2028\\u2029", NULL },
  { BYTES ("\xe3\x85\xa4\xef\xb8\x8f\xcd\x8f"), "\\u3164\\uFE0F\\u034F", NULL },
  { BYTES ("\xf3\xa0\x80\x81\xf3\xa0\x84\x80"), "\\U000E0001\\U000E0100", NULL },
  { BYTES ("\xee\x80\x80\xf4\x8f\xbf\xbd"), "\\uE000\\U0010FFFD", NULL },
  { BYTES ("\xef\xbf\xbe\xef\xb7\x90\xf4\x8f\xbf\xbf"), "\\uFFFE\\uFDD0\\U0010FFFF", NULL },
  { BYTES ("\xcd\xb8"), "\\u0378", NULL },
  /* Not UTF-8: stray, cut short, overlong, a surrogate, beyond the last. */
  { BYTES ("\xff\xfe"), "\\xFF\\xFE", NULL },
  { BYTES ("a\x80z"), "a\\x80z", NULL },
  { BYTES ("\xc3"), "\\xC3", NULL },
  { BYTES ("\xc3z"), "\\xC3z", NULL },
  { BYTES ("\xe2\x82"), "\\xE2\\x82", NULL },
  { BYTES ("\xe2\x82\xc3\xa9"), "\\xE2\\x82é", NULL },
  { BYTES ("\xf0\x9f\x98"), "\\xF0\\x9F\\x98", NULL },
  { BYTES ("\xc0\x80"), "\\xC0\\x80", NULL },
  { BYTES ("\xed\xa0\x80"), "\\xED\\xA0\\x80", NULL },
  { BYTES ("\xf4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80", NULL },
  { BYTES ("\xe2\x82\0"), "\\xE2\\x82\\0", NULL },
  { BYTES ("<b>&amp;</b> %s"), "<b>&amp;</b> %s", NULL },
};

static void
test_line (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *bytes = g_memdup2 (cases[i].bytes, cases[i].size);
    g_autofree char *line = prise_display_line (bytes, cases[i].size, G_MAXSIZE);

    g_assert_cmpstr (line, ==, cases[i].line);
  }
}

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *bytes = g_memdup2 (cases[i].bytes, cases[i].size);
    g_autofree char *text = prise_display_text (bytes, cases[i].size);

    g_assert_cmpstr (text, ==, cases[i].text != NULL ? cases[i].text : cases[i].line);
  }
}

static void
test_limit (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    gsize max_chars;
    const char *line;
  } limits[] = {
    { BYTES (""), 0, "" },
    { BYTES ("abc"), 0, "…" },
    { BYTES ("abc"), 2, "ab…" },
    { BYTES ("abc"), 3, "abc" },
    { BYTES ("abc"), 4, "abc" },
    { BYTES ("éèà"), 2, "éè…" },
    { BYTES ("éèà"), 3, "éèà" },
    { BYTES ("a\n"), 2, "a…" },
    { BYTES ("a\n"), 3, "a\\n" },
    { BYTES ("a\nb"), 3, "a\\n…" },
    { BYTES ("\xff\xff"), 7, "\\xFF…" },
    { BYTES ("\xff\xff"), 8, "\\xFF\\xFF" },
    { BYTES ("\xe2\x80\xae"), 5, "…" },
    { BYTES ("\xe2\x80\xae"), 6, "\\u202E" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++) {
    g_autofree char *bytes = g_memdup2 (limits[i].bytes, limits[i].size);
    g_autofree char *line = prise_display_line (bytes, limits[i].size, limits[i].max_chars);

    g_assert_cmpstr (line, ==, limits[i].line);
  }
}

/* @size bytes are as many as are shown within @limit characters, and not a character more. */
static void
assert_measured (const GByteArray *bytes, gsize size, gsize limit)
{
  g_autofree char *shown = prise_display_text (bytes->data, size);
  g_autofree char *longer = NULL;
  gsize next = size + 1;

  g_assert_cmpuint (size, <=, bytes->len);
  g_assert_cmpuint (g_utf8_strlen (shown, -1), <=, limit);
  if (size == bytes->len)
    return;

  while (next < bytes->len && (bytes->data[next] & 0xc0) == 0x80)
    next++;
  longer = prise_display_text (bytes->data, next);
  /* What is shown for a NUL depends on the byte behind it. */
  if (bytes->data[next - 1] != '\0')
    g_assert_cmpuint (g_utf8_strlen (longer, -1), >, limit);
}

static void
test_measure (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();

    for (guint n = 0; n < 40; n++)
      g_byte_array_append (bytes, (const guint8 *) cases[i].bytes, (guint) cases[i].size);
    for (gsize limit = 10; limit < 30; limit++)
      assert_measured (bytes, prise_display_measure (bytes->data, bytes->len, limit), limit);
  }
}

/* Only the first bytes exist: reading on would end the program. */
static void
test_reads_no_further (void)
{
  g_autofree char *bytes = g_strnfill (204, 'x');
  g_autofree char *exact = g_memdup2 (bytes, 204);
  g_autofree char *line = prise_display_line (exact, (gsize) 1 << 40, 200);

  bytes[200] = '\0';
  g_assert_true (g_str_has_prefix (line, bytes));
  g_assert_cmpstr (line + 200, ==, "…");
}

/* What is shown, read as a message, is the bytes again. */
static void
check_round_trip (const char *bytes, gsize size)
{
  g_autofree char *line = prise_display_line (bytes, size, G_MAXSIZE);
  g_autofree char *text = prise_display_text (bytes, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) from_line = NULL;
  g_autoptr (GBytes) from_text = NULL;

  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_null (strpbrk (line, "\n\r\t"));
  from_line =
      prise_message_encode (line, PRISE_MESSAGE_FORMAT_TEXT, PRISE_LINE_ENDING_NONE, NULL, &error);
  g_assert_no_error (error);
  assert_bytes (from_line, bytes, size);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  from_text =
      prise_message_encode (text, PRISE_MESSAGE_FORMAT_TEXT, PRISE_LINE_ENDING_NONE, NULL, &error);
  g_assert_no_error (error);
  assert_bytes (from_text, bytes, size);
}

static void
test_round_trip_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_round_trip (cases[i].bytes, cases[i].size);
}

static void
test_round_trip_characters (void)
{
  for (gunichar c = 0; c <= 0x10ffff; c++) {
    char bytes[8];

    if (g_unichar_validate (c))
      check_round_trip (bytes, (gsize) g_unichar_to_utf8 (c, bytes));
  }
}

static void
test_round_trip_random (void)
{
  for (int i = 0; i < 2000; i++) {
    gsize size = (gsize) g_test_rand_int_range (0, 64);
    g_autofree char *bytes = g_malloc (size);

    /* Many first and following bytes of UTF-8, so that much is nearly right. */
    for (gsize k = 0; k < size; k++)
      bytes[k] = (char) g_test_rand_int_range (g_test_rand_bit () ? 0 : 0x80, 0x100);
    check_round_trip (bytes, size);
  }
}

static void
test_large (void)
{
  g_autofree char *bytes = g_malloc (LARGE);
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  memset (bytes, 0xff, LARGE);
  text = prise_display_text (bytes, LARGE);
  g_assert_cmpuint (strlen (text), ==, (gsize) 4 * LARGE);

  memset (bytes, '\n', LARGE);
  line = prise_display_line (bytes, LARGE, G_MAXSIZE);
  g_assert_cmpuint (strlen (line), ==, (gsize) 2 * LARGE);
}

static void
test_hex_dump (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    const char *dump;
  } dumps[] = {
    { BYTES (""), "" },
    { BYTES ("B"), "00000000  42                                                |B|" },
    { BYTES ("Bonjour"), "00000000  42 6f 6e 6a 6f 75 72                              |Bonjour|" },
    { BYTES ("Bonjour se\0\n\x7f\xc3\xa9~"),
      "00000000  42 6f 6e 6a 6f 75 72 20  73 65 00 0a 7f c3 a9 7e  |Bonjour se.....~|" },
    { BYTES ("0123456789abcdefg"),
      "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
      "00000010  67                                                |g|" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dumps); i++) {
    g_autofree char *bytes = g_memdup2 (dumps[i].bytes, dumps[i].size);
    g_autofree char *dump = prise_hex_dump (bytes, dumps[i].size);

    g_assert_cmpstr (dump, ==, dumps[i].dump);
  }
}

static void
test_hex_dump_offset (void)
{
  g_autoptr (GString) string = g_string_new ("> ");

  prise_hex_dump_append_line (string, "A", 1, G_GUINT64_CONSTANT (0x123456780));
  g_assert_true (g_str_has_prefix (string->str, "> 123456780  41 "));
  g_assert_true (g_str_has_suffix (string->str, " |A|"));
}

static void
test_hex_line (void)
{
  static const struct {
    gsize size, max_bytes;
    const char *line;
  } lines[] = {
    { 0, 2, "" },
    { 1, 2, "DE" },
    { 2, 2, "DE AD" },
    { 3, 2, "DE AD …" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *line = prise_hex_line ("\xde\xad\xbe", lines[i].size, lines[i].max_bytes);

    g_assert_cmpstr (line, ==, lines[i].line);
  }
}

/* What was found, with the little before it that tells where one is. */
static void
test_found (void)
{
  static const struct {
    guint n_before; /* letters, and then */
    const char *text;
    PriseDisplayRange found; /* in the text */
    const char *shown;       /* from the first of @n_shown letters on */
    guint n_shown;
    gsize max_chars;
  } finds[] = {
    { 0, "abc", { 1, 2 }, "a[b]c", 0, 80 },
    { 0, "a\nb\xff", { 1, 2 }, "a[\\n]b\\xFF", 0, 80 },
    { 0, "abc", { 3, 3 }, "abc[]", 0, 80 },
    { 48, "XYz", { 0, 2 }, "[XY]z", 48, 80 },
    { 49, "XYz", { 0, 2 }, "[XY]z", 16, 80 },
    { 40, "\u00e9xxxxxxxxxxxxxxxXz", { 17, 18 }, "\u00e9xxxxxxxxxxxxxxx[X]z", 0, 80 },
    { 49, "XYz", { 0, 2 }, "[X…]", 16, 17 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (finds); i++) {
    g_autofree char *before = g_strnfill (finds[i].n_before, 'x');
    g_autofree char *data = g_strconcat (before, finds[i].text, NULL);
    g_autofree char *kept = g_strnfill (finds[i].n_shown, 'x');
    PriseDisplayRange range = { finds[i].n_before + finds[i].found.start,
                                finds[i].n_before + finds[i].found.end };
    const gboolean is_far = range.start > PRISE_DISPLAY_FAR;
    g_autofree char *expected = g_strconcat (is_far ? "…" : "", kept, finds[i].shown, NULL);
    g_autofree char *shown =
        prise_display_payload_found (data, strlen (data), finds[i].max_chars, &range);
    g_autoptr (GString) marked = g_string_new (shown);

    g_string_insert_c (marked, (gssize) range.end, ']');
    g_string_insert_c (marked, (gssize) range.start, '[');
    g_assert_cmpstr (marked->str, ==, expected);
  }
}

/* What is shown of a payload looks as all of it does: bytes that are no text stay bytes. */
static void
test_marked (void)
{
  g_autofree char *noise = g_strnfill (100, '\xff');
  g_autofree char *data = g_strconcat ("\u00e9t\u00e9", noise, NULL);
  PriseDisplayRange ranges[] = { { 2, 3 } };
  g_autofree char *text = prise_display_payload_marked (data, 5, 5, ranges, 1);
  g_autofree char *binary = NULL;

  g_assert_cmpstr (text, ==, "\u00e9t\u00e9");
  g_assert_cmpuint (ranges[0].start, ==, 2);
  g_assert_cmpuint (ranges[0].end, ==, 3);

  binary = prise_display_payload_marked (data, strlen (data), 5, ranges, 1);
  g_assert_cmpstr (binary, ==, "\\xC3\\xA9t\\xC3\\xA9");
  g_assert_cmpuint (ranges[0].start, ==, 8);
  g_assert_cmpuint (ranges[0].end, ==, 9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/display/line", test_line);
  g_test_add_func ("/display/text", test_text);
  g_test_add_func ("/display/limit", test_limit);
  g_test_add_func ("/display/measure", test_measure);
  g_test_add_func ("/display/reads-no-further", test_reads_no_further);
  g_test_add_func ("/display/round-trip/cases", test_round_trip_cases);
  g_test_add_func ("/display/round-trip/characters", test_round_trip_characters);
  g_test_add_func ("/display/round-trip/random", test_round_trip_random);
  g_test_add_func ("/display/large", test_large);
  g_test_add_func ("/display/hex-dump", test_hex_dump);
  g_test_add_func ("/display/hex-dump/offset", test_hex_dump_offset);
  g_test_add_func ("/display/hex-line", test_hex_line);
  g_test_add_func ("/display/found", test_found);
  g_test_add_func ("/display/marked", test_marked);

  return g_test_run ();
}
