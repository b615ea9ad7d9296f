// SPDX-License-Identifier: GPL-3.0-or-later
/* Entries as lines for people to read; prise-json-lines.h has those for programs. Pure functions;
 * any thread. */
#pragma once

#include "prise-entry.h"

G_BEGIN_DECLS

void prise_entry_append_text_line (const PriseEntry *entry,
                                   const char *time,
                                   const char *shown,
                                   GString *string);
const char *prise_entry_kind_to_sign (PriseEntryKind kind);

G_END_DECLS
