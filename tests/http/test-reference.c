// SPDX-License-Identifier: GPL-3.0-or-later
/* References: every example of RFC 3986, section 5.4, and what it doesn't tell. */
#include "config.h"

#include <string.h>

#include "prise-http-reference.h"

#define BASE "http://a/b/c/d;p?q"

typedef struct {
  const char *base;
  const char *reference;
  const char *resolved;
} Case;

/* RFC 3986, section 5.4.1. */
static const Case normal[] = {
  { BASE, "g:h", "g:h" },
  { BASE, "g", "http://a/b/c/g" },
  { BASE, "./g", "http://a/b/c/g" },
  { BASE, "g/", "http://a/b/c/g/" },
  { BASE, "/g", "http://a/g" },
  { BASE, "//g", "http://g" },
  { BASE, "?y", "http://a/b/c/d;p?y" },
  { BASE, "g?y", "http://a/b/c/g?y" },
  { BASE, "#s", "http://a/b/c/d;p?q#s" },
  { BASE, "g#s", "http://a/b/c/g#s" },
  { BASE, "g?y#s", "http://a/b/c/g?y#s" },
  { BASE, ";x", "http://a/b/c/;x" },
  { BASE, "g;x", "http://a/b/c/g;x" },
  { BASE, "g;x?y#s", "http://a/b/c/g;x?y#s" },
  { BASE, "", "http://a/b/c/d;p?q" },
  { BASE, ".", "http://a/b/c/" },
  { BASE, "./", "http://a/b/c/" },
  { BASE, "..", "http://a/b/" },
  { BASE, "../", "http://a/b/" },
  { BASE, "../g", "http://a/b/g" },
  { BASE, "../..", "http://a/" },
  { BASE, "../../", "http://a/" },
  { BASE, "../../g", "http://a/g" },
};

/* RFC 3986, section 5.4.2. */
static const Case abnormal[] = {
  { BASE, "../../../g", "http://a/g" },
  { BASE, "../../../../g", "http://a/g" },
  { BASE, "/./g", "http://a/g" },
  { BASE, "/../g", "http://a/g" },
  { BASE, "g.", "http://a/b/c/g." },
  { BASE, ".g", "http://a/b/c/.g" },
  { BASE, "g..", "http://a/b/c/g.." },
  { BASE, "..g", "http://a/b/c/..g" },
  { BASE, "./../g", "http://a/b/g" },
  { BASE, "./g/.", "http://a/b/c/g/" },
  { BASE, "g/./h", "http://a/b/c/g/h" },
  { BASE, "g/../h", "http://a/b/c/h" },
  { BASE, "g;x=1/./y", "http://a/b/c/g;x=1/y" },
  { BASE, "g;x=1/../y", "http://a/b/c/y" },
  { BASE, "g?y/./x", "http://a/b/c/g?y/./x" },
  { BASE, "g?y/../x", "http://a/b/c/g?y/../x" },
  { BASE, "g#s/./x", "http://a/b/c/g#s/./x" },
  { BASE, "g#s/../x", "http://a/b/c/g#s/../x" },
  { BASE, "http:g", "http:g" },
};

static const Case others[] = {
  /* A base without a path, with dots, with slashes in its query. */
  { "http://a", "g", "http://a/g" },
  { "http://a", "", "http://a" },
  { "http://a?q", "?", "http://a?" },
  { "http://a/b/../c", "", "http://a/b/../c" },
  { "http://a/b/../c/d", "g", "http://a/c/g" },
  { "http://a/b?c/d", "g", "http://a/g" },
  { "http://a/b?c#d", "", "http://a/b?c" },
  /* Parts that are there and empty. */
  { BASE, "?", "http://a/b/c/d;p?" },
  { BASE, "#", "http://a/b/c/d;p?q#" },
  { BASE, "g?#", "http://a/b/c/g?#" },
  { BASE, "//", "http://" },
  { BASE, "///g", "http:///g" },
  { BASE, "//g?x/..", "http://g?x/.." },
  /* Empty segments are some, and dots count only alone. */
  { BASE, "/g//..//h", "http://a/g//h" },
  { BASE, "/..", "http://a/" },
  { BASE, "/.", "http://a/" },
  { BASE, "/...", "http://a/..." },
  { BASE, "/%2e%2E/g", "http://a/%2e%2E/g" },
  { BASE, "/g/.?y", "http://a/g/?y" },
  { BASE, "x://h/../g/./i", "x://h/g/i" },
  { BASE, "/..//g", "http://a//g" },
  /* What no URL could be made of. */
  { BASE, "http:.///b/", "http:.///b/" },
  { BASE, "http:..//b", "http:..//b" },
  { BASE, "\n\r\nhttp:.///b/", "http://a/b/c/\n\r\nhttp:.///b/" },
  { BASE, "x:/..//g", "x:/..//g" },
  /* A colon alone makes no scheme. */
  { BASE, "1:2", "http://a/b/c/1:2" },
  { BASE, ":2", "http://a/b/c/:2" },
  { BASE, "a/b:2", "http://a/b/c/a/b:2" },
  { BASE, "?a:2", "http://a/b/c/d;p?a:2" },
  /* Nothing is read, be it no URL's. */
  { BASE, "//u:p@[fe80::1%25lo]:8;x/", "http://u:p@[fe80::1%25lo]:8;x/" },
  { BASE, "//a:b:c@@]", "http://a:b:c@@]" },
  { BASE, "\377 \001\\\"", "http://a/b/c/\377 \001\\\"" },
};

static const struct {
  const char *name;
  const Case *cases;
  gsize n;
} tables[] = {
  { "normal", normal, G_N_ELEMENTS (normal) },
  { "abnormal", abnormal, G_N_ELEMENTS (abnormal) },
  { "others", others, G_N_ELEMENTS (others) },
};

static void
test_table (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);

  for (gsize j = 0; j < tables[i].n; j++) {
    const Case *test = &tables[i].cases[j];
    g_autofree char *resolved = prise_http_reference_resolve (test->base, test->reference);

    g_assert_cmpstr (resolved, ==, test->resolved);
  }
}

/* A response may name a path of that many segments: were they looked at again for each that goes,
 * nobody would wait for this. */
static void
test_many_segments (void)
{
  const guint n = 500000;
  g_autoptr (GString) reference = g_string_new ("/");
  g_autofree char *resolved = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append (reference, "g/");
  for (guint i = 0; i < n; i++)
    g_string_append (reference, "../");
  g_string_append (reference, "h");
  resolved = prise_http_reference_resolve (BASE, reference->str);

  g_assert_cmpstr (resolved, ==, "http://a/h");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *path = g_strconcat ("/http/reference/", tables[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_table);
  }
  g_test_add_func ("/http/reference/many-segments", test_many_segments);

  return g_test_run ();
}
