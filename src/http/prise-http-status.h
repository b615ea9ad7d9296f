// SPDX-License-Identifier: GPL-3.0-or-later
/* What a status means, in a sentence. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *prise_http_status_get_reason (guint status);
const char *prise_http_status_explain (guint status);

G_END_DECLS
