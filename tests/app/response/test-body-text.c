// SPDX-License-Identifier: GPL-3.0-or-later
/* What a body is, and its bytes as text, by tables. */
#include "config.h"

#include <string.h>

#include "prise-body-text.h"
#include "prise-content-type.h"

static const struct {
  const char *type;
  const char *data;
  PriseBodyKind kind;
  PriseIndentStyle style;
  const char *suffix;
} kinds[] = {
  { NULL, "", PRISE_BODY_EMPTY, PRISE_INDENT_NONE, "bin" },
  { "text/html", "", PRISE_BODY_EMPTY, PRISE_INDENT_HTML, "html" },
  { "text/html; charset=utf-8", "x", PRISE_BODY_TEXT, PRISE_INDENT_HTML, "html" },
  { "TEXT/HTML ;charset=utf-8", "x", PRISE_BODY_TEXT, PRISE_INDENT_HTML, "html" },
  { "text/css", "x", PRISE_BODY_TEXT, PRISE_INDENT_CSS, "css" },
  { "application/json", "{}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { "application/problem+json", "{}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { "application/atom+xml", "<a/>", PRISE_BODY_TEXT, PRISE_INDENT_XML, "xml" },
  { "image/svg+xml", "<svg/>", PRISE_BODY_TEXT, PRISE_INDENT_XML, "svg" },
  { "image/png", "x", PRISE_BODY_IMAGE, PRISE_INDENT_NONE, "png" },
  { "text/plain", "\x01\x02", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "txt" },
  { "text/x-other", "x", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "text/plain; charset=utf-16le", "a\x01", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "application/zip", "PK\x03\x04", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "zip" },
  { NULL, " {\"a\":1}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { NULL, "[1, 2]", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { NULL, "[[{\"a\":1,", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { NULL, "{\"a\":1,}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { NULL, "{}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { NULL, "[2026-11-30 12:00:00] started\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { NULL, "[main] [1] started\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { NULL, "[[1] started\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { NULL, "{user} has come\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { NULL, "<!DOCTYPE html>", PRISE_BODY_TEXT, PRISE_INDENT_HTML, "html" },
  { NULL, "<?xml version='1.0'?>", PRISE_BODY_TEXT, PRISE_INDENT_XML, "xml" },
  { NULL, "hello", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { NULL, "\xff\xfe", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "application/octet-stream", "\x89PNG\r\n\x1a\n", PRISE_BODY_IMAGE, PRISE_INDENT_NONE, "png" },
  { "application/octet-stream", "\x01", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "bin" },
  { "text/plain", "\x89PNG\r\n\x1a\n", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "txt" },
  { "application/pdf", "%PDF-1.7\n", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "pdf" },
  /* What isn't known by name. */
  { "application/x-ndjson", "{\"a\":1}\n{\"b\":2}\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE,
    "ndjson" },
  { "application/x-javascript", "x()", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "js" },
  { "application/vnd.apple.mpegurl", "#EXTM3U\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "application/sdp", "v=0\r\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "multipart/mixed; boundary=x", "--x\r\n\r\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "application/openmetrics-text", "a 1\n# EOF\n", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "application/x-pem-file", "-----BEGIN", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "application/vnd.api+json", "{}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { "json", "{}", PRISE_BODY_TEXT, PRISE_INDENT_JSON, "json" },
  { "text", "x", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "audio/mpeg", "ID3\x03\x01\x02", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "bin" },
  { "application/x-thing", "\xde\xad\xbe\xef", PRISE_BODY_BINARY, PRISE_INDENT_NONE, "bin" },
  { "text/plain; charset=utf-8", "\xe9t\xe9 \xe0 la", PRISE_BODY_TEXT, PRISE_INDENT_NONE, "txt" },
  { "text/plain; charset=ibm037", "\xc8\x85\x93\x93\x96", PRISE_BODY_TEXT, PRISE_INDENT_NONE,
    "txt" },
  { "application/octet-stream", "GIF89a", PRISE_BODY_IMAGE, PRISE_INDENT_NONE, "gif" },
};

static void
test_kind (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    const gsize size = strlen (kinds[i].data);

    g_test_message ("case %" G_GSIZE_FORMAT, (gsize) i);
    g_assert_cmpint (prise_content_type_get_kind (kinds[i].type, kinds[i].data, size), ==,
                     kinds[i].kind);
    g_assert_cmpint (prise_content_type_get_style (kinds[i].type, kinds[i].data, size), ==,
                     kinds[i].style);
    g_assert_cmpstr (prise_content_type_get_suffix (kinds[i].type, kinds[i].data, size), ==,
                     kinds[i].suffix);
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
    { NULL, "caf\xe9 noir", "windows-1252" },
    { "text/plain; charset=utf-8", "caf\xe9 noir", "UTF-8" },
    { "text/plain; charset=\"iso-8859-15\"", "caf\xe9", "ISO-8859-15" },
    { "text/plain; charset='iso-8859-15'", "caf\xe9", "ISO-8859-15" },
    { "text/plain; format=flowed; charset=windows-1252", "x", "windows-1252" },
    { "text/plain; charset=latin1", "x", "windows-1252" },
    { "text/plain; charset=gb2312", "x", "GBK" },
    { "text/plain; charset=x-sjis", "x", "Shift_JIS" },
    { "text/plain; charset=no-such-thing", "x\xe9", "UTF-8" },
    { "text/html; charset=no-such-thing", "<meta charset=koi8-r>", "KOI8-R" },
    { "text/plain; charset=", "x", "UTF-8" },
    { "text/html", "<meta charset=\"iso-8859-2\">", "ISO-8859-2" },
    { "text/html", "<META http-equiv=x content='text/html; charset=koi8-r'>", "KOI8-R" },
    { "text/html; charset=utf-8", "<meta charset=iso-8859-2>", "UTF-8" },
    { NULL, "<?xml version='1.0' encoding='iso-8859-1'?>", "windows-1252" },
    { "text/html", "<meta charset=utf-16>", "UTF-8" },
    { "text/plain; charset=iso-8859-1", "\xef\xbb\xbfx", "UTF-8" },
    { NULL, "\xff\xfex", "UTF-16LE" },
    { NULL, "\xfe\xff", "UTF-16BE" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *charset =
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
    { "UTF-8", "a\xe2\x80\x8b\xef\xbb\xbf\xc2\xad", 9, TRUE, "a\\u200B\\uFEFF\\u00AD" },
    { "UTF-8", "\xee\x80\x80\xc2\x85\xcd\xb8", 7, TRUE, "\\uE000\\u0085\\u0378" },
    { "UTF-8", "\xf3\xb0\x80\x80", 4, TRUE, "\\U000F0000" },
    /* Joined emoji and letters stay joined; a joiner alone is seen. */
    { "UTF-8", "👨\xe2\x80\x8d👩", 11, TRUE, "👨\xe2\x80\x8d👩" },
    { "UTF-8", "☺\xef\xb8\x8f", 6, TRUE, "☺\xef\xb8\x8f" },
    { "UTF-8", "葛\xf3\xa0\x84\x80", 7, TRUE, "葛\xf3\xa0\x84\x80" },
    { "UTF-8", "葛\xf3\xa0\x84\x80\xf3\xa0\x87\xaf", 11, TRUE, "葛\xf3\xa0\x84\x80\\U000E01EF" },
    { "UTF-8", "a\xe2\x80\x8d\xef\xb8\x8f", 7, TRUE, "a\\u200D\\uFE0F" },
    { "windows-1252", "caf\xe9", 4, TRUE, "café" },
    { "iso-8859-1", "\x80 l\x92\x81", 5, TRUE, "€ l’\\x81" },
    { "x-user-defined", "a\x80\xff", 3, TRUE, "a\\x80\\xFF" },
    { "Shift_JIS", "\x87\x40\xf0\x40", 4, TRUE, "①\\uE000" },
    { "GBK", "\xe9\x46", 2, TRUE, "镕" },
    { "UTF-16LE", "\xff\xfeh\0\xe9\0", 6, TRUE, "hé" },
    { "UTF-16BE", "\0h", 2, TRUE, "h" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = prise_body_text_decode (cases[i].charset, cases[i].data, cases[i].size,
                                                    FALSE, cases[i].is_whole);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* What is JSON stays so. */
static void
test_decode_json (void)
{
  static const char json[] = "\"\xf3\xa0\x81\xa7\xf4\x8f\xbf\xbd\xe2\x80\xae\"";
  g_autofree char *text = prise_body_text_decode ("UTF-8", json, sizeof json - 1, TRUE, TRUE);

  g_assert_cmpstr (text, ==, "\"\\uDB40\\uDC67\\uDBFF\\uDFFD\\u202E\"");
}

static void
test_unknown (void)
{
  g_autofree char *unknown = prise_body_text_find_unknown ("text/plain; charset=no-such-thing");
  g_autofree char *known = prise_body_text_find_unknown ("text/plain; charset=utf8");
  g_autofree char *none = prise_body_text_find_unknown ("text/plain");

  g_assert_cmpstr (unknown, ==, "no-such-thing");
  g_assert_null (known);
  g_assert_null (none);
}

/* Across the borders of the converter's buffer. */
static void
test_decode_long (void)
{
  g_autoptr (GString) data = g_string_new ("x");
  g_autofree char *text = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (data, "é");
  text = prise_body_text_decode ("UTF-8", data->str, data->len, FALSE, TRUE);
  g_assert_cmpstr (text, ==, data->str);
}

static void
test_break (void)
{
  gboolean is_cut;
  g_autofree char *short_line = prise_body_text_break ("one\ntwo", &is_cut);
  g_autofree char *ended = prise_body_text_break ("one\ntwo\n\n", &is_cut);
  g_autoptr (GString) line = g_string_new ("x");
  g_autofree char *broken = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  g_assert_cmpstr (short_line, ==, "one\ntwo");
  g_assert_cmpstr (ended, ==, "one\ntwo\n");
  for (guint i = 0; i < 5000; i++)
    g_string_append (line, "é");
  broken = prise_body_text_break (line->str, &is_cut);
  g_assert_false (is_cut);
  parts = g_strsplit (broken, "↩\n", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 10);
  joined = g_strjoinv ("", parts);
  g_assert_cmpstr (joined, ==, line->str);
}

static void
test_break_many (void)
{
  g_autofree char *feeds = g_strnfill (PRISE_BODY_TEXT_MAX_LINES + 1, '\n');
  gboolean is_cut;
  g_autofree char *shown = prise_body_text_break (feeds, &is_cut);

  g_assert_true (is_cut);
  g_assert_cmpuint (strlen (shown), ==, PRISE_BODY_TEXT_MAX_LINES - 1);
  feeds[PRISE_BODY_TEXT_MAX_LINES] = '\0';
  g_free (shown);
  shown = prise_body_text_break (feeds, &is_cut);
  g_assert_false (is_cut);
}

static void
assert_calm (const char *piece, guint n_pieces, gboolean is_calm)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_pieces; i++)
    g_string_append (text, piece);
  g_assert_cmpint (prise_body_text_is_calm (text->str, FALSE), ==, is_calm);
}

static void
test_calm (void)
{
  g_autofree char *commas = g_strnfill (8 * 1024 + 1, ',');

  for (gsize i = 0; i < 8 * 1024; i += 100)
    commas[i] = '\n';
  assert_calm ("", 0, TRUE);
  assert_calm ("[{(", 33, TRUE);
  assert_calm ("[{(", 34, FALSE);
  assert_calm ("[\n", 101, FALSE);
  assert_calm ("[]{}()])}\n", 10000, TRUE);
  assert_calm ("<script></SCRIPT>\n", 900, TRUE);
  assert_calm ("<SCRIPT>1234567\n</script>\n", 500, TRUE);
  assert_calm ("<SCRIPT>1234567\n</script>\n", 520, FALSE);
  g_assert_true (prise_body_text_is_calm ("</script>\na, b, c", TRUE));
  g_assert_false (prise_body_text_is_calm (commas, TRUE));
  g_assert_true (prise_body_text_is_calm (commas, FALSE));
  assert_calm ("<style\n", 101, FALSE);
  assert_calm ("<p>\n", 1000, TRUE);
  assert_calm ("1234567\n", 64 * 1024, TRUE);
  assert_calm ("1234567\n", 64 * 1024 + 1, FALSE);
  assert_calm ("x", 400, TRUE);
  assert_calm ("x", 401, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/body-text/kind", test_kind);
  g_test_add_func ("/body-text/charset", test_charset);
  g_test_add_func ("/body-text/unknown", test_unknown);
  g_test_add_func ("/body-text/decode", test_decode);
  g_test_add_func ("/body-text/decode-json", test_decode_json);
  g_test_add_func ("/body-text/decode-long", test_decode_long);
  g_test_add_func ("/body-text/break", test_break);
  g_test_add_func ("/body-text/break-many", test_break_many);
  g_test_add_func ("/body-text/calm", test_calm);

  return g_test_run ();
}
