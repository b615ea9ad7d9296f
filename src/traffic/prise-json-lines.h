// SPDX-License-Identifier: GPL-3.0-or-later
/* One JSON object a line, for programs: entries, and what a listener or an export says beside them.
 * Pure functions; any thread. */
#pragma once

#include <json-glib/json-glib.h>

#include "prise-entry.h"

G_BEGIN_DECLS

JsonBuilder *prise_json_line_begin (void);
void prise_json_line_end (JsonBuilder *builder, GString *string);
void prise_json_line_end_with (JsonBuilder *builder, const char *members, GString *string);
void prise_json_append_entry (const PriseEntry *entry, GString *string);
void prise_json_append_error (PriseErrorCode code, const char *sentence, GString *string);
void prise_json_append_dropped (guint64 n_entries, GString *string);

G_END_DECLS
