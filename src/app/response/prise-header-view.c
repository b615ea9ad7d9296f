// SPDX-License-Identifier: GPL-3.0-or-later
/* The headers of a response as a table. Its selected row and the selection that others share follow
 * each other. Main thread. */
#include "config.h"

#include "prise-header-view.h"

#include <adwaita.h>
#include <string.h>

#include "prise-format.h"
#include "prise-header-item.h"
#include "prise-menus.h"
#include "prise-no-hyphens.h"
#include "prise-property.h"
#include "prise-shortcuts.h"
#include "prise-tab-stop.h"
#include "prise-widget.h"
#include "prise-width-layout.h"

/* So many characters of a name or a value are shown, and fewer of each where there are many: a list
 * asks for the heights of two hundred rows at once. */
#define MAX_SHOWN     1000
#define MIN_SHOWN     80
#define MAX_SHOWN_SUM 4000
#define MAX_STATUS    100

/* So many characters fit beside each other at least: else the width of a text that can be broken
 * anywhere is asked for with each in a line of its own. */
#define MIN_NAME_WIDTH  10
#define MIN_VALUE_WIDTH 18

struct _PriseHeaderView {
  GtkWidget parent_instance;

  GtkColumnView *table;
  GMenuModel *menu;

  GListStore *rows;
  GtkSingleSelection *selected;
  PriseHttpResponse *response;
  PriseByteSelection *selection;
  GSignalGroup *selection_signals;
  gsize max_shown;     /* of each text */
  gboolean is_linking; /* the row follows the selection, not the user */
};

G_DEFINE_FINAL_TYPE (PriseHeaderView, prise_header_view, GTK_TYPE_WIDGET)

enum { PROP_RESPONSE = 1, PROP_SELECTION, PROP_EMPTY, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const PriseShortcut shortcuts[] = {
  { "headers.copy", { "<Control>c" } },
  { "headers.menu", { "<Shift>F10", "Menu" } },
};

enum { SIGNAL_ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_empty (PriseHeaderView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0;
}

/* Selects the header that the place is in, if it is in one. */
static void
did_change_selection (PriseHeaderView *self)
{
  const guint64 offset = prise_byte_selection_get_offset (self->selection);
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint found = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n_rows && prise_byte_selection_get_size (self->selection) > 0; i++) {
    g_autoptr (PriseHeaderItem) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
    const guint64 first = prise_header_item_get_offset (row);

    if (offset >= first && offset < first + prise_header_item_get_size (row))
      found = i;
  }

  self->is_linking = TRUE;
  gtk_single_selection_set_selected (self->selected, found);
  self->is_linking = FALSE;
}

static void
did_select_row (PriseHeaderView *self)
{
  PriseHeaderItem *row = gtk_single_selection_get_selected_item (self->selected);

  if (self->is_linking || self->selection == NULL || row == NULL ||
      prise_header_item_get_size (row) == 0)
    return;

  prise_byte_selection_set (self->selection, prise_header_item_get_offset (row),
                            prise_header_item_get_size (row));
}

static void
did_activate (PriseHeaderView *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
set_up (GtkListItem *list_item, int min_width)
{
  GtkWidget *bin = adw_bin_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), min_width);
  prise_no_hyphens_in_label (GTK_LABEL (label));
  /* A cell asks how narrow its child may be at its height. */
  gtk_widget_set_layout_manager (bin, g_object_new (PRISE_TYPE_WIDTH_LAYOUT, NULL));
  adw_bin_set_child (ADW_BIN (bin), label);
  gtk_list_item_set_child (list_item, bin);
}

static void
did_set_up_name (PriseHeaderView *self, GtkListItem *list_item)
{
  set_up (list_item, MIN_NAME_WIDTH);
}

static void
did_set_up_value (PriseHeaderView *self, GtkListItem *list_item)
{
  set_up (list_item, MIN_VALUE_WIDTH);
}

static void
dress (GtkWidget *label, PriseHeaderKind kind, gboolean is_name)
{
  const char *heading[] = { "heading", NULL };
  const char *trailer[] = { "dim-label", NULL };
  const char *value[] = { "monospace", NULL };
  const char *none[] = { NULL };

  if (kind == PRISE_HEADER_GROUP)
    gtk_widget_set_css_classes (label, heading);
  else if (kind == PRISE_HEADER_INTERIM && is_name)
    gtk_widget_set_css_classes (label, trailer);
  else
    gtk_widget_set_css_classes (label, is_name ? none : value);
}

/* Laying a line out that is broken takes a time that grows with its square: a minute for a header
 * of 60 kB. All of it is among the raw bytes, and copied. */
static void
set_text (PriseHeaderView *self, GtkWidget *label, PriseHeaderKind kind, const char *text)
{
  const gsize max_shown =
      kind == PRISE_HEADER_GROUP ? MIN (self->max_shown, MAX_STATUS) : self->max_shown;
  g_autofree char *shown = prise_format_start (text, max_shown);

  gtk_label_set_text (GTK_LABEL (label), shown);
}

static void
did_bind_name (PriseHeaderView *self, GtkListItem *list_item)
{
  PriseHeaderItem *row = gtk_list_item_get_item (list_item);
  GtkWidget *label = adw_bin_get_child (ADW_BIN (gtk_list_item_get_child (list_item)));

  set_text (self, label, prise_header_item_get_kind (row), prise_header_item_get_name (row));
  dress (label, prise_header_item_get_kind (row), TRUE);
}

static void
did_bind_value (PriseHeaderView *self, GtkListItem *list_item)
{
  PriseHeaderItem *row = gtk_list_item_get_item (list_item);
  GtkWidget *label = adw_bin_get_child (ADW_BIN (gtk_list_item_get_child (list_item)));

  set_text (self, label, prise_header_item_get_kind (row), prise_header_item_get_value (row));
  dress (label, prise_header_item_get_kind (row), FALSE);
}

static void
copy_text (PriseHeaderView *self, guint first, guint end)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = first; i < end; i++) {
    g_autoptr (PriseHeaderItem) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
    g_autofree char *line = prise_header_item_to_text (row);

    g_string_append (text, line);
    if (end - first > 1)
      g_string_append_c (text, '\n');
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
copy_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseHeaderView *self = PRISE_HEADER_VIEW (widget);

  copy_text (self, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)));
}

static void
copy_row (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseHeaderView *self = PRISE_HEADER_VIEW (widget);
  const guint row = gtk_single_selection_get_selected (self->selected);

  if (row == GTK_INVALID_LIST_POSITION)
    copy_all (widget, name, parameter);
  else
    copy_text (self, row, row + 1);
}

static void
pop_up_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  prise_menus_pop_up (widget, &(GdkRectangle){ gtk_widget_get_width (widget) / 2, 48, 1, 1 });
}

static void
prise_header_view_dispose (GObject *object)
{
  PriseHeaderView *self = PRISE_HEADER_VIEW (object);

  g_clear_object (&self->selection_signals);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->response, prise_http_response_unref);
  prise_widget_dispose (object);
  g_clear_object (&self->selected);
}

static void
prise_header_view_finalize (GObject *object)
{
  g_clear_object (&PRISE_HEADER_VIEW (object)->rows);

  G_OBJECT_CLASS (prise_header_view_parent_class)->finalize (object);
}

static void
prise_header_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseHeaderView *self = PRISE_HEADER_VIEW (object);

  switch (id) {
  case PROP_EMPTY:
    g_value_set_boolean (value, is_empty (self));
    break;
  default:
    prise_property_get (object, id, value, pspec);
  }
}

static gsize
count_shown (const char *text)
{
  return MIN (strlen (text), MAX_SHOWN);
}

/* Returns how many characters of each text are shown. */
static gsize
find_max_shown (const GPtrArray *rows)
{
  gsize sum = 0;

  for (guint i = 0; i < rows->len; i++) {
    PriseHeaderItem *row = g_ptr_array_index (rows, i);

    sum += count_shown (prise_header_item_get_name (row)) +
           count_shown (prise_header_item_get_value (row));
  }

  return sum <= MAX_SHOWN_SUM ? MAX_SHOWN : MAX (MIN_SHOWN, MAX_SHOWN * MAX_SHOWN_SUM / sum);
}

static void
did_set_response (PriseHeaderView *self)
{
  g_autoptr (GPtrArray) rows = prise_header_item_new_all (self->response);

  self->max_shown = find_max_shown (rows);
  self->is_linking = TRUE;
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                       rows->pdata, rows->len);
  self->is_linking = FALSE;
  if (self->selection != NULL)
    did_change_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY]);
}

static void
did_set_selection (PriseHeaderView *self)
{
  g_signal_group_set_target (self->selection_signals, self->selection);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PRISE_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-header-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseHeaderView, table);
  gtk_widget_class_bind_template_child (widget_class, PriseHeaderView, menu);
  gtk_widget_class_bind_template_callback (widget_class, did_set_up_name);
  gtk_widget_class_bind_template_callback (widget_class, did_set_up_value);
  gtk_widget_class_bind_template_callback (widget_class, did_bind_name);
  gtk_widget_class_bind_template_callback (widget_class, did_bind_value);
  gtk_widget_class_bind_template_callback (widget_class, did_activate);
  gtk_widget_class_bind_template_callback (widget_class, prise_menus_did_press);
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_RESPONSE] = PRISE_PROPERTY_THEN (PriseHeaderView, response, did_set_response),
  [PROP_SELECTION] = PRISE_PROPERTY_THEN (PriseHeaderView, selection, did_set_selection),
};

static void
prise_header_view_class_init (PriseHeaderViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_header_view_dispose;
  object_class->finalize = prise_header_view_finalize;
  object_class->get_property = prise_header_view_get_property;

  properties[PROP_RESPONSE] =
      g_param_spec_boxed ("response", NULL, NULL, PRISE_TYPE_HTTP_RESPONSE, PRISE_WRITABLE);
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, PRISE_TYPE_BYTE_SELECTION, PRISE_WRITABLE);
  properties[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "headers.copy", NULL, copy_row);
  gtk_widget_class_install_action (widget_class, "headers.copy-all", NULL, copy_all);
  gtk_widget_class_install_action (widget_class, "headers.menu", NULL, pop_up_menu);
  prise_shortcuts_add_to_class (widget_class, shortcuts, G_N_ELEMENTS (shortcuts));
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "headerview");
}

static void
prise_header_view_init (PriseHeaderView *self)
{
  self->rows = g_list_store_new (PRISE_TYPE_HEADER_ITEM);
  self->selected = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selected, FALSE);
  gtk_single_selection_set_can_unselect (self->selected, TRUE);
  gtk_single_selection_set_model (self->selected, G_LIST_MODEL (self->rows));
  g_signal_connect_object (self->selected, "notify::selected", G_CALLBACK (did_select_row), self,
                           G_CONNECT_SWAPPED);
  self->selection_signals = g_signal_group_new (PRISE_TYPE_BYTE_SELECTION);
  g_signal_group_connect_swapped (self->selection_signals, "changed",
                                  G_CALLBACK (did_change_selection), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  prise_menus_set_context (GTK_WIDGET (self), self->menu);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selected));
}
