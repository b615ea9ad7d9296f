// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps what unfolds in a form in view. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_scroll_into_view_unfolding (GtkWidget *row, GtkWidget *reason);

G_END_DECLS
