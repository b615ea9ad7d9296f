// SPDX-License-Identifier: GPL-3.0-or-later
/* The fields of curl's --form as a body of several parts. Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean prise_http_curl_form_add (GString *form, const char *field, gboolean is_literal);
GString *prise_http_curl_form_end (GString *form, char **boundary);

G_END_DECLS
