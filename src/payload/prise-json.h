// SPDX-License-Identifier: GPL-3.0-or-later
/* Whether a text is JSON. Pure functions; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Deeper text isn't taken for JSON. */
#define PRISE_JSON_MAX_DEPTH 256

gboolean prise_json_check (const char *text, gsize size, gboolean is_whole);

G_END_DECLS
