// SPDX-License-Identifier: GPL-3.0-or-later
/* What the cells of the log say. */
#include "config.h"

#include "prise-format.h"
#include "widget-test.h"

#include <string.h>

#define BYTES(literal) (const guint8 *) (literal), sizeof (literal) - 1

static void
test_size (void)
{
  static const struct {
    guint64 size;
    const char *text;
  } cases[] = {
    { 0, "0 B" },
    { 1, "1 B" },
    { 15, "15 B" },
    { 999, "999 B" },
    { 1000, "1.0 kB" },
    { 1234, "1.2 kB" },
    { 99949, "99.9 kB" },
    { 99950, "100 kB" },
    { 999499, "999 kB" },
    { 999500, "1.0 MB" },
    { 1048576, "1.0 MB" },
    { 123456789, "123 MB" },
    { 1073741824, "1.1 GB" },
    { G_GUINT64_CONSTANT (5000000000000), "5.0 TB" },
    { G_GUINT64_CONSTANT (5000000000000000), "5000 TB" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = prise_format_size (cases[i].size);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_time (void)
{
  static const struct {
    PriseTimeFormat format;
    gint64 wall_time;
    gint64 monotonic_time;
    gint64 reference;
    const char *text;
  } cases[] = {
    { PRISE_TIME_FORMAT_TIME, 1, 0, 0, "00:00:00.000" },
    { PRISE_TIME_FORMAT_TIME, 45296789999, 0, 0, "12:34:56.789" },
    { PRISE_TIME_FORMAT_DATE_TIME, 1795350896000007, 0, 0, "2026-11-22 12:34:56.000007" },
    { PRISE_TIME_FORMAT_ELAPSED, 1, 5000000, 5000000, "0.000000 s" },
    { PRISE_TIME_FORMAT_ELAPSED, 1, 5000001, 0, "5.000001 s" },
    { PRISE_TIME_FORMAT_ELAPSED, 1, 3600000000, 0, "3600.000000 s" },
    { PRISE_TIME_FORMAT_DELTA, 1, 5000123, 5000000, "+0.000123 s" },
    { PRISE_TIME_FORMAT_DELTA, 1, 5000000, 5000123, "-0.000123 s" },
    /* An entry that is no longer kept. */
    { PRISE_TIME_FORMAT_TIME, 0, 0, 0, "" },
    { PRISE_TIME_FORMAT_DELTA, 0, 0, 7, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    PriseEntry entry = { .wall_time = cases[i].wall_time,
                         .monotonic_time = cases[i].monotonic_time };
    g_autofree char *text = prise_format_time (cases[i].format, &entry, cases[i].reference);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_entry_size (void)
{
  static const struct {
    PriseEntry entry;
    const char *text;
  } cases[] = {
    { { .kind = PRISE_ENTRY_RECEIVED, .size = 15 }, "15 B" },
    { { .kind = PRISE_ENTRY_RECEIVED, .size = 0 }, "0 B" },
    { { .kind = PRISE_ENTRY_RECEIVED, .size = 15, .is_truncated = TRUE }, "> 15 B" },
    { { .kind = PRISE_ENTRY_SENT, .size = 65507 }, "65.5 kB" },
    { { .kind = PRISE_ENTRY_NOTE, .size = 15 }, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = prise_format_entry_size (&cases[i].entry);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_kinds (void)
{
  for (guint kind = 0; kind < PRISE_ENTRY_N_KINDS; kind++) {
    g_assert_cmpint (g_utf8_strlen (prise_format_kind_symbol (kind), -1), ==, 1);
    for (guint other = 0; other < kind; other++) {
      g_assert_cmpstr (prise_format_kind_symbol (kind), !=, prise_format_kind_symbol (other));
      g_assert_cmpstr (prise_format_kind_name (kind), !=, prise_format_kind_name (other));
    }
  }

  g_assert_cmpstr (prise_format_kind_name (PRISE_ENTRY_RECEIVED), ==, "Received");
  g_assert_cmpstr (prise_format_kind_name (PRISE_ENTRY_SENT), ==, "Sent");
}

static void
test_data (void)
{
  static const struct {
    const guint8 *data;
    gsize size;
    const char *text;
    gboolean is_truncated;
  } cases[] = {
    { NULL, 0, "empty datagram" },
    { BYTES ("Bonjour serveur"), "Bonjour serveur" },
    { BYTES ("a\r\n\0b"), "a\\r\\n\\0b" },
    { BYTES ("\xff<b>"), "\\xFF<b>" },
    /* Scripts from the right get a mark, so that the line begins at the left. */
    { BYTES ("\xd7\x90"), "\xe2\x80\x8e\xd7\x90" },
    { BYTES ("\xd7\xa9\xd7\x9c!"), "\xe2\x80\x8e\xd7\xa9\xd7\x9c!" },
    { BYTES ("12 \xd8\xa7"), "\xe2\x80\x8e"
                             "12 \xd8\xa7" },
    { BYTES ("a \xd7\xa9"), "a \xd7\xa9" },
    { BYTES ("Bonj"), "Bonj … (truncated)", TRUE },
    { BYTES ("\xd7\xa9"), "\xe2\x80\x8e\xd7\xa9 … (truncated)", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    PriseEntry entry = { .kind = PRISE_ENTRY_SENT,
                         .data = cases[i].data,
                         .size = cases[i].size,
                         .is_truncated = cases[i].is_truncated };
    g_autofree char *text = prise_format_data (&entry, FALSE, NULL);

    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

/* What the text says from @range's start to its end. */
static char *
cut_out (const char *text, const PriseDisplayRange *range)
{
  g_assert_cmpuint (range->end, <=, strlen (text));

  return g_strndup (text + range->start, range->end - range->start);
}

static void
test_found_data (void)
{
  static const struct {
    const guint8 *data;
    gsize size;
    PriseDisplayRange found;
    const char *text;
    const char *marked;
    const char *hex;
    const char *marked_hex;
  } cases[] = {
    { BYTES ("abc"), { 1, 2 }, "abc", "b", "61 62 63", "62" },
    { BYTES ("\xde\xad\0\00009"),
      { 1, 4 },
      "\\xDE\\xAD\\0\\x0009",
      "\\xAD\\0\\x00",
      "DE AD 00 00 30 39",
      "AD 00 00" },
    { BYTES ("\xd7\xa9z"), { 2, 3 }, "\xe2\x80\x8e\xd7\xa9z", "z", "D7 A9 7A", "7A" },
    { BYTES ("z"), { 0, 1 }, "z", "z", "7A", "7A" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    PriseEntry entry = { .kind = PRISE_ENTRY_SENT, .data = cases[i].data, .size = cases[i].size };
    PriseDisplayRange found = cases[i].found, found_hex = cases[i].found;
    g_autofree char *text = prise_format_data (&entry, FALSE, &found);
    g_autofree char *hex = prise_format_data (&entry, TRUE, &found_hex);
    g_autofree char *marked = cut_out (text, &found);
    g_autofree char *marked_hex = cut_out (hex, &found_hex);

    g_assert_cmpstr (text, ==, cases[i].text);
    g_assert_cmpstr (marked, ==, cases[i].marked);
    g_assert_cmpstr (hex, ==, cases[i].hex);
    g_assert_cmpstr (marked_hex, ==, cases[i].marked_hex);
  }
}

/* What was found is to be seen, wherever it is. */
static void
test_found_far (void)
{
  g_autofree char *bytes = g_strnfill (10000, 'x');
  PriseEntry entry = { .kind = PRISE_ENTRY_SENT, .data = (guint8 *) bytes, .size = 10000 };

  for (gsize at = 0; at < 9990; at += 37) {
    PriseDisplayRange found = { at, at + 3 }, found_hex = { at, at + 3 };
    g_autofree char *before = g_strndup (bytes + at, 3);
    g_autofree char *text = NULL, *hex = NULL, *marked = NULL, *marked_hex = NULL;

    memcpy (bytes + at, "abc", 3);
    text = prise_format_data (&entry, FALSE, &found);
    hex = prise_format_data (&entry, TRUE, &found_hex);
    marked = cut_out (text, &found);
    marked_hex = cut_out (hex, &found_hex);
    memcpy (bytes + at, before, 3);

    g_assert_cmpstr (marked, ==, "abc");
    g_assert_cmpstr (marked_hex, ==, "61 62 63");
    g_assert_cmpuint (found.start, <=, 48);
    g_assert_cmpint (g_utf8_strlen (text, -1), <=, PRISE_FORMAT_MAX_DATA + 2);
    g_assert_cmpint (g_utf8_strlen (hex, -1), <=, PRISE_FORMAT_MAX_DATA + 4);
  }
}

/* A sentence is no bytes. */
static void
test_hex_sentence (void)
{
  PriseEntry entry = { .kind = PRISE_ENTRY_NOTE, .data = (const guint8 *) "Hi", .size = 2 };
  g_autofree char *text = prise_format_data (&entry, TRUE, NULL);

  g_assert_cmpstr (text, ==, "Hi");
}

/* A sentence is never taken for a datagram. */
static void
test_empty_sentence (void)
{
  PriseEntry entry = { .kind = PRISE_ENTRY_NOTE };
  g_autofree char *text = prise_format_data (&entry, FALSE, NULL);

  g_assert_cmpstr (text, ==, "");
}

static void
test_long_data (void)
{
  g_autofree char *bytes = g_strnfill (10000, 'x');
  PriseEntry entry = { .kind = PRISE_ENTRY_SENT, .data = (guint8 *) bytes, .size = 10000 };
  g_autofree char *text = prise_format_data (&entry, FALSE, NULL);

  g_assert_cmpint (g_utf8_strlen (text, -1), <=, PRISE_FORMAT_MAX_DATA + 1);
  g_assert_true (g_str_has_suffix (text, "…"));
}

static void
test_start (void)
{
  static const struct {
    const char *text;
    gsize max_chars;
    const char *start;
  } cases[] = {
    { "", 0, "" },     { "", 2, "" },     { "é", 0, "…" },           { "éà", 1, "é…" },
    { "éà", 2, "éà" }, { "éà", 3, "éà" }, { "100 %s", 5, "100 %…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *start = prise_format_start (cases[i].text, cases[i].max_chars);

    g_assert_cmpstr (start, ==, cases[i].start);
  }
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  widget_test_init (&argc, &argv);

  g_test_add_func ("/app/format/size", test_size);
  g_test_add_func ("/app/format/entry-size", test_entry_size);
  g_test_add_func ("/app/format/time", test_time);
  g_test_add_func ("/app/format/kinds", test_kinds);
  g_test_add_func ("/app/format/data", test_data);
  g_test_add_func ("/app/format/found-data", test_found_data);
  g_test_add_func ("/app/format/found-far", test_found_far);
  g_test_add_func ("/app/format/hex-sentence", test_hex_sentence);
  g_test_add_func ("/app/format/empty-sentence", test_empty_sentence);
  g_test_add_func ("/app/format/long-data", test_long_data);
  g_test_add_func ("/app/format/start", test_start);

  return g_test_run ();
}
