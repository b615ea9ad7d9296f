// SPDX-License-Identifier: GPL-3.0-or-later
/* Text laid out for people, by tables. */
#include "config.h"

#include <string.h>

#include "prise-indent.h"

static const struct {
  PriseIndentStyle style;
  gboolean is_truncated;
  const char *text;
  const char *indented;
} cases[] = {
  { PRISE_INDENT_NONE, FALSE, "{}", NULL },

  { PRISE_INDENT_JSON, FALSE, "{}", "{}" },
  { PRISE_INDENT_JSON, FALSE, "{\"a\":1,\"b\":[1.0,{ }, [\n]]}",
    "{\n  \"a\": 1,\n  \"b\": [\n    1.0,\n    {},\n    []\n  ]\n}" },
  { PRISE_INDENT_JSON, FALSE, "{\"a\":12345678901234567890,\"a\":1e400}",
    "{\n  \"a\": 12345678901234567890,\n  \"a\": 1e400\n}" },
  { PRISE_INDENT_JSON, FALSE, "{\"{,\\\"\":\"é[\"}", "{\n  \"{,\\\"\": \"é[\"\n}" },
  { PRISE_INDENT_JSON, FALSE, "{\"a\":", NULL },
  { PRISE_INDENT_JSON, FALSE, "{\"a\":1}\r\n[]\n1 2\n", "{\n  \"a\": 1\n}\n[]\n1\n2" },
  { PRISE_INDENT_JSON, FALSE, "{\"a\":1}{}", "{\n  \"a\": 1\n}{}" },
  { PRISE_INDENT_JSON, FALSE, "not JSON", NULL },
  { PRISE_INDENT_JSON, TRUE, "{\"a\":[1,\"x", "{\n  \"a\": [\n    1,\n    \"x" },

  { PRISE_INDENT_XML, FALSE, "<a/>", "<a/>" },
  { PRISE_INDENT_XML, FALSE, "<?xml version=\"1.0\"?><a x='>'><b>text</b> <!-- c --><d/></a>",
    "<?xml version=\"1.0\"?>\n<a x='>'>\n  <b>text</b>\n  <!-- c -->\n  <d/>\n</a>" },
  { PRISE_INDENT_XML, FALSE, "<!DOCTYPE a [<!ENTITY b \"c\">]><a><![CDATA[<x>]]></a>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a><![CDATA[<x>]]></a>" },
  { PRISE_INDENT_XML, FALSE, "<a>one<b/>two</a>", "<a>one\n  <b/>\n  two\n</a>" },
  { PRISE_INDENT_XML, FALSE, "<a></a>", "<a></a>" },
  { PRISE_INDENT_XML, FALSE, "<a><b>1 < 2</b></a>", "<a>\n  <b>1 < 2</b>\n</a>" },
  { PRISE_INDENT_XML, FALSE, "<a><b/></a/>", "<a>\n  <b/>\n</a/>" },
  { PRISE_INDENT_XML, FALSE, "<a><b></a>", NULL },
  { PRISE_INDENT_XML, FALSE, "<a>", NULL },
  { PRISE_INDENT_XML, FALSE, "</a>", NULL },
  { PRISE_INDENT_XML, FALSE, "<a", NULL },
  { PRISE_INDENT_XML, TRUE, "<a><b>tex", "<a>\n  <b>tex" },

  { PRISE_INDENT_HTML, FALSE, "<!doctype html><html><head><meta charset=utf-8><title>T</title>",
    "<!doctype html>\n<html>\n  <head>\n    <meta charset=utf-8>\n    <title>T</title>" },
  { PRISE_INDENT_HTML, FALSE, "<DIV><p>one<br>two</DIV>",
    "<DIV>\n  <p>one\n    <br>\n    two\n</DIV>" },
  { PRISE_INDENT_HTML, FALSE, "<pre> a\n  b</pre><script>if (a < b) { x(\"</p>\") }</script>",
    "<pre> a\n  b</pre>\n<script>if (a < b) { x(\"</p>\") }</script>" },
  { PRISE_INDENT_HTML, FALSE, "1 < 2 & 3", "1 < 2 & 3" },

  { PRISE_INDENT_CSS, FALSE, "a{color:red;b:c}d>e{}", "a {\n  color:red;\n  b:c\n}\n\nd>e {\n}" },
  /* A bracket too many at the beginning is one of text. */
  { PRISE_INDENT_CSS, FALSE, "a)b{c:d}", "a)b {\n  c:d\n}" },
  { PRISE_INDENT_CSS, FALSE, "a{b:c}}d{e:f}", "a {\n  b:c\n}\n}\n\nd {\n  e:f\n}" },
  { PRISE_INDENT_CSS, FALSE, "@media x{a{b:url(data:a;b,{c})}}/* {;} */p::after{content:\"};\"}",
    "@media x {\n  a {\n    b:url(data:a;b,{c})\n  }\n}\n\n/* {;} */\np::after {\n  "
    "content:\"};\"\n}" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *indented =
        prise_indent (cases[i].style, cases[i].text, !cases[i].is_truncated);

    g_assert_cmpstr (indented, ==, cases[i].indented);
  }
}

static char *
repeat (const char *piece, guint n_times)
{
  GString *string = g_string_new (NULL);

  while (n_times-- > 0)
    g_string_append (string, piece);

  return g_string_free (string, FALSE);
}

/* What is meant to exhaust the stack or the memory. */
static void
test_deep (void)
{
  static const struct {
    PriseIndentStyle style;
    const char *piece;
  } deep[] = {
    { PRISE_INDENT_JSON, "[" },     { PRISE_INDENT_JSON, "{\"a\":" }, { PRISE_INDENT_XML, "<a>" },
    { PRISE_INDENT_HTML, "<div>" }, { PRISE_INDENT_CSS, "a{" },
  };

  /* What JSON-GLib would skip, and then take all of the stack. */
  static const char *const beginnings[] = { "/*\"*/", "[\"\\uD800\",\"," };

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++) {
    g_autofree char *brackets = repeat ("[", 200000);
    g_autofree char *text = g_strconcat (beginnings[i], brackets, NULL);
    g_autofree char *indented = prise_indent (PRISE_INDENT_JSON, text, TRUE);

    g_assert_null (indented);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (deep); i++) {
    g_autofree char *text = repeat (deep[i].piece, 100000);

    for (guint is_whole = 0; is_whole < 2; is_whole++) {
      g_autofree char *indented = prise_indent (deep[i].style, text, is_whole);

      g_assert_null (indented);
    }
  }
}

/* Cut anywhere, text is laid out without anything lost but white space. */
static void
test_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    for (gsize n = 0; n < strlen (cases[i].text); n++) {
      g_autofree char *cut = g_strndup (cases[i].text, n);
      g_autofree char *indented = NULL;
      const char *p = cut;

      if (!g_utf8_validate (cut, -1, NULL))
        continue;
      indented = prise_indent (cases[i].style, cut, FALSE);
      for (const char *q = indented; q != NULL && *q != '\0'; q++) {
        if (g_ascii_isspace (*q))
          continue;
        while (g_ascii_isspace (*p))
          p++;
        g_assert_cmpint (*p, ==, *q);
        p++;
      }
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/indent/cases", test_cases);
  g_test_add_func ("/indent/deep", test_deep);
  g_test_add_func ("/indent/cut", test_cut);

  return g_test_run ();
}
