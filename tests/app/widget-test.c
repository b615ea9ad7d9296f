// SPDX-License-Identifier: GPL-3.0-or-later
/* What the tests of widgets share: a window on the test's display, waiting for what should come
 * with a generous limit, and looking at the cells of a log. */
#include "config.h"

#include "widget-test.h"

#include <string.h>

#include "prise-log-cells.h"

#define TIME_LIMIT (60 * G_USEC_PER_SEC)

/**
 * widget_test_init:
 * @argc: of main()
 * @argv: likewise
 *
 * Instead of g_test_init(): GTK and libadwaita, too.
 */
void
widget_test_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
}

static gboolean
wake (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * widget_test_wait:
 * @is_done: what to wait for
 *
 * Runs the main loop until @is_done; the test fails if that takes too long.
 */
void
widget_test_wait (WidgetTestFunc is_done, gpointer user_data)
{
  gint64 limit = g_get_monotonic_time () + TIME_LIMIT;
  guint id = g_timeout_add (5, wake, NULL);

  while (!is_done (user_data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, limit);
    g_main_context_iteration (NULL, TRUE);
  }

  g_source_remove (id);
}

/**
 * widget_test_press:
 * @widget: a widget
 * @key: a GDK_KEY
 * @state: which modifiers are held
 *
 * Asks the widget's own controllers of keys, as if it had the focus. There is no event to be had.
 *
 * Returns: whether one of them has taken the key
 */
gboolean
widget_test_press (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_handled; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &is_handled);
  }

  return is_handled;
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_left = user_data;

  return --*n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer user_data)
{
  return *(guint *) user_data == 0;
}

/**
 * widget_test_wait_frames:
 * @widget: a widget that is shown
 * @n_frames: how many frames have to pass
 */
void
widget_test_wait_frames (GtkWidget *widget, guint n_frames)
{
  guint n_left = n_frames;

  gtk_widget_add_tick_callback (widget, count_frame, &n_left, NULL);
  widget_test_wait (is_zero, &n_left);
}

/**
 * widget_test_show:
 * @widget: (transfer floating): a widget
 * @width: of the window
 * @height: likewise
 *
 * Returns: the window, for widget_test_close()
 */
GtkWidget *
widget_test_show (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  return window;
}

typedef struct {
  PangoAttribute attribute;
  int *n_marks; /* of these and their copies */
} Mark;

static PangoAttribute *mark_new (int *n_marks);

static PangoAttribute *
mark_copy (const PangoAttribute *attribute)
{
  return mark_new (((const Mark *) attribute)->n_marks);
}

static void
mark_destroy (PangoAttribute *attribute)
{
  --*((Mark *) attribute)->n_marks;
  g_free (attribute);
}

static gboolean
mark_equal (const PangoAttribute *attribute, const PangoAttribute *other)
{
  return attribute == other;
}

static PangoAttribute *
mark_new (int *n_marks)
{
  static PangoAttrClass klass = { .copy = mark_copy, .destroy = mark_destroy, .equal = mark_equal };
  Mark *mark = g_new (Mark, 1);

  if (klass.type == PANGO_ATTR_INVALID)
    klass.type = pango_attr_type_register ("widget-test-mark");
  pango_attribute_init (&mark->attribute, &klass);
  mark->n_marks = n_marks;
  ++*n_marks;

  return &mark->attribute;
}

/* Puts marks among the attributes of the inscriptions in the widget. */
static void
mark_attributes (GtkWidget *widget, int *n_marks)
{
  PangoAttrList *attributes = GTK_IS_INSCRIPTION (widget)
                                  ? gtk_inscription_get_attributes (GTK_INSCRIPTION (widget))
                                  : NULL;

  if (attributes != NULL)
    pango_attr_list_insert (attributes, mark_new (n_marks));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mark_attributes (child, n_marks);
}

/**
 * widget_test_close:
 * @window: a window
 *
 * Destroys it, and fails if that leaves what it showed behind, or the attributes of a text, which
 * GTK 4.8 doesn't let go by itself.
 */
void
widget_test_close (GtkWidget *window)
{
  GtkWidget *child = g_object_ref (gtk_window_get_child (GTK_WINDOW (window)));
  int n_marks = 0;

  mark_attributes (child, &n_marks);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (child);
  g_assert_cmpint (n_marks, ==, 0);
}

/**
 * widget_test_assert_finalized:
 * @object: (transfer full): what should go with this reference
 *
 * As g_assert_finalize_object(), for what a thread may hold a little longer.
 */
void
widget_test_assert_finalized (gpointer object)
{
  gint64 limit = g_get_monotonic_time () + TIME_LIMIT;
  gpointer left = object;

  g_object_add_weak_pointer (object, &left);
  g_object_unref (object);
  while (g_atomic_pointer_get (&left) != NULL) {
    g_assert_cmpint (g_get_monotonic_time (), <, limit);
    g_thread_yield ();
  }
}

/**
 * widget_test_find:
 * @widget: a widget
 * @id: what a .ui file calls a descendant of it
 *
 * Returns: (nullable): the first descendant of that name
 */
GtkWidget *
widget_test_find (GtkWidget *widget, const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = widget_test_find (child, id);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/**
 * widget_test_find_cell:
 * @log: a log, or what it is in
 * @row: which row
 * @column: which column, of those that are shown
 *
 * Returns: (nullable): the cell, if the log has a widget for it
 */
GtkWidget *
widget_test_find_cell (GtkWidget *log, guint row, guint column)
{
  for (GtkWidget *child = gtk_widget_get_first_child (log); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found;

    if (GTK_IS_INSCRIPTION (child) && prise_log_cells_get_position (child) == row) {
      GtkWidget *frame = gtk_widget_get_parent (child);

      while (column-- > 0 && frame != NULL)
        frame = gtk_widget_get_next_sibling (frame);
      /* The last has a widget of its own around the text. */
      while (frame != NULL && !GTK_IS_INSCRIPTION (frame))
        frame = gtk_widget_get_first_child (frame);
      return frame;
    }
    found = widget_test_find_cell (child, row, column);
    if (found != NULL)
      return found;
  }

  return NULL;
}

/**
 * widget_test_get_cell:
 * @log: a log, or what it is in
 * @row: which row
 * @column: which column, of those that are shown
 *
 * Returns: (nullable): the cell's text
 */
const char *
widget_test_get_cell (GtkWidget *log, guint row, guint column)
{
  GtkWidget *cell = widget_test_find_cell (log, row, column);

  return cell != NULL ? gtk_inscription_get_text (GTK_INSCRIPTION (cell)) : NULL;
}

/**
 * widget_test_append:
 * @journal: a journal
 * @kind: a kind
 * @text: its bytes
 */
void
widget_test_append (PriseJournal *journal, PriseEntryKind kind, const char *text)
{
  prise_journal_append (journal, kind, PRISE_JOURNAL_NO_PEER, text, strlen (text));
}

/**
 * widget_test_append_lines:
 * @journal: a journal
 * @n_lines: how many entries "line 0", "line 1", … to append, received and sent in turn
 */
void
widget_test_append_lines (PriseJournal *journal, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *text = g_strdup_printf ("line %u", i);

    widget_test_append (journal, i % 2 == 0 ? PRISE_ENTRY_RECEIVED : PRISE_ENTRY_SENT, text);
  }
}
