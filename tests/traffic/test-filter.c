// SPDX-License-Identifier: GPL-3.0-or-later
/* Which entries a filter lets through. */
#include "config.h"

#include "prise-filter.h"

#include <string.h>

#define BYTES(literal) (literal), sizeof (literal) - 1

typedef struct {
  const char *text;
  const char *data;
  gsize size;
  gboolean matches;
} TextCase;

static const TextCase text_cases[] = {
  { "bonjour", BYTES ("Bonjour serveur"), TRUE },
  { "BONJOUR", BYTES ("Bonjour serveur"), TRUE },
  { "serveur", BYTES ("Bonjour serveur"), TRUE },
  { "serveurs", BYTES ("Bonjour serveur"), FALSE },
  { "r s", BYTES ("Bonjour serveur"), TRUE },
  { "aab", BYTES ("aaab"), TRUE },
  { "x", BYTES (""), FALSE },
  { "x", NULL, 0, FALSE },
  { "été", BYTES ("L'ÉTÉ"), TRUE },
  { "ÉTÉ", BYTES ("l'été"), TRUE },
  { "é", BYTES ("\xc3"), FALSE },
  { "é", BYTES ("\xff\x00\xc3\xa9"), TRUE },
  { "ß", BYTES ("Straße"), TRUE },
  { "привет", BYTES ("ПРИВЕТ"), TRUE },
  /* U+0130, whose lower case is one byte: the two differ in length. */
  { "\xc4\xb0x", BYTES ("ix"), TRUE },
  { "\xc4\xb0x", BYTES ("\xc4\xb0X"), TRUE },
  /* U+2C65, whose upper case is shorter. */
  { "\xe2\xb1\xa5", BYTES ("\xc8\xba"), TRUE },
  /* U+01C5, which is of neither case. */
  { "\xc7\x85", BYTES ("\xc7\x85"), TRUE },
  { "\xc7\x85", BYTES ("\xc7\x86"), TRUE },
  { "end", BYTES ("\0\0end"), TRUE },
  { "<b>", BYTES ("<B>bold</B>"), TRUE },
  { "192.0.2.7", BYTES ("nothing"), TRUE },
  { ":5555", BYTES ("nothing"), TRUE },
  { ":5556", BYTES ("nothing"), FALSE },
  /* As the log shows it: escapes, or the very characters. */
  { "\\0\\x0009", BYTES ("\xde\xad\0\00009"), TRUE },
  { "\\xA5Z", BYTES ("\xa5z"), TRUE },
  { "\\xA5Z", BYTES ("\xa4z"), FALSE },
  { "OK\\r\\n", BYTES ("...ok\r\n"), TRUE },
  { "C:\\new", BYTES ("C:\\new"), TRUE },
  { "C:\\new", BYTES ("c:\new"), TRUE },
  { "C:\\dir", BYTES ("C:\\dir"), TRUE },
  { "a\\\\b", BYTES ("a\\b"), TRUE },
  /* In hexadecimal. */
  { "DE AD 00 00 30 39", BYTES ("\xde\xad\0\00009"), TRUE },
  { "de ad", BYTES ("\xde\xad"), TRUE },
  { "de  ad   00", BYTES ("\xde\xad\0"), TRUE },
  { "DE AD", BYTES ("DE AD"), FALSE },
  { "DE ?? 00", BYTES ("\xde\x17\0"), TRUE },
  { "DE ?? 00", BYTES ("\xde\x17"), FALSE },
  { "?? AD", BYTES ("x\xad"), TRUE },
  { "3? 3?", BYTES ("a09"), TRUE },
  { "?0 ?1", BYTES ("\x50\x61"), TRUE },
  { "?0 ?1", BYTES ("\x50\x62"), FALSE },
  { "0xDEAD", BYTES (".\xde\xad"), TRUE },
  { "0x0", BYTES ("is 0x0"), TRUE },
  { "DEAD", BYTES ("dead"), TRUE },
  { "DEAD", BYTES ("\xde\xad"), FALSE },
  { "be e", BYTES ("be evil"), TRUE },
  { "??", BYTES ("what??"), TRUE },
  { "", BYTES ("anything"), TRUE },
  { NULL, NULL, 0, TRUE },
};

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_cases); i++) {
    const TextCase *c = &text_cases[i];
    g_autoptr (PriseFilter) filter = prise_filter_new (c->text, PRISE_DIRECTION_ALL);
    PriseEntry entry = { .kind = PRISE_ENTRY_RECEIVED, .peer = (char *) "192.0.2.7:5555" };

    /* Exactly as many bytes as there are, so that a sanitizer sees one too far. */
    g_autofree guint8 *data = g_memdup2 (c->data, c->size);

    entry.data = data;
    entry.size = c->size;
    g_test_message ("“%s” in case %" G_GSIZE_FORMAT, c->text, i);
    g_assert_cmpint (prise_filter_matches (filter, &entry), ==, c->matches);
  }
}

static void
test_kind (void)
{
  static const struct {
    const char *text;
    PrisePatternKind kind;
  } cases[] = {
    { "", PRISE_PATTERN_TEXT },          { "ab", PRISE_PATTERN_TEXT },
    { "ab cd", PRISE_PATTERN_HEX },      { "ab cde", PRISE_PATTERN_TEXT },
    { "0xa", PRISE_PATTERN_TEXT },       { "0xab", PRISE_PATTERN_HEX },
    { "0x", PRISE_PATTERN_TEXT },        { "a\\n", PRISE_PATTERN_ESCAPES },
    { "a\\y", PRISE_PATTERN_TEXT },      { "a\\", PRISE_PATTERN_TEXT },
    { "\\xff\\q", PRISE_PATTERN_TEXT },  { "?? ??", PRISE_PATTERN_HEX },
    { "dead beef", PRISE_PATTERN_TEXT }, { "0xdead beef", PRISE_PATTERN_HEX },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseFilter) filter = prise_filter_new (cases[i].text, PRISE_DIRECTION_ALL);

    g_test_message ("“%s”", cases[i].text);
    g_assert_cmpint (prise_filter_get_kind (filter), ==, cases[i].kind);
  }
}

static void
test_find (void)
{
  static const struct {
    const char *text;
    const char *data;
    gsize size;
    gsize start;
    gsize end;
  } cases[] = {
    { "b", BYTES ("abc"), 1, 2 },
    { "\\n", BYTES ("a\nb"), 1, 2 },
    { "C:\\new", BYTES ("->C:\\new"), 2, 8 },
    { "00 ??", BYTES ("\x01\0\x02"), 1, 3 },
    { "\xc4\xb0x", BYTES ("..ix"), 2, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseFilter) filter = prise_filter_new (cases[i].text, PRISE_DIRECTION_ALL);
    PriseEntry entry = { .data = (const guint8 *) cases[i].data, .size = cases[i].size };
    gsize start, end;

    g_assert_true (prise_filter_find (filter, &entry, &start, &end));
    g_assert_cmpuint (start, ==, cases[i].start);
    g_assert_cmpuint (end, ==, cases[i].end);
  }
}

static gsize
find_naively (const char *data, gsize size, const char *text)
{
  const gsize length = strlen (text);

  for (gsize i = 0; i + length <= size; i++) {
    if (g_ascii_strncasecmp (data + i, text, length) == 0)
      return i;
  }

  return size;
}

/* Of few letters, so that much fits for long, and as text and as bytes; longer and shorter than
 * what is followed at once. */
static void
test_like_naive (void)
{
  for (guint i = 0; i < 4000; i++) {
    const gsize length = (gsize) g_test_rand_int_range (1, i % 2 == 0 ? 12 : 140);
    g_autofree char *data = g_malloc (600);
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (GString) bytes = g_string_new ("0x");
    PriseEntry entry = { .data = (const guint8 *) data, .size = 600 };

    for (gsize k = 0; k < entry.size; k++)
      data[k] = "aaaaaaaAb"[g_test_rand_int_range (0, 9)];
    for (gsize k = 0; k < length; k++)
      g_string_append_c (text, "aaaaaaaaaaaaaaab"[g_test_rand_int_range (0, 16)]);
    if (i % 3 == 0)
      memcpy (data + g_test_rand_int_range (0, (gint32) (601 - length)), text->str, length);
    for (gsize k = 0; k < length; k++)
      g_string_append_printf (bytes, "%02x", (guint) text->str[k]);

    for (guint as_bytes = 0; as_bytes < 2; as_bytes++) {
      g_autoptr (PriseFilter) filter =
          prise_filter_new (as_bytes ? bytes->str : text->str, PRISE_DIRECTION_ALL);
      const char *exact = memmem (data, entry.size, text->str, length);
      const gsize expected = !as_bytes       ? find_naively (data, entry.size, text->str)
                             : exact != NULL ? (gsize) (exact - data)
                                             : entry.size;
      gsize start = entry.size, end = 0;
      const gboolean is_found = prise_filter_find (filter, &entry, &start, &end);

      g_assert_cmpint (is_found, ==, expected < entry.size);
      g_assert_cmpuint (start, ==, expected);
      if (is_found)
        g_assert_cmpuint (end, ==, start + length);
    }
  }
}

static void
test_direction (void)
{
  static const struct {
    PriseDirection direction;
    const char *matching; /* a digit for each kind */
  } cases[] = {
    { PRISE_DIRECTION_ALL, "111111" },
    { PRISE_DIRECTION_RECEIVED, "000100" },
    { PRISE_DIRECTION_SENT, "001000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseFilter) filter = prise_filter_new (NULL, cases[i].direction);

    for (guint kind = 0; kind < PRISE_ENTRY_N_KINDS; kind++) {
      PriseEntry entry = { .kind = kind, .data = (const guint8 *) "x", .size = 1 };

      g_assert_cmpint (prise_filter_matches (filter, &entry), ==, cases[i].matching[kind] == '1');
    }
  }
}

static void
test_both (void)
{
  g_autoptr (PriseFilter) filter = prise_filter_new ("ping", PRISE_DIRECTION_SENT);
  PriseEntry sent = { .kind = PRISE_ENTRY_SENT, .data = (const guint8 *) "PING", .size = 4 };
  PriseEntry received = { .kind = PRISE_ENTRY_RECEIVED, .data = sent.data, .size = sent.size };

  g_assert_cmpstr (prise_filter_get_text (filter), ==, "ping");
  g_assert_cmpint (prise_filter_get_direction (filter), ==, PRISE_DIRECTION_SENT);
  g_assert_true (prise_filter_matches (filter, &sent));
  g_assert_false (prise_filter_matches (filter, &received));
}

static void
test_empty (void)
{
  g_autoptr (PriseFilter) none = prise_filter_new (NULL, PRISE_DIRECTION_ALL);
  g_autoptr (PriseFilter) text = prise_filter_new ("x", PRISE_DIRECTION_ALL);
  g_autoptr (PriseFilter) direction = prise_filter_new ("", PRISE_DIRECTION_SENT);

  g_assert_true (prise_filter_is_empty (none));
  g_assert_false (prise_filter_is_empty (text));
  g_assert_false (prise_filter_is_empty (direction));
}

static void
test_invalid_text (void)
{
  g_autoptr (PriseFilter) filter = prise_filter_new ("a\xff", PRISE_DIRECTION_ALL);
  PriseEntry entry = { .kind = PRISE_ENTRY_SENT, .data = (const guint8 *) "a\xff", .size = 2 };

  g_assert_false (prise_filter_matches (filter, &entry));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/traffic/filter/text", test_text);
  g_test_add_func ("/traffic/filter/kind", test_kind);
  g_test_add_func ("/traffic/filter/find", test_find);
  g_test_add_func ("/traffic/filter/like-naive", test_like_naive);
  g_test_add_func ("/traffic/filter/direction", test_direction);
  g_test_add_func ("/traffic/filter/both", test_both);
  g_test_add_func ("/traffic/filter/empty", test_empty);
  g_test_add_func ("/traffic/filter/invalid-text", test_invalid_text);

  return g_test_run ();
}
