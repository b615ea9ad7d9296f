// SPDX-License-Identifier: GPL-3.0-or-later
/* Text of a body in the buffer of a source view. Main thread. */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

void prise_body_source_show (GtkSourceBuffer *buffer, const char *old_text, const char *text);
void prise_body_source_set_style (GtkSourceBuffer *buffer, const char *essence);
void prise_body_source_follow_style (GtkSourceBuffer *buffer);

G_END_DECLS
