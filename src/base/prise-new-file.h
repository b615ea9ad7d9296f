// SPDX-License-Identifier: GPL-3.0-or-later
/* Files that are written whole, or not at all. The functions block. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseNewFile:
 * @file: what is written
 * @stream: where to write it
 *
 * A file being written, for prise_new_file_finish() or prise_new_file_abandon().
 */
typedef struct {
  GFile *file;
  GOutputStream *stream;

  /*< private >*/
  gboolean was_there;
} PriseNewFile;

gboolean prise_new_file_begin (PriseNewFile *self,
                               GFile *file,
                               GFileCreateFlags flags,
                               GCancellable *cancellable,
                               GError **error);
gboolean prise_new_file_finish (PriseNewFile *self, GCancellable *cancellable, GError **error);
void prise_new_file_abandon (PriseNewFile *self);

G_END_DECLS
