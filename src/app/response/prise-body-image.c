// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a body as an image. A small file may say that it is a huge image, or one of ten
 * thousand frames, or hold text that unpacks to gigabytes: GdkPixbuf sees it only after its own
 * words were read here, is told its format, and gets no more than what its first frame is made of.
 * A huge picture would hold the window up with each frame that it is drawn in: a smaller one is
 * made of it. Any thread. */
#include "config.h"

#include "prise-body-image.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "prise-image-head.h"

/* The loader hears of an image's size within so many bytes, most of the time. */
#define PIECE 4096

/* Nobody makes more; each takes as long as the whole image. */
#define MAX_SCANS 64

static gint64
count_pixels (gint64 width, gint64 height)
{
  return width * height;
}

/* The loader's own word may be another. Width and height of 0 make it stop. */
static void
did_find_size (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  gboolean *is_too_large = user_data;
  const double scale = (double) PRISE_BODY_IMAGE_MAX_SIDE / MAX (MAX (width, height), 1);

  *is_too_large = count_pixels (width, height) > PRISE_BODY_IMAGE_MAX_PIXELS;
  if (*is_too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1),
                                MAX ((int) (height * scale), 1));
}

static gboolean
write_pieces (GdkPixbufLoader *loader,
              const guint8 *data,
              gsize size,
              const gboolean *is_too_large,
              GError **error)
{
  gboolean is_written = TRUE;

  for (gsize i = 0; i < size && is_written && !*is_too_large; i += PIECE)
    is_written = gdk_pixbuf_loader_write (loader, data + i, MIN (PIECE, size - i), error);

  return is_written;
}

/* Returns whether all of it could be read. */
static gboolean
write_parts (GdkPixbufLoader *loader,
             const guint8 *data,
             const PriseImageHead *head,
             const gboolean *is_too_large,
             GError **error)
{
  gboolean is_written = TRUE;
  gsize start = 0;
  gsize size;

  while (is_written && !*is_too_large &&
         (size = prise_image_head_find_part (head, data, &start)) > 0) {
    is_written = write_pieces (loader, data + start, size, is_too_large, error);
    start += size;
  }
  /* The trailer of a GIF whose other frames are left out. */
  if (is_written && !*is_too_large && g_str_equal (head->format, "gif"))
    is_written = gdk_pixbuf_loader_write (loader, (const guint8 *) ";", 1, error);
  if (!is_written) {
    gdk_pixbuf_loader_close (loader, NULL);
    return FALSE;
  }

  return gdk_pixbuf_loader_close (loader, error);
}

static GdkTexture *
load (const PriseImageHead *head, const guint8 *data, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (head->format, error);
  gboolean is_too_large = FALSE;

  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (did_find_size), &is_too_large);
  if (!write_parts (loader, data, head, &is_too_large, error))
    return NULL;
  if (is_too_large || gdk_pixbuf_loader_get_pixbuf (loader) == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("It isn’t what it says"));
    return NULL;
  }

  return gdk_texture_new_for_pixbuf (gdk_pixbuf_loader_get_pixbuf (loader));
}

/**
 * prise_body_image_load:
 * @bytes: all of a file
 * @width: (out): of the image, in pixels
 * @height: (out): likewise
 * @error: return location for a #GdkPixbufError, or %G_IO_ERROR_FAILED
 *
 * Of what is animated, the first frame.
 *
 * Returns: (transfer full) (nullable): the image, in no more than %PRISE_BODY_IMAGE_MAX_SIDE pixels
 *   each way
 */
GdkTexture *
prise_body_image_load (GBytes *bytes, guint *width, guint *height, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  PriseImageHead head;

  if (!prise_image_head_read (data, size, &head)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _ ("It isn’t a PNG, JPEG, GIF or WebP image"));
    return NULL;
  }
  if (count_pixels (head.width, head.height) > PRISE_BODY_IMAGE_MAX_PIXELS ||
      head.n_scans > MAX_SCANS) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _ ("It has too many pixels to be shown here"));
    return NULL;
  }

  *width = head.width;
  *height = head.height;

  return load (&head, data, error);
}
