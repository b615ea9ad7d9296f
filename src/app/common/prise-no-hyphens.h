// SPDX-License-Identifier: GPL-3.0-or-later
/* No hyphens in what stands for bytes. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void prise_no_hyphens_in_attributes (GtkTextBuffer *buffer);
void prise_no_hyphens_in_label (GtkLabel *label);

G_END_DECLS
