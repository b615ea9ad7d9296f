// SPDX-License-Identifier: GPL-3.0-or-later
/* How entries stand in the inspector's text buffer. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "prise-filter.h"

G_BEGIN_DECLS

char *prise_inspector_text_describe (const PriseEntry *entry);
void prise_inspector_text_append_heading (GtkTextBuffer *buffer, const PriseEntry *entry);
void prise_inspector_text_append (GtkTextBuffer *buffer,
                                  const PriseEntry *entry,
                                  gsize size,
                                  gboolean hex,
                                  PriseFilter *filter,
                                  guint *marks_left);

G_END_DECLS
