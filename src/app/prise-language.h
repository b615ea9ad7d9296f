// SPDX-License-Identifier: GPL-3.0-or-later
/* The language of the window: the session's, or the one that the preferences name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void prise_language_reserve (void);
void prise_language_apply (const char *language);

G_END_DECLS
