// SPDX-License-Identifier: GPL-3.0-or-later
/* The log: the rows of a journal, followed or read.
 *
 * It owns the model and the selection over the journal. While traffic comes, a tick callback lets
 * the model take it up, once a frame; when nothing came for some frames the callback goes, and the
 * journal's watch brings it back. A log that isn't shown does nothing at all. Main thread. */
#include "config.h"

#include "prise-log-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "prise-log-actions.h"
#include "prise-log-cells.h"

struct _PriseLogView {
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkColumnView *column_view;
  GtkColumnViewColumn *time_column;
  GtkColumnViewColumn *kind_column;
  GtkColumnViewColumn *peer_column;
  GtkColumnViewColumn *size_column;
  GtkColumnViewColumn *data_column;
  AdwStatusPage *empty_page;
  GtkPopover *menu;

  PriseJournal *journal;
  PriseJournalWatch *watch;
  PriseJournalModel *model;
  PriseLogSelection *selection;
  PriseFilter *filter;

  PriseTimeFormat time_format;
  gint64 origin; /* the first entry's monotonic time, 0 before there is one */
  char *empty_title;
  char *empty_description;

  guint tick_id;
  guint n_quiet_frames;

  gboolean follow;
  double last_value;
  double last_upper;
  double last_page_size;
};

enum {
  PROP_0,
  PROP_JOURNAL,
  PROP_FILTER,
  PROP_FOLLOW,
  PROP_TIME_FORMAT,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_MODEL,
  PROP_SELECTION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PriseLogView, prise_log_view, GTK_TYPE_WIDGET)

/* After so many frames without news the tick callback goes. */
#define MAX_QUIET_FRAMES 8

static GtkWidget *
get_list (PriseLogView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static guint
get_n_rows (PriseLogView *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

/* Makes the last row the one that the list keeps in place; it is laid out with the next frame. */
static void
scroll_to_end (PriseLogView *self)
{
  guint n_rows = get_n_rows (self);

  if (n_rows > 0)
    gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", n_rows - 1);
}

static void
update_empty_page (PriseLogView *self)
{
  gboolean is_filtered =
      self->filter != NULL && self->journal != NULL &&
      prise_journal_get_first (self->journal) < prise_journal_get_end (self->journal);
  gboolean is_searching =
      is_filtered && self->model != NULL && prise_journal_model_get_filtering (self->model);
  const char *title = self->empty_title;
  const char *description = self->empty_description;

  if (is_searching) {
    title = _ ("Searching…");
    description = NULL;
  } else if (is_filtered) {
    title = _ ("No Matching Entries");
    description = _ ("Change the filter or the direction to see the others.");
  }

  adw_status_page_set_title (self->empty_page, title != NULL ? title : "");
  adw_status_page_set_description (self->empty_page, description);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_page), get_n_rows (self) == 0);
}

static void
update_origin (PriseLogView *self)
{
  guint64 first = prise_journal_get_first (self->journal);

  if (first == prise_journal_get_end (self->journal)) {
    self->origin = 0;
  } else if (self->origin == 0) {
    g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

    if (prise_journal_read (self->journal, first, &entry))
      self->origin = entry.monotonic_time;
  }
}

/* Returns whether there was anything new. */
static gboolean
sync_model (PriseLogView *self)
{
  guint n_rows = get_n_rows (self);
  gboolean has_news;

  if (self->model == NULL)
    return FALSE;

  update_origin (self);
  has_news = prise_journal_model_sync (self->model);
  if (n_rows == 0 || get_n_rows (self) == 0)
    update_empty_page (self);
  if (has_news && self->follow)
    scroll_to_end (self);

  return has_news;
}

static void
stop_ticking (PriseLogView *self)
{
  if (self->tick_id == 0)
    return;

  gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static gboolean
did_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PriseLogView *self = PRISE_LOG_VIEW (widget);

  self->n_quiet_frames = sync_model (self) ? 0 : self->n_quiet_frames + 1;
  if (self->n_quiet_frames < MAX_QUIET_FRAMES)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  if (self->watch != NULL)
    prise_journal_watch_arm (self->watch, prise_journal_model_get_end (self->model));

  return G_SOURCE_REMOVE;
}

static void
start_ticking (PriseLogView *self)
{
  self->n_quiet_frames = 0;
  if (self->tick_id == 0 && self->journal != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), did_tick, NULL, NULL);
}

static void
did_grow (PriseJournal *journal, gpointer user_data)
{
  start_ticking (user_data);
}

static gboolean
is_at_end (PriseLogView *self)
{
  return self->last_value + self->last_page_size >= self->last_upper - 1;
}

/* The list moves its adjustment when it lays rows out; then the size of everything changes as well.
 * What moves within unchanged sizes was moved by the reader. */
static void
did_scroll (PriseLogView *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);
  double upper = gtk_adjustment_get_upper (adjustment);
  double page_size = gtk_adjustment_get_page_size (adjustment);
  gboolean by_reader =
      value != self->last_value && upper == self->last_upper && page_size == self->last_page_size;
  gboolean is_up = value < self->last_value;

  self->last_value = value;
  self->last_upper = upper;
  self->last_page_size = page_size;

  if (by_reader)
    prise_log_view_set_follow (self, is_at_end (self) || (self->follow && !is_up));
  else if (self->follow && !is_at_end (self))
    start_ticking (self);
}

static void
set_columns (PriseLogView *self)
{
  GtkColumnViewColumn *const columns[PRISE_LOG_N_COLUMNS] = {
    [PRISE_LOG_COLUMN_TIME] = self->time_column, [PRISE_LOG_COLUMN_KIND] = self->kind_column,
    [PRISE_LOG_COLUMN_PEER] = self->peer_column, [PRISE_LOG_COLUMN_SIZE] = self->size_column,
    [PRISE_LOG_COLUMN_DATA] = self->data_column,
  };

  for (guint i = 0; i < PRISE_LOG_N_COLUMNS; i++) {
    g_autoptr (GtkListItemFactory) factory = prise_log_cells_new_factory (self, i);

    gtk_column_view_column_set_factory (columns[i], factory);
  }
}

static void
forget_journal (PriseLogView *self)
{
  stop_ticking (self);
  gtk_column_view_set_model (self->column_view, NULL);
  g_clear_pointer (&self->watch, prise_journal_unwatch);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->journal);
  self->origin = 0;
}

static void
take_journal (PriseLogView *self, PriseJournal *journal)
{
  self->journal = g_object_ref (journal);
  self->model = prise_journal_model_new (journal);
  prise_journal_model_set_filter (self->model, self->filter);
  self->selection = prise_log_selection_new (G_LIST_MODEL (self->model));
  self->watch = prise_journal_watch (journal, NULL, did_grow, self);
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
}

static void
prise_log_view_map (GtkWidget *widget)
{
  PriseLogView *self = PRISE_LOG_VIEW (widget);

  GTK_WIDGET_CLASS (prise_log_view_parent_class)->map (widget);

  start_ticking (self);
}

static void
prise_log_view_unmap (GtkWidget *widget)
{
  stop_ticking (PRISE_LOG_VIEW (widget));

  GTK_WIDGET_CLASS (prise_log_view_parent_class)->unmap (widget);
}

static void
prise_log_view_dispose (GObject *object)
{
  PriseLogView *self = PRISE_LOG_VIEW (object);

  if (self->column_view != NULL) {
    forget_journal (self);
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  }
  gtk_widget_dispose_template (GTK_WIDGET (self), PRISE_TYPE_LOG_VIEW);

  G_OBJECT_CLASS (prise_log_view_parent_class)->dispose (object);
}

static void
prise_log_view_finalize (GObject *object)
{
  PriseLogView *self = PRISE_LOG_VIEW (object);

  g_clear_pointer (&self->filter, prise_filter_unref);
  g_free (self->empty_title);
  g_free (self->empty_description);

  G_OBJECT_CLASS (prise_log_view_parent_class)->finalize (object);
}

static void
prise_log_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseLogView *self = PRISE_LOG_VIEW (object);

  switch (id) {
  case PROP_JOURNAL:
    g_value_set_object (value, self->journal);
    break;
  case PROP_FILTER:
    g_value_set_boxed (value, self->filter);
    break;
  case PROP_FOLLOW:
    g_value_set_boolean (value, self->follow);
    break;
  case PROP_TIME_FORMAT:
    g_value_set_enum (value, self->time_format);
    break;
  case PROP_EMPTY_TITLE:
    g_value_set_string (value, self->empty_title);
    break;
  case PROP_EMPTY_DESCRIPTION:
    g_value_set_string (value, self->empty_description);
    break;
  case PROP_MODEL:
    g_value_set_object (value, self->model);
    break;
  case PROP_SELECTION:
    g_value_set_object (value, self->selection);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_empty_text (PriseLogView *self, guint id, char **text, const GValue *value)
{
  if (g_strcmp0 (*text, g_value_get_string (value)) == 0)
    return;

  g_free (*text);
  *text = g_value_dup_string (value);
  update_empty_page (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
prise_log_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseLogView *self = PRISE_LOG_VIEW (object);

  switch (id) {
  case PROP_JOURNAL:
    prise_log_view_set_journal (self, g_value_get_object (value));
    break;
  case PROP_FILTER:
    prise_log_view_set_filter (self, g_value_get_boxed (value));
    break;
  case PROP_FOLLOW:
    prise_log_view_set_follow (self, g_value_get_boolean (value));
    break;
  case PROP_TIME_FORMAT:
    prise_log_view_set_time_format (self, g_value_get_enum (value));
    break;
  case PROP_EMPTY_TITLE:
    set_empty_text (self, id, &self->empty_title, value);
    break;
  case PROP_EMPTY_DESCRIPTION:
    set_empty_text (self, id, &self->empty_description, value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  properties[PROP_JOURNAL] =
      g_param_spec_object ("journal", NULL, NULL, PRISE_TYPE_JOURNAL, writable);
  properties[PROP_FILTER] = g_param_spec_boxed ("filter", NULL, NULL, PRISE_TYPE_FILTER, writable);
  properties[PROP_FOLLOW] = g_param_spec_boolean ("follow", NULL, NULL, TRUE, writable);
  properties[PROP_TIME_FORMAT] =
      g_param_spec_enum ("time-format", NULL, NULL, PRISE_TYPE_TIME_FORMAT, PRISE_TIME_FORMAT_TIME,
                         writable);
  properties[PROP_EMPTY_TITLE] = g_param_spec_string ("empty-title", NULL, NULL, NULL, writable);
  properties[PROP_EMPTY_DESCRIPTION] =
      g_param_spec_string ("empty-description", NULL, NULL, NULL, writable);
  properties[PROP_MODEL] =
      g_param_spec_object ("model", NULL, NULL, PRISE_TYPE_JOURNAL_MODEL, readable);
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, PRISE_TYPE_LOG_SELECTION, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, scroller);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, column_view);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, time_column);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, kind_column);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, peer_column);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, size_column);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, data_column);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, menu);
  gtk_widget_class_bind_template_callback (widget_class, did_scroll);
  gtk_widget_class_bind_template_callback (widget_class, prise_log_actions_did_press_menu);
}

static void
prise_log_view_class_init (PriseLogViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_log_view_dispose;
  object_class->finalize = prise_log_view_finalize;
  object_class->get_property = prise_log_view_get_property;
  object_class->set_property = prise_log_view_set_property;
  widget_class->map = prise_log_view_map;
  widget_class->unmap = prise_log_view_unmap;

  install_properties (object_class);
  bind_template (widget_class);
  prise_log_actions_install (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "logview");
}

static void
prise_log_view_init (PriseLogView *self)
{
  self->follow = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  set_columns (self);
  update_empty_page (self);
}

/**
 * prise_log_view_new:
 *
 * Returns: (transfer floating): a log of nothing yet, which follows the end
 */
GtkWidget *
prise_log_view_new (void)
{
  return g_object_new (PRISE_TYPE_LOG_VIEW, NULL);
}

/**
 * prise_log_view_get_journal:
 * @self: a log
 *
 * Returns: (transfer none) (nullable): what it shows
 */
PriseJournal *
prise_log_view_get_journal (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), NULL);

  return self->journal;
}

/**
 * prise_log_view_set_journal:
 * @self: a log
 * @journal: (nullable): what it shows from now on
 */
void
prise_log_view_set_journal (PriseLogView *self, PriseJournal *journal)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));
  g_return_if_fail (journal == NULL || PRISE_IS_JOURNAL (journal));

  if (self->journal == journal)
    return;

  forget_journal (self);
  if (journal != NULL)
    take_journal (self, journal);
  update_empty_page (self);
  start_ticking (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOURNAL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTION]);
}

/**
 * prise_log_view_get_filter:
 * @self: a log
 *
 * Returns: (transfer none) (nullable): which entries it shows
 */
PriseFilter *
prise_log_view_get_filter (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), NULL);

  return self->filter;
}

/**
 * prise_log_view_set_filter:
 * @self: a log
 * @filter: (nullable): which entries it shows; %NULL for all
 */
void
prise_log_view_set_filter (PriseLogView *self, PriseFilter *filter)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  if (filter != NULL && prise_filter_is_empty (filter))
    filter = NULL;
  if (self->filter == filter)
    return;

  g_clear_pointer (&self->filter, prise_filter_unref);
  self->filter = filter != NULL ? prise_filter_ref (filter) : NULL;
  if (self->model != NULL)
    prise_journal_model_set_filter (self->model, self->filter);
  update_empty_page (self);
  if (self->follow)
    scroll_to_end (self);
  start_ticking (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

/**
 * prise_log_view_get_follow:
 * @self: a log
 *
 * Returns: whether it stays at the end
 */
gboolean
prise_log_view_get_follow (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), FALSE);

  return self->follow;
}

/**
 * prise_log_view_set_follow:
 * @self: a log
 * @follow: whether to go to the end and stay there
 *
 * The reader's scrolling sets it, too: up, and it is off; at the end, and it is on.
 */
void
prise_log_view_set_follow (PriseLogView *self, gboolean follow)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  follow = !!follow;
  if (self->follow == follow)
    return;

  self->follow = follow;
  if (follow)
    scroll_to_end (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
}

/**
 * prise_log_view_get_time_format:
 * @self: a log
 *
 * Returns: how it shows times
 */
PriseTimeFormat
prise_log_view_get_time_format (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), PRISE_TIME_FORMAT_TIME);

  return self->time_format;
}

/**
 * prise_log_view_set_time_format:
 * @self: a log
 * @format: how it shows times from now on
 */
void
prise_log_view_set_time_format (PriseLogView *self, PriseTimeFormat format)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  if (self->time_format == format)
    return;

  self->time_format = format;
  factory = prise_log_cells_new_factory (self, PRISE_LOG_COLUMN_TIME);
  gtk_column_view_column_set_factory (self->time_column, factory);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME_FORMAT]);
}

/**
 * prise_log_view_get_model:
 * @self: a log
 *
 * Returns: (transfer none) (nullable): its rows
 */
PriseJournalModel *
prise_log_view_get_model (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), NULL);

  return self->model;
}

/**
 * prise_log_view_get_selection:
 * @self: a log
 *
 * Returns: (transfer none) (nullable): which of its rows are selected
 */
PriseLogSelection *
prise_log_view_get_selection (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), NULL);

  return self->selection;
}

/**
 * prise_log_view_sync:
 * @self: a log
 *
 * Takes up at once what otherwise comes with the next frame, as after a clear, of which the journal
 * tells nobody.
 */
void
prise_log_view_sync (PriseLogView *self)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  sync_model (self);
  start_ticking (self);
}

/* For the cells. */
gint64
prise_log_view_get_time_reference (PriseLogView *self, guint position)
{
  g_auto (PriseEntry) entry = PRISE_ENTRY_INIT;

  if (self->time_format == PRISE_TIME_FORMAT_ELAPSED || position == 0)
    return self->origin;
  if (self->time_format != PRISE_TIME_FORMAT_DELTA)
    return 0;

  prise_journal_read (self->journal, prise_journal_model_get_position (self->model, position - 1),
                      &entry);

  return entry.wall_time != 0 ? entry.monotonic_time : self->origin;
}

/* For the actions. */
GtkPopover *
prise_log_view_get_menu (PriseLogView *self)
{
  return self->menu;
}
