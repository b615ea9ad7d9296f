// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli http: sends a request, and writes what the response's body is, or all that came. */
#pragma once

#include "prise-cli-command.h"

G_BEGIN_DECLS

PriseCliStatus prise_cli_http (GStrv arguments);

G_END_DECLS
