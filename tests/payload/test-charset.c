// SPDX-License-Identifier: GPL-3.0-or-later
/* Character sets by their labels: what the web takes them for. */
#include "config.h"

#include "prise-charset.h"

static void
test_labels (void)
{
  static const struct {
    const char *label;
    const char *name; /* NULL: not known */
  } cases[] = {
    { "utf-8", "UTF-8" },
    { "UTF8", "UTF-8" },
    { " Latin1 ", "windows-1252" },
    { "iso-8859-1", "windows-1252" },
    { "us-ascii", "windows-1252" },
    { "iso-8859-9", "windows-1254" },
    { "iso-8859-11", "windows-874" },
    { "iso-8859-8-i", "ISO-8859-8" },
    { "gb2312", "GBK" },
    { "GB18030", "gb18030" },
    { "big5", "Big5" },
    { "x-sjis", "Shift_JIS" },
    { "Windows-31J", "Shift_JIS" },
    { "euc-jp", "EUC-JP" },
    { "ks_c_5601-1987", "EUC-KR" },
    { "utf-16", "UTF-16LE" },
    { "\t                              utf-8\n", "UTF-8" },
    { "ucs-2", "UTF-16LE" },
    { "ucs-4", "UTF-32BE" },
    { "x-mac-cyrillic", "x-mac-cyrillic" },
    { "cp437", "IBM437" },
    { "", NULL },
    { " ", NULL },
    { "no-such-thing", NULL },
    { "utf-7", NULL },
    /* The C library would take these. */
    { "utf-8//IGNORE", NULL },
    { "utf-8//TRANSLIT", NULL },
    { "INTERNAL", NULL },
    { "utf-8 utf8", NULL },
    { "\xff", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const PriseCharset *charset = prise_charset_find (cases[i].label);

    g_assert_cmpstr (charset != NULL ? charset->name : NULL, ==, cases[i].name);
  }
}

/* Each is known by its own name, and gives UTF-8. */
static void
test_names (void)
{
  static const char *const names[] = { "UTF-8",         "IBM866",       "ISO-8859-16", "KOI8-U",
                                       "macintosh",     "windows-1258", "GBK",         "Big5",
                                       "EUC-JP",        "ISO-2022-JP",  "Shift_JIS",   "EUC-KR",
                                       "x-user-defined" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const PriseCharset *charset = prise_charset_find (names[i]);
    g_autofree char *text = NULL;

    g_assert_nonnull (charset);
    g_assert_cmpstr (charset->name, ==, names[i]);
    text = g_convert ("abc", 3, "UTF-8", charset->converter, NULL, NULL, NULL);
    g_assert_cmpstr (text, ==, "abc");
  }
}

/* What their namesakes in the C library read otherwise, or not at all. */
static void
test_bytes (void)
{
  static const struct {
    const char *label;
    const char *bytes;
    const char *text;
  } cases[] = {
    { "iso-8859-1", "\x80\x92", "€’" }, { "iso-8859-9", "\x80\xfd", "€ı" },
    { "shift_jis", "\x87\x40", "①" },   { "x-sjis", "\x83\x65", "テ" },
    { "gb2312", "\xe9\x46", "镕" },     { "big5", "\xa4\xa4", "中" },
    { "euc-kr", "\x81\x41", "갂" },     { "koi8-r", "\xd0", "п" },
    { "ibm037", "\xc8\x85", "He" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const PriseCharset *charset = prise_charset_find (cases[i].label);
    g_autofree char *text =
        g_convert (cases[i].bytes, -1, "UTF-8", charset->converter, NULL, NULL, NULL);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charset/labels", test_labels);
  g_test_add_func ("/charset/names", test_names);
  g_test_add_func ("/charset/bytes", test_bytes);

  return g_test_run ();
}
