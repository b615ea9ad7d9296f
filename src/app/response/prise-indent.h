// SPDX-License-Identifier: GPL-3.0-or-later
/* Text of some languages, laid out for people. Nothing but white space changes. Pure functions; any
 * thread. */
#pragma once

#include "prise-content-type.h"

G_BEGIN_DECLS

char *prise_indent (PriseIndentStyle style, const char *text, gboolean is_whole);

G_END_DECLS
