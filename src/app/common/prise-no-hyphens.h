// SPDX-License-Identifier: GPL-3.0-or-later
/* No hyphens in what stands for bytes. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_hyphens_keep_out (GtkTextBuffer *buffer);
void prise_hyphens_keep_out_of_label (GtkLabel *label);

G_END_DECLS
