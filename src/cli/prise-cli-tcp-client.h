// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli tcp-client: connects, sends, and prints what comes back. */
#pragma once

#include "prise-cli-command.h"

G_BEGIN_DECLS

PriseCliStatus prise_cli_tcp_client (GStrv arguments);

G_END_DECLS
