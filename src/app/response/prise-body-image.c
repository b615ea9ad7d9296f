// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a body as an image, in whatever format the system can read. A small file may say
 * that it is a huge image: its size is looked at before it is made. Any thread. */
#include "config.h"

#include "prise-body-image.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/* The loader hears of an image's size within so many bytes, most of the time. */
#define PIECE 4096

static void
did_find_size (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  gboolean *is_too_large = user_data;

  if ((gint64) width * height <= PRISE_BODY_IMAGE_MAX_PIXELS)
    return;

  *is_too_large = TRUE;
  gdk_pixbuf_loader_set_size (loader, 1, 1);
}

/* Returns whether all of it could be read. */
static gboolean
write_pieces (GdkPixbufLoader *loader, GBytes *bytes, const gboolean *is_too_large, GError **error)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size && !*is_too_large; i += PIECE) {
    if (!gdk_pixbuf_loader_write (loader, data + i, MIN (PIECE, size - i), error)) {
      gdk_pixbuf_loader_close (loader, NULL);
      return FALSE;
    }
  }

  return gdk_pixbuf_loader_close (loader, error);
}

/**
 * prise_body_image_load:
 * @bytes: all of an image
 * @error: return location for a #GdkPixbufError, or %G_IO_ERROR_FAILED
 *
 * Returns: (transfer full) (nullable): the image
 */
GdkTexture *
prise_body_image_load (GBytes *bytes, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) loader_error = NULL;
  gboolean is_too_large = FALSE;
  gboolean is_read;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (did_find_size), &is_too_large);
  is_read = write_pieces (loader, bytes, &is_too_large, &loader_error);

  if (is_too_large) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                 _ ("It has too many pixels to be shown here"));
    return NULL;
  }
  if (!is_read) {
    g_propagate_error (error, g_steal_pointer (&loader_error));
    return NULL;
  }

  return gdk_texture_new_for_pixbuf (gdk_pixbuf_loader_get_pixbuf (loader));
}
