// SPDX-License-Identifier: GPL-3.0-or-later
/* The first lines of what listens: they say where, so that a script can wait for them. */
#pragma once

#include "prise-cli-options.h"
#include "prise-endpoint.h"

G_BEGIN_DECLS

gboolean prise_cli_announce (PriseEndpoint *endpoint, PriseCliForm form, GError **error);

G_END_DECLS
