// SPDX-License-Identifier: GPL-3.0-or-later
/* Passing news, for whoever has some. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_toast_tell (GtkWidget *widget, const char *sentence);

G_END_DECLS
