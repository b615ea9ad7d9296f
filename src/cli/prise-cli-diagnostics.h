// SPDX-License-Identifier: GPL-3.0-or-later
/* What prise-cli says of itself, on standard error. */
#pragma once

#include "prise-cli-command.h"
#include "prise-cli-options.h"
#include "prise-entry.h"

G_BEGIN_DECLS

void prise_cli_say (const char *sentence);
PriseCliStatus prise_cli_bad_usage (const char *command, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

PriseCliStatus prise_cli_fall_short (const PriseCliOutput *output,
                                     PriseErrorCode code,
                                     const char *sentence);

G_END_DECLS
