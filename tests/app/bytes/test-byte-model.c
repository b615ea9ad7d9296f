// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes as lines: where they begin, how they grow, and how they look. */
#include "config.h"

#include <string.h>

#include "prise-byte-index.h"
#include "prise-byte-model.h"

static PriseHttpSpool *
make_spool (const char *text)
{
  PriseHttpSpool *spool = prise_http_spool_new (G_MAXUINT64);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  prise_http_spool_append (spool, bytes, NULL);

  return spool;
}

static void
assert_lines (PriseByteModel *lines, const char *expected)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  const guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (lines));

  for (guint i = 0; i < n_lines; i++) {
    g_autoptr (PriseByteLine) line = g_list_model_get_item (G_LIST_MODEL (lines), i);
    g_autoptr (GBytes) bytes = prise_byte_model_read (lines, prise_byte_line_get_offset (line),
                                                      prise_byte_line_get_size (line));
    gsize size;
    const char *data = g_bytes_get_data (bytes, &size);

    g_string_append_len (joined, data, (gssize) size);
    g_string_append_c (joined, '|');
  }
  g_assert_cmpstr (joined->str, ==, expected);
}

static void
test_text (void)
{
  static const struct {
    const char *text;
    const char *lines;
  } cases[] = {
    { "", "" },
    { "one", "one|" },
    { "one\r\ntwo\n\nthree", "one\r\n|two\n|\n|three|" },
    { "\n\n", "\n|\n|" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseHttpSpool) spool = make_spool (cases[i].text);
    g_autoptr (PriseByteModel) whole = prise_byte_model_new ();
    g_autoptr (PriseByteModel) grown = prise_byte_model_new ();

    prise_byte_model_set_source (whole, spool);
    prise_byte_model_set_size (whole, strlen (cases[i].text));
    assert_lines (whole, cases[i].lines);

    prise_byte_model_set_source (grown, spool);
    for (gsize n = 1; n <= strlen (cases[i].text); n++)
      prise_byte_model_set_size (grown, n);
    assert_lines (grown, cases[i].lines);
  }
}

static void
did_change (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *n_items = user_data;

  g_assert_cmpuint (position + removed, <=, *n_items);
  *n_items += added - removed;
  g_assert_cmpuint (*n_items, ==, g_list_model_get_n_items (model));
}

/* What is told of changes leads to what is there. */
static void
test_changes (void)
{
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (PriseHttpSpool) spool = NULL;
  g_autoptr (PriseByteModel) lines = prise_byte_model_new ();
  guint n_items = 0;

  for (guint i = 0; i < 5000; i += 37)
    text[i] = '\n';
  spool = make_spool (text);
  g_signal_connect (lines, "items-changed", G_CALLBACK (did_change), &n_items);
  prise_byte_model_set_source (lines, spool);
  for (guint hex = 0; hex < 3; hex++) {
    prise_byte_model_set_hex (lines, hex == 1);
    for (guint64 size = 0; size <= 5000 && prise_byte_model_get_size (lines) <= size; size += 11)
      prise_byte_model_set_size (lines, size);
    if (hex < 2)
      prise_byte_model_set_source (lines, spool);
  }
  prise_byte_model_set_source (lines, NULL);
  g_assert_cmpuint (n_items, ==, 0);
}

/* A long line goes on in the next, between characters. */
static void
test_long_line (void)
{
  g_autoptr (GString) text = g_string_new ("x");
  g_autoptr (PriseHttpSpool) spool = NULL;
  g_autoptr (PriseByteModel) lines = prise_byte_model_new ();
  guint64 next = 0;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "€");
  spool = make_spool (text->str);
  prise_byte_model_set_source (lines, spool);
  prise_byte_model_set_size (lines, text->len);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (lines)); i++) {
    guint64 offset;
    gsize size;

    prise_byte_model_get_place (lines, i, &offset, &size);
    g_assert_cmpuint (offset, ==, next);
    g_assert_cmpuint (size, <=, PRISE_BYTE_INDEX_MAX_LINE);
    g_assert_true (g_utf8_validate_len (text->str + offset, size, NULL));
    g_assert_cmpuint (prise_byte_model_find (lines, offset), ==, i);
    g_assert_cmpuint (prise_byte_model_find (lines, offset + size - 1), ==, i);
    next = offset + size;
  }
  g_assert_cmpuint (next, ==, text->len);
  g_assert_cmpuint (prise_byte_model_find (lines, text->len), ==, G_MAXUINT);
}

/* No line is shown as more characters than a list can lay out at once, but for its end. */
static void
test_escaped_line (void)
{
  static const struct {
    guint n_feeds;
    const char *byte;
    guint n_lines;
    guint first_size;
  } cases[] = {
    { 0, "\x01", 16, 64 }, { 0, "\xff", 16, 64 }, { 0, "\r", 8, 128 },
    { 0, "\\", 8, 128 },   { 0, "a", 4, 256 },    { 1, "\x01", 16, 64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strnfill (1024, cases[i].byte[0]);
    g_autofree char *whole = g_strconcat (text, cases[i].n_feeds > 0 ? "\r\n" : "", NULL);
    g_autoptr (PriseHttpSpool) spool = make_spool (whole);
    g_autoptr (PriseByteModel) lines = prise_byte_model_new ();
    guint64 offset;
    gsize size;

    prise_byte_model_set_source (lines, spool);
    prise_byte_model_set_size (lines, strlen (whole));
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lines)), ==, cases[i].n_lines);
    prise_byte_model_get_place (lines, 0, &offset, &size);
    g_assert_cmpuint (size, ==, cases[i].first_size);
    prise_byte_model_get_place (lines, cases[i].n_lines - 1, &offset, &size);
    g_assert_cmpuint (offset + size, ==, strlen (whole));
  }
}

/* A chunk begins a line, though none ended before it. */
static void
test_chunks (void)
{
  const char *text = "head\r\n3\r\nabc2\r\nde";
  g_autoptr (PriseHttpSpool) spool = make_spool (text);
  g_autoptr (GArray) chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
  g_autoptr (PriseByteModel) lines = prise_byte_model_new ();
  const PriseHttpChunkPlace places[] = { { 6, 3, 3 }, { 12, 3, 2 } };

  g_array_append_vals (chunks, places, 2);
  prise_byte_model_set_source (lines, spool);
  prise_byte_model_set_size (lines, strlen (text));
  assert_lines (lines, "head\r\n|3\r\n|abc2\r\n|de|");
  prise_byte_model_set_chunks (lines, chunks);
  assert_lines (lines, "head\r\n|3\r\n|abc|2\r\n|de|");

  g_assert_null (prise_byte_model_find_chunk (lines, 0, 6));
  g_assert_cmpuint (prise_byte_model_find_chunk (lines, 6, 9)->size, ==, 3);
  g_assert_cmpuint (prise_byte_model_find_chunk (lines, 8, 9)->size, ==, 3);
  g_assert_null (prise_byte_model_find_chunk (lines, 9, 12));
  g_assert_cmpuint (prise_byte_model_find_chunk (lines, 0, 16)->size, ==, 3);
  g_assert_cmpuint (prise_byte_model_find_chunk (lines, 10, 16)->size, ==, 2);
  g_assert_null (prise_byte_model_find_chunk (lines, 15, 17));
}

/* Chunks come to be known one after the other, some after the bytes around them. The model tells of
 * the rows that change, and of no others. */
static void
test_growing_chunks (void)
{
  const char *text = "head\r\n3\r\nabc2\r\nde1\r\nf";
  const PriseHttpChunkPlace places[] = { { 6, 3, 3 }, { 12, 3, 2 }, { 17, 3, 1 } };
  g_autoptr (PriseHttpSpool) spool = make_spool (text);

  for (guint hex = 0; hex < 2; hex++) {
    for (guint64 step = 1; step < strlen (text); step++) {
      g_autoptr (GArray) chunks = g_array_new (FALSE, FALSE, sizeof (PriseHttpChunkPlace));
      g_autoptr (PriseByteModel) lines = prise_byte_model_new ();
      guint n_items = 0;

      g_signal_connect (lines, "items-changed", G_CALLBACK (did_change), &n_items);
      prise_byte_model_set_hex (lines, hex == 1);
      prise_byte_model_set_source (lines, spool);
      for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
        prise_byte_model_set_size (lines, MIN ((i + 1) * step, strlen (text)));
        g_array_append_val (chunks, places[i]);
        prise_byte_model_set_chunks (lines, chunks);
      }
      prise_byte_model_set_size (lines, strlen (text));
      assert_lines (lines, hex ? "head\r\n3\r\nabc2\r\nd|e1\r\nf|"
                               : "head\r\n|3\r\n|abc|2\r\n|de|1\r\n|f|");
      g_assert_cmpuint (n_items, ==, g_list_model_get_n_items (G_LIST_MODEL (lines)));
    }
  }
}

static void
did_notify (guint *n_notified)
{
  *n_notified += 1;
}

/* Of much text only the beginning has lines, and more when asked for; a dump has them all. */
static void
test_large (void)
{
  g_autofree char *piece = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PriseHttpSpool) spool = prise_http_spool_new (G_MAXUINT64);
  g_autoptr (PriseByteModel) lines = prise_byte_model_new ();
  const guint64 size = (guint64) 1536 * 1024 * 1024;
  gboolean truncated;
  guint n_notified = 0;
  guint64 offset;
  gsize line_size;

  piece[1024 * 1024 - 1] = '\n';
  bytes = g_bytes_new (piece, 1024 * 1024);
  for (guint i = 0; i < 1536; i++)
    prise_http_spool_append (spool, bytes, NULL);
  prise_byte_model_set_source (lines, spool);
  prise_byte_model_set_size (lines, size);
  g_assert_cmpuint (prise_byte_model_get_shown_size (lines), ==, PRISE_BYTE_MODEL_FIRST_TEXT);
  g_assert_true (prise_byte_model_can_show_more (lines));
  prise_byte_model_show_more (lines);
  g_assert_cmpuint (prise_byte_model_get_shown_size (lines), ==, 4 * PRISE_BYTE_MODEL_FIRST_TEXT);
  g_signal_connect_swapped (lines, "notify::truncated", G_CALLBACK (did_notify), &n_notified);
  g_assert_cmpuint (prise_byte_model_reveal (lines, size - 1), ==, G_MAXUINT);
  g_assert_cmpuint (n_notified, >, 0);
  g_assert_false (prise_byte_model_can_show_more (lines));
  g_object_get (lines, "truncated", &truncated, NULL);
  g_assert_true (truncated);

  prise_byte_model_set_hex (lines, TRUE);
  g_assert_cmpuint (prise_byte_model_get_n_parts (lines), ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lines)), ==,
                    PRISE_BYTE_MODEL_PART / 16);
  g_assert_cmpuint (prise_byte_model_reveal (lines, size - 1), ==, PRISE_BYTE_MODEL_PART / 16 - 1);
  g_assert_cmpuint (prise_byte_model_get_part (lines), ==, 2);
  prise_byte_model_get_place (lines, 0, &offset, &line_size);
  g_assert_cmpuint (offset, ==, 2 * PRISE_BYTE_MODEL_PART);
  g_assert_cmpuint (line_size, ==, 16);
}

typedef struct {
  const char *data;
  PriseByteLook look;
  const char *note;
  const char *text;
  const char *selected; /* what stands out, with "|" behind each piece */
  const char *dim;      /* and what steps back */
} FormatCase;

static const FormatCase format_cases[] = {
  { "abc\r\n", { FALSE, FALSE, 0, 0, 0, 0 }, NULL, "abc", "", "" },
  { "abc\r\n", { FALSE, TRUE, 0, 0, 0, 0 }, NULL, "abc\\r\\n", "", "\\r\\n|" },
  { "abc\n", { FALSE, TRUE, 0, 0, 0, 0 }, NULL, "abc\\n", "", "\\n|" },
  { "abc", { FALSE, TRUE, 0, 0, 0, 0 }, NULL, "abc", "", "" },
  { "a\rb\xff\\", { FALSE, FALSE, 0, 0, 0, 0 }, NULL, "a\\rb\\xFF\\\\", "", "" },
  { "a\tb", { FALSE, FALSE, 0, 0, 0, 0 }, "note", "a\tb  note", "", "  note|" },
  { "abcdef\r\n", { FALSE, FALSE, 102, 2, 0, 0 }, NULL, "abcdef", "cd|", "" },
  { "abcdef\r\n", { FALSE, TRUE, 104, 100, 0, 0 }, NULL, "abcdef\\r\\n", "ef\\r\\n|", "\\r\\n|" },
  { "abcdef\r\n", { FALSE, FALSE, 0, 101, 0, 0 }, NULL, "abcdef", "a|", "" },
  { "abcdef", { FALSE, FALSE, 0, 100, 106, 1 }, NULL, "abcdef", "", "" },
  { "\x01z", { FALSE, FALSE, 101, 1, 0, 0 }, NULL, "\\x01z", "z|", "" },
  /* The framing of a chunk steps back, and may stand out all the same. */
  { "5\r\n", { FALSE, TRUE, 100, 1, 99, 2 }, NULL, "5\\r\\n", "5|", "5\\r\\n|" },
  { "5\r\n", { FALSE, FALSE, 0, 0, 102, 9 }, NULL, "5", "", "5|" },
  { "Bonjour serveur\n",
    { TRUE, TRUE, 107, 2, 0, 0 },
    NULL,
    "00000064  42 6f 6e 6a 6f 75 72 20  73 65 72 76 65 75 72 0a  |Bonjour serveur.|",
    "20  73| s|",
    "00000064|" },
  { "Bonjour serveur\n",
    { TRUE, TRUE, 0, 0, 114, 9 },
    NULL,
    "00000064  42 6f 6e 6a 6f 75 72 20  73 65 72 76 65 75 72 0a  |Bonjour serveur.|",
    "",
    "00000064|72 0a|r.|" },
  { "!",
    { TRUE, TRUE, 0, 1000, 0, 0 },
    "note",
    "00000064  21                                                |!|  note",
    "21|!|",
    "00000064|  note|" },
};

static char *
collect (const char *text, PangoAttrList *attributes, PangoAttrType type)
{
  GString *string = g_string_new (NULL);
  GSList *list = pango_attr_list_get_attributes (attributes);

  for (GSList *l = list; l != NULL; l = l->next) {
    const PangoAttribute *attribute = l->data;

    if (attribute->klass->type == type) {
      g_string_append_len (string, text + attribute->start_index,
                           attribute->end_index - attribute->start_index);
      g_string_append_c (string, '|');
    }
  }
  g_slist_free_full (list, (GDestroyNotify) pango_attribute_destroy);

  return g_string_free (string, FALSE);
}

/* A hyphen where a line is broken would look like a byte. */
static void
test_hyphens (void)
{
  const PriseByteLook looks[] = { { .hex = FALSE }, { .hex = TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++) {
    g_autoptr (PangoAttrList) attributes = NULL;
    g_autofree char *text =
        prise_byte_line_format ("Path=/", 6, 0, &looks[i], "a note", &attributes);
    PangoAttrIterator *iterator = pango_attr_list_get_iterator (attributes);
    int start, end;

    for (pango_attr_iterator_range (iterator, &start, &end); start < (int) strlen (text);
         pango_attr_iterator_range (iterator, &start, &end)) {
      const PangoAttribute *hyphens = pango_attr_iterator_get (iterator, PANGO_ATTR_INSERT_HYPHENS);

      g_assert_nonnull (hyphens);
      g_assert_cmpint (((const PangoAttrInt *) hyphens)->value, ==, FALSE);
      if (!pango_attr_iterator_next (iterator))
        break;
    }
    pango_attr_iterator_destroy (iterator);
  }
}

static void
test_format (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (format_cases); i++) {
    const FormatCase *c = &format_cases[i];
    g_autoptr (PangoAttrList) attributes = NULL;
    g_autofree char *text =
        prise_byte_line_format (c->data, strlen (c->data), 100, &c->look, c->note, &attributes);
    g_autofree char *selected = collect (text, attributes, PANGO_ATTR_BACKGROUND);
    g_autofree char *dim = collect (text, attributes, PANGO_ATTR_FOREGROUND_ALPHA);

    g_assert_cmpstr (text, ==, c->text);
    g_assert_cmpstr (selected, ==, c->selected);
    g_assert_cmpstr (dim, ==, c->dim);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/byte-lines/text", test_text);
  g_test_add_func ("/byte-lines/changes", test_changes);
  g_test_add_func ("/byte-lines/long-line", test_long_line);
  g_test_add_func ("/byte-lines/escaped-line", test_escaped_line);
  g_test_add_func ("/byte-lines/chunks", test_chunks);
  g_test_add_func ("/byte-lines/growing-chunks", test_growing_chunks);
  g_test_add_func ("/byte-lines/large", test_large);
  g_test_add_func ("/byte-lines/format", test_format);
  g_test_add_func ("/byte-lines/hyphens", test_hyphens);

  return g_test_run ();
}
