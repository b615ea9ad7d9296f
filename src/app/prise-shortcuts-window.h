// SPDX-License-Identifier: GPL-3.0-or-later
/* The window that shows all keys. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_shortcuts_window_present (GtkWindow *parent);

G_END_DECLS
