// SPDX-License-Identifier: GPL-3.0-or-later
/* What is taken for text, and how messages are shown that are none. */
#include "config.h"

#include <string.h>

#include "payload-cases.h"
#include "prise-display.h"
#include "prise-text.h"

static const struct {
  const char *bytes;
  gsize size;
  gboolean is_text;
  gboolean is_legacy;
} cases[] = {
  { BYTES (""), TRUE, TRUE },
  { BYTES ("Bonjour serveur\r\n"), TRUE, TRUE },
  { BYTES ("caf\xc3\xa9"), TRUE, TRUE },
  { BYTES ("\xe6\xbc\xa2\xe5\xad\x97 \xf0\x9f\x98\x80"), TRUE, TRUE },
  { BYTES ("e\xcc\x81t\xc3\xa9"), TRUE, TRUE },
  { BYTES ("\x1b[31mrouge\x1b[0m\t\f\n"), TRUE, TRUE },
  /* Cut out of a stream in the middle of characters. */
  { BYTES ("\xa9 noir, caf\xc3"), TRUE, TRUE },
  { BYTES ("\x98\x80 ok \xf0\x9f"), TRUE, TRUE },
  { BYTES ("\x9f\x98\x80ok"), TRUE, TRUE },
  /* Strings of C, of fixed size too, and a single mistake. */
  { BYTES ("\xc3\xa9t\xc3\xa9\0"), TRUE, TRUE },
  { BYTES ("<r/>\0"), TRUE, TRUE },
  { BYTES ("\xc3\xa9\0\0\0\0\0\0\0\0"), TRUE, TRUE },
  { BYTES ("Zo\xc3\xa9\0Bob"), TRUE, TRUE },
  { BYTES ("\x02Zo\xc3\xa9"), TRUE, TRUE },
  { BYTES ("caf\xe9 noir"), TRUE, TRUE },
  { BYTES ("\xe9t\xe9 \xe0 la plage, o\xf9 \xe7\xe0"), FALSE, TRUE },
  /* Frames of devices, whose bytes are letters by chance. */
  { BYTES ("\xde\xad\0\0"
           "09"),
    FALSE, FALSE },
  { BYTES ("\xde\xad"), FALSE, FALSE },
  { BYTES ("\xde\xad\xbe\xef"), FALSE, FALSE },
  { BYTES ("\0"), FALSE, FALSE },
  { BYTES ("\0\1\0\0\0\6\1\3\2\xc3\xa9"), FALSE, FALSE },
  { BYTES ("\x01\x02"), FALSE, FALSE },
  { BYTES ("\x01"), FALSE, FALSE },
  /* Of four characters one may be odd. */
  { BYTES ("OK\x06"), FALSE, FALSE },
  { BYTES ("OK!\x06"), TRUE, TRUE },
  { BYTES ("\x7f\xc3\xa9\x7f"), FALSE, FALSE },
  { BYTES ("\xee\x80\x80\xee\x80\x81"), FALSE, FALSE },
  { BYTES ("\xcd\xb8\xcd\xb9"), FALSE, FALSE },
  { BYTES ("\xc2\x80\xc2\x81"), FALSE, FALSE },
  /* A mark behind a space stands on nothing. */
  { BYTES ("a \xcc\x81 \xcc\x81"), FALSE, FALSE },
  { BYTES ("a \xcc\x81"
           "a\xcc\x81"),
    TRUE, TRUE },
  { BYTES ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), FALSE, FALSE },
  { BYTES ("\xff\xd8\xff\xe0\0\x10JFIF"), FALSE, FALSE },
  { BYTES ("\x80"), FALSE, FALSE },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *bytes = g_memdup2 (cases[i].bytes, cases[i].size);

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_assert_cmpint (prise_text_is_likely (bytes, cases[i].size), ==, cases[i].is_text);
    g_assert_cmpint (prise_text_is_likely_legacy (bytes, cases[i].size), ==, cases[i].is_legacy);
  }
}

/* Of a long text one in sixteen may be odd. */
static void
test_tolerance (void)
{
  g_autofree char *bytes = g_strnfill (160, 'x');

  memset (bytes, '\1', 10);
  g_assert_true (prise_text_is_likely (bytes, 160));
  bytes[10] = '\1';
  g_assert_false (prise_text_is_likely (bytes, 160));
}

/* Only the first bytes exist: reading on would end the program. */
static void
test_reads_no_further (void)
{
  g_autofree char *bytes = g_strnfill (PRISE_TEXT_LOOK, 'x');
  g_autofree char *exact = g_memdup2 (bytes, PRISE_TEXT_LOOK);

  g_assert_true (prise_text_is_likely (exact, (gsize) 1 << 40));
}

/* Whatever the bytes are, one of the two ways to read them gives them back. */
static void
test_random (void)
{
  for (int i = 0; i < 2000; i++) {
    gsize size = (gsize) g_test_rand_int_range (1, 64);
    g_autofree char *bytes = g_malloc (size);
    g_autofree char *shown = NULL;
    g_autoptr (GBytes) back = NULL;

    for (gsize k = 0; k < size; k++)
      bytes[k] = (char) g_test_rand_int_range (g_test_rand_bit () ? 0 : 0x80, 0x100);
    shown = prise_display_payload (bytes, size, size);
    back =
        prise_message_encode (shown, PRISE_MESSAGE_FORMAT_TEXT, PRISE_LINE_ENDING_NONE, NULL, NULL);
    assert_bytes (back, bytes, size);
  }
}

static void
test_payload (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    const char *line;
  } shown[] = {
    { BYTES ("\xde\xad\0\0"
             "09"),
      "\\xDE\\xAD\\0\\x0009" },
    { BYTES ("\0\1\0\0\0\6\1\3\2\xc3\xa9"), "\\0\\x01\\0\\0\\0\\x06\\x01\\x03\\x02\\xC3\\xA9" },
    { BYTES ("caf\xc3\xa9\n"), "café\\n" },
    { BYTES ("\xc3\xa9t\xc3\xa9\0"), "été\\0" },
    { BYTES ("\xa9 caf\xc3\xa9"), "\\xA9 café" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++) {
    g_autofree char *bytes = g_memdup2 (shown[i].bytes, shown[i].size);
    g_autofree char *line = prise_display_payload_line (bytes, shown[i].size, G_MAXSIZE);

    g_assert_cmpstr (line, ==, shown[i].line);
  }
}

/* What is shown of a part is judged by the whole. */
static void
test_payload_part (void)
{
  static const char bytes[] = "caf\xc3\xa9\1\2\3\4\5\6\7";
  g_autofree char *part = prise_display_payload (bytes, sizeof bytes - 1, 5);
  g_autofree char *whole = prise_display_payload (bytes, 5, 5);

  g_assert_cmpstr (part, ==, "caf\\xC3\\xA9");
  g_assert_cmpstr (whole, ==, "café");
}

static void
test_measure_line (void)
{
  static const struct {
    const char *piece;
    gsize n_times;
    const char *after;
    gsize size;
    gboolean is_broken;
  } lines_to_measure[] = {
    { "\n", 1, "x", 1, FALSE },
    { "x", 1, "", 1, FALSE },
    { "x", 1024, "", 1024, FALSE },
    { "x", 1024, "\ny", 1025, FALSE },
    { "x", 1025, "", 1024, TRUE },
    { "é", 512, "", 1024, FALSE },
    { "é", 513, "", 1024, TRUE },
    { "中", 342, "", 1023, TRUE },
    { "\t", 128, "", 128, FALSE },
    { "\t", 128, "x", 128, TRUE },
    { "\t", 129, "", 128, TRUE },
    { "x\t", 113, "xxxxxxx", 233, FALSE },
    { "x\t", 113, "xxxxxxxx", 233, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines_to_measure); i++) {
    g_autoptr (GString) line = g_string_new (NULL);
    gboolean is_broken;

    for (gsize j = 0; j < lines_to_measure[i].n_times; j++)
      g_string_append (line, lines_to_measure[i].piece);
    g_string_append (line, lines_to_measure[i].after);
    g_assert_cmpuint (prise_text_measure_line (line->str, &is_broken), ==,
                      lines_to_measure[i].size);
    g_assert_cmpint (is_broken, ==, lines_to_measure[i].is_broken);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/cases", test_cases);
  g_test_add_func ("/text/tolerance", test_tolerance);
  g_test_add_func ("/text/reads-no-further", test_reads_no_further);
  g_test_add_func ("/text/random", test_random);
  g_test_add_func ("/text/payload", test_payload);
  g_test_add_func ("/text/payload/part", test_payload_part);
  g_test_add_func ("/payload/text/measure-line", test_measure_line);

  return g_test_run ();
}
