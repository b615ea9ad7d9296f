// SPDX-License-Identifier: GPL-3.0-or-later
/* Which rows of the log are selected, as sorted ranges that don't touch: GtkMultiSelection keeps an
 * object for each selected row and walks over all of them when rows leave. Main thread. */
#include "config.h"

#include "prise-range-selection.h"

typedef struct {
  guint first;
  guint end; /* one past the last */
} Range;

struct _PriseRangeSelection {
  GObject parent_instance;

  GListModel *model;
  GArray *ranges;
};

static GType
prise_range_selection_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (PRISE_RANGE_SELECTION (list)->model);
}

static guint
prise_range_selection_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (PRISE_RANGE_SELECTION (list)->model);
}

static gpointer
prise_range_selection_get_item (GListModel *list, guint position)
{
  return g_list_model_get_item (PRISE_RANGE_SELECTION (list)->model, position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = prise_range_selection_get_item_type;
  iface->get_n_items = prise_range_selection_get_n_items;
  iface->get_item = prise_range_selection_get_item;
}

static const Range *
get_range (PriseRangeSelection *self, guint index)
{
  return &g_array_index (self->ranges, Range, index);
}

/* Appends to @ranges, which end no later than @first. */
static void
append_range (GArray *ranges, guint first, guint end)
{
  if (first >= end)
    return;

  if (ranges->len > 0 && g_array_index (ranges, Range, ranges->len - 1).end == first) {
    g_array_index (ranges, Range, ranges->len - 1).end = end;
  } else {
    Range range = { first, end };

    g_array_append_val (ranges, range);
  }
}

/* The ranges with [first, end) all selected or all not. */
static GArray *
make_ranges (PriseRangeSelection *self, guint first, guint end, gboolean selected)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  guint i;

  for (i = 0; i < self->ranges->len && get_range (self, i)->first < first; i++)
    append_range (ranges, get_range (self, i)->first, MIN (get_range (self, i)->end, first));
  if (selected)
    append_range (ranges, first, end);
  for (i = 0; i < self->ranges->len; i++)
    append_range (ranges, MAX (get_range (self, i)->first, end), get_range (self, i)->end);

  return ranges;
}

static void
take_ranges (PriseRangeSelection *self, GArray *ranges)
{
  g_array_unref (self->ranges);
  self->ranges = ranges;
}

static gboolean
change_range (PriseRangeSelection *self, guint first, guint end, gboolean selected)
{
  if (first >= end)
    return TRUE;

  take_ranges (self, make_ranges (self, first, end, selected));
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), first, end - first);

  return TRUE;
}

static gboolean
replace_by_range (PriseRangeSelection *self, guint first, guint end)
{
  guint changed_first = first;
  guint changed_end = end;

  if (self->ranges->len > 0) {
    changed_first = MIN (first, get_range (self, 0)->first);
    changed_end = MAX (end, get_range (self, self->ranges->len - 1)->end);
  }

  g_array_set_size (self->ranges, 0);
  append_range (self->ranges, first, end);
  if (changed_first < changed_end)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), changed_first,
                                           changed_end - changed_first);

  return TRUE;
}

static gboolean
prise_range_selection_is_selected (GtkSelectionModel *model, guint position)
{
  PriseRangeSelection *self = PRISE_RANGE_SELECTION (model);
  guint low = 0;
  guint high = self->ranges->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;
    const Range *range = get_range (self, middle);

    if (position < range->first)
      high = middle;
    else if (position >= range->end)
      low = middle + 1;
    else
      return TRUE;
  }

  return FALSE;
}

static GtkBitset *
prise_range_selection_get_selection_in_range (GtkSelectionModel *model,
                                              guint position,
                                              guint n_items)
{
  PriseRangeSelection *self = PRISE_RANGE_SELECTION (model);
  GtkBitset *bitset = gtk_bitset_new_empty ();
  guint64 end = (guint64) position + n_items;

  for (guint i = 0; i < self->ranges->len; i++) {
    guint range_first = MAX (get_range (self, i)->first, position);
    guint range_end = MIN (get_range (self, i)->end, end);

    if (range_first < range_end)
      gtk_bitset_add_range (bitset, range_first, range_end - range_first);
  }

  return bitset;
}

static gboolean
prise_range_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  PriseRangeSelection *self = PRISE_RANGE_SELECTION (model);

  return unselect_rest ? replace_by_range (self, position, position + 1)
                       : change_range (self, position, position + 1, TRUE);
}

static gboolean
prise_range_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return change_range (PRISE_RANGE_SELECTION (model), position, position + 1, FALSE);
}

static gboolean
prise_range_selection_select_range (GtkSelectionModel *model,
                                    guint position,
                                    guint n_items,
                                    gboolean unselect_rest)
{
  PriseRangeSelection *self = PRISE_RANGE_SELECTION (model);
  guint end = position + MIN (n_items, g_list_model_get_n_items (self->model) - position);

  return unselect_rest ? replace_by_range (self, position, end)
                       : change_range (self, position, end, TRUE);
}

static gboolean
prise_range_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  PriseRangeSelection *self = PRISE_RANGE_SELECTION (model);
  guint end = position + MIN (n_items, g_list_model_get_n_items (self->model) - position);

  return change_range (self, position, end, FALSE);
}

static gboolean
prise_range_selection_select_all (GtkSelectionModel *model)
{
  PriseRangeSelection *self = PRISE_RANGE_SELECTION (model);

  return replace_by_range (self, 0, g_list_model_get_n_items (self->model));
}

static gboolean
prise_range_selection_unselect_all (GtkSelectionModel *model)
{
  return replace_by_range (PRISE_RANGE_SELECTION (model), 0, 0);
}

static gboolean
prise_range_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  PriseRangeSelection *self = PRISE_RANGE_SELECTION (model);
  guint n_items = g_list_model_get_n_items (self->model);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, mask, &position);
       is_valid && position < n_items; is_valid = gtk_bitset_iter_next (&iter, &position))
    take_ranges (self, make_ranges (self, position, position + 1,
                                    gtk_bitset_contains (selected, position)));

  if (!gtk_bitset_is_empty (mask))
    gtk_selection_model_selection_changed (model, gtk_bitset_get_minimum (mask),
                                           gtk_bitset_get_maximum (mask) -
                                               gtk_bitset_get_minimum (mask) + 1);

  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = prise_range_selection_is_selected;
  iface->get_selection_in_range = prise_range_selection_get_selection_in_range;
  iface->select_item = prise_range_selection_select_item;
  iface->unselect_item = prise_range_selection_unselect_item;
  iface->select_range = prise_range_selection_select_range;
  iface->unselect_range = prise_range_selection_unselect_range;
  iface->select_all = prise_range_selection_select_all;
  iface->unselect_all = prise_range_selection_unselect_all;
  iface->set_selection = prise_range_selection_set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PriseRangeSelection,
                               prise_range_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          selection_model_iface_init))

/* What stood before @position stays, what was removed is not selected any more, the rest moves. */
static void
did_change_items (PriseRangeSelection *self, guint position, guint removed, guint added)
{
  guint removed_end = position + removed;
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));

  for (guint i = 0; i < self->ranges->len; i++)
    append_range (ranges, get_range (self, i)->first, MIN (get_range (self, i)->end, position));
  for (guint i = 0; i < self->ranges->len; i++) {
    const Range *range = get_range (self, i);

    if (range->end > removed_end)
      append_range (ranges, MAX (range->first, removed_end) - removed + added,
                    range->end - removed + added);
  }
  take_ranges (self, ranges);

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
prise_range_selection_finalize (GObject *object)
{
  PriseRangeSelection *self = PRISE_RANGE_SELECTION (object);

  g_clear_object (&self->model);
  g_array_unref (self->ranges);

  G_OBJECT_CLASS (prise_range_selection_parent_class)->finalize (object);
}

static void
prise_range_selection_class_init (PriseRangeSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = prise_range_selection_finalize;
}

static void
prise_range_selection_init (PriseRangeSelection *self)
{
  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
}

/**
 * prise_range_selection_new:
 * @model: what to select from
 *
 * Returns: (transfer full): a selection of nothing
 */
PriseRangeSelection *
prise_range_selection_new (GListModel *model)
{
  PriseRangeSelection *self = g_object_new (PRISE_TYPE_RANGE_SELECTION, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (did_change_items), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * prise_range_selection_get_n_selected:
 *
 * Returns: how many rows are selected
 */
guint
prise_range_selection_get_n_selected (PriseRangeSelection *self)
{
  guint n_selected = 0;

  g_return_val_if_fail (PRISE_IS_RANGE_SELECTION (self), 0);

  for (guint i = 0; i < self->ranges->len; i++)
    n_selected += get_range (self, i)->end - get_range (self, i)->first;

  return n_selected;
}

/**
 * prise_range_selection_get_n_ranges:
 *
 * Returns: in how many ranges the selected rows stand
 */
guint
prise_range_selection_get_n_ranges (PriseRangeSelection *self)
{
  g_return_val_if_fail (PRISE_IS_RANGE_SELECTION (self), 0);

  return self->ranges->len;
}

/**
 * prise_range_selection_get_range:
 * @index: which range, from the first
 * @first: (out): its first row
 * @end: (out): one past its last row
 */
void
prise_range_selection_get_range (PriseRangeSelection *self, guint index, guint *first, guint *end)
{
  g_return_if_fail (PRISE_IS_RANGE_SELECTION (self));
  g_return_if_fail (index < self->ranges->len);

  *first = get_range (self, index)->first;
  *end = get_range (self, index)->end;
}
