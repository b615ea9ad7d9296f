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
  /* U+01C5, which is of neither case. */
  { "\xc7\x85", BYTES ("\xc7\x85"), TRUE },
  { "\xc7\x85", BYTES ("\xc7\x86"), TRUE },
  { "end", BYTES ("\0\0end"), TRUE },
  { "<b>", BYTES ("<B>bold</B>"), TRUE },
  { "192.0.2.7", BYTES ("nothing"), TRUE },
  { ":5555", BYTES ("nothing"), TRUE },
  { ":5556", BYTES ("nothing"), FALSE },
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
  g_test_add_func ("/traffic/filter/direction", test_direction);
  g_test_add_func ("/traffic/filter/both", test_both);
  g_test_add_func ("/traffic/filter/empty", test_empty);
  g_test_add_func ("/traffic/filter/invalid-text", test_invalid_text);

  return g_test_run ();
}
