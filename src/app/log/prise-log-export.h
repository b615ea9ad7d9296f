// SPDX-License-Identifier: GPL-3.0-or-later
/* Asking for a file and writing the log's entries to it. */
#pragma once

#include "prise-log-view.h"

G_BEGIN_DECLS

void prise_log_export_ask (PriseLogView *log, const char *format);
void prise_log_export_save (PriseLogView *log, const char *format, GFile *file);

G_END_DECLS
