// SPDX-License-Identifier: GPL-3.0-or-later
/* Asking for a file and writing a body to it, as far as it has come and was decoded, in a thread; a
 * toast says how it ended. Main thread. */
#include "config.h"

#include "prise-body-save.h"

#include <glib/gi18n.h>

#include "prise-format.h"
#include "prise-new-file.h"
#include "prise-save-dialog.h"
#include "prise-toast.h"

/* So much is written at once. */
#define PIECE (1024 * 1024)

/* From the question to the toast. */
typedef struct {
  GtkWidget *widget;
  PriseBodyContent *page;
  GFile *file;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->widget);
  g_clear_object (&save->file);
  prise_body_content_unref (save->page);
  g_free (save);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

typedef struct {
  PriseBodyContent *page;
  GFile *file;
} Write;

static void
write_free (gpointer user_data)
{
  Write *task_data = user_data;

  prise_body_content_unref (task_data->page);
  g_object_unref (task_data->file);
  g_free (task_data);
}

static gboolean
write_page (PriseBodyContent *page, GOutputStream *stream, GError **error)
{
  for (guint64 done = 0; done < page->size;) {
    g_autoptr (GBytes) bytes =
        prise_http_spool_read (page->spool, done, (gsize) MIN (PIECE, page->size - done));
    gsize size;
    gconstpointer data = g_bytes_get_data (bytes, &size);

    if (size == 0) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                   _ ("What was kept of the response can’t be read"));
      return FALSE;
    }
    if (!g_output_stream_write_all (stream, data, size, NULL, NULL, error))
      return FALSE;
    done += size;
  }

  return TRUE;
}

static gboolean
write_file (const Write *data, GError **error)
{
  PriseNewFile file;

  if (!prise_new_file_begin (&file, data->file, G_FILE_CREATE_REPLACE_DESTINATION, NULL, error))
    return FALSE;

  if (!write_page (data->page, file.stream, error)) {
    prise_new_file_abandon (&file);
    return FALSE;
  }

  return prise_new_file_finish (&file, NULL, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Write *data = task_data;
  GError *error = NULL;

  if (write_file (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
did_write (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *base = g_file_get_basename (save->file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *size = prise_format_size (save->page->size);

  if (!prise_body_save_write_finish (result, &error))
    sentence = g_strdup_printf (_ ("The body wasn’t saved: %s"), error->message);
  else if (save->page->is_limited || !save->page->is_done)
    sentence = g_strdup_printf (_ ("Only the beginning of the body is in “%s” (%s)"), name, size);
  else
    /* Translators: the name of a file, and a size. */
    sentence = g_strdup_printf (_ ("The body is in “%s” (%s)"), name, size);

  prise_toast_tell (save->widget, sentence);
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
}

static void
did_choose (GFile *file, gpointer user_data)
{
  Save *save = user_data;

  if (file == NULL) {
    save_free (save);
    return;
  }

  /* The program doesn't end before the file is whole. */
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  save->file = g_object_ref (file);
  prise_body_save_write_async (save->page, save->file, did_write, save);
}

/**
 * prise_body_save_ask:
 * @widget: whose window asks
 * @page: the body
 *
 * Asks where to, and writes the body.
 */
void
prise_body_save_ask (GtkWidget *widget, PriseBodyContent *page)
{
  Save *save = g_new0 (Save, 1);

  save->widget = g_object_ref (widget);
  save->page = prise_body_content_ref (page);
  prise_save_dialog_ask (widget, _ ("Save Body"), page->suffix, did_choose, save);
}

/**
 * prise_body_save_write_async:
 * @page: the body
 * @file: where to
 * @callback: called on the caller's context
 *
 * Writes all bytes that there were when @page was made, as they were decoded.
 */
void
prise_body_save_write_async (PriseBodyContent *page,
                             GFile *file,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Write *data = g_new (Write, 1);

  data->page = prise_body_content_ref (page);
  data->file = g_object_ref (file);
  g_task_set_source_tag (task, prise_body_save_write_async);
  g_task_set_task_data (task, data, write_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * prise_body_save_write_finish:
 * @error: return location for a #GIOErrorEnum error
 *
 * Returns: whether all of it was written
 */
gboolean
prise_body_save_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
