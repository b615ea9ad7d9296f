// SPDX-License-Identifier: GPL-3.0-or-later
/* What an image says of itself. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PriseImageHead:
 * @format: "png", "jpeg", "gif" or "webp", as GdkPixbuf calls it
 * @width: of the image, or of its first frame where that is more, in pixels
 * @height: likewise
 * @first_size: how many of the bytes its first frame needs
 * @n_scans: in how many passes over all pixels it is decoded
 */
typedef struct {
  const char *format;
  guint32 width;
  guint32 height;
  gsize first_size;
  guint n_scans;
} PriseImageHead;

gboolean prise_image_head_read (const guint8 *data, gsize size, PriseImageHead *head);
gsize prise_image_head_find_part (const PriseImageHead *head, const guint8 *data, gsize *start);

G_END_DECLS
