// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a body as an image. Any thread. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Larger files aren't read, and images of more pixels not made. */
#define PRISE_BODY_IMAGE_MAX_SIZE   (64 * 1024 * 1024)
#define PRISE_BODY_IMAGE_MAX_PIXELS (32 * 1000 * 1000)

/* What is wider or higher is shown smaller. */
#define PRISE_BODY_IMAGE_MAX_SIDE 2048

GdkTexture *prise_body_image_load (GBytes *bytes, guint *width, guint *height, GError **error);

G_END_DECLS
