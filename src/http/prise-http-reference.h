// SPDX-License-Identifier: GPL-3.0-or-later
/* What a reference in a URL means, as text (RFC 3986, section 5). Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *prise_http_reference_resolve (const char *base, const char *reference);

G_END_DECLS
