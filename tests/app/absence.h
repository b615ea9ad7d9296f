// SPDX-License-Identifier: GPL-3.0-or-later
/* How long the main thread is away from its loop. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  gint64 last;
  gint64 longest;
  double slowness;
  guint id;
} Absence;

void absence_begin (Absence *self);
void absence_end (Absence *self, guint limit, const char *name);

G_END_DECLS
