// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli tcp-server: listens, says where, prints what comes, and replies. */
#pragma once

#include "prise-cli-command.h"

G_BEGIN_DECLS

PriseCliStatus prise_cli_tcp_server (GStrv arguments);

G_END_DECLS
