// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether bytes are text: the one judgement that the log, the inspector, bodies and the command
 * line share. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text that a peer sent is in lines of so many bytes at most: laying one out takes more than twice
 * as long for twice the length, and can't be interrupted. */
#define PRISE_TEXT_MAX_LINE 1024

/* To lay out the tabs of a line takes a time that grows with the square of their number. */
#define PRISE_TEXT_TAB 8

/* So many of the first bytes are looked at. */
#define PRISE_TEXT_LOOK 1024

gboolean prise_text_is_likely (gconstpointer data, gsize size);
gboolean prise_text_is_likely_legacy (gconstpointer data, gsize size);
gsize prise_text_measure_line (const char *line, gboolean *is_broken);

G_END_DECLS
