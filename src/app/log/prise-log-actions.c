// SPDX-License-Identifier: GPL-3.0-or-later
/* What can be done with the rows of the log: copy, select, and the menu that offers it. Copying
 * makes its text in a thread, so that a million rows don't hold the window up. Main thread. */
#include "config.h"

#include "prise-log-actions.h"

#include <glib/gi18n.h>

#include "prise-log-cells.h"
#include "prise-log-export-text.h"
#include "prise-log-view-private.h"
#include "prise-menus.h"
#include "prise-shortcuts.h"
#include "prise-toast.h"

/* The clipboard takes no more: other programs get all of it at once. */
#define MAX_COPY_SIZE (16 * 1024 * 1024)

static const PriseShortcut shortcuts[] = {
  { "log.copy", { "<Control>c", "<Control>Insert" } },
  { "log.copy-hex", { "<Control><Shift>c" } },
  { "log.reply-to", { "<Control>r" } },
  { "log.select-all", { "<Control>a" } },
  { "log.select-none", { "<Control><Shift>a" } },
  { "log.menu", { "<Shift>F10", "Menu" } },
};

typedef struct {
  PriseLogView *view;
  GOutputStream *stream;
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->view);
  g_object_unref (copy->stream);
  g_free (copy);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copy, copy_free)

static void
did_write_rows (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Copy) copy = user_data;
  PriseExportSummary summary;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!prise_exporter_write_finish (PRISE_EXPORTER (source), result, &summary, &error)) {
    prise_toast_tell (GTK_WIDGET (copy->view), error->message);
    return;
  }

  g_output_stream_write (copy->stream, "", 1, NULL, NULL);
  g_output_stream_close (copy->stream, NULL, NULL);
  text = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (copy->stream));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (copy->view)), text);

  if (summary.is_truncated)
    prise_toast_tell (GTK_WIDGET (copy->view),
                      _ ("Only the first 16 MiB were copied: Export writes all"));
}

static void
copy (PriseLogView *view, const PriseExportFormat *format)
{
  PriseRangeSelection *selection = prise_log_view_get_selection (view);
  g_autoptr (PriseExporter) exporter = NULL;
  Copy *copied;

  if (selection == NULL || prise_range_selection_get_n_ranges (selection) == 0)
    return;

  exporter = prise_log_actions_new_exporter (view, format);
  prise_exporter_set_max_size (exporter, MAX_COPY_SIZE);
  copied = g_new (Copy, 1);
  copied->view = g_object_ref (view);
  copied->stream = g_memory_output_stream_new_resizable ();
  prise_exporter_write_async (exporter, copied->stream, NULL, did_write_rows, copied);
}

static void
copy_rows (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy (PRISE_LOG_VIEW (widget), &prise_export_rows);
}

static void
copy_hex (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy (PRISE_LOG_VIEW (widget), &prise_export_hex);
}

/* Returns the peer of the first selected row, or NULL. */
static char *
dup_selected_peer (PriseLogView *view)
{
  PriseRangeSelection *selection = prise_log_view_get_selection (view);
  g_autoptr (PriseJournalItem) item = NULL;
  guint first, end;

  if (selection == NULL || prise_range_selection_get_n_ranges (selection) == 0)
    return NULL;

  prise_range_selection_get_range (selection, 0, &first, &end);
  item = g_list_model_get_item (G_LIST_MODEL (prise_log_view_get_model (view)), first);

  return item != NULL ? g_strdup (prise_journal_item_get_entry (item)->peer) : NULL;
}

static void
reply_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *peer = dup_selected_peer (PRISE_LOG_VIEW (widget));

  if (peer != NULL)
    gtk_widget_activate_action (widget, "traffic.reply-to", "s", peer);
}

static void
select_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseRangeSelection *selection = prise_log_view_get_selection (PRISE_LOG_VIEW (widget));

  if (selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
}

static void
select_none (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PriseRangeSelection *selection = prise_log_view_get_selection (PRISE_LOG_VIEW (widget));

  if (selection != NULL)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
}

/* By key: at the focused row, or in the middle if that isn't to be seen. */
static void
pop_up_menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GdkRectangle place = { gtk_widget_get_width (widget) / 2, gtk_widget_get_height (widget) / 2, 1,
                         1 };
  graphene_rect_t bounds;

  if (focus != NULL && gtk_widget_is_ancestor (focus, widget) &&
      gtk_widget_compute_bounds (focus, widget, &bounds) && bounds.origin.y >= 0 &&
      bounds.origin.y + bounds.size.height <= gtk_widget_get_height (widget)) {
    place.x = bounds.origin.x + 24;
    place.y = bounds.origin.y + bounds.size.height;
  }

  prise_menus_pop_up (widget, &place);
}

static guint
find_position (PriseLogView *view, double x, double y, GtkWidget **picked)
{
  *picked = gtk_widget_pick (GTK_WIDGET (view), x, y, GTK_PICK_DEFAULT);

  return *picked != NULL ? prise_log_cells_get_position (*picked) : GTK_INVALID_LIST_POSITION;
}

/**
 * prise_log_actions_did_press:
 * @view: a log
 * @n_presses: how often
 * @x: where, in @view
 * @y: where, in @view
 * @gesture: what recognized the press
 *
 * With Ctrl adds the row under the pointer to those that are selected, or takes it out. In GTK 4.8
 * both the row and its cell take the press for theirs, and what one does the other undoes.
 */
void
prise_log_actions_did_press (PriseLogView *view,
                             int n_presses,
                             double x,
                             double y,
                             GtkGesture *gesture)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *picked;
  guint position = find_position (view, x, y, &picked);

  if (position == GTK_INVALID_LIST_POSITION ||
      (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != GDK_CONTROL_MASK)
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (picked, "list.select-item", "(ubb)", position, TRUE, FALSE);
}

/**
 * prise_log_actions_did_press_menu:
 * @view: a log
 * @n_presses: ignored
 * @x: where, in @view
 * @y: where, in @view
 * @gesture: what recognized the press
 *
 * Shows the menu of the log; the row under the pointer is what it is about.
 */
void
prise_log_actions_did_press_menu (PriseLogView *view,
                                  int n_presses,
                                  double x,
                                  double y,
                                  GtkGesture *gesture)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (prise_log_view_get_selection (view));
  GtkWidget *picked;
  guint position = find_position (view, x, y, &picked);

  if (selection == NULL)
    return;

  if (position != GTK_INVALID_LIST_POSITION &&
      !gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);

  prise_menus_did_press (GTK_WIDGET (view), n_presses, x, y, gesture);
}

/**
 * prise_log_actions_install:
 * @widget_class: the class of the log
 *
 * Gives it the actions `log.copy`, `log.copy-hex`, `log.reply-to`, `log.select-all`,
 * `log.select-none`, `log.menu`, and their keys.
 */
void
prise_log_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "log.copy", NULL, copy_rows);
  gtk_widget_class_install_action (widget_class, "log.copy-hex", NULL, copy_hex);
  gtk_widget_class_install_action (widget_class, "log.reply-to", NULL, reply_to);
  gtk_widget_class_install_action (widget_class, "log.select-all", NULL, select_all);
  gtk_widget_class_install_action (widget_class, "log.select-none", NULL, select_none);
  gtk_widget_class_install_action (widget_class, "log.menu", NULL, pop_up_menu);

  prise_shortcuts_add_to_class (widget_class, shortcuts, G_N_ELEMENTS (shortcuts));
}

/**
 * prise_log_actions_update_reply:
 * @view: a log
 * @can_reply: whether `traffic.reply-to` is of use where the log is
 *
 * Lets `log.reply-to` be used, and the menu show it, if the selected row has a peer to reply to.
 */
void
prise_log_actions_update_reply (PriseLogView *view, gboolean can_reply)
{
  g_autofree char *peer = can_reply ? dup_selected_peer (view) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (view), "log.reply-to", peer != NULL);
}

static void
add_selected_ranges (PriseExporter *exporter,
                     PriseJournalModel *model,
                     PriseRangeSelection *selection)
{
  for (guint i = 0; i < prise_range_selection_get_n_ranges (selection); i++) {
    guint first, end;

    prise_range_selection_get_range (selection, i, &first, &end);
    prise_exporter_add_range (exporter, prise_journal_model_get_position (model, first),
                              prise_journal_model_get_position (model, end - 1) + 1);
  }
}

/**
 * prise_log_actions_new_exporter:
 * @view: a log with a journal
 * @format: how to write
 *
 * Returns: (transfer full): an exporter of the selected rows; of all rows if none is selected
 */
PriseExporter *
prise_log_actions_new_exporter (PriseLogView *view, const PriseExportFormat *format)
{
  PriseExporter *exporter = prise_exporter_new (prise_log_view_get_journal (view), format);

  prise_exporter_set_filter (exporter, prise_log_view_get_filter (view));
  add_selected_ranges (exporter, prise_log_view_get_model (view),
                       prise_log_view_get_selection (view));

  return exporter;
}
