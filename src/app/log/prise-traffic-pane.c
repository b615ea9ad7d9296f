// SPDX-License-Identifier: GPL-3.0-or-later
/* The traffic of one endpoint: a toolbar, the log, and the inspector below it. It turns what the
 * toolbar says into the log's filter, and tells what the log doesn't show. Main thread. */
#include "config.h"

#include <inttypes.h>

#include "prise-traffic-pane.h"

#include <glib/gi18n.h>

#include "prise-inspector.h"
#include "prise-log-actions.h"
#include "prise-log-export.h"
#include "prise-menus.h"
#include "prise-property.h"
#include "prise-shortcuts.h"
#include "prise-widget.h"
#include "prise-wrap-box.h"

struct _PriseTrafficPane {
  GtkWidget parent_instance;

  GtkShortcutController *shortcuts;
  GtkPaned *paned;
  PriseLogView *log;
  PriseInspector *inspector;
  GtkEditable *filter_entry;
  GtkToggleButton *all_button;
  GtkToggleButton *received_button;
  GtkToggleButton *sent_button;
  GtkMenuButton *export_button;
  GMenuModel *export_menu;

  PriseEndpoint *endpoint;
  PriseDirection direction;
  char *filter_text;
  char *empty_title;
  char *empty_description;
  gboolean can_reply;
  int inspector_position;

  GSignalGroup *model_signals;
  GSignalGroup *selection_signals;
  char *notice;
  guint notice_id;
  guint reveal_id;
  guint n_reveal_frames;
};

enum {
  PROP_0,
  PROP_ENDPOINT,
  PROP_DIRECTION,
  PROP_FILTER_TEXT,
  PROP_FOLLOW,
  PROP_TIME_FORMAT,
  PROP_HEX,
  PROP_INSPECTOR_POSITION,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_CAN_REPLY,
  PROP_NOTICE,
  PROP_LOG,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_REPLY_TO, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PriseTrafficPane, prise_traffic_pane, GTK_TYPE_WIDGET)

/* The notice is looked at no more often, in ms: it may change with each frame. */
#define NOTICE_INTERVAL 250

static const PriseShortcut shortcuts[] = {
  { "traffic.filter", { "<Control>f" } },         { "traffic.hex", { "<Control>h" } },
  { "traffic.follow", { "<Control>e" } },         { "traffic.clear", { "<Control>l" } },
  { "traffic.export('text')", { "<Control>s" } },
};

/* Returns what the filter's text was taken for; NULL if for text. */
static const char *
get_filter_notice (PriseTrafficPane *self)
{
  PriseFilter *filter = prise_log_view_get_filter (self->log);

  switch (filter != NULL ? prise_filter_get_kind (filter) : PRISE_PATTERN_TEXT) {
  case PRISE_PATTERN_ESCAPES:
    return _ ("The filter is read with its escapes");
  case PRISE_PATTERN_HEX:
    return _ ("The filter is read as bytes in hexadecimal");
  case PRISE_PATTERN_TEXT:
  default:
    return NULL;
  }
}

static char *
make_notice (PriseTrafficPane *self)
{
  PriseJournalModel *model = prise_log_view_get_model (self->log);
  const char *filter_notice = get_filter_notice (self);
  g_autofree char *dropped = NULL;
  PriseJournalCounters counters;

  if (model == NULL)
    return NULL;

  if (prise_journal_model_get_filtering (model))
    return g_strdup_printf (_ ("Searching… %d %%"),
                            (int) (prise_journal_model_get_progress (model) * 100));

  prise_journal_get_counters (prise_journal_model_get_journal (model), &counters);
  if (counters.dropped_entries == 0)
    return g_strdup (filter_notice);

  dropped = g_strdup_printf (ngettext ("%" PRIu64 " older entry was removed: the log is full",
                                       "%" PRIu64 " older entries were removed: the log is full",
                                       counters.dropped_entries),
                             counters.dropped_entries);
  if (filter_notice == NULL)
    return g_steal_pointer (&dropped);

  return g_strconcat (filter_notice, " · ", dropped, NULL);
}

static gboolean
update_notice (gpointer user_data)
{
  PriseTrafficPane *self = user_data;
  g_autofree char *notice = make_notice (self);

  self->notice_id = 0;
  prise_property_set_string (self, &self->notice, notice, properties[PROP_NOTICE]);

  return G_SOURCE_REMOVE;
}

static void
queue_notice (PriseTrafficPane *self)
{
  if (self->notice_id == 0)
    self->notice_id = g_timeout_add (NOTICE_INTERVAL, update_notice, self);
}

/* Returns how many rows are selected; the last of them is @last. */
static guint
get_selected (PriseTrafficPane *self, guint *last)
{
  PriseRangeSelection *selection = prise_log_view_get_selection (self->log);
  const guint n_ranges = selection != NULL ? prise_range_selection_get_n_ranges (selection) : 0;
  guint first, end;

  if (n_ranges == 0)
    return 0;

  prise_range_selection_get_range (selection, n_ranges - 1, &first, &end);
  *last = end - 1;

  return prise_range_selection_get_n_selected (selection);
}

/* The first frame lays out the inspector: only then it's known which rows are still in sight. */
static gboolean
reveal_selected (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PriseTrafficPane *self = PRISE_TRAFFIC_PANE (widget);
  guint last;

  if (self->n_reveal_frames++ == 0)
    return G_SOURCE_CONTINUE;

  self->reveal_id = 0;
  if (get_selected (self, &last) > 0)
    prise_log_view_show_row (self->log, last);

  return G_SOURCE_REMOVE;
}

/* The inspector takes room from the log only when it has something to show. */
static void
update_inspector (PriseTrafficPane *self)
{
  guint last;
  const gboolean has_selection = get_selected (self, &last) > 0;

  if (gtk_widget_get_visible (GTK_WIDGET (self->inspector)) == has_selection)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->inspector), has_selection);
  if (!has_selection || self->reveal_id != 0)
    return;

  self->n_reveal_frames = 0;
  self->reveal_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_selected, NULL, NULL);
}

static void
did_change_selection (PriseTrafficPane *self)
{
  update_inspector (self);
  prise_log_actions_update_reply (self->log, self->can_reply);
}

static void
did_change_model (PriseTrafficPane *self)
{
  g_signal_group_set_target (self->model_signals, prise_log_view_get_model (self->log));
  g_signal_group_set_target (self->selection_signals, prise_log_view_get_selection (self->log));
  update_inspector (self);
  queue_notice (self);
}

static void
update_filter (PriseTrafficPane *self)
{
  g_autoptr (PriseFilter) filter = prise_filter_new (self->filter_text, self->direction);

  prise_log_view_set_filter (self->log, filter);
  g_object_set (self->inspector, "filter", filter, NULL);
  queue_notice (self);
}

static void
set_direction (PriseTrafficPane *self, PriseDirection direction)
{
  GtkToggleButton *const buttons[] = {
    [PRISE_DIRECTION_ALL] = self->all_button,
    [PRISE_DIRECTION_RECEIVED] = self->received_button,
    [PRISE_DIRECTION_SENT] = self->sent_button,
  };

  if (self->direction == direction)
    return;

  self->direction = direction;
  gtk_toggle_button_set_active (buttons[direction], TRUE);
  update_filter (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRECTION]);
}

static void
did_toggle_direction (PriseTrafficPane *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  if (button == self->received_button)
    set_direction (self, PRISE_DIRECTION_RECEIVED);
  else if (button == self->sent_button)
    set_direction (self, PRISE_DIRECTION_SENT);
  else
    set_direction (self, PRISE_DIRECTION_ALL);
}

static void
set_filter_text (PriseTrafficPane *self, const char *text)
{
  if (!prise_property_set_string (self, &self->filter_text, text, properties[PROP_FILTER_TEXT]))
    return;

  if (g_strcmp0 (gtk_editable_get_text (self->filter_entry), text) != 0)
    gtk_editable_set_text (self->filter_entry, text != NULL ? text : "");
  update_filter (self);
}

static void
did_search (PriseTrafficPane *self)
{
  set_filter_text (self, gtk_editable_get_text (self->filter_entry));
}

/* Escape in the filter. */
static void
did_stop_search (PriseTrafficPane *self)
{
  set_filter_text (self, "");
  gtk_widget_child_focus (GTK_WIDGET (self->log), GTK_DIR_TAB_FORWARD);
}

static void
did_move_paned (PriseTrafficPane *self)
{
  gboolean is_set;

  g_object_get (self->paned, "position-set", &is_set, NULL);
  if (!is_set || self->inspector_position == gtk_paned_get_position (self->paned))
    return;

  self->inspector_position = gtk_paned_get_position (self->paned);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSPECTOR_POSITION]);
}

static void
did_set_inspector_position (PriseTrafficPane *self)
{
  if (self->inspector_position >= 0)
    gtk_paned_set_position (self->paned, self->inspector_position);
}

static void
focus_filter (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (PRISE_TRAFFIC_PANE (widget)->filter_entry));
}

static void
clear_log (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTrafficPane *self = PRISE_TRAFFIC_PANE (widget);

  if (self->endpoint == NULL)
    return;

  prise_endpoint_clear_journal (self->endpoint);
  prise_log_view_sync (self->log);
  queue_notice (self);
}

static void
export_log (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseTrafficPane *self = PRISE_TRAFFIC_PANE (widget);

  if (self->endpoint != NULL)
    prise_log_export_ask (self->log, g_variant_get_string (parameter, NULL));
}

static gboolean
has_text (gpointer object, const char *text)
{
  return text != NULL;
}

static void
reply_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REPLY_TO], 0, g_variant_get_string (parameter, NULL));
}

/* The log's and the inspector's properties that are the pane's, too. */
static void
did_notify_part (PriseTrafficPane *self, GParamSpec *pspec)
{
  GParamSpec *own = g_object_class_find_property (G_OBJECT_GET_CLASS (self), pspec->name);

  if (own != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), own);
}

/* The keys work wherever the focus is, but only those of the page that is shown. */
static void
prise_traffic_pane_map (GtkWidget *widget)
{
  PriseTrafficPane *self = PRISE_TRAFFIC_PANE (widget);

  GTK_WIDGET_CLASS (prise_traffic_pane_parent_class)->map (widget);

  gtk_shortcut_controller_set_scope (self->shortcuts, GTK_SHORTCUT_SCOPE_MANAGED);
}

static void
prise_traffic_pane_unmap (GtkWidget *widget)
{
  PriseTrafficPane *self = PRISE_TRAFFIC_PANE (widget);

  gtk_shortcut_controller_set_scope (self->shortcuts, GTK_SHORTCUT_SCOPE_LOCAL);

  GTK_WIDGET_CLASS (prise_traffic_pane_parent_class)->unmap (widget);
}

static void
prise_traffic_pane_dispose (GObject *object)
{
  PriseTrafficPane *self = PRISE_TRAFFIC_PANE (object);

  g_clear_handle_id (&self->notice_id, g_source_remove);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->selection_signals);
  g_clear_object (&self->endpoint);
  prise_widget_dispose (object);
}

static void
prise_traffic_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseTrafficPane *self = PRISE_TRAFFIC_PANE (object);

  switch (id) {
  case PROP_FOLLOW:
    g_value_set_boolean (value, prise_log_view_get_follow (self->log));
    break;
  case PROP_TIME_FORMAT:
    g_value_set_enum (value, prise_log_view_get_time_format (self->log));
    break;
  case PROP_HEX:
    g_value_set_boolean (value, prise_inspector_get_hex (self->inspector));
    break;
  case PROP_LOG:
    g_value_set_object (value, self->log);
    break;
  default:
    prise_property_get (object, id, value, pspec);
  }
}

static void
prise_traffic_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseTrafficPane *self = PRISE_TRAFFIC_PANE (object);

  switch (id) {
  case PROP_ENDPOINT:
    prise_traffic_pane_set_endpoint (self, g_value_get_object (value));
    break;
  case PROP_DIRECTION:
    set_direction (self, g_value_get_enum (value));
    break;
  case PROP_FILTER_TEXT:
    set_filter_text (self, g_value_get_string (value));
    break;
  case PROP_FOLLOW:
    prise_log_view_set_follow (self->log, g_value_get_boolean (value));
    break;
  case PROP_TIME_FORMAT:
    prise_log_view_set_time_format (self->log, g_value_get_enum (value));
    break;
  case PROP_HEX:
    prise_inspector_set_hex (self->inspector, g_value_get_boolean (value));
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_ENDPOINT] = PRISE_PROPERTY (PriseTrafficPane, endpoint),
  [PROP_DIRECTION] = PRISE_PROPERTY (PriseTrafficPane, direction),
  [PROP_FILTER_TEXT] = PRISE_PROPERTY (PriseTrafficPane, filter_text),
  [PROP_INSPECTOR_POSITION] =
      PRISE_PROPERTY_THEN (PriseTrafficPane, inspector_position, did_set_inspector_position),
  [PROP_EMPTY_TITLE] = PRISE_PROPERTY (PriseTrafficPane, empty_title),
  [PROP_EMPTY_DESCRIPTION] = PRISE_PROPERTY (PriseTrafficPane, empty_description),
  [PROP_CAN_REPLY] = PRISE_PROPERTY_THEN (PriseTrafficPane, can_reply, did_change_selection),
  [PROP_NOTICE] = PRISE_PROPERTY (PriseTrafficPane, notice),
};

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_ENDPOINT] =
      g_param_spec_object ("endpoint", NULL, NULL, PRISE_TYPE_ENDPOINT, PRISE_WRITABLE);
  properties[PROP_DIRECTION] = g_param_spec_enum ("direction", NULL, NULL, PRISE_TYPE_DIRECTION,
                                                  PRISE_DIRECTION_ALL, PRISE_WRITABLE);
  properties[PROP_FILTER_TEXT] =
      g_param_spec_string ("filter-text", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_FOLLOW] = g_param_spec_boolean ("follow", NULL, NULL, TRUE, PRISE_WRITABLE);
  properties[PROP_TIME_FORMAT] =
      g_param_spec_enum ("time-format", NULL, NULL, PRISE_TYPE_TIME_FORMAT, PRISE_TIME_FORMAT_TIME,
                         PRISE_WRITABLE);
  properties[PROP_HEX] = g_param_spec_boolean ("hex", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_INSPECTOR_POSITION] =
      g_param_spec_int ("inspector-position", NULL, NULL, -1, G_MAXINT, -1, PRISE_WRITABLE);
  properties[PROP_EMPTY_TITLE] =
      g_param_spec_string ("empty-title", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_EMPTY_DESCRIPTION] =
      g_param_spec_string ("empty-description", NULL, NULL, NULL, PRISE_WRITABLE);
  properties[PROP_CAN_REPLY] =
      g_param_spec_boolean ("can-reply", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_LOG] =
      g_param_spec_object ("log", NULL, NULL, PRISE_TYPE_LOG_VIEW, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PRISE_TYPE_LOG_VIEW);
  g_type_ensure (PRISE_TYPE_WRAP_BOX);
  g_type_ensure (PRISE_TYPE_INSPECTOR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-traffic-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, shortcuts);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, paned);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, log);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, inspector);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, all_button);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, received_button);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, sent_button);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, export_button);
  gtk_widget_class_bind_template_child (widget_class, PriseTrafficPane, export_menu);
  gtk_widget_class_bind_template_callback (widget_class, did_search);
  gtk_widget_class_bind_template_callback (widget_class, did_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, did_toggle_direction);
  gtk_widget_class_bind_template_callback (widget_class, did_move_paned);
  gtk_widget_class_bind_template_callback (widget_class, did_change_model);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, did_notify_part);
}

static void
prise_traffic_pane_class_init (PriseTrafficPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_traffic_pane_dispose;
  object_class->get_property = prise_traffic_pane_get_property;
  object_class->set_property = prise_traffic_pane_set_property;
  widget_class->map = prise_traffic_pane_map;
  widget_class->unmap = prise_traffic_pane_unmap;
  install_properties (object_class);
  signals[SIGNAL_REPLY_TO] = g_signal_new ("reply-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "traffic.filter", NULL, focus_filter);
  gtk_widget_class_install_action (widget_class, "traffic.clear", NULL, clear_log);
  gtk_widget_class_install_action (widget_class, "traffic.export", "s", export_log);
  gtk_widget_class_install_action (widget_class, "traffic.reply-to", "s", reply_to);
  gtk_widget_class_install_property_action (widget_class, "traffic.follow", "follow");
  gtk_widget_class_install_property_action (widget_class, "traffic.hex", "hex");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "trafficpane");
}

static void
prise_traffic_pane_init (PriseTrafficPane *self)
{
  self->inspector_position = -1;
  self->model_signals = g_signal_group_new (PRISE_TYPE_JOURNAL_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "notify", G_CALLBACK (queue_notice), self);
  self->selection_signals = g_signal_group_new (PRISE_TYPE_RANGE_SELECTION);
  g_signal_group_connect_swapped (self->selection_signals, "selection-changed",
                                  G_CALLBACK (did_change_selection), self);
  /* Rows that leave take their selection with them. */
  g_signal_group_connect_swapped (self->selection_signals, "items-changed",
                                  G_CALLBACK (update_inspector), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  prise_shortcuts_add_to_controller (self->shortcuts, shortcuts, G_N_ELEMENTS (shortcuts));
  prise_menus_set_button (self->export_button, self->export_menu);
}

void
prise_traffic_pane_set_endpoint (PriseTrafficPane *self, PriseEndpoint *endpoint)
{
  g_return_if_fail (PRISE_IS_TRAFFIC_PANE (self));

  if (!prise_property_set_object (self, &self->endpoint, endpoint, properties[PROP_ENDPOINT]))
    return;

  prise_log_view_set_journal (self->log,
                              endpoint != NULL ? prise_endpoint_get_journal (endpoint) : NULL);
}

PriseLogView *
prise_traffic_pane_get_log (PriseTrafficPane *self)
{
  g_return_val_if_fail (PRISE_IS_TRAFFIC_PANE (self), NULL);

  return self->log;
}
