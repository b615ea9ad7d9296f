// SPDX-License-Identifier: GPL-3.0-or-later
/* Entries as lines, for people and for programs. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "prise-entry-writer.h"
#include "prise-journal.h"
#include "prise-json-lines.h"

/* A string literal's bytes, NULs included, without the final one. */
#define BYTES(literal) (literal), sizeof (literal) - 1

/* 2024-07-14T12:00:01.123456Z */
#define WALL_TIME G_GINT64_CONSTANT (1720958401123456)

static void
read_one (PriseEntryKind kind, const char *peer, const char *bytes, gsize size, PriseEntry *entry)
{
  g_autoptr (PriseJournal) journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
  PriseStamp stamp = { .wall = WALL_TIME };
  g_autofree char *exact = g_memdup2 (bytes, size);
  guint peer_id = peer != NULL ? prise_journal_add_peer (journal, peer) : PRISE_JOURNAL_NO_PEER;

  prise_journal_append_stamped (journal, kind, peer_id, exact, size, &stamp);
  g_assert_true (prise_journal_read (journal, 0, entry));
}

static void
test_json (void)
{
  static const struct {
    PriseEntryKind kind;
    const char *peer;
    const char *bytes;
    gsize size;
    const char *rest;
  } cases[] = {
    { PRISE_ENTRY_RECEIVED, "127.0.0.1:5555", BYTES ("Bonjour"),
      "\"received\",\"peer\":\"127.0.0.1:5555\",\"size\":7,\"text\":\"Bonjour\"}\n" },
    { PRISE_ENTRY_NOTE, NULL, BYTES ("Waiting"),
      "\"note\",\"peer\":null,\"size\":7,\"text\":\"Waiting\"}\n" },
    { PRISE_ENTRY_SENT, "[::1]:1", BYTES (""),
      "\"sent\",\"peer\":\"[::1]:1\",\"size\":0,\"text\":\"\"}\n" },
    { PRISE_ENTRY_SENT, "[::1]:1", BYTES ("\xff"),
      "\"sent\",\"peer\":\"[::1]:1\",\"size\":1,\"base64\":\"/w==\"}\n" },
    { PRISE_ENTRY_SENT, "[::1]:1", BYTES ("é\xc3"),
      "\"sent\",\"peer\":\"[::1]:1\",\"size\":3,\"base64\":\"w6nD\"}\n" },
    { PRISE_ENTRY_SENT, "[::1]:1", BYTES ("a\0\0b\0"),
      "\"sent\",\"peer\":\"[::1]:1\",\"size\":5,\"base64\":\"YQAAYgA=\"}\n" },
    { PRISE_ENTRY_SENT, "[::1]:1", BYTES ("\x1e\x1f~\x7f\xc2\x80\xc2\x9f\xc2\xa0"),
      "\"sent\",\"peer\":\"[::1]:1\",\"size\":10,\"text\":\"\\u001e\\u001f~"
      "\\u007f\\u0080\\u009f\xc2\xa0\"}\n" },
    { PRISE_ENTRY_SENT, "[::1]:1", BYTES ("\0\xff"),
      "\"sent\",\"peer\":\"[::1]:1\",\"size\":2,\"base64\":\"AP8=\"}\n" },
    { PRISE_ENTRY_ERROR, NULL, BYTES ("\"é\\\n"),
      "\"error\",\"peer\":null,\"size\":5,\"code\":\"failed\",\"text\":\"\\\"é\\\\\\n\"}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) line = g_string_new (NULL);
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
    g_autofree char *expected =
        g_strconcat ("{\"time\":\"2024-07-14T12:00:01.123456Z\",\"kind\":", cases[i].rest, NULL);

    read_one (cases[i].kind, cases[i].peer, cases[i].bytes, cases[i].size, &entry);
    prise_json_append_entry (&entry, line);
    g_assert_cmpstr (line->str, ==, expected);
  }
}

/* Each character that JSON wants escaped, and some that it needn't, come back as they were. */
static void
test_json_parses (void)
{
  g_autoptr (GString) all = g_string_new ("\xe2\x80\xa8 \xef\xbf\xbf \xf0\x9f\x98\x80 </script>");
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  for (gunichar c = 1; c < 0x100; c++)
    g_string_append_unichar (all, c);
  read_one (PRISE_ENTRY_SENT, "peer", all->str, all->len, &entry);
  prise_json_append_entry (&entry, line);

  g_assert_true (strchr (line->str, '\n') == line->str + line->len - 1);
  for (const char *p = line->str; *p != '\n'; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
  node = json_from_string (line->str, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "text"), ==,
                   all->str);
}

static void
test_text (void)
{
  static const struct {
    PriseEntryKind kind;
    const char *peer;
    const char *line;
  } cases[] = {
    { PRISE_ENTRY_RECEIVED, "127.0.0.1:5555",
      "12:00:01.123  ↓  127.0.0.1:5555               7  shown\n" },
    { PRISE_ENTRY_SENT, "[2001:db8::1234:5678]:12345",
      "12:00:01.123  ↑  [2001:db8::1234:5678]:12345         7  shown\n" },
    { PRISE_ENTRY_OPENED, "127.0.0.1:5555",
      "12:00:01.123  ●  127.0.0.1:5555                  shown\n" },
    { PRISE_ENTRY_CLOSED, "127.0.0.1:5555",
      "12:00:01.123  ○  127.0.0.1:5555                  shown\n" },
    { PRISE_ENTRY_NOTE, NULL, "12:00:01.123  ·                                  shown\n" },
    { PRISE_ENTRY_ERROR, NULL, "12:00:01.123  !                                  shown\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) line = g_string_new (NULL);
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    read_one (cases[i].kind, cases[i].peer, BYTES ("Bonjour"), &entry);
    prise_entry_append_text_line (&entry, "12:00:01.123", "shown", line);
    g_assert_cmpstr (line->str, ==, cases[i].line);
  }
}

/* A datagram that lost its end, and one that didn't. */
static void
test_cut (void)
{
  static const struct {
    gboolean is_truncated;
    const char *line;
    const char *json;
  } cases[] = {
    { FALSE, "12:00:01.123  ↓  127.0.0.1:5555               3  Bon\n",
      "{\"time\":\"2024-07-14T12:00:01.123456Z\",\"kind\":\"received\","
      "\"peer\":\"127.0.0.1:5555\",\"size\":3,\"text\":\"Bon\"}\n" },
    { TRUE, "12:00:01.123  ↓  127.0.0.1:5555               3+ Bon\n",
      "{\"time\":\"2024-07-14T12:00:01.123456Z\",\"kind\":\"received\","
      "\"peer\":\"127.0.0.1:5555\",\"size\":3,\"truncated\":true,\"text\":\"Bon\"}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (PriseJournal) journal = prise_journal_new (PRISE_JOURNAL_DEFAULT_BUDGET);
    g_autoptr (GString) line = g_string_new (NULL);
    g_autoptr (GString) json = g_string_new (NULL);
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
    PriseStamp stamp = { .wall = WALL_TIME };

    prise_journal_append_datagram (journal, prise_journal_add_peer (journal, "127.0.0.1:5555"),
                                   "Bon", 3, cases[i].is_truncated, &stamp);
    g_assert_true (prise_journal_read (journal, 0, &entry));
    prise_entry_append_text_line (&entry, "12:00:01.123", "Bon", line);
    g_assert_cmpstr (line->str, ==, cases[i].line);
    prise_json_append_entry (&entry, json);
    g_assert_cmpstr (json->str, ==, cases[i].json);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entry-writer/json", test_json);
  g_test_add_func ("/entry-writer/json/parses", test_json_parses);
  g_test_add_func ("/entry-writer/text", test_text);
  g_test_add_func ("/entry-writer/cut", test_cut);

  return g_test_run ();
}
