// SPDX-License-Identifier: GPL-3.0-or-later
/* prise-cli udp: sends datagrams and listens for them, prints what comes, and replies. */
#pragma once

#include "prise-cli-command.h"

G_BEGIN_DECLS

PriseCliStatus prise_cli_udp (GStrv arguments);

G_END_DECLS
