// SPDX-License-Identifier: GPL-3.0-or-later
/* Where to save something: the question, and each answer to it. */
#include "config.h"

#include "prise-save-dialog.h"
#include "widget-test.h"

typedef struct {
  guint n_answers;
  GFile *file;
} Answer;

static void
did_choose (GFile *file, gpointer user_data)
{
  Answer *answer = user_data;

  answer->n_answers++;
  answer->file = file != NULL ? g_object_ref (file) : NULL;
}

/* The question, in its own window: GTK's, where there is no portal. */
static GtkDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (GTK_IS_FILE_CHOOSER_DIALOG (window))
      return GTK_DIALOG (window);
  }

  return NULL;
}

static gboolean
has_answer (gpointer user_data)
{
  return ((Answer *) user_data)->n_answers > 0;
}

/* Whether the question has read the folder, without which it takes no answer. */
static gboolean
is_in_folder (gpointer dialog)
{
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  g_autoptr (GFile) shown = gtk_file_chooser_get_current_folder (dialog);

  return shown != NULL && g_file_equal (shown, folder);
}

static Answer
ask_and_answer (int response, char **suggested)
{
  GtkWidget *window = widget_test_show (gtk_label_new ("save"), 200, 100);
  Answer answer = { 0 };
  g_autofree char *name = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ());
  GtkDialog *dialog;

  prise_save_dialog_ask (gtk_window_get_child (GTK_WINDOW (window)), "Save", "jsonl", did_choose,
                         &answer);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_true (gtk_window_get_modal (GTK_WINDOW (dialog)));
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (dialog));
  g_assert_true (g_str_has_prefix (name, "prise-20"));
  g_assert_true (g_str_has_suffix (name, ".jsonl"));
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  widget_test_wait (is_in_folder, dialog);
  gtk_dialog_response (dialog, response);
  widget_test_wait (has_answer, &answer);
  g_assert_cmpuint (answer.n_answers, ==, 1);
  g_assert_null (find_dialog ());
  widget_test_close (window);
  *suggested = g_steal_pointer (&name);

  return answer;
}

static void
test_cancel (void)
{
  g_autofree char *name = NULL;
  Answer answer = ask_and_answer (GTK_RESPONSE_CANCEL, &name);

  g_assert_null (answer.file);
}

static void
test_accept (void)
{
  g_autofree char *name = NULL;
  Answer answer = ask_and_answer (GTK_RESPONSE_ACCEPT, &name);
  g_autofree char *chosen = answer.file != NULL ? g_file_get_basename (answer.file) : NULL;

  g_assert_cmpstr (chosen, ==, name);
  g_clear_object (&answer.file);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/save-dialog/cancel", test_cancel);
  g_test_add_func ("/app/save-dialog/accept", test_accept);

  return g_test_run ();
}
