// SPDX-License-Identifier: GPL-3.0-or-later
/* Text of a body in a source view. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkTextView *prise_body_source_new (void);
void prise_body_source_show (GtkTextView *view, char *text);
gboolean prise_body_source_is_filling (GtkTextView *view);
void prise_body_source_set_style (GtkTextView *view, const char *essence);

G_END_DECLS
