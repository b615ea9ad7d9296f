// SPDX-License-Identifier: GPL-3.0-or-later
/* The log: the rows of a journal, followed or read.
 *
 * It owns the updater, which keeps the rows up to date, and the selection over them. Main thread.
 */
#include "config.h"

#include "prise-log-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "prise-log-cells.h"
#include "prise-log-scroll.h"
#include "prise-log-updater.h"
#include "prise-menus.h"
#include "prise-property.h"
#include "prise-tab-stop.h"
#include "prise-widget.h"

struct _PriseLogView {
  GtkWidget parent_instance;

  GtkColumnView *column_view;
  AdwStatusPage *empty_page;
  GMenuModel *menu;

  PriseLogUpdater *updater;
  PriseRangeSelection *selection;
  PriseFilter *filter;

  char *empty_title;
  char *empty_description;
  gboolean is_narrow;

  PriseLogScroll scroll;
  PriseLogCells cells;
};

enum {
  PROP_0,
  PROP_JOURNAL,
  PROP_FILTER,
  PROP_FOLLOW,
  PROP_TIME_FORMAT,
  PROP_HEX,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_MODEL,
  PROP_SELECTION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PriseLogView, prise_log_view, GTK_TYPE_WIDGET)

/* Narrower than this, in pixels, the log shows only what is needed to read it. */
#define NARROW_WIDTH 480

static guint
get_n_rows (PriseLogView *self)
{
  return self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;
}

static gboolean
is_filtered (PriseLogView *self)
{
  PriseJournal *journal = prise_log_view_get_journal (self);

  return self->filter != NULL && journal != NULL &&
         prise_journal_get_first (journal) < prise_journal_get_end (journal);
}

/* What an empty log says. */
static void
update_empty_page (PriseLogView *self)
{
  const char *title = self->empty_title != NULL ? self->empty_title : "";
  const char *description = self->empty_description;

  /* Without rows the columns have no widths, and their titles stand in a heap. */
  gtk_widget_set_opacity (GTK_WIDGET (self->column_view), get_n_rows (self) > 0 ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_page), get_n_rows (self) == 0);
  if (get_n_rows (self) > 0)
    return;

  if (is_filtered (self) && prise_journal_model_get_filtering (prise_log_view_get_model (self))) {
    title = _ ("Searching…");
    description = NULL;
  } else if (is_filtered (self)) {
    title = _ ("No Matching Entries");
    description = _ ("Change the filter or the direction to see the others.");
  }
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
}

static void
did_sync (PriseLogView *self, gboolean has_news)
{
  if (has_news)
    update_empty_page (self);
  if (prise_log_scroll_did_sync (&self->scroll, has_news))
    prise_log_cells_rebind (GTK_WIDGET (self->column_view));
}

static void
did_scroll (PriseLogView *self)
{
  prise_log_view_set_follow (self, prise_log_scroll_did_move (&self->scroll));
  if (prise_log_scroll_is_behind (&self->scroll) && self->updater != NULL)
    prise_log_updater_start (self->updater);
}

static void
forget_journal (PriseLogView *self)
{
  if (self->updater == NULL)
    return;

  prise_log_updater_stop (self->updater);
  gtk_column_view_set_model (self->column_view, NULL);
  g_clear_object (&self->selection);
  self->cells.updater = NULL;
  g_clear_object (&self->updater);
}

static void
take_journal (PriseLogView *self, PriseJournal *journal)
{
  self->updater = prise_log_updater_new (journal, GTK_WIDGET (self));
  self->cells.updater = self->updater;
  prise_journal_model_set_filter (prise_log_updater_get_model (self->updater), self->filter);
  g_signal_connect_object (self->updater, "synced", G_CALLBACK (did_sync), self, G_CONNECT_SWAPPED);
  self->selection =
      prise_range_selection_new (G_LIST_MODEL (prise_log_updater_get_model (self->updater)));
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (self->selection));
  prise_log_updater_start (self->updater);
}

static gboolean
update_columns (gpointer user_data)
{
  PriseLogView *self = user_data;

  if (self->column_view != NULL)
    prise_log_cells_show_columns (self->column_view, self->is_narrow);

  return G_SOURCE_REMOVE;
}

static void
did_change_width (PriseLogView *self, GParamSpec *pspec, GtkAdjustment *adjustment)
{
  gboolean is_narrow = gtk_adjustment_get_page_size (adjustment) < NARROW_WIDTH;

  if (self->is_narrow == is_narrow)
    return;

  /* Not now: columns may not change while they are laid out. */
  self->is_narrow = is_narrow;
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_columns, g_object_ref (self), g_object_unref);
}

static void
prise_log_view_map (GtkWidget *widget)
{
  PriseLogView *self = PRISE_LOG_VIEW (widget);

  GTK_WIDGET_CLASS (prise_log_view_parent_class)->map (widget);

  if (self->updater != NULL)
    prise_log_updater_start (self->updater);
}

static void
prise_log_view_unmap (GtkWidget *widget)
{
  PriseLogView *self = PRISE_LOG_VIEW (widget);

  if (self->updater != NULL)
    prise_log_updater_stop (self->updater);

  GTK_WIDGET_CLASS (prise_log_view_parent_class)->unmap (widget);
}

/* Whoever comes to a log that follows its end comes to the end. */
static gboolean
prise_log_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  PriseLogView *self = PRISE_LOG_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  const gboolean is_within = focus != NULL && gtk_widget_is_ancestor (focus, widget);
  GtkWidget *last = NULL;

  if (!is_within && self->scroll.follow && get_n_rows (self) > 0)
    last = prise_log_cells_find_row (GTK_WIDGET (self->column_view), get_n_rows (self) - 1);
  if (last != NULL)
    return gtk_widget_grab_focus (last);

  return GTK_WIDGET_CLASS (prise_log_view_parent_class)->focus (widget, direction);
}

static void
prise_log_view_dispose (GObject *object)
{
  PriseLogView *self = PRISE_LOG_VIEW (object);

  forget_journal (self);
  prise_widget_dispose (object);
}

static void
prise_log_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseLogView *self = PRISE_LOG_VIEW (object);

  switch (id) {
  case PROP_JOURNAL:
    g_value_set_object (value, prise_log_view_get_journal (self));
    break;
  case PROP_MODEL:
    g_value_set_object (value, prise_log_view_get_model (self));
    break;
  default:
    prise_property_get (object, id, value, pspec);
  }
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
    if (prise_property_set_string (self, &self->empty_title, g_value_get_string (value), pspec))
      update_empty_page (self);
    break;
  case PROP_EMPTY_DESCRIPTION:
    if (prise_property_set_string (self, &self->empty_description, g_value_get_string (value),
                                   pspec))
      update_empty_page (self);
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static void
did_change_hex (PriseLogView *self)
{
  prise_log_cells_rebind (GTK_WIDGET (self->column_view));
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_FILTER] = PRISE_PROPERTY (PriseLogView, filter),
  [PROP_FOLLOW] = PRISE_PROPERTY (PriseLogView, scroll.follow),
  [PROP_TIME_FORMAT] = PRISE_PROPERTY (PriseLogView, cells.time_format),
  [PROP_HEX] = PRISE_PROPERTY_THEN (PriseLogView, cells.hex, did_change_hex),
  [PROP_EMPTY_TITLE] = PRISE_PROPERTY (PriseLogView, empty_title),
  [PROP_EMPTY_DESCRIPTION] = PRISE_PROPERTY (PriseLogView, empty_description),
  [PROP_SELECTION] = PRISE_PROPERTY (PriseLogView, selection),
};

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_JOURNAL] =
      g_param_spec_object ("journal", NULL, NULL, PRISE_TYPE_JOURNAL, PRISE_WRITABLE);
  properties[PROP_FILTER] =
      g_param_spec_boxed ("filter", NULL, NULL, PRISE_TYPE_FILTER, PRISE_WRITABLE);
  properties[PROP_FOLLOW] = g_param_spec_boolean ("follow", NULL, NULL, TRUE, PRISE_WRITABLE);
  properties[PROP_HEX] = g_param_spec_boolean ("hex", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_TIME_FORMAT] =
      g_param_spec_enum ("time-format", NULL, NULL, PRISE_TYPE_TIME_FORMAT, PRISE_TIME_FORMAT_TIME,
                         PRISE_WRITABLE);
  properties[PROP_EMPTY_TITLE] =
      g_param_spec_string ("empty-title", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_EMPTY_DESCRIPTION] =
      g_param_spec_string ("empty-description", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_MODEL] =
      g_param_spec_object ("model", NULL, NULL, PRISE_TYPE_JOURNAL_MODEL, PRISE_READABLE);
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, PRISE_TYPE_RANGE_SELECTION, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PRISE_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, column_view);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PriseLogView, menu);
  gtk_widget_class_bind_template_callback (widget_class, did_change_width);
  gtk_widget_class_bind_template_callback (widget_class, did_scroll);
  gtk_widget_class_bind_template_callback (widget_class, prise_log_actions_did_press);
  gtk_widget_class_bind_template_callback (widget_class, prise_log_actions_did_press_menu);
}

static void
prise_log_view_class_init (PriseLogViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_log_view_dispose;
  object_class->get_property = prise_log_view_get_property;
  object_class->set_property = prise_log_view_set_property;
  widget_class->focus = prise_log_view_focus;
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
  self->scroll.follow = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->scroll.column_view = self->column_view;
  prise_menus_set_context (GTK_WIDGET (self), self->menu);
  self->cells.scroll = &self->scroll;
  prise_log_cells_fill (&self->cells, self->column_view);
  prise_log_cells_align_titles (self->column_view);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.reply-to", FALSE);
  update_empty_page (self);
}

/**
 * prise_log_view_get_journal:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
PriseJournal *
prise_log_view_get_journal (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), NULL);

  return self->updater != NULL ? prise_log_updater_get_journal (self->updater) : NULL;
}

/**
 * prise_log_view_set_journal:
 * @journal: (nullable): what it shows from now on
 */
void
prise_log_view_set_journal (PriseLogView *self, PriseJournal *journal)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));
  g_return_if_fail (journal == NULL || PRISE_IS_JOURNAL (journal));

  if (prise_log_view_get_journal (self) == journal)
    return;

  forget_journal (self);
  if (journal != NULL)
    take_journal (self, journal);
  update_empty_page (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOURNAL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTION]);
}

PriseFilter *
prise_log_view_get_filter (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), NULL);

  return self->filter;
}

void
prise_log_view_set_filter (PriseLogView *self, PriseFilter *filter)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  if (filter != NULL && prise_filter_is_empty (filter))
    filter = NULL;
  if (!prise_property_set_boxed (self, &self->filter, filter, properties[PROP_FILTER]))
    return;

  self->cells.filter = self->filter;
  prise_log_cells_rebind (GTK_WIDGET (self->column_view));

  if (self->updater != NULL) {
    prise_journal_model_set_filter (prise_log_updater_get_model (self->updater), self->filter);
    prise_log_updater_start (self->updater);
  }
  update_empty_page (self);
}

gboolean
prise_log_view_get_follow (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), FALSE);

  return self->scroll.follow;
}

/**
 * prise_log_view_set_follow:
 * @follow: whether to go to the end and stay there
 *
 * The user's scrolling sets it, too: up, and it is off; at the end, and it is on.
 */
void
prise_log_view_set_follow (PriseLogView *self, gboolean follow)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  follow = !!follow;
  if (self->scroll.follow == follow)
    return;

  if (prise_log_scroll_set_follow (&self->scroll, follow))
    prise_log_cells_rebind (GTK_WIDGET (self->column_view));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
}

PriseTimeFormat
prise_log_view_get_time_format (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), PRISE_TIME_FORMAT_TIME);

  return self->cells.time_format;
}

/**
 * prise_log_view_set_time_format:
 * @format: how it shows times from now on
 */
void
prise_log_view_set_time_format (PriseLogView *self, PriseTimeFormat format)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  if (self->cells.time_format == format)
    return;

  self->cells.time_format = format;
  prise_log_cells_rebind (GTK_WIDGET (self->column_view));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME_FORMAT]);
}

PriseJournalModel *
prise_log_view_get_model (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), NULL);

  return self->updater != NULL ? prise_log_updater_get_model (self->updater) : NULL;
}

PriseRangeSelection *
prise_log_view_get_selection (PriseLogView *self)
{
  g_return_val_if_fail (PRISE_IS_LOG_VIEW (self), NULL);

  return self->selection;
}

/**
 * prise_log_view_sync:
 *
 * Takes up at once what otherwise comes with the next frame, as after a clear, of which the journal
 * tells nobody.
 */
void
prise_log_view_sync (PriseLogView *self)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  if (self->updater != NULL)
    prise_log_updater_sync (self->updater);
}

/**
 * prise_log_view_show_row:
 * @row: one of the rows
 *
 * Brings @row into sight; if it isn't, the log no longer follows the end.
 */
void
prise_log_view_show_row (PriseLogView *self, guint row)
{
  g_return_if_fail (PRISE_IS_LOG_VIEW (self));

  if (row >= get_n_rows (self) || prise_log_scroll_shows_row (&self->scroll, row))
    return;

  prise_log_view_set_follow (self, FALSE);
  prise_log_scroll_show_row (&self->scroll, row);
}
