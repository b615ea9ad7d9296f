// SPDX-License-Identifier: GPL-3.0-or-later
/* Entries as lines of text, for a file and for the clipboard. */
#pragma once

#include "prise-exporter.h"

G_BEGIN_DECLS

extern const PriseExportFormat prise_export_text;
extern const PriseExportFormat prise_export_rows;
extern const PriseExportFormat prise_export_hex;

G_END_DECLS
