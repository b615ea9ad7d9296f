// SPDX-License-Identifier: GPL-3.0-or-later
/* Files that are written whole, or not at all. GIO writes beside a file that is there, if its
 * folder lets it, and puts the new one in its place at the end; where there is none it writes into
 * the new one itself, which would stay behind in part. Any thread. */
#include "config.h"

#include "prise-new-file.h"

/**
 * prise_new_file_begin:
 * @self: (out): what is begun
 * @file: which file; another in its place stays until the end
 * @flags: how such a one is replaced
 * @error: return location for an error of GIO
 *
 * Returns: whether it can be written
 */
gboolean
prise_new_file_begin (PriseNewFile *self,
                      GFile *file,
                      GFileCreateFlags flags,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *self = (PriseNewFile){ .file = file };
  self->stream =
      G_OUTPUT_STREAM (g_file_create (file, G_FILE_CREATE_NONE, cancellable, &local_error));
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS)) {
    self->was_there = TRUE;
    self->stream = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, flags, cancellable, error));
  } else if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
  }

  return self->stream != NULL;
}

/**
 * prise_new_file_finish:
 * @self: all of which is written
 * @error: return location for an error of GIO; then it is as if nothing had been written
 *
 * Returns: whether the file is there
 */
gboolean
prise_new_file_finish (PriseNewFile *self, GCancellable *cancellable, GError **error)
{
  if (!g_output_stream_close (self->stream, cancellable, error)) {
    prise_new_file_abandon (self);
    return FALSE;
  }
  g_clear_object (&self->stream);

  return TRUE;
}

/**
 * prise_new_file_abandon:
 * @self: what won't be whole
 *
 * What was there before is there still, or nothing if nothing was; but where its folder can't be
 * written, so that GIO has written in its place, it is lost.
 */
void
prise_new_file_abandon (PriseNewFile *self)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  /* Closing it otherwise would put what there is of it in the place of the old one. */
  g_cancellable_cancel (cancelled);
  g_output_stream_close (self->stream, cancelled, NULL);
  g_clear_object (&self->stream);
  if (!self->was_there)
    g_file_delete (self->file, NULL, NULL);
}
