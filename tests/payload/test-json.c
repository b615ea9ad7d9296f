// SPDX-License-Identifier: GPL-3.0-or-later
/* What is JSON, by tables. */
#include "config.h"

#include <string.h>

#include "json-pieces.h"

static const char *const good[] = {
  "0",
  "-1.5e+10",
  "[0,-0,10,1.0,1E1,1e-1]",
  "\"\"",
  "true",
  " null\r\n",
  "[]",
  "{}",
  "[ ]",
  "{ }",
  "[1, [2], {\"a\": false}]",
  "{\"a\":{\"b\":[{}]},\"c\":\"d\"}",
  "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
  "\"[{é\"",
  /* What the RFC forbids, but servers send. */
  "\xef\xbb\xbf[1]",
  "{\"a\":1}\n{\"b\":2}\n",
  "{\"a\":1}{\"b\":2}[][]",
  "[\"a\tb\nc\"]",
};

static const char *const bad[] = {
  "",
  " \n",
  "]",
  "[",
  "[}",
  "{]",
  "[1,]",
  "[,1]",
  "[1 2]",
  "[1:2]",
  "{1:2}",
  "{\"a\"}",
  "{\"a\":}",
  "{\"a\":1,}",
  "{\"a\":1 \"b\":2}",
  "{a:1}",
  "01",
  "truefalse",
  "\"a\"\"b\"",
  "1[]",
  "+1",
  ".5",
  "1.",
  "1e",
  "-",
  "0x1F",
  "tRUE",
  "nul",
  "NaN",
  "not JSON",
  "'a'",
  "// a\n[1]",
  "[1] x",
  "\"a",
  "\"\\\"",
  "\"\\q\"",
  "\"\\101\"",
  "\"\\u12\"",
  "\"\\uD800\"",
  "\"\\uD800\\n\"",
  "\"\\uD800\\u0041\"",
  "\"\\uDC00\\uD800\"",
  "[1]\f",
  /* JSON-GLib takes the quotation mark for a digit, and what follows for a string. */
  "[\"\\uD800\",\",[[[[\"]",
  "/*\"*/[1]",
};

static gboolean
check (const char *text, gsize size, PriseJsonExtent extent)
{
  /* No byte more, so that a sanitizer sees what is read behind it. */
  g_autofree char *copy = g_memdup2 (text, size);

  return prise_json_check (copy != NULL ? copy : "", size, extent);
}

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_test_message ("%s", good[i]);
    g_assert_true (check (good[i], strlen (good[i]), PRISE_JSON_VALUES));
  }
}

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_test_message ("%s", bad[i]);
    g_assert_false (check (bad[i], strlen (bad[i]), PRISE_JSON_VALUES));
  }
}

/* What breaks off may go on to be JSON, whatever its last byte. */
static void
test_cut (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    for (gsize n = 0; n <= strlen (good[i]); n++) {
      g_test_message ("%s until %" G_GSIZE_FORMAT, good[i], n);
      g_assert_true (check (good[i], n, PRISE_JSON_BEGINNING));
    }
  }

  g_assert_false (check ("[1,]", 4, PRISE_JSON_BEGINNING));
  g_assert_false (check ("[tr ", 4, PRISE_JSON_BEGINNING));
  g_assert_false (check ("[\"\\q", 4, PRISE_JSON_BEGINNING));
}

static void
test_one (void)
{
  g_assert_true (check ("1\n", 2, PRISE_JSON_VALUE));
  g_assert_false (check ("1\n2", 3, PRISE_JSON_VALUE));
  g_assert_false (check ("[]\n{}", 5, PRISE_JSON_VALUE));
}

static void
test_nul (void)
{
  g_assert_false (check ("[\0]", 3, PRISE_JSON_VALUES));
  g_assert_false (check ("\"\0\"", 3, PRISE_JSON_VALUES));
  g_assert_false (check ("1\0", 2, PRISE_JSON_BEGINNING));
}

static void
test_depth (void)
{
  static const char begin[] = "[{\"a\":", end[] = "}]";
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < PRISE_JSON_MAX_DEPTH / 2; i++)
    g_string_append (text, begin);
  g_string_append_c (text, '1');
  for (guint i = 0; i < PRISE_JSON_MAX_DEPTH / 2; i++)
    g_string_append (text, end);
  g_assert_true (check (text->str, text->len, PRISE_JSON_VALUES));

  g_string_prepend_c (text, '[');
  g_assert_false (check (text->str, text->len, PRISE_JSON_BEGINNING));
  g_string_append_c (text, ']');
  g_assert_false (check (text->str, text->len, PRISE_JSON_VALUES));
}

/* By the letter of the RFC: a value, and where it is wrong; -1 if it isn't. */
static const struct {
  const char *text;
  gssize place;
} strict[] = {
  { "{\"a\":[1,true,null,\"é\",-0.5e-7]}\n", -1 },
  { "\"\\uD800\"", -1 },
  { "[\" a !\"]", -1 },
  { "", 0 },
  { " ", 1 },
  { "\xef\xbb\xbf[1]", 0 },
  { "[1,]", 3 },
  { "[01]", 2 },
  { "{\"a\":1,}", 7 },
  { "{\"a\":1", 6 },
  { "{'a':1}", 1 },
  { "[\"a\tb\"]", 3 },
  { "[\"a\x1f\"]", 3 },
  { "[\"a\x7f\"]", -1 },
  { "[NaN]", 1 },
  { "[tru]", 4 },
  { "1 2", 2 },
  { "{\"a\":1}\n{\"b\":2}", 8 },
  { "[\"a\xff\"]", 3 },
  { "[\"a\", b, \"\xff\"]", 6 },
  { "[\"\xc3", 2 },
  { "[1]\xff", 3 },
  { "/*\"*/[1]", 0 },
  { "[\"\\u12x\"]", 6 },
  { "[\"\\q\"]", 3 },
};

static void
test_strict (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strict); i++) {
    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_assert_cmpint (json_pieces_find_error (strict[i].text, strlen (strict[i].text),
                                             PRISE_JSON_VALUE),
                     ==, strict[i].place);
  }

  g_assert_cmpint (json_pieces_find_error ("[1]\n[2]", 7, PRISE_JSON_VALUES), ==, -1);
  g_assert_cmpint (json_pieces_find_error ("[1]\n[2,]", 8, PRISE_JSON_VALUES), ==, 7);
  g_assert_cmpint (json_pieces_find_error ("[\0]", 3, PRISE_JSON_VALUE), ==, 1);
  g_assert_cmpint (json_pieces_find_error ("[1, \"a", 6, PRISE_JSON_BEGINNING), ==, -1);

  /* Cut in the midst of a character, which may be good in a string alone. */
  g_assert_cmpint (json_pieces_find_error ("[\"\xe2\x82", 4, PRISE_JSON_BEGINNING), ==, -1);
  g_assert_cmpint (json_pieces_find_error ("[\"\xe2\x82", 4, PRISE_JSON_VALUE), ==, 2);
  g_assert_cmpint (json_pieces_find_error ("[\xe2\x82", 3, PRISE_JSON_BEGINNING), ==, 1);
  g_assert_cmpint (json_pieces_find_error ("[\"\xff", 3, PRISE_JSON_BEGINNING), ==, 2);
  g_assert_cmpint (json_pieces_find_error ("[\"\0", 3, PRISE_JSON_BEGINNING), ==, 2);
}

/* However deep, it needs no stack. */
static void
test_strict_depth (void)
{
  const gsize depth = 1000000;
  g_autofree char *begin = g_strnfill (depth, '[');
  g_autofree char *end = g_strnfill (depth, ']');
  g_autofree char *text = g_strconcat (begin, end, NULL);

  g_assert_cmpint (json_pieces_find_error (text, 2 * depth, PRISE_JSON_VALUE), ==, -1);
  g_assert_cmpint (json_pieces_find_error (text, 2 * depth - 1, PRISE_JSON_VALUE), ==,
                   (gssize) (2 * depth - 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/good", test_good);
  g_test_add_func ("/json/bad", test_bad);
  g_test_add_func ("/json/cut", test_cut);
  g_test_add_func ("/json/one", test_one);
  g_test_add_func ("/json/nul", test_nul);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/strict", test_strict);
  g_test_add_func ("/json/strict-depth", test_strict_depth);

  return g_test_run ();
}
