// SPDX-License-Identifier: GPL-3.0-or-later
/* Bytes of any number, as text or as a hex dump. Only lines that have a widget are read and laid
 * out. The selected rows and the selection that others share follow each other. Main thread. */
#include "config.h"

#include "prise-byte-view-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "prise-byte-cell.h"
#include "prise-byte-lazy-rows.h"
#include "prise-format.h"
#include "prise-menus.h"
#include "prise-property.h"
#include "prise-tab-stop.h"
#include "prise-widget.h"

struct _PriseByteView {
  GtkWidget parent_instance;

  GtkListView *list;
  GMenuModel *menu;

  PriseByteModel *lines;
  PriseByteLazyRows rows;
  PriseByteSelection *selection;
  GSignalGroup *selection_signals;

  gboolean line_ends;
  gboolean is_linking; /* the rows follow the selection, not the user */
  gboolean is_marked;  /* the selection isn't just the selected rows */
  char *details;
  char *notice;
};

G_DEFINE_FINAL_TYPE (PriseByteView, prise_byte_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SELECTION,
  PROP_HEX,
  PROP_LINE_ENDS,
  PROP_DETAILS,
  PROP_NOTICE,
  PROP_CAN_SHOW_MORE,
  PROP_MANY_PARTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GQuark
list_item_quark (void)
{
  return g_quark_from_static_string ("prise-byte-list-item");
}

static void
update_details (PriseByteView *self)
{
  guint64 offset, size;
  g_autofree char *shown = NULL;
  g_autofree char *details = NULL;

  if (self->is_marked) {
    offset = prise_byte_selection_get_offset (self->selection);
    size = prise_byte_selection_get_size (self->selection);
  } else if (!prise_byte_view_get_selected (self, &offset, &size)) {
    shown = prise_format_size (prise_byte_model_get_size (self->lines));
    prise_property_set_string (self, &self->details, shown, properties[PROP_DETAILS]);
    return;
  }

  shown = prise_format_size (size);
  /* Translators: offsets of the first and the last selected byte, and their size. */
  details =
      g_strdup_printf (_ ("Bytes %" PRIu64 "–%" PRIu64 " · %s"), offset, offset + size - 1, shown);
  prise_property_set_string (self, &self->details, details, properties[PROP_DETAILS]);
}

static char *
make_notice (PriseByteView *self)
{
  const guint n_parts = prise_byte_model_get_n_parts (self->lines);
  gboolean truncated;

  if (n_parts > 1)
    return g_strdup_printf (_ ("Part %u of %u"), prise_byte_model_get_part (self->lines) + 1,
                            n_parts);

  g_object_get (self->lines, "truncated", &truncated, NULL);

  return truncated ? g_strdup (_ ("This is only the beginning: the hex dump shows everything."))
                   : NULL;
}

static void
did_change_extent (PriseByteView *self)
{
  g_autofree char *notice = make_notice (self);

  prise_property_set_string (self, &self->notice, notice, properties[PROP_NOTICE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SHOW_MORE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MANY_PARTS]);
  update_details (self);
}

static void
did_bind (PriseByteView *self, GtkListItem *list_item)
{
  PriseByteLook look = { prise_byte_model_get_hex (self->lines), self->line_ends };

  if (self->is_marked && self->selection != NULL) {
    look.selected_offset = prise_byte_selection_get_offset (self->selection);
    look.selected_size = prise_byte_selection_get_size (self->selection);
  }
  prise_byte_cell_show (PRISE_BYTE_CELL (gtk_list_item_get_child (list_item)), self->lines,
                        gtk_list_item_get_item (list_item), &look);
}

static void
did_set_up (PriseByteView *self, GtkListItem *list_item)
{
  GtkWidget *row = prise_byte_cell_new ();

  g_object_set_qdata (G_OBJECT (row), list_item_quark (), list_item);
  gtk_list_item_set_child (list_item, row);
}

/* Makes all lines again that have a widget. */
static void
rebind (PriseByteView *self, GtkWidget *widget)
{
  GtkListItem *list_item = g_object_get_qdata (G_OBJECT (widget), list_item_quark ());

  if (list_item != NULL && gtk_list_item_get_item (list_item) != NULL)
    did_bind (self, list_item);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rebind (self, child);
}

/* Selects the rows of the place that is shown elsewhere. */
static void
link_rows (PriseByteView *self)
{
  const guint64 offset = prise_byte_selection_get_offset (self->selection);
  const guint64 size = prise_byte_selection_get_size (self->selection);
  guint first = G_MAXUINT;
  guint last;

  self->is_linking = TRUE;
  if (size > 0)
    first = prise_byte_model_reveal (self->lines, offset);
  if (first != G_MAXUINT) {
    prise_byte_lazy_rows_show_all (&self->rows);
    last = prise_byte_model_find (self->lines, offset + size - 1);
    last = last == G_MAXUINT ? first : last;
    gtk_selection_model_select_range (GTK_SELECTION_MODEL (self->rows.selection), first,
                                      last - first + 1, TRUE);
  } else {
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->rows.selection));
  }
  self->is_linking = FALSE;
  prise_byte_lazy_rows_scroll_to (&self->rows, first);
}

static void
did_change_selection (PriseByteView *self)
{
  guint64 offset, size;

  /* It was this view that changed it. */
  self->is_marked = FALSE;
  if (prise_byte_view_get_selected (self, &offset, &size) &&
      offset == prise_byte_selection_get_offset (self->selection) &&
      size == prise_byte_selection_get_size (self->selection))
    return;

  self->is_marked = prise_byte_selection_get_size (self->selection) > 0;
  link_rows (self);
  rebind (self, GTK_WIDGET (self->list));
  update_details (self);
}

static void
did_select_rows (PriseByteView *self)
{
  guint64 offset, size;
  const gboolean was_marked = self->is_marked;

  if (self->is_linking)
    return;

  self->is_marked = FALSE;
  update_details (self);
  if (self->selection == NULL || !prise_byte_view_get_selected (self, &offset, &size))
    return;

  prise_byte_selection_set (self->selection, offset, size);
  if (was_marked)
    rebind (self, GTK_WIDGET (self->list));
}

static void
prise_byte_view_dispose (GObject *object)
{
  PriseByteView *self = PRISE_BYTE_VIEW (object);

  prise_byte_lazy_rows_clear (&self->rows);
  g_clear_object (&self->selection_signals);
  g_clear_object (&self->selection);
  prise_widget_dispose (object);
}

static void
prise_byte_view_finalize (GObject *object)
{
  PriseByteView *self = PRISE_BYTE_VIEW (object);

  g_clear_object (&self->lines);

  G_OBJECT_CLASS (prise_byte_view_parent_class)->finalize (object);
}

static void
prise_byte_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PriseByteView *self = PRISE_BYTE_VIEW (object);

  switch (id) {
  case PROP_HEX:
    g_value_set_boolean (value, prise_byte_model_get_hex (self->lines));
    break;
  case PROP_CAN_SHOW_MORE:
    g_value_set_boolean (value, prise_byte_model_can_show_more (self->lines));
    break;
  case PROP_MANY_PARTS:
    g_value_set_boolean (value, prise_byte_model_get_n_parts (self->lines) > 1);
    break;
  default:
    prise_property_get (object, id, value, pspec);
  }
}

static void
prise_byte_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PriseByteView *self = PRISE_BYTE_VIEW (object);

  switch (id) {
  case PROP_SELECTION:
    prise_byte_view_set_selection (self, g_value_get_object (value));
    break;
  case PROP_HEX:
    prise_byte_view_set_hex (self, g_value_get_boolean (value));
    break;
  case PROP_LINE_ENDS:
    prise_byte_view_set_line_ends (self, g_value_get_boolean (value));
    break;
  default:
    prise_property_set (object, id, value, pspec);
  }
}

static gboolean
has_notice (gpointer object, const char *notice)
{
  return notice != NULL;
}

static const PriseProperty kept[N_PROPS] = {
  [PROP_SELECTION] = PRISE_PROPERTY (PriseByteView, selection),
  [PROP_LINE_ENDS] = PRISE_PROPERTY (PriseByteView, line_ends),
  [PROP_DETAILS] = PRISE_PROPERTY (PriseByteView, details),
  [PROP_NOTICE] = PRISE_PROPERTY (PriseByteView, notice),
};

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_SELECTION] =
      g_param_spec_object ("selection", NULL, NULL, PRISE_TYPE_BYTE_SELECTION, PRISE_WRITABLE);
  properties[PROP_HEX] = g_param_spec_boolean ("hex", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_LINE_ENDS] =
      g_param_spec_boolean ("line-ends", NULL, NULL, FALSE, PRISE_WRITABLE);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, PRISE_READABLE);
  properties[PROP_CAN_SHOW_MORE] =
      g_param_spec_boolean ("can-show-more", NULL, NULL, FALSE, PRISE_READABLE);
  properties[PROP_MANY_PARTS] =
      g_param_spec_boolean ("many-parts", NULL, NULL, FALSE, PRISE_READABLE);
  prise_property_install (object_class, properties, kept, N_PROPS);
}

static void
prise_byte_view_class_init (PriseByteViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = prise_byte_view_dispose;
  object_class->finalize = prise_byte_view_finalize;
  object_class->get_property = prise_byte_view_get_property;
  object_class->set_property = prise_byte_view_set_property;
  install_properties (object_class);
  prise_byte_actions_install (widget_class);

  g_type_ensure (PRISE_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/prise/Prise/prise-byte-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PriseByteView, list);
  gtk_widget_class_bind_template_child (widget_class, PriseByteView, menu);
  gtk_widget_class_bind_template_callback (widget_class, did_set_up);
  gtk_widget_class_bind_template_callback (widget_class, did_bind);
  gtk_widget_class_bind_template_callback (widget_class, has_notice);
  gtk_widget_class_bind_template_callback (widget_class, prise_menus_did_press);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "byteview");
}

static void
prise_byte_view_init (PriseByteView *self)
{
  self->lines = prise_byte_model_new ();
  self->selection_signals = g_signal_group_new (PRISE_TYPE_BYTE_SELECTION);
  g_signal_group_connect_swapped (self->selection_signals, "changed",
                                  G_CALLBACK (did_change_selection), self);
  g_signal_connect_object (self->lines, "notify::truncated", G_CALLBACK (did_change_extent), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  prise_menus_set_context (GTK_WIDGET (self), self->menu);
  prise_byte_lazy_rows_init (&self->rows, self->list, self->lines);
  g_signal_connect_object (self->rows.selection, "selection-changed", G_CALLBACK (did_select_rows),
                           self, G_CONNECT_SWAPPED);
}

/**
 * prise_byte_view_get_lines:
 *
 * Returns: (transfer none): its lines, to be given the bytes
 */
PriseByteModel *
prise_byte_view_get_lines (PriseByteView *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_VIEW (self), NULL);

  return self->lines;
}

/**
 * prise_byte_view_get_rows:
 *
 * Returns: (transfer none): its lines, and which of them are selected
 */
GtkSelectionModel *
prise_byte_view_get_rows (PriseByteView *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_VIEW (self), NULL);

  return GTK_SELECTION_MODEL (self->rows.selection);
}

gboolean
prise_byte_view_get_hex (PriseByteView *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_VIEW (self), FALSE);

  return prise_byte_model_get_hex (self->lines);
}

/**
 * prise_byte_view_set_hex:
 * @hex: whether to show a hex dump, not text
 *
 * What was selected stays so, as far as lines allow.
 */
void
prise_byte_view_set_hex (PriseByteView *self, gboolean hex)
{
  g_return_if_fail (PRISE_IS_BYTE_VIEW (self));

  hex = !!hex;
  if (prise_byte_model_get_hex (self->lines) == hex)
    return;

  self->is_linking = TRUE;
  prise_byte_model_set_hex (self->lines, hex);
  self->is_linking = FALSE;
  if (self->selection != NULL && prise_byte_selection_get_size (self->selection) > 0)
    did_change_selection (self);
  did_change_extent (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEX]);
}

void
prise_byte_view_set_line_ends (PriseByteView *self, gboolean line_ends)
{
  g_return_if_fail (PRISE_IS_BYTE_VIEW (self));

  if (!prise_property_set_boolean (self, &self->line_ends, line_ends, properties[PROP_LINE_ENDS]))
    return;

  rebind (self, GTK_WIDGET (self->list));
}

PriseByteSelection *
prise_byte_view_get_selection (PriseByteView *self)
{
  g_return_val_if_fail (PRISE_IS_BYTE_VIEW (self), NULL);

  return self->selection;
}

void
prise_byte_view_set_selection (PriseByteView *self, PriseByteSelection *selection)
{
  g_return_if_fail (PRISE_IS_BYTE_VIEW (self));

  if (!prise_property_set_object (self, &self->selection, selection, properties[PROP_SELECTION]))
    return;

  g_signal_group_set_target (self->selection_signals, selection);
}

/**
 * prise_byte_view_select_all:
 *
 * Selects all lines that are shown.
 */
void
prise_byte_view_select_all (PriseByteView *self)
{
  g_return_if_fail (PRISE_IS_BYTE_VIEW (self));

  prise_byte_lazy_rows_show_all (&self->rows);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->rows.selection));
}

/**
 * prise_byte_view_get_selected:
 * @offset: (out): the first byte of the first selected row
 * @size: (out): to the end of the last
 *
 * Returns: whether any row is selected
 */
gboolean
prise_byte_view_get_selected (PriseByteView *self, guint64 *offset, guint64 *size)
{
  const guint n_ranges = prise_range_selection_get_n_ranges (self->rows.selection);
  guint first, end;
  guint64 last_offset;
  gsize last_size;

  if (n_ranges == 0)
    return FALSE;

  prise_range_selection_get_range (self->rows.selection, 0, &first, &end);
  prise_byte_model_get_place (self->lines, first, offset, &last_size);
  prise_range_selection_get_range (self->rows.selection, n_ranges - 1, &first, &end);
  prise_byte_model_get_place (self->lines, end - 1, &last_offset, &last_size);
  *size = last_offset + last_size - *offset;

  return TRUE;
}
