// SPDX-License-Identifier: GPL-3.0-or-later
/* How many files this process may still open. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many are kept for files, and for GLib, which ends the process when it gets none, where others
 * can take as many as they like. */
#define PRISE_DESCRIPTORS_KEPT 16

gboolean prise_descriptors_are_left (guint n);

G_END_DECLS
