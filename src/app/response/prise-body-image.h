// SPDX-License-Identifier: GPL-3.0-or-later
/* The bytes of a body as an image. Any thread. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Larger files aren't read, and images of more pixels not made. */
#define PRISE_BODY_IMAGE_MAX_SIZE   (64 * 1024 * 1024)
#define PRISE_BODY_IMAGE_MAX_PIXELS (64 * 1000 * 1000)

GdkTexture *prise_body_image_load (GBytes *bytes, GError **error);

G_END_DECLS
