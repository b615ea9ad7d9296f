// SPDX-License-Identifier: GPL-3.0-or-later
/* Asking where to save something. Main thread. */
#include "config.h"

#include "prise-save-dialog.h"

typedef struct {
  PriseSaveFunc did_choose;
  gpointer user_data;
} Question;

static void
did_respond (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  question->did_choose (file, question->user_data);
  g_object_unref (dialog);
}

static char *
suggest_name (const char *suffix)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d-%H%M%S");

  return g_strdup_printf ("prise-%s.%s", time, suffix);
}

/**
 * prise_save_dialog_ask:
 * @widget: whose window asks
 * @title: of the question
 * @suffix: how the suggested name ends, without its dot
 * @did_choose: (scope async): called once, with the answer
 */
void
prise_save_dialog_ask (GtkWidget *widget,
                       const char *title,
                       const char *suffix,
                       PriseSaveFunc did_choose,
                       gpointer user_data)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *name = suggest_name (suffix);
  Question *question = g_new (Question, 1);

  *question = (Question){ did_choose, user_data };
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (did_respond), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
