// SPDX-License-Identifier: GPL-3.0-or-later
/* Long lines in a view of text. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* So many characters are wrapped; of longer lines one sees the beginning, and scrolls. */
#define PRISE_LONG_LINES_MAX 4096

void prise_long_lines_unwrap (GtkTextView *view);

G_END_DECLS
