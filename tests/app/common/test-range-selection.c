// SPDX-License-Identifier: GPL-3.0-or-later
/* The selection of the log against GtkMultiSelection, which does the same at another price. */
#include "config.h"

#include "prise-range-selection.h"
#include "widget-test.h"

typedef struct {
  GListStore *store;
  PriseRangeSelection *selection;
  GtkMultiSelection *reference;
  GtkBitset *changed; /* rows of which selection-changed told */
} Fixture;

static void
did_change_selection (GtkSelectionModel *model, guint position, guint n_items, Fixture *fixture)
{
  gtk_bitset_add_range (fixture->changed, position, n_items);
}

static void
add_items (Fixture *fixture, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (fixture->store, position, removed, items->pdata, added);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = g_list_store_new (G_TYPE_OBJECT);
  fixture->changed = gtk_bitset_new_empty ();
  fixture->selection = prise_range_selection_new (G_LIST_MODEL (fixture->store));
  fixture->reference = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (fixture->store)));
  g_signal_connect (fixture->selection, "selection-changed", G_CALLBACK (did_change_selection),
                    fixture);
  add_items (fixture, 0, 0, 100);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->changed, gtk_bitset_unref);
  g_assert_finalize_object (fixture->selection);
  g_assert_finalize_object (fixture->reference);
  g_assert_finalize_object (fixture->store);
}

static void
assert_same (Fixture *fixture)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (model);
  g_autoptr (GtkBitset) own = /* of the reference */
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (fixture->reference));
  g_autoptr (GtkBitset) expected = gtk_bitset_copy (own);
  g_autoptr (GtkBitset) part = gtk_selection_model_get_selection_in_range (model, 20, 30);
  guint last_end = 0;

  g_assert_true (gtk_bitset_equals (selected, expected));
  gtk_bitset_intersect (expected, part);
  g_assert_true (gtk_bitset_equals (expected, part));
  g_assert_cmpuint (gtk_bitset_get_size_in_range (selected, 20, 49), ==,
                    gtk_bitset_get_size (part));
  g_assert_cmpuint (prise_range_selection_get_n_selected (fixture->selection), ==,
                    gtk_bitset_get_size (selected));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->store)); i++)
    g_assert_cmpint (gtk_selection_model_is_selected (model, i), ==,
                     gtk_bitset_contains (selected, i));

  for (guint i = 0; i < prise_range_selection_get_n_ranges (fixture->selection); i++) {
    guint first, end;

    prise_range_selection_get_range (fixture->selection, i, &first, &end);
    g_assert_cmpuint (first, <, end);
    g_assert_true (i == 0 || first > last_end);
    last_end = end;
  }
}

/* One of all that can happen, to both, by the dice. */
static void
do_something (Fixture *fixture)
{
  GtkSelectionModel *models[] = { GTK_SELECTION_MODEL (fixture->selection),
                                  GTK_SELECTION_MODEL (fixture->reference) };
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->store));
  int action = g_test_rand_int_range (0, 9);
  guint position = g_test_rand_int_range (0, n_items);
  guint size = g_test_rand_int_range (0, MIN (40, n_items - position) + 1);
  gboolean flag = g_test_rand_bit ();

  if (action < 2) {
    add_items (fixture, position, size, g_test_rand_int_range (1, 40));
    return;
  }

  for (guint i = 0; i < G_N_ELEMENTS (models); i++) {
    if (action == 2)
      gtk_selection_model_select_item (models[i], position, flag);
    else if (action == 3)
      gtk_selection_model_unselect_item (models[i], position);
    else if (action <= 5)
      gtk_selection_model_select_range (models[i], position, size, flag);
    else if (action == 6)
      gtk_selection_model_unselect_range (models[i], position, size);
    else if (action == 7 && flag)
      gtk_selection_model_select_all (models[i]);
    else if (action == 8 && flag)
      gtk_selection_model_unselect_all (models[i]);
  }
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2000; i++) {
    do_something (fixture);
    assert_same (fixture);
  }
}

/* Whatever differs afterwards was told of. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (fixture->selection);

  gtk_selection_model_select_range (model, 10, 5, TRUE);
  g_assert_cmpuint (gtk_bitset_get_minimum (fixture->changed), ==, 10);
  g_assert_cmpuint (gtk_bitset_get_maximum (fixture->changed), ==, 14);

  gtk_bitset_remove_all (fixture->changed);
  gtk_selection_model_select_item (model, 50, TRUE);
  g_assert_true (gtk_bitset_contains (fixture->changed, 10));
  g_assert_true (gtk_bitset_contains (fixture->changed, 14));
  g_assert_true (gtk_bitset_contains (fixture->changed, 50));

  /* Several ranges, on both sides. */
  gtk_selection_model_select_item (model, 10, TRUE);
  gtk_selection_model_select_item (model, 90, FALSE);
  gtk_bitset_remove_all (fixture->changed);
  gtk_selection_model_select_item (model, 50, TRUE);
  g_assert_true (gtk_bitset_contains (fixture->changed, 10));
  g_assert_true (gtk_bitset_contains (fixture->changed, 50));
  g_assert_true (gtk_bitset_contains (fixture->changed, 90));
}

static void
test_set_selection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkBitset) selected = gtk_bitset_new_range (5, 10);
  g_autoptr (GtkBitset) mask = gtk_bitset_new_range (0, 12);

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->selection), 3, 20, TRUE);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->reference), 3, 20, TRUE);
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (fixture->selection), selected, mask);
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (fixture->reference), selected, mask);
  assert_same (fixture);
}

int
main (int argc, char *argv[])
{
  widget_test_init (&argc, &argv);

  g_test_add ("/app/log-selection/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/app/log-selection/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/app/log-selection/set-selection", Fixture, NULL, set_up, test_set_selection,
              tear_down);

  return g_test_run ();
}
