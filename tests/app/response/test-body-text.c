// SPDX-License-Identifier: GPL-3.0-or-later
/* What a body is, and its bytes as text, by tables. */
#include "config.h"

#include <string.h>

#include "prise-body-text.h"
#include "prise-content-type.h"

static void
test_kind (void)
{
  static const struct {
    const char *type;
    const char *data;
    PriseBodyKind kind;
    PriseIndentStyle style;
    const char *suffix;
  } cases[] = {
    { NULL, "", PRISE_BODY_EMPTY, PRISE_INDENT_NONE, "bin" },
    { "text/html", "", PRISE_BODY_EMPTY, PRISE_INDENT_HTML, "html" },
    { "text/html; charset=utf-8", "x", PRISE_BODY_TEXT, PRISE_INDENT_HTML, "html" },
    { "TEXT/HTML ;charset=utf-8", "x", PRISE_BODY_TEXT, PRISE_INDENT_HTML, "html" },
    { "text/css", "x", PRISE_BODY_TEXT, PRISE_INDENT_CSS, "css" },
    { "application/json", "{}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
    { "application/problem+json", "{}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
    { "application/atom+xml", "<a/>", PRISE_BODY_TEXT, PRISE_INDENT_XML, "xml" },
    { "image/svg+xml", "<svg/>", PRISE_BODY_IMAGE, PRISE_INDENT_XML, "svg" },
    { "image/png", "x", PRISE_BODY_IMAGE, PRISE_INDENT_NONE, "png" },
    { "text/plain", "\x01\x02", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "txt" },
    { "text/x-other", "x", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
    { "text/plain; charset=utf-16le", "a\x01", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
    { "application/zip", "PK", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "zip" },
    { NULL, " {\"a\":1}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
    { NULL, "<!DOCTYPE html>", PRISE_BODY_TEXT, PRISE_INDENT_HTML, "html" },
    { NULL, "<?xml version='1.0'?>", PRISE_BODY_TEXT, PRISE_INDENT_XML, "xml" },
    { NULL, "hello", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
    { NULL, "\xff\xfe", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
    { "application/octet-stream", "\x89PNG\r\n\x1a\n", PRISE_BODY_IMAGE, PRISE_INDENT_NONE, "png" },
    { "application/octet-stream", "\x01", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "bin" },
    { "application/octet-stream", "GIF89a", PRISE_BODY_IMAGE, PRISE_INDENT_NONE, "gif" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const gsize size = strlen (cases[i].data);

    g_test_message ("case %" G_GSIZE_FORMAT, (gsize) i);
    g_assert_cmpint (prise_content_type_get_kind (cases[i].type, cases[i].data, size), ==,
                     cases[i].kind);
    g_assert_cmpint (prise_content_type_get_style (cases[i].type, cases[i].data, size), ==,
                     cases[i].style);
    g_assert_cmpstr (prise_content_type_get_suffix (cases[i].type, cases[i].data, size), ==,
                     cases[i].suffix);
  }
}

static void
test_charset (void)
{
  static const struct {
    const char *type;
    const char *data;
    const char *charset;
  } cases[] = {
    { NULL, "hello", "UTF-8" },
    { NULL, "caf\xc3\xa9", "UTF-8" },
    { NULL, "caf\xc3", "UTF-8" }, /* cut */
    { NULL, "caf\xe9 noir", "ISO-8859-1" },
    { "text/plain; charset=utf-8", "caf\xe9 noir", "UTF-8" },
    { "text/plain; charset=\"iso-8859-15\"", "caf\xe9", "ISO-8859-15" },
    { "text/plain; format=flowed; charset=windows-1252", "x", "WINDOWS-1252" },
    { "text/plain; charset=no-such-thing", "x", "UTF-8" },
    { "text/plain; charset=", "x", "UTF-8" },
    { "text/html", "<meta charset=\"iso-8859-2\">", "ISO-8859-2" },
    { "text/html", "<META http-equiv=x content='text/html; charset=koi8-r'>", "KOI8-R" },
    { "text/html; charset=utf-8", "<meta charset=iso-8859-2>", "UTF-8" },
    { NULL, "<?xml version='1.0' encoding='iso-8859-1'?>", "ISO-8859-1" },
    { "text/html", "<meta charset=utf-16>", "UTF-8" },
    { "text/plain; charset=iso-8859-1", "\xef\xbb\xbfx", "UTF-8" },
    { NULL, "\xff\xfex", "UTF-16LE" },
    { NULL, "\xfe\xff", "UTF-16BE" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *charset =
        prise_body_text_find_charset (cases[i].type, cases[i].data, strlen (cases[i].data));

    g_assert_cmpstr (charset, ==, cases[i].charset);
  }
}

static void
test_decode (void)
{
  static const struct {
    const char *charset;
    const char *data;
    gsize size;
    gboolean is_whole;
    const char *text;
  } cases[] = {
    { "UTF-8", "caf\xc3\xa9\r\n\t.", 9, TRUE, "café\r\n\t." },
    { "UTF-8", "\xef\xbb\xbfx", 4, TRUE, "x" },
    { "UTF-8", "a\xff\xfez", 4, TRUE, "a\\xFF\\xFEz" },
    { "UTF-8", "caf\xc3", 4, TRUE, "caf\\xC3" },
    { "UTF-8", "caf\xc3", 4, FALSE, "caf" },
    { "UTF-8", "a\0b\x1b\x7f", 5, TRUE, "a␀b␛␡" },
    { "UTF-8", "\xe2\x80\xae", 3, TRUE, "\\u202E" },
    { "ISO-8859-1", "caf\xe9", 4, TRUE, "café" },
    { "UTF-16LE", "\xff\xfeh\0\xe9\0", 6, TRUE, "hé" },
    { "UTF-16BE", "\0h", 2, TRUE, "h" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
        prise_body_text_decode (cases[i].charset, cases[i].data, cases[i].size, cases[i].is_whole);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* Across the borders of the converter's buffer. */
static void
test_decode_long (void)
{
  g_autoptr (GString) data = g_string_new ("x");
  g_autofree char *text = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (data, "é");
  text = prise_body_text_decode ("UTF-8", data->str, data->len, TRUE);
  g_assert_cmpstr (text, ==, data->str);
}

static void
test_break (void)
{
  g_autofree char *short_line = prise_body_text_break ("one\ntwo");
  g_autoptr (GString) line = g_string_new ("x");
  g_autofree char *broken = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  g_assert_cmpstr (short_line, ==, "one\ntwo");
  for (guint i = 0; i < 5000; i++)
    g_string_append (line, "é");
  broken = prise_body_text_break (line->str);
  parts = g_strsplit (broken, "↩\n", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 5);
  joined = g_strjoinv ("", parts);
  g_assert_cmpstr (joined, ==, line->str);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/body-text/kind", test_kind);
  g_test_add_func ("/body-text/charset", test_charset);
  g_test_add_func ("/body-text/decode", test_decode);
  g_test_add_func ("/body-text/decode-long", test_decode_long);
  g_test_add_func ("/body-text/break", test_break);

  return g_test_run ();
}
