// SPDX-License-Identifier: GPL-3.0-or-later
/* Keeps a request that is being written over restarts. */
#pragma once

#include <gio/gio.h>

#include "prise-http-draft.h"

G_BEGIN_DECLS

void prise_http_draft_settings_load (GSettings *settings, PriseHttpDraft *draft);
void prise_http_draft_settings_save (GSettings *settings, PriseHttpDraft *draft);

G_END_DECLS
