// SPDX-License-Identifier: GPL-3.0-or-later
/* The cells of the log's columns: one GtkInscription each, whose text is made when a row is bound.
 * Binding happens a thousand times a frame while traffic is followed, so nothing that is as it was
 * is set again. Main thread. */
#include "config.h"

#include "prise-log-cells.h"

#include <glib/gi18n.h>

#include "prise-accessible.h"
#include "prise-log-data-cell.h"

typedef struct {
  PriseLogCells *cells; /* of the log, which owns the factory's column */
  PriseLogColumn column;
} CellContext;

typedef struct {
  guint min_chars;
  guint natural_chars;
  float xalign;
} CellShape;

static const CellShape shapes[PRISE_LOG_N_COLUMNS] = {
  [PRISE_LOG_COLUMN_TIME] = { 12, 12, 0 }, [PRISE_LOG_COLUMN_KIND] = { 2, 2, 0.5 },
  [PRISE_LOG_COLUMN_PEER] = { 10, 22, 0 }, [PRISE_LOG_COLUMN_SIZE] = { 9, 9, 1 },
  [PRISE_LOG_COLUMN_DATA] = { 16, 40, 0 },
};

/* The length of a time in the formats that are longer than the time of day. */
#define LONG_TIME_CHARS 26

/* So much of an entry, in bytes, is searched for what is marked in its row. */
#define MAX_LOOK (gsize) (16 * 1024)

static GQuark
list_item_quark (void)
{
  return g_quark_from_static_string ("prise-log-list-item");
}

static GQuark
context_quark (void)
{
  return g_quark_from_static_string ("prise-log-context");
}

/* The row that is named by the cell and its siblings. */
static GQuark
named_quark (void)
{
  return g_quark_from_static_string ("prise-log-named");
}

/* Which kind the cell shows, plus one. */
static GQuark
kind_quark (void)
{
  return g_quark_from_static_string ("prise-log-kind");
}

/* The CSS class that the cell is dressed in: one of those below, which are never freed. */
static GQuark
class_quark (void)
{
  return g_quark_from_static_string ("prise-log-class");
}

static const char *
get_kind_class (PriseEntryKind kind)
{
  switch (kind) {
  case PRISE_ENTRY_RECEIVED:
    return "accent";
  case PRISE_ENTRY_SENT:
    return "success";
  case PRISE_ENTRY_ERROR:
    return "error";
  case PRISE_ENTRY_OPENED:
  case PRISE_ENTRY_CLOSED:
  case PRISE_ENTRY_NOTE:
  default:
    return "dim-label";
  }
}

static const char *
get_data_class (const PriseEntry *entry)
{
  if (!prise_entry_is_traffic (entry))
    return get_kind_class (entry->kind);

  return entry->size == 0 ? "dim-label" : NULL;
}

static void
dress (gpointer cell, const char *class)
{
  const char *old_class = g_object_get_qdata (cell, class_quark ());

  if (g_strcmp0 (old_class, class) == 0)
    return;

  if (old_class != NULL)
    gtk_widget_remove_css_class (cell, old_class);
  if (class != NULL)
    gtk_widget_add_css_class (cell, class);
  g_object_set_qdata (cell, class_quark (), (gpointer) class);
}

/* Returns the monotonic time in µs from which the time of the row counts. */
static gint64
get_time_reference (PriseLogCells *self, guint row)
{
  switch (self->time_format) {
  case PRISE_TIME_FORMAT_ELAPSED:
    return prise_log_updater_get_first_time (self->updater);
  case PRISE_TIME_FORMAT_DELTA:
    return prise_log_updater_get_time_before (self->updater, row);
  case PRISE_TIME_FORMAT_TIME:
  case PRISE_TIME_FORMAT_DATE_TIME:
  default:
    return 0;
  }
}

static void
bind_time (PriseLogCells *self, GtkInscription *cell, const PriseEntry *entry, guint position)
{
  g_autofree char *text =
      prise_format_time (self->time_format, entry, get_time_reference (self, position));

  gtk_inscription_set_text (cell, text);
}

static void
bind_kind (PriseLogCells *self, GtkInscription *cell, const PriseEntry *entry, guint position)
{
  const char *name;

  if (GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (cell), kind_quark ())) == entry->kind + 1)
    return;

  g_object_set_qdata (G_OBJECT (cell), kind_quark (), GUINT_TO_POINTER (entry->kind + 1));
  dress (cell, get_kind_class (entry->kind));
  name = prise_format_kind_name (entry->kind);
  gtk_inscription_set_text (cell, prise_format_kind_symbol (entry->kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
bind_peer (PriseLogCells *self, GtkInscription *cell, const PriseEntry *entry, guint position)
{
  gtk_inscription_set_text (cell, entry->peer != NULL ? entry->peer : "");
}

static void
bind_size (PriseLogCells *self, GtkInscription *cell, const PriseEntry *entry, guint position)
{
  g_autofree char *text = prise_format_entry_size (entry);

  dress (cell, entry->is_truncated ? "warning" : NULL);
  gtk_inscription_set_text (cell, text);
}

/* A colour that letters of either colour scheme can be read on. */
static void
mark_range (GtkInscription *cell, const PriseDisplayRange *range)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *parts[] = { pango_attr_background_new (0xe5e5, 0xa5a5, 0x0a0a),
                              pango_attr_background_alpha_new (0x6000),
                              pango_attr_weight_new (PANGO_WEIGHT_BOLD) };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    parts[i]->start_index = (guint) range->start;
    parts[i]->end_index = (guint) range->end;
    pango_attr_list_insert (attributes, parts[i]);
  }
  gtk_inscription_set_attributes (cell, attributes);
}

/* Two hundred rows are looked through before the next frame. */
static gboolean
find (PriseLogCells *self, const PriseEntry *entry, PriseDisplayRange *range)
{
  PriseEntry beginning = *entry;

  beginning.size = MIN (beginning.size, MAX_LOOK);

  return self->filter != NULL &&
         prise_filter_find (self->filter, &beginning, &range->start, &range->end);
}

static void
bind_data (PriseLogCells *self, GtkInscription *cell, const PriseEntry *entry, guint position)
{
  PriseDisplayRange range;
  const gboolean is_found = find (self, entry, &range);
  g_autofree char *text = prise_format_data (entry, self->hex, is_found ? &range : NULL);

  dress (cell, get_data_class (entry));
  gtk_inscription_set_text (cell, text);
  if (is_found)
    mark_range (cell, &range);
  else if (gtk_inscription_get_attributes (cell) != NULL)
    gtk_inscription_set_attributes (cell, NULL);
  prise_log_data_cell_set_spans (PRISE_LOG_DATA_CELL (gtk_widget_get_parent (GTK_WIDGET (cell))),
                                 !prise_entry_is_traffic (entry));
}

/* Made when asked for: setting a tooltip asks the display server where the pointer is, each time.
 */
static gboolean
did_query_kind (GtkWidget *cell, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  guint kind = GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (cell), kind_quark ()));

  if (kind == 0)
    return FALSE;

  gtk_tooltip_set_text (tooltip, prise_format_kind_name (kind - 1));

  return TRUE;
}

/* Why a size isn't what it was on the wire. */
static gboolean
did_query_size (GtkWidget *cell, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkListItem *list_item = g_object_get_qdata (G_OBJECT (cell), list_item_quark ());
  PriseJournalItem *item = gtk_list_item_get_item (list_item);

  if (item == NULL || !prise_journal_item_get_entry (item)->is_truncated)
    return FALSE;

  gtk_tooltip_set_text (
      tooltip,
      _ ("The datagram was longer than the maximum datagram size: only its beginning was kept"));

  return TRUE;
}

/* A text that doesn't fit, such as a long sentence about an error. */
static gboolean
did_query_text (GtkWidget *cell, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (cell));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (cell, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (cell))
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

typedef gboolean (
    *QueryFunc) (GtkWidget *cell, int x, int y, gboolean keyboard, GtkTooltip *tooltip);

static const QueryFunc query_funcs[PRISE_LOG_N_COLUMNS] = {
  [PRISE_LOG_COLUMN_KIND] = did_query_kind,
  [PRISE_LOG_COLUMN_SIZE] = did_query_size,
  [PRISE_LOG_COLUMN_DATA] = did_query_text,
};

typedef void (*BindFunc) (PriseLogCells *self,
                          GtkInscription *cell,
                          const PriseEntry *entry,
                          guint position);

static const BindFunc bind_funcs[PRISE_LOG_N_COLUMNS] = {
  [PRISE_LOG_COLUMN_TIME] = bind_time, [PRISE_LOG_COLUMN_KIND] = bind_kind,
  [PRISE_LOG_COLUMN_PEER] = bind_peer, [PRISE_LOG_COLUMN_SIZE] = bind_size,
  [PRISE_LOG_COLUMN_DATA] = bind_data,
};

static void
set_width (GtkInscription *cell, const CellContext *context)
{
  guint min_chars = shapes[context->column].min_chars;
  guint natural_chars = shapes[context->column].natural_chars;

  if (context->column == PRISE_LOG_COLUMN_TIME &&
      context->cells->time_format == PRISE_TIME_FORMAT_DATE_TIME)
    min_chars = natural_chars = LONG_TIME_CHARS;

  gtk_inscription_set_min_chars (cell, min_chars);
  gtk_inscription_set_nat_chars (cell, natural_chars);
}

static void
did_set_up (GtkListItemFactory *factory, GtkListItem *list_item, CellContext *context)
{
  GtkWidget *cell = gtk_inscription_new ("");
  GtkInscription *inscription = GTK_INSCRIPTION (cell);

  set_width (inscription, context);
  gtk_inscription_set_xalign (inscription, shapes[context->column].xalign);
  /* Peers differ in their ports. */
  gtk_inscription_set_text_overflow (inscription, context->column == PRISE_LOG_COLUMN_PEER
                                                      ? GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_START
                                                      : GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (cell, "monospace");
  g_object_set_qdata (G_OBJECT (cell), list_item_quark (), list_item);
  g_object_set_qdata (G_OBJECT (cell), context_quark (), context);

  if (query_funcs[context->column] != NULL) {
    gtk_widget_set_has_tooltip (cell, TRUE);
    g_signal_connect (cell, "query-tooltip", G_CALLBACK (query_funcs[context->column]), NULL);
  }

  gtk_list_item_set_child (list_item, context->column == PRISE_LOG_COLUMN_DATA
                                          ? prise_log_data_cell_new (inscription)
                                          : cell);
}

static GtkInscription *
get_cell (GtkListItem *list_item)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  return PRISE_IS_LOG_DATA_CELL (child)
             ? prise_log_data_cell_get_inscription (PRISE_LOG_DATA_CELL (child))
             : GTK_INSCRIPTION (child);
}

/* The row of the list has its cells one after the other, and keeps them: named once the last is
 * there, it says in each line what all of them say. */
static void
name_row (GtkWidget *cell, const CellContext *context)
{
  GtkWidget *row = gtk_widget_get_parent (cell);

  if (context->column != PRISE_LOG_COLUMN_DATA ||
      g_object_get_qdata (G_OBJECT (cell), named_quark ()) != NULL)
    return;

  while (row != NULL && !GTK_IS_LIST_BASE (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  if (row == NULL)
    return;

  prise_accessible_name_row (row);
  g_object_set_qdata (G_OBJECT (cell), named_quark (), row);
}

static void
did_bind (GtkListItemFactory *factory, GtkListItem *list_item, CellContext *context)
{
  GtkInscription *cell = get_cell (list_item);
  PriseJournalItem *item = gtk_list_item_get_item (list_item);
  guint position = gtk_list_item_get_position (list_item);

  if (!prise_log_scroll_skips_row (context->cells->scroll, position))
    bind_funcs[context->column](context->cells, cell, prise_journal_item_get_entry (item),
                                position);
  name_row (GTK_WIDGET (cell), context);
}

static void
free_context (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkListItemFactory *
new_factory (PriseLogCells *self, PriseLogColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  CellContext *context = g_new (CellContext, 1);

  *context = (CellContext){ self, column };
  g_signal_connect_data (factory, "setup", G_CALLBACK (did_set_up), context, free_context, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (did_bind), context);

  return factory;
}

/* The title of the column of arrows says to a screen reader what it is. */
static void
name_titles (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_LABEL (child) && g_str_equal (gtk_label_get_label (GTK_LABEL (child)), "⇅"))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Direction"), -1);
    else
      name_titles (child);
  }
}

/**
 * prise_log_cells_fill:
 * @self: what the cells need to know, which outlives the columns
 * @view: what has the columns, in the order of #PriseLogColumn
 *
 * Gives each column the factory of its cells.
 */
void
prise_log_cells_fill (PriseLogCells *self, GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < PRISE_LOG_N_COLUMNS; i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    g_autoptr (GtkListItemFactory) factory = new_factory (self, i);

    gtk_column_view_column_set_factory (column, factory);
  }
  name_titles (GTK_WIDGET (view));
}

/**
 * prise_log_cells_rebind:
 * @list: what holds the cells
 *
 * Makes the texts again of all rows that have widgets, as after a change of the time format.
 */
void
prise_log_cells_rebind (GtkWidget *list)
{
  GtkListItem *list_item = g_object_get_qdata (G_OBJECT (list), list_item_quark ());
  CellContext *context = g_object_get_qdata (G_OBJECT (list), context_quark ());

  if (list_item != NULL) {
    set_width (GTK_INSCRIPTION (list), context);
    if (gtk_list_item_get_item (list_item) != NULL)
      did_bind (NULL, list_item, context);
    return;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    prise_log_cells_rebind (child);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  while (widget != NULL && !GTK_IS_LABEL (widget))
    widget = gtk_widget_get_first_child (widget);

  return widget;
}

/**
 * prise_log_cells_align_titles:
 * @view: what has the columns
 *
 * Puts each column's title where its texts are: GTK puts all at the start. To be called when the
 * columns that are shown have changed.
 */
void
prise_log_cells_align_titles (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view)));

  for (guint i = 0; i < PRISE_LOG_N_COLUMNS && title != NULL; i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    GtkWidget *label;

    if (!gtk_column_view_column_get_visible (column))
      continue;
    label = find_label (title);
    title = gtk_widget_get_next_sibling (title);
    if (label == NULL)
      continue;
    gtk_widget_set_hexpand (label, TRUE);
    gtk_label_set_xalign (GTK_LABEL (label), shapes[i].xalign);
  }
}

static void
show_column (GtkColumnView *view, PriseLogColumn column, gboolean is_shown)
{
  g_autoptr (GtkColumnViewColumn) shown =
      g_list_model_get_item (gtk_column_view_get_columns (view), column);

  gtk_column_view_column_set_visible (shown, is_shown);
}

/**
 * prise_log_cells_show_columns:
 * @view: what has the columns
 * @is_narrow: whether there is room for what is needed to read it, and for no more
 */
void
prise_log_cells_show_columns (GtkColumnView *view, gboolean is_narrow)
{
  /* A column that comes puts its cells behind the others, whatever its place: the data, too, comes
   * again. */
  show_column (view, PRISE_LOG_COLUMN_DATA, FALSE);
  show_column (view, PRISE_LOG_COLUMN_PEER, !is_narrow);
  show_column (view, PRISE_LOG_COLUMN_SIZE, !is_narrow);
  show_column (view, PRISE_LOG_COLUMN_DATA, TRUE);
  prise_log_cells_align_titles (view);
}

/**
 * prise_log_cells_get_position:
 * @widget: a widget within the list, such as gtk_widget_pick() finds
 *
 * Returns: the position of the row that @widget is in, or %GTK_INVALID_LIST_POSITION
 */
guint
prise_log_cells_get_position (GtkWidget *widget)
{
  GtkListItem *list_item;

  if (GTK_IS_LIST_BASE (widget) || gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BASE) == NULL)
    return GTK_INVALID_LIST_POSITION;

  /* Within a row or the frame of a cell: the first cell below says which. */
  while (widget != NULL && !GTK_IS_INSCRIPTION (widget))
    widget = gtk_widget_get_first_child (widget);
  if (widget == NULL)
    return GTK_INVALID_LIST_POSITION;

  list_item = g_object_get_qdata (G_OBJECT (widget), list_item_quark ());

  return list_item != NULL ? gtk_list_item_get_position (list_item) : GTK_INVALID_LIST_POSITION;
}

/**
 * prise_log_cells_find_row:
 * @list: what holds the cells
 * @position: of a row
 *
 * Returns: (transfer none) (nullable): the list's widget for that row, if it has one just now
 */
GtkWidget *
prise_log_cells_find_row (GtkWidget *list, guint position)
{
  GtkWidget *row = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL && row == NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (!GTK_IS_LIST_BASE (list))
      row = GTK_IS_LIST_BASE (child) ? prise_log_cells_find_row (child, position) : NULL;
    else if (gtk_widget_get_child_visible (child) &&
             prise_log_cells_get_position (child) == position)
      row = child;
  }

  return row;
}
