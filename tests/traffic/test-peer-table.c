// SPDX-License-Identifier: GPL-3.0-or-later
/* How long a journal knows the names of its peers. */
#include "config.h"

#include "prise-peer-table.h"

static void
assert_name (PrisePeerTable *table, guint peer, const char *expected)
{
  GRefString *name = prise_peer_table_dup_name (table, peer);

  g_assert_cmpstr (name, ==, expected);
  g_clear_pointer (&name, g_ref_string_release);
}

/* As long as it is held or an entry that is kept names it, and no longer. */
static void
test_reclaim (void)
{
  PrisePeerTable *table = prise_peer_table_new ();
  const gsize empty_size = prise_peer_table_get_size (table);
  const guint named = prise_peer_table_add (table, "127.0.0.1:1");
  const guint silent = prise_peer_table_add (table, "127.0.0.1:2");

  prise_peer_table_touch (table, named, 4);
  prise_peer_table_reclaim (table, 100);
  assert_name (table, named, "127.0.0.1:1");
  assert_name (table, silent, "127.0.0.1:2");

  prise_peer_table_release (table, named);
  prise_peer_table_release (table, silent);
  prise_peer_table_reclaim (table, 4);
  assert_name (table, named, "127.0.0.1:1");
  assert_name (table, silent, NULL);
  prise_peer_table_reclaim (table, 5);
  assert_name (table, named, NULL);
  g_assert_cmpuint (prise_peer_table_get_size (table), ==, empty_size);

  prise_peer_table_free (table);
}

/* A number that nobody has any more is given again; nobody's never is. */
static void
test_numbers (void)
{
  PrisePeerTable *table = prise_peer_table_new ();
  const guint first = prise_peer_table_add (table, "a");
  const guint second = prise_peer_table_add (table, "b");

  g_assert_cmpuint (first, !=, 0);
  g_assert_cmpuint (second, !=, first);
  prise_peer_table_release (table, 0);
  prise_peer_table_release (table, first);
  prise_peer_table_reclaim (table, 0);
  g_assert_cmpuint (prise_peer_table_add (table, "c"), ==, first);
  assert_name (table, 0, NULL);
  assert_name (table, first, "c");
  assert_name (table, second, "b");

  prise_peer_table_free (table);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/traffic/peer-table/reclaim", test_reclaim);
  g_test_add_func ("/traffic/peer-table/numbers", test_numbers);

  return g_test_run ();
}
