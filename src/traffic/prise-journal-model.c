// SPDX-License-Identifier: GPL-3.0-or-later
/* A journal, or the entries of it that match a filter, as a GListModel of PriseJournalItem.
 *
 * It holds no rows: without a filter two positions, with one a packed array of the matching
 * positions, counted from a base so that 32 bits do. It changes only in prise_journal_model_sync(),
 * which is meant for once a frame: one items-changed for all that came, at most one for what the
 * journal dropped. Belongs to the thread that shows it; the journal may be written by any. */
#include "config.h"

#include "prise-journal-model.h"

#include "prise-property.h"

struct _PriseJournalModel {
  GObject parent_instance;

  PriseJournal *journal;
  PriseFilter *filter;

  guint64 first; /* without a filter: the first row's position */
  guint64 end;   /* one past the last position looked at */

  GArray *matches; /* guint32, relative to base; rows begin at n_left */
  guint64 base;
  guint n_left; /* matches that are no longer rows */

  guint n_items;
  guint step;          /* (0: none) how many of the first rows come at once */
  gboolean is_flooded; /* what came is dropped before it was looked at, or soon after */
  gboolean is_filtering;
  gint64 last_leaving; /* monotonic, in µs */
};

enum { PROP_0, PROP_JOURNAL, PROP_FILTER, PROP_FILTERING, PROP_N_ITEMS, N_PROPS };
static GParamSpec *properties[N_PROPS];

/* Rows leave once they are this part of all, and not oftener than this, in µs: each time costs a
 * list widget a new layout, 20 ms in GTK 4.8. */
#define LEAVING_PART     16
#define LEAVING_INTERVAL G_USEC_PER_SEC

/* Of so many rows a list widget makes each when it comes; of more, some take the place of others.
 */
#define N_IN_STEPS 240

/* How many entries are looked at between two looks at the clock. */
#define FILTER_BATCH 128

static GType
prise_journal_model_get_item_type (GListModel *model)
{
  return PRISE_TYPE_JOURNAL_ITEM;
}

static guint
prise_journal_model_get_n_items (GListModel *model)
{
  return PRISE_JOURNAL_MODEL (model)->n_items;
}

static gpointer
prise_journal_model_get_item (GListModel *model, guint index)
{
  PriseJournalModel *self = PRISE_JOURNAL_MODEL (model);

  if (index >= self->n_items)
    return NULL;

  return prise_journal_item_new (self->journal, prise_journal_model_get_position (self, index));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = prise_journal_model_get_item_type;
  iface->get_n_items = prise_journal_model_get_n_items;
  iface->get_item = prise_journal_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PriseJournalModel,
                               prise_journal_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
change_items (PriseJournalModel *self, guint index, guint removed, guint added)
{
  if (removed == 0 && added == 0)
    return;

  self->n_items = self->n_items - removed + added;
  g_list_model_items_changed (G_LIST_MODEL (self), index, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_is_filtering (PriseJournalModel *self, gboolean is_filtering)
{
  prise_property_set_boolean (self, &self->is_filtering, is_filtering, properties[PROP_FILTERING]);
}

/* How many of the first rows stand before @position. */
static guint
count_rows_before (PriseJournalModel *self, guint64 position)
{
  guint low = 0;
  guint high = self->n_items;

  if (self->filter == NULL)
    return position > self->first ? MIN (position - self->first, high) : 0;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (prise_journal_model_get_position (self, middle) < position)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

/* Forgets the matches that are no longer rows, and counts from a newer base. */
static void
compact_matches (PriseJournalModel *self, guint64 base)
{
  guint32 shift = base - self->base;

  if (self->n_left > 0)
    g_array_remove_range (self->matches, 0, self->n_left);
  self->n_left = 0;

  for (guint i = 0; i < self->matches->len; i++)
    g_array_index (self->matches, guint32, i) -= shift;
  self->base = base;
}

static void
forget_rows (PriseJournalModel *self, guint n_rows)
{
  if (self->filter == NULL) {
    self->first += n_rows;
    return;
  }

  self->n_left += n_rows;
  if (self->n_left > self->matches->len / 2) {
    gboolean is_empty = self->n_left == self->matches->len;

    compact_matches (self, is_empty ? self->base : prise_journal_model_get_position (self, 0));
  }
}

/* Rows that the journal no longer has leave in large steps; all of them leave at once. Returns
 * whether some are to leave soon. */
static gboolean
drop_rows (PriseJournalModel *self, guint64 journal_first)
{
  guint n_gone = count_rows_before (self, journal_first);
  gboolean is_due = n_gone > 0 && n_gone >= self->n_items / LEAVING_PART;
  gint64 now = g_get_monotonic_time ();
  gboolean has_left = FALSE;

  if (is_due && (n_gone == self->n_items || now - self->last_leaving >= LEAVING_INTERVAL)) {
    self->last_leaving = now;
    forget_rows (self, n_gone);
    change_items (self, 0, n_gone, 0);
    has_left = TRUE;
    self->is_flooded = journal_first < prise_journal_get_end (self->journal);
  }

  /* Entries that came and were dropped between two looks. */
  if (self->end < journal_first) {
    self->is_flooded = journal_first < prise_journal_get_end (self->journal);
    self->end = journal_first;
    if (self->n_items == 0)
      self->first = journal_first;
  }

  return is_due && !has_left;
}

static void
add_match (PriseJournalModel *self, guint64 position)
{
  guint32 relative;

  if (self->matches->len == 0)
    self->base = position;
  else if (position - self->base > G_MAXUINT32)
    compact_matches (self, prise_journal_model_get_position (self, 0));

  relative = position - self->base;
  g_array_append_val (self->matches, relative);
}

/* Looks at entries before @end until there are @max_matches; those that are no longer rows count.
 */
static void
filter_range (PriseJournalModel *self, guint64 end, guint64 max_matches)
{
  while (self->end < end && self->matches->len < max_matches) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;
    const guint64 position = self->end++;

    if (prise_journal_read (self->journal, position, &entry) &&
        prise_filter_matches (self->filter, &entry))
      add_match (self, position);
  }
}

/* How many rows may come at once. In a flood those that come in steps would never be many. */
static guint
get_max_new (PriseJournalModel *self)
{
  if (self->step > 0 && self->n_items < N_IN_STEPS && !self->is_flooded)
    return self->step;

  return G_MAXUINT - self->n_items;
}

/* Looks at entries up to @end for as long as it may; says nothing to anyone. Returns the new rows.
 */
static guint
filter_entries (PriseJournalModel *self, guint64 end)
{
  gint64 deadline = g_get_monotonic_time () + PRISE_JOURNAL_MODEL_FILTER_TIME;
  const guint n_before = self->matches->len - self->n_left;
  const guint max_new = get_max_new (self);
  guint n_new;

  do {
    /* What is forgotten meanwhile is so many fewer. */
    filter_range (self, MIN (self->end + FILTER_BATCH, end),
                  (guint64) self->n_left + n_before + max_new);
    n_new = self->matches->len - self->n_left - n_before;
  } while (self->end < end && n_new < max_new && g_get_monotonic_time () < deadline);

  return n_new;
}

/* Looks at what came up to @end and returns how many rows that adds. */
static guint
take_entries (PriseJournalModel *self, guint64 end)
{
  guint n_rows;

  if (self->filter != NULL)
    return filter_entries (self, end);

  n_rows = MIN (end - self->end, get_max_new (self));
  self->end += n_rows;

  return n_rows;
}

static void
reset (PriseJournalModel *self)
{
  self->first = prise_journal_get_first (self->journal);
  self->end = self->first;
  self->base = self->first;
  self->n_left = 0;
  self->is_flooded = FALSE;
  g_array_set_size (self->matches, 0);
}

/* Replaces all rows. */
static void
refill (PriseJournalModel *self)
{
  guint n_removed = self->n_items;
  guint64 end = prise_journal_get_end (self->journal);
  guint n_added;

  reset (self);
  self->n_items = 0;
  n_added = take_entries (self, end);
  self->n_items = n_removed;
  change_items (self, 0, n_removed, n_added);

  set_is_filtering (self, self->filter != NULL && self->end < end);
}

static void
prise_journal_model_constructed (GObject *object)
{
  PriseJournalModel *self = PRISE_JOURNAL_MODEL (object);

  G_OBJECT_CLASS (prise_journal_model_parent_class)->constructed (object);

  reset (self);
}

static void
prise_journal_model_finalize (GObject *object)
{
  PriseJournalModel *self = PRISE_JOURNAL_MODEL (object);

  g_array_unref (self->matches);

  G_OBJECT_CLASS (prise_journal_model_parent_class)->finalize (object);
}

static void
prise_journal_model_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseJournalModel *self = PRISE_JOURNAL_MODEL (object);

  switch (id) {
  case PROP_FILTER:
    prise_journal_model_set_filter (self, g_value_get_boxed (value));
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_JOURNAL] = PRISE_PROPERTY (PriseJournalModel, journal),
  [PROP_FILTER] = PRISE_PROPERTY (PriseJournalModel, filter),
  [PROP_FILTERING] = PRISE_PROPERTY (PriseJournalModel, is_filtering),
  [PROP_N_ITEMS] = PRISE_PROPERTY (PriseJournalModel, n_items),
};

static void
prise_journal_model_class_init (PriseJournalModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = prise_journal_model_constructed;
  object_class->finalize = prise_journal_model_finalize;
  object_class->set_property = prise_journal_model_set_property;

  properties[PROP_JOURNAL] =
      g_param_spec_object ("journal", NULL, NULL, PRISE_TYPE_JOURNAL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILTER] =
      g_param_spec_boxed ("filter", NULL, NULL, PRISE_TYPE_FILTER, PRISE_WRITABLE);
  properties[PROP_FILTERING] =
      g_param_spec_boolean ("filtering", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] =
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_journal_model_init (PriseJournalModel *self)
{
  self->matches = g_array_new (FALSE, FALSE, sizeof (guint32));
}

/**
 * prise_journal_model_new:
 * @journal: what to show
 *
 * The model is empty until the first prise_journal_model_sync().
 *
 * Returns: (transfer full): a model
 */
PriseJournalModel *
prise_journal_model_new (PriseJournal *journal)
{
  return g_object_new (PRISE_TYPE_JOURNAL_MODEL, "journal", journal, NULL);
}

PriseJournal *
prise_journal_model_get_journal (PriseJournalModel *self)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL_MODEL (self), NULL);

  return self->journal;
}

PriseFilter *
prise_journal_model_get_filter (PriseJournalModel *self)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL_MODEL (self), NULL);

  return self->filter;
}

/**
 * prise_journal_model_set_filter:
 * @filter: (nullable): which entries are rows; %NULL for all
 *
 * Replaces all rows by the first that match; those for which the time of one
 * prise_journal_model_sync() doesn't do come with the next ones, while
 * #PriseJournalModel:filtering.
 */
void
prise_journal_model_set_filter (PriseJournalModel *self, PriseFilter *filter)
{
  g_return_if_fail (PRISE_IS_JOURNAL_MODEL (self));

  if (filter != NULL && prise_filter_is_empty (filter))
    filter = NULL;
  if (self->filter == filter)
    return;

  g_clear_pointer (&self->filter, prise_filter_unref);
  self->filter = filter != NULL ? prise_filter_ref (filter) : NULL;
  refill (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

/**
 * prise_journal_model_set_step:
 * @step: how many rows; 0: as many as there are, as it is at first
 *
 * A list makes a widget for each of its first rows, which takes longer than a frame lasts: with a
 * step they come with several calls of prise_journal_model_sync(), and all others with the next.
 */
void
prise_journal_model_set_step (PriseJournalModel *self, guint step)
{
  g_return_if_fail (PRISE_IS_JOURNAL_MODEL (self));

  self->step = step;
}

gboolean
prise_journal_model_get_filtering (PriseJournalModel *self)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL_MODEL (self), FALSE);

  return self->is_filtering;
}

/**
 * prise_journal_model_get_progress:
 *
 * Returns: which part of the journal's entries has been looked at, 0 to 1
 */
double
prise_journal_model_get_progress (PriseJournalModel *self)
{
  guint64 first, end;

  g_return_val_if_fail (PRISE_IS_JOURNAL_MODEL (self), 0);

  first = prise_journal_get_first (self->journal);
  end = prise_journal_get_end (self->journal);
  if (self->end >= end)
    return 1;

  return self->end > first ? (double) (self->end - first) / (end - first) : 0;
}

/**
 * prise_journal_model_sync:
 *
 * Takes up what the journal got and dropped since the last time: one items-changed each, whatever
 * the number of entries. Takes no longer than %PRISE_JOURNAL_MODEL_FILTER_TIME; what is left then
 * is told by #PriseJournalModel:filtering.
 *
 * Returns: whether anything changed, is still to be looked at, or is about to leave
 */
gboolean
prise_journal_model_sync (PriseJournalModel *self)
{
  guint64 seen_end;
  guint64 first, end;
  guint n_before;
  gboolean is_leaving;

  g_return_val_if_fail (PRISE_IS_JOURNAL_MODEL (self), FALSE);

  n_before = self->n_items;
  seen_end = self->end;
  first = prise_journal_get_first (self->journal);
  end = prise_journal_get_end (self->journal);

  is_leaving = drop_rows (self, first);
  if (self->end < end) {
    guint n_rows = take_entries (self, end);

    change_items (self, self->n_items, 0, n_rows);
  }
  set_is_filtering (self, self->filter != NULL && self->end < end);

  return self->end != seen_end || self->n_items != n_before || self->is_filtering || is_leaving;
}

/**
 * prise_journal_model_get_end:
 *
 * Returns: one past the last position that was looked at, for prise_journal_watch_arm()
 */
guint64
prise_journal_model_get_end (PriseJournalModel *self)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL_MODEL (self), 0);

  return self->end;
}

/**
 * prise_journal_model_get_position:
 * @index: a row, less than the number of rows
 *
 * Returns: that row's position in the journal
 */
guint64
prise_journal_model_get_position (PriseJournalModel *self, guint index)
{
  g_return_val_if_fail (PRISE_IS_JOURNAL_MODEL (self), 0);

  if (self->filter == NULL)
    return self->first + index;

  g_return_val_if_fail (self->n_left + index < self->matches->len, 0);

  return self->base + g_array_index (self->matches, guint32, self->n_left + index);
}
