// SPDX-License-Identifier: GPL-3.0-or-later
/* Basic authentication (RFC 7617): a user name and a password in the header Authorization. Pure
 * functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *prise_http_basic_encode (const char *user_info);
gboolean prise_http_basic_decode (const char *value, char **user, char **password);

G_END_DECLS
