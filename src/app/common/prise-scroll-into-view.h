// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps what unfolds in a form in view. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_reveal_unfolding (GtkWidget *row, GtkWidget *reason);

G_END_DECLS
