// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of the selected entries, as text or as a hex dump.
 *
 * A selection may be 10 million rows or 100 MB: only its beginning is shown, and more when asked
 * for. It is read again when other entries are selected, not when the log merely grows. Main
 * thread. */
#include "config.h"

#include "prise-inspector.h"

#include <glib/gi18n.h>

#include "prise-inspector-text.h"
#include "prise-no-hyphens.h"
#include "prise-property.h"
#include "prise-widget.h"

/* So many bytes are shown at first; Show More takes four times as many, up to the limit, as text
 * views grow slow with the length of their lines. */
#define FIRST_SHOWN (16 * 1024)
#define MAX_SHOWN   (256 * 1024)

/* An entry counts as this many bytes besides its own, for its heading. */
#define ENTRY_COST 64

/* So much of what was found is marked: a letter may be there a hundred thousand times. */
#define MAX_MARKS 1000

struct _PriseInspector {
  GtkWidget parent_instance;

  GtkTextView *text_view;

  PriseJournalModel *model;
  PriseRangeSelection *selection;
  PriseFilter *filter; /* what it finds is marked */
  GSignalGroup *model_signals;
  GSignalGroup *selection_signals;

  gboolean hex;
  char *details;
  gboolean truncated;
  gboolean can_show_more;

  guint tick_id;
  guint idle_id;
  gsize max_shown;
  guint marks_left;

  /* What is shown: the first and last selected position and their number. */
  guint64 shown_first;
  guint64 shown_last;
  guint shown_count;
};

enum {
  PROP_0,
  PROP_MODEL,
  PROP_SELECTION,
  PROP_FILTER,
  PROP_HEX,
  PROP_DETAILS,
  PROP_TRUNCATED,
  PROP_CAN_SHOW_MORE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PriseInspector, prise_inspector, GTK_TYPE_WIDGET)

/* A hex dump is five times as long as its bytes. */
static gsize
get_limit (PriseInspector *self)
{
  return self->hex ? MAX_SHOWN / 4 : MAX_SHOWN;
}

static void
set_truncated (PriseInspector *self, gboolean truncated)
{
  gboolean can_show_more = truncated && self->max_shown < get_limit (self);

  if (self->truncated != truncated) {
    self->truncated = truncated;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRUNCATED]);
  }
  if (self->can_show_more != can_show_more) {
    self->can_show_more = can_show_more;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SHOW_MORE]);
  }
}

/* Returns how much of the budget is left; less than 0 if something had to be left out. */
static gssize
show_row (PriseInspector *self, guint row, gboolean with_heading, gssize left)
{
  g_autoptr (PriseJournalItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), row);
  const PriseEntry *entry = prise_journal_item_get_entry (item);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  gsize size;

  if (left <= 0)
    return -1;

  size = MIN (entry->size, (gsize) left);
  if (with_heading)
    prise_inspector_text_append_heading (buffer, entry);
  prise_inspector_text_append (buffer, entry, size, self->hex, self->filter, &self->marks_left);

  if (size < entry->size)
    return -1;

  return left - MIN (left, (gssize) (size + (with_heading ? ENTRY_COST : 0)));
}

static void
show_rows (PriseInspector *self)
{
  guint n_ranges = prise_range_selection_get_n_ranges (self->selection);
  gboolean with_headings = prise_range_selection_get_n_selected (self->selection) > 1;
  gssize left = self->max_shown;

  self->marks_left = MAX_MARKS;
  for (guint i = 0; i < n_ranges && left >= 0; i++) {
    guint row, end;

    for (prise_range_selection_get_range (self->selection, i, &row, &end); row < end && left >= 0;
         row++)
      left = show_row (self, row, with_headings, left);
  }

  set_truncated (self, left < 0);
}

static void
update_details (PriseInspector *self)
{
  g_autofree char *details = NULL;

  if (self->shown_count == 1) {
    guint row, end;
    g_autoptr (PriseJournalItem) item = NULL;

    prise_range_selection_get_range (self->selection, 0, &row, &end);
    item = g_list_model_get_item (G_LIST_MODEL (self->model), row);
    details = prise_inspector_text_describe (prise_journal_item_get_entry (item));
  } else if (self->shown_count > 1) {
    details =
        g_strdup_printf (ngettext ("%u selected entry", "%u selected entries", self->shown_count),
                         self->shown_count);
  } else {
    details = g_strdup (_ ("Select entries to see their bytes"));
  }

  prise_property_set_string (self, &self->details, details, properties[PROP_DETAILS]);
}

static void
show_selection (PriseInspector *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start;
  GtkTextTag *match = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "match");

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, "", 0);
  set_truncated (self, FALSE);
  if (self->shown_count > 0)
    show_rows (self);
  gtk_text_buffer_end_irreversible_action (buffer);

  gtk_text_buffer_get_start_iter (buffer, &start);
  if (!gtk_text_iter_starts_tag (&start, match) &&
      !gtk_text_iter_forward_to_tag_toggle (&start, match))
    gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  /* Also to the beginning: to go somewhere the view lays out twice its own height. Else, if it
   * becomes higher as the button below goes, GTK 4.8 lays out and draws all lines to fill the rest,
   * for none has a height yet: 250 kB take a second. */
  gtk_text_view_scroll_mark_onscreen (self->text_view, gtk_text_buffer_get_insert (buffer));
  update_details (self);
}

/* Returns whether other entries are selected than are shown. */
static gboolean
take_selection (PriseInspector *self)
{
  guint n_ranges = 0;
  guint count = 0;
  guint64 first = 0;
  guint64 last = 0;

  if (self->selection != NULL && self->model != NULL)
    n_ranges = prise_range_selection_get_n_ranges (self->selection);

  if (n_ranges > 0) {
    guint row, end;

    count = prise_range_selection_get_n_selected (self->selection);
    prise_range_selection_get_range (self->selection, 0, &row, &end);
    first = prise_journal_model_get_position (self->model, row);
    prise_range_selection_get_range (self->selection, n_ranges - 1, &row, &end);
    last = prise_journal_model_get_position (self->model, end - 1);
  }

  if (count == self->shown_count && first == self->shown_first && last == self->shown_last)
    return FALSE;

  self->shown_count = count;
  self->shown_first = first;
  self->shown_last = last;

  return TRUE;
}

static gboolean
did_idle (gpointer user_data)
{
  PriseInspector *self = user_data;

  self->idle_id = 0;
  self->max_shown = FIRST_SHOWN;
  take_selection (self);
  show_selection (self);

  return G_SOURCE_REMOVE;
}

/* Behind the frame: a view that is scrolled while it is laid out isn't laid out anew before it is
 * drawn. */
static gboolean
did_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PriseInspector *self = PRISE_INSPECTOR (widget);

  self->tick_id = 0;
  self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, did_idle, self, NULL);

  return G_SOURCE_REMOVE;
}

/* With the next frame, however often the selection changes until then. */
static void
queue_update (PriseInspector *self)
{
  if (self->tick_id == 0 && self->idle_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), did_tick, NULL, NULL);
}

/* Rows come and go without any of the selected ones being touched, most of the time. */
static void
did_change_items (PriseInspector *self)
{
  if (take_selection (self))
    queue_update (self);
}

static void
show_more (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseInspector *self = PRISE_INSPECTOR (widget);

  self->max_shown = MIN (self->max_shown * 4, get_limit (self));
  show_selection (self);
}

static void
prise_inspector_dispose (GObject *object)
{
  PriseInspector *self = PRISE_INSPECTOR (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->selection_signals);
  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  prise_widget_dispose (object);
}

static void
did_set_model (PriseInspector *self)
{
  g_signal_group_set_target (self->model_signals, self->model);
  queue_update (self);
}

static void
did_set_selection (PriseInspector *self)
{
  g_signal_group_set_target (self->selection_signals, self->selection);
  queue_update (self);
}

static void
did_set_filter (PriseInspector *self)
{
  if (self->shown_count > 0)
    queue_update (self);
}

static void
prise_inspector_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseInspector *self = PRISE_INSPECTOR (object);

  switch (id) {
  case PROP_HEX:
    prise_inspector_set_hex (self, g_value_get_boolean (value));
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_MODEL] = PRISE_PROPERTY_THEN (PriseInspector, model, did_set_model),
  [PROP_SELECTION] = PRISE_PROPERTY_THEN (PriseInspector, selection, did_set_selection),
  [PROP_FILTER] = PRISE_PROPERTY_THEN (PriseInspector, filter, did_set_filter),
  [PROP_HEX] = PRISE_PROPERTY (PriseInspector, hex),
  [PROP_DETAILS] = PRISE_PROPERTY (PriseInspector, details),
  [PROP_TRUNCATED] = PRISE_PROPERTY (PriseInspector, truncated),
  [PROP_CAN_SHOW_MORE] = PRISE_PROPERTY (PriseInspector, can_show_more),
};

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_MODEL] =
      g_param_spec_object ("model", NULL, NULL, PRISE_TYPE_JOURNAL_MODEL, PRISE_WRITABLE);
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, PRISE_TYPE_RANGE_SELECTION, PRISE_WRITABLE);
  properties[PROP_FILTER] =
      g_param_spec_boxed ("filter", NULL, NULL, PRISE_TYPE_FILTER, PRISE_WRITABLE);
  properties[PROP_HEX] = g_param_spec_boolean ("hex", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_TRUNCATED] =
      g_param_spec_boolean ("truncated", NULL, NULL, FALSE, PRISE_READABLE);
  properties[PROP_CAN_SHOW_MORE] =
      g_param_spec_boolean ("can-show-more", NULL, NULL, FALSE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_inspector_class_init (PriseInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_inspector_dispose;
  object_class->set_property = prise_inspector_set_property;
  install_properties (object_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseInspector, text_view);
  gtk_widget_class_install_action (widget_class, "inspector.show-more", NULL, show_more);
  gtk_widget_class_install_property_action (widget_class, "inspector.hex", "hex");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspector");
}

static void
prise_inspector_init (PriseInspector *self)
{
  self->max_shown = FIRST_SHOWN;

  self->model_signals = g_signal_group_new (PRISE_TYPE_JOURNAL_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "items-changed",
                                  G_CALLBACK (did_change_items), self);
  self->selection_signals = g_signal_group_new (PRISE_TYPE_RANGE_SELECTION);
  g_signal_group_connect_swapped (self->selection_signals, "selection-changed",
                                  G_CALLBACK (queue_update), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  prise_no_hyphens_in_attributes (gtk_text_view_get_buffer (self->text_view));
  update_details (self);
}

gboolean
prise_inspector_get_hex (PriseInspector *self)
{
  g_return_val_if_fail (PRISE_IS_INSPECTOR (self), FALSE);

  return self->hex;
}

void
prise_inspector_set_hex (PriseInspector *self, gboolean hex)
{
  g_return_if_fail (PRISE_IS_INSPECTOR (self));

  if (!prise_property_set_boolean (self, &self->hex, hex, properties[PROP_HEX]))
    return;

  gtk_text_view_set_wrap_mode (self->text_view, hex ? GTK_WRAP_NONE : GTK_WRAP_WORD_CHAR);
  queue_update (self);
}

const char *
prise_inspector_get_details (PriseInspector *self)
{
  g_return_val_if_fail (PRISE_IS_INSPECTOR (self), NULL);

  return self->details;
}

gboolean
prise_inspector_get_truncated (PriseInspector *self)
{
  g_return_val_if_fail (PRISE_IS_INSPECTOR (self), FALSE);

  return self->truncated;
}
