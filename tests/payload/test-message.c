// SPDX-License-Identifier: GPL-3.0-or-later
/* Messages as text and as hex: what they stand for, and what is said about mistakes. */
#include "config.h"

#include <string.h>

#include "payload-cases.h"
#include "prise-message.h"
#include "prise-payload-error.h"

#define LARGE (16 * 1024 * 1024)

typedef struct {
  const char *text;
  const char *bytes;
  gsize size;
} GoodCase;

typedef struct {
  const char *text;
  gsize offset;
  const char *place;
} BadCase;

static const GoodCase good_text[] = {
  { "", BYTES ("") },
  { "Bonjour serveur", BYTES ("Bonjour serveur") },
  { "é €", BYTES ("\xc3\xa9 \xe2\x82\xac") },
  { "two\nlines", BYTES ("two\nlines") },
  { "\\n\\r\\t\\0", BYTES ("\n\r\t\0") },
  { "\\a\\b\\e\\f\\v", BYTES ("\a\b\x1b\f\v") },
  { "\\\\n", BYTES ("\\n") },
  { "\\\"\\'", BYTES ("\"'") },
  { "a\\0b", BYTES ("a\0b") },
  { "\\0x", BYTES ("\0x") },
  { "\\x00\\xff\\xFF\\x0A", BYTES ("\0\xff\xff\n") },
  { "\\x41B", BYTES ("AB") },
  { "\\u0041", BYTES ("A") },
  { "\\u0000", BYTES ("\0") },
  { "\\u00e9\\u20AC", BYTES ("\xc3\xa9\xe2\x82\xac") },
  { "\\u202E", BYTES ("\xe2\x80\xae") },
  { "\\uFFFF", BYTES ("\xef\xbf\xbf") },
  { "\\uD83D\\uDE00", BYTES ("\xf0\x9f\x98\x80") },
  /* The first, the last of those that take two. */
  { "\\uD800\\uDC00", BYTES ("\xf0\x90\x80\x80") },
  { "\\uDBFF\\uDFFF", BYTES ("\xf4\x8f\xbf\xbf") },
  { "\\U0001F600", BYTES ("\xf0\x9f\x98\x80") },
  { "\\U0010FFFF", BYTES ("\xf4\x8f\xbf\xbf") },
  { "<b>&amp;</b> %s %n", BYTES ("<b>&amp;</b> %s %n") },
};

static const BadCase bad_text[] = {
  { "\\q", 0, "“\\q” at character 1: " },
  { "abcd\\q", 4, "“\\q” at character 5: " },
  { "é€\\é", 5, "“\\é” at character 3: " },
  { "\\", 0, "“\\” at character 1: " },
  { "abc\\", 3, "“\\” at character 4: " },
  { "\\\\\\", 2, "“\\” at character 3: " },
  { "\\N", 0, "“\\N” at character 1: " },
  { "\\1", 0, "“\\1” at character 1: " },
  /* Octal elsewhere: Escape. */
  { "\\033[0m", 0, "“\\033” at character 1: " },
  { "a\\01", 1, "“\\01” at character 2: " },
  { "\\09999", 0, "“\\099” at character 1: " },
  { "\\x", 0, "“\\x” at character 1: " },
  { "\\x4", 0, "“\\x4” at character 1: " },
  { "\\x4g", 0, "“\\x4” at character 1: " },
  { "\\u", 0, "“\\u” at character 1: " },
  { "\\u00E", 0, "“\\u00E” at character 1: " },
  { "\\u00Ez", 0, "“\\u00E” at character 1: " },
  { "a\\uD83D", 1, "“\\uD83D” at character 2: " },
  { "\\uD83Dx", 0, "“\\uD83D” at character 1: " },
  { "\\uD83D\\n", 0, "“\\uD83D” at character 1: " },
  { "\\uD83D\\uD83D", 0, "“\\uD83D” at character 1: " },
  { "\\uD83D\\uDBFF", 0, "“\\uD83D” at character 1: " },
  { "\\uD83D\\uE000", 0, "“\\uD83D” at character 1: " },
  { "\\uD83D\\uDE0", 0, "“\\uD83D” at character 1: " },
  { "\\uDE00", 0, "“\\uDE00” at character 1: " },
  { "\\U0001F60", 0, "“\\U0001F60” at character 1: " },
  { "\\U00110000", 0, "“\\U00110000” at character 1: " },
  { "\\U0000D83D", 0, "“\\U0000D83D” at character 1: " },
  { "\\UFFFFFFFF", 0, "“\\UFFFFFFFF” at character 1: " },
};

static const GoodCase good_hex[] = {
  { "", BYTES ("") },
  { " \n\t\r", BYTES ("") },
  { "42", BYTES ("B") },
  { "426f6E", BYTES ("Bon") },
  { "42 6F 6e", BYTES ("Bon") },
  { " 42,6F;6e:0a-0d\n", BYTES ("Bon\n\r") },
  { "42, 6F,\n6e", BYTES ("Bon") },
  { "0x42", BYTES ("B") },
  { "0x42 0X6f,0x6e", BYTES ("Bon") },
  { "0x426f0x6e", BYTES ("Bon") },
  { "00 ff", BYTES ("\0\xff") },
};

static const BadCase bad_hex[] = {
  { "4", 0, "“4” at character 1: this digit stands alone" },
  { "42 6", 3, "“6” at character 4: this digit stands alone" },
  { "4 2", 0, "“4” at character 1: this digit stands alone" },
  { "42 6f6", 5, "“6” at character 6: this digit stands alone" },
  { "0x4", 2, "“4” at character 3: this digit stands alone" },
  { "4g", 1, "“g” at character 2: this isn’t a hexadecimal digit" },
  { "42 zz", 3, "“z” at character 4: this isn’t a hexadecimal digit" },
  { "42 é", 3, "“é” at character 4: this isn’t a hexadecimal digit" },
  { "4é", 1, "“é” at character 2: this isn’t a hexadecimal digit" },
  { "0x", 1, "“x” at character 2: this isn’t a hexadecimal digit" },
  { "0x 42", 1, "“x” at character 2: this isn’t a hexadecimal digit" },
  { "42 \\n", 3, "“\\” at character 4: this isn’t a hexadecimal digit" },
};

static void
check_good (const GoodCase *cases, gsize n, PriseMessageFormat format)
{
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = g_memdup2 (cases[i].text, strlen (cases[i].text) + 1);
    gsize offset = 4711;
    g_autoptr (GBytes) bytes =
        prise_message_encode (text, format, PRISE_LINE_ENDING_NONE, &offset, &error);

    g_assert_no_error (error);
    assert_bytes (bytes, cases[i].bytes, cases[i].size);
    g_assert_cmpuint (offset, ==, 4711);
  }
}

static void
check_bad (const BadCase *cases, gsize n, PriseMessageFormat format, PrisePayloadError code)
{
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = g_memdup2 (cases[i].text, strlen (cases[i].text) + 1);
    gsize offset = 4711;

    g_assert_null (prise_message_encode (text, format, PRISE_LINE_ENDING_LF, &offset, &error));
    assert_mistake (error, code, offset, cases[i].offset, cases[i].place);

    /* Nobody has to ask for the place or the sentence. */
    g_assert_null (prise_message_encode (text, format, PRISE_LINE_ENDING_LF, NULL, NULL));
  }
}

static void
test_text (void)
{
  check_good (good_text, G_N_ELEMENTS (good_text), PRISE_MESSAGE_FORMAT_TEXT);
}

static void
test_text_mistakes (void)
{
  check_bad (bad_text, G_N_ELEMENTS (bad_text), PRISE_MESSAGE_FORMAT_TEXT,
             PRISE_PAYLOAD_ERROR_BAD_ESCAPE);
}

static void
test_hex (void)
{
  check_good (good_hex, G_N_ELEMENTS (good_hex), PRISE_MESSAGE_FORMAT_HEX);
}

static void
test_hex_mistakes (void)
{
  check_bad (bad_hex, G_N_ELEMENTS (bad_hex), PRISE_MESSAGE_FORMAT_HEX,
             PRISE_PAYLOAD_ERROR_BAD_HEX);
}

/* Arguments of a command line needn't be UTF-8: they are sent as they are. */
static void
test_invalid_utf8 (void)
{
  g_autoptr (GError) error = NULL;
  gsize offset = 0;
  g_autoptr (GBytes) bytes = prise_message_encode ("\xff\xfe\xc3", PRISE_MESSAGE_FORMAT_TEXT,
                                                   PRISE_LINE_ENDING_NONE, NULL, &error);

  g_assert_no_error (error);
  assert_bytes (bytes, BYTES ("\xff\xfe\xc3"));

  g_assert_null (prise_message_encode ("\\\xff\x80\x80", PRISE_MESSAGE_FORMAT_TEXT,
                                       PRISE_LINE_ENDING_NONE, &offset, &error));
  assert_mistake (error, PRISE_PAYLOAD_ERROR_BAD_ESCAPE, offset, 0, "“\\");
}

static void
test_line_endings (void)
{
  static const struct {
    PriseLineEnding ending;
    const char *text;
    const char *bytes;
  } cases[] = {
    { PRISE_LINE_ENDING_NONE, "A", "A" },     { PRISE_LINE_ENDING_LF, "A", "A\n" },
    { PRISE_LINE_ENDING_CRLF, "A", "A\r\n" }, { PRISE_LINE_ENDING_CR, "A", "A\r" },
    { PRISE_LINE_ENDING_NONE, "", "" },       { PRISE_LINE_ENDING_CRLF, "", "\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *hex = *cases[i].text != '\0' ? "41" : "";
    g_autoptr (GBytes) from_text = prise_message_encode (cases[i].text, PRISE_MESSAGE_FORMAT_TEXT,
                                                         cases[i].ending, NULL, NULL);
    g_autoptr (GBytes) from_hex =
        prise_message_encode (hex, PRISE_MESSAGE_FORMAT_HEX, cases[i].ending, NULL, NULL);

    assert_bytes (from_text, cases[i].bytes, strlen (cases[i].bytes));
    assert_bytes (from_hex, cases[i].bytes, strlen (cases[i].bytes));
  }
}

static void
assert_all (GBytes *bytes, char expected, gsize size)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  g_assert_cmpuint (n, ==, size);
  for (gsize i = 0; i < n; i++) {
    if (data[i] != expected)
      g_error ("byte %" G_GSIZE_FORMAT " is %d", i, data[i]);
  }
}

/* Were it quadratic, this would take days. */
static void
test_large (void)
{
  static const struct {
    const char *unit;
    PriseMessageFormat format;
  } cases[] = {
    { "A", PRISE_MESSAGE_FORMAT_TEXT },
    { "\\x41", PRISE_MESSAGE_FORMAT_TEXT },
    { "41", PRISE_MESSAGE_FORMAT_HEX },
    { "0x41, ", PRISE_MESSAGE_FORMAT_HEX },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gsize length = strlen (cases[i].unit);
    g_autofree char *text = g_malloc (LARGE + 1);
    g_autoptr (GBytes) bytes = NULL;

    for (gsize k = 0; k + length <= LARGE; k += length)
      memcpy (text + k, cases[i].unit, length);
    text[LARGE / length * length] = '\0';

    bytes = prise_message_encode (text, cases[i].format, PRISE_LINE_ENDING_NONE, NULL, NULL);
    assert_all (bytes, 'A', LARGE / length);
  }
}

static void
test_nicks (void)
{
  g_autoptr (GEnumClass) formats = g_type_class_ref (PRISE_TYPE_MESSAGE_FORMAT);
  g_autoptr (GEnumClass) endings = g_type_class_ref (PRISE_TYPE_LINE_ENDING);

  g_assert_cmpint (g_enum_get_value_by_nick (formats, "text")->value, ==,
                   PRISE_MESSAGE_FORMAT_TEXT);
  g_assert_cmpint (g_enum_get_value_by_nick (formats, "hex")->value, ==, PRISE_MESSAGE_FORMAT_HEX);
  g_assert_cmpint (g_enum_get_value_by_nick (endings, "none")->value, ==, PRISE_LINE_ENDING_NONE);
  g_assert_cmpint (g_enum_get_value_by_nick (endings, "lf")->value, ==, PRISE_LINE_ENDING_LF);
  g_assert_cmpint (g_enum_get_value_by_nick (endings, "crlf")->value, ==, PRISE_LINE_ENDING_CRLF);
  g_assert_cmpint (g_enum_get_value_by_nick (endings, "cr")->value, ==, PRISE_LINE_ENDING_CR);
}

/* The bytes stay, whatever they are; what is no message stays as it is. */
static void
test_convert (void)
{
  static const struct {
    const char *text;
    PriseMessageFormat from;
    const char *converted;
  } cases[] = {
    { "Bon\\n", PRISE_MESSAGE_FORMAT_TEXT, "42 6F 6E 0A" },
    { "é", PRISE_MESSAGE_FORMAT_TEXT, "C3 A9" },
    { "", PRISE_MESSAGE_FORMAT_TEXT, "" },
    { "\\q", PRISE_MESSAGE_FORMAT_TEXT, NULL },
    { "42 6f6E", PRISE_MESSAGE_FORMAT_HEX, "Bon" },
    { "de ad 00 31", PRISE_MESSAGE_FORMAT_HEX, "\\xDE\\xAD\\x001" },
    { "5c", PRISE_MESSAGE_FORMAT_HEX, "\\\\" },
    { "", PRISE_MESSAGE_FORMAT_HEX, "" },
    { "hello", PRISE_MESSAGE_FORMAT_HEX, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const PriseMessageFormat to = cases[i].from == PRISE_MESSAGE_FORMAT_HEX
                                      ? PRISE_MESSAGE_FORMAT_TEXT
                                      : PRISE_MESSAGE_FORMAT_HEX;
    g_autofree char *converted = prise_message_convert (cases[i].text, cases[i].from, to);

    g_assert_cmpstr (converted, ==, cases[i].converted);
  }
}

/* There and back again, for every byte. */
static void
test_convert_all (void)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  for (guint i = 0; i < 256; i++)
    g_string_append_printf (hex, "%s%02X", i > 0 ? " " : "", i);
  text = prise_message_convert (hex->str, PRISE_MESSAGE_FORMAT_HEX, PRISE_MESSAGE_FORMAT_TEXT);
  again = prise_message_convert (text, PRISE_MESSAGE_FORMAT_TEXT, PRISE_MESSAGE_FORMAT_HEX);
  g_assert_cmpstr (again, ==, hex->str);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/text", test_text);
  g_test_add_func ("/message/text/mistakes", test_text_mistakes);
  g_test_add_func ("/message/hex", test_hex);
  g_test_add_func ("/message/hex/mistakes", test_hex_mistakes);
  g_test_add_func ("/message/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/message/line-endings", test_line_endings);
  g_test_add_func ("/message/large", test_large);
  g_test_add_func ("/message/convert", test_convert);
  g_test_add_func ("/message/convert/all", test_convert_all);
  g_test_add_func ("/message/nicks", test_nicks);

  return g_test_run ();
}
