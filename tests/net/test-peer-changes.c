// SPDX-License-Identifier: GPL-3.0-or-later
/* What happens to peers between two looks, and what a list is told of it. */
#include "config.h"

#include "prise-peer-changes.h"

typedef struct {
  PrisePeerChange base;
  guint value;
} Change;

/* A peer that is only what was told of it last. */
typedef struct {
  GObject parent_instance;
  guint value;
} Peer;

typedef GObjectClass PeerClass;

GType peer_get_type (void);
G_DEFINE_TYPE (Peer, peer, G_TYPE_OBJECT)

static void
peer_class_init (PeerClass *klass)
{
}

static void
peer_init (Peer *self)
{
}

static gpointer
create (const PrisePeerChange *change)
{
  g_assert_cmpstr (change->address, ==, "192.0.2.1:7000");

  return g_object_new (peer_get_type (), NULL);
}

static void
update (gpointer peer, const PrisePeerChange *change)
{
  ((Peer *) peer)->value = ((const Change *) change)->value;
}

typedef struct {
  PrisePeerChanges *changes;
  PrisePeerList *peers;
  GString *told;
} Fixture;

static void
did_change (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->told, "%u-%u+%u ", position, removed, added);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->changes = prise_peer_changes_new (sizeof (Change));
  fixture->peers = prise_peer_list_new (peer_get_type (), FALSE);
  fixture->told = g_string_new (NULL);
  g_signal_connect (fixture->peers, "items-changed", G_CALLBACK (did_change), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->peers);
  g_string_free (fixture->told, TRUE);
  prise_peer_changes_free (fixture->changes);
}

static void
change (Fixture *fixture, PrisePeerChangesPlace *place, guint64 id, guint value)
{
  Change *one;

  prise_peer_changes_lock (fixture->changes);
  one = prise_peer_changes_get (fixture->changes, place, id, "192.0.2.1:7000");
  g_assert_cmpuint (one->base.id, ==, id);
  one->value = value;
  prise_peer_changes_unlock (fixture->changes);
}

static void
apply (Fixture *fixture, const char *expected)
{
  g_string_truncate (fixture->told, 0);
  prise_peer_changes_apply (fixture->changes, fixture->peers, create, update);
  g_assert_cmpstr (fixture->told->str, ==, expected);
}

static guint
get_value (Fixture *fixture, guint64 id)
{
  Peer *peer = prise_peer_list_find (fixture->peers, id);

  return peer != NULL ? peer->value : 0;
}

/* Many changes of one are one, and it is new only once. */
static void
test_merged (Fixture *fixture, gconstpointer data)
{
  PrisePeerChangesPlace place = { 0 };

  apply (fixture, "");
  change (fixture, &place, 1, 5);
  change (fixture, &place, 1, 6);
  apply (fixture, "0-0+1 ");
  g_assert_cmpuint (get_value (fixture, 1), ==, 6);

  apply (fixture, "");
  change (fixture, &place, 1, 7);
  change (fixture, &place, 1, 8);
  apply (fixture, "");
  g_assert_cmpuint (get_value (fixture, 1), ==, 8);
}

static void
test_came_and_went (Fixture *fixture, gconstpointer data)
{
  PrisePeerChangesPlace seen = { 0 }, passing = { 0 }, silent = { 0 };

  change (fixture, &seen, 1, 5);
  apply (fixture, "0-0+1 ");
  change (fixture, &passing, 2, 5);
  prise_peer_changes_leave (fixture->changes, &passing, 2);
  prise_peer_changes_leave (fixture->changes, &silent, 3);
  apply (fixture, "");

  change (fixture, &seen, 1, 6);
  prise_peer_changes_leave (fixture->changes, &seen, 1);
  apply (fixture, "0-1+0 ");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->peers)), ==, 0);
}

/* Two changes of the list at most: one where others were, and one at its end. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  PrisePeerChangesPlace places[200] = { 0 };

  for (guint i = 0; i < 100; i++)
    change (fixture, &places[i], i + 1, i);
  apply (fixture, "0-0+100 ");
  for (guint i = 100; i < 200; i++) {
    change (fixture, &places[i], i + 1, i);
    if (i < 110)
      prise_peer_changes_leave (fixture->changes, &places[i - 100], i - 99);
  }
  apply (fixture, "0-10+0 90-0+100 ");
  g_assert_cmpuint (get_value (fixture, 11), ==, 10);
  g_assert_cmpuint (get_value (fixture, 200), ==, 199);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  add ("/peer-changes/merged", test_merged);
  add ("/peer-changes/came-and-went", test_came_and_went);
  add ("/peer-changes/many", test_many);
#undef add

  return g_test_run ();
}
