// SPDX-License-Identifier: GPL-3.0-or-later
/* The list of peers of an endpoint. */
#include "config.h"

#include <libglib-testing/signal-logger.h>

#include "net-fixture.h"
#include "prise-peer-list.h"

#define N_PEERS 1000

typedef struct {
  PrisePeerList *list;
  GtSignalLogger *logger;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->list = prise_peer_list_new (G_TYPE_OBJECT, FALSE);
  fixture->logger = gt_signal_logger_new ();
  gt_signal_logger_connect (fixture->logger, fixture->list, "items-changed");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gt_signal_logger_assert_no_emissions (fixture->logger);
  gt_signal_logger_free (fixture->logger);
  g_assert_finalize_object (fixture->list);
}

static void
assert_change (Fixture *fixture, guint position, guint n_removed, guint n_added)
{
  guint was_at, were_removed, were_added;

  gt_signal_logger_assert_emission_pop (fixture->logger, fixture->list, "items-changed", &was_at,
                                        &were_removed, &were_added);
  g_assert_cmpuint (was_at, ==, position);
  g_assert_cmpuint (were_removed, ==, n_removed);
  g_assert_cmpuint (were_added, ==, n_added);
}

static GObject *
add_peer (Fixture *fixture, guint64 id)
{
  GObject *peer = g_object_new (G_TYPE_OBJECT, NULL);

  prise_peer_list_add (fixture->list, id, peer);

  return peer;
}

static void
assert_item (Fixture *fixture, guint position, GObject *expected)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);

  g_assert_true (item == expected);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  GListModel *model = G_LIST_MODEL (fixture->list);

  g_assert_true (g_list_model_get_item_type (model) == G_TYPE_OBJECT);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_null (g_list_model_get_item (model, 0));
  g_assert_null (prise_peer_list_find (fixture->list, 1));
  prise_peer_list_remove (fixture->list, 1);
  prise_peer_list_clear (fixture->list);
}

/* In the order in which they came, whatever their ids; an id is of 64 bits. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  const guint64 ids[] = { 7, 1, G_MAXUINT64, (guint64) 1 << 32 };
  GObject *peers[G_N_ELEMENTS (ids)];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    peers[i] = add_peer (fixture, ids[i]);
    assert_change (fixture, i, 0, 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    assert_item (fixture, i, peers[i]);
    g_assert_true (prise_peer_list_find (fixture->list, ids[i]) == peers[i]);
  }
  g_assert_null (prise_peer_list_find (fixture->list, 0));

  prise_peer_list_remove (fixture->list, 1);
  assert_change (fixture, 1, 1, 0);
  prise_peer_list_remove (fixture->list, 1);
  g_assert_null (prise_peer_list_find (fixture->list, 1));
  assert_item (fixture, 1, peers[2]);
  assert_item (fixture, 2, peers[3]);
  assert_item (fixture, 3, NULL);
}

/* The list is the last to hold them. */
static void
test_ownership (Fixture *fixture, gconstpointer data)
{
  gpointer peers[] = { add_peer (fixture, 1), add_peer (fixture, 2), add_peer (fixture, 3) };

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++) {
    g_object_add_weak_pointer (peers[i], &peers[i]);
    assert_change (fixture, i, 0, 1);
  }
  prise_peer_list_remove (fixture->list, 2);
  assert_change (fixture, 1, 1, 0);
  g_assert_null (peers[1]);
  prise_peer_list_clear (fixture->list);
  assert_change (fixture, 0, 2, 0);
  g_assert_null (peers[0]);
  g_assert_null (peers[2]);
  g_assert_null (prise_peer_list_find (fixture->list, 1));
  add_peer (fixture, 1);
  assert_change (fixture, 0, 0, 1);
}

/* Each second one leaves: the others are found where they are. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_PEERS; i++) {
    add_peer (fixture, i + 1);
    assert_change (fixture, i, 0, 1);
  }
  for (guint i = 0; i < N_PEERS; i += 2) {
    prise_peer_list_remove (fixture->list, i + 1);
    assert_change (fixture, i / 2, 1, 0);
  }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N_PEERS / 2);
  for (guint i = 1; i < N_PEERS; i += 2)
    assert_item (fixture, i / 2, prise_peer_list_find (fixture->list, i + 1));
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

/* What changes between begin and end is one change, of no more than has changed. */
static void
test_one_change (Fixture *fixture, gconstpointer data)
{
  for (guint64 id = 1; id <= 10; id++) {
    add_peer (fixture, id);
    assert_change (fixture, (guint) id - 1, 0, 1);
  }

  prise_peer_list_begin (fixture->list);
  prise_peer_list_end (fixture->list);

  prise_peer_list_begin (fixture->list);
  prise_peer_list_remove (fixture->list, 3);
  prise_peer_list_remove (fixture->list, 5);
  prise_peer_list_end (fixture->list);
  assert_change (fixture, 2, 3, 1);

  prise_peer_list_begin (fixture->list);
  prise_peer_list_remove (fixture->list, 1);
  add_peer (fixture, 11);
  add_peer (fixture, 12);
  prise_peer_list_end (fixture->list);
  assert_change (fixture, 0, 8, 9);

  prise_peer_list_begin (fixture->list);
  add_peer (fixture, 13);
  prise_peer_list_end (fixture->list);
  assert_change (fixture, 9, 0, 1);

  prise_peer_list_begin (fixture->list);
  prise_peer_list_clear (fixture->list);
  prise_peer_list_end (fixture->list);
  assert_change (fixture, 0, 10, 0);
}

static void
test_newest_first (void)
{
  PrisePeerList *list = prise_peer_list_new (G_TYPE_OBJECT, TRUE);

  for (guint64 id = 1; id <= 3; id++) {
    GObject *peer = g_object_new (G_TYPE_OBJECT, NULL);
    g_autoptr (GObject) first = NULL;

    prise_peer_list_add (list, id, peer);
    first = g_list_model_get_item (G_LIST_MODEL (list), 0);
    g_assert_true (first == peer);
  }
  g_assert_finalize_object (list);
}

int
main (int argc, char *argv[])
{
  net_test_init (&argc, &argv);

  add ("/peer-list/empty", test_empty);
  add ("/peer-list/order", test_order);
  add ("/peer-list/ownership", test_ownership);
  add ("/peer-list/many", test_many);
  add ("/peer-list/one-change", test_one_change);
  g_test_add_func ("/peer-list/newest-first", test_newest_first);

  return g_test_run ();
}
