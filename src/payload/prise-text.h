// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether bytes are text: the one judgement that the log, the inspector, bodies and the command
 * line share. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many of the first bytes are looked at. */
#define PRISE_TEXT_LOOK 1024

gboolean prise_text_is_likely (gconstpointer data, gsize size);
gboolean prise_text_is_likely_legacy (gconstpointer data, gsize size);

G_END_DECLS
