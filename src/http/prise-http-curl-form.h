// SPDX-License-Identifier: GPL-3.0-or-later
/* The fields of curl's --form as a body of several parts. Pure functions. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseHttpCurlReadFunc:
 * @name: of a file
 * @error: why it can't be read
 *
 * Returns: (transfer full) (nullable): its bytes
 */
typedef GBytes *(*PriseHttpCurlReadFunc) (const char *name, GError **error);

gboolean prise_http_curl_form_add (GString *form, const char *field, gboolean is_literal);
gboolean prise_http_curl_form_add_with_files (GString *form,
                                              const char *field,
                                              PriseHttpCurlReadFunc read,
                                              GError **error);
GString *prise_http_curl_form_end (GString *form, char **boundary);

G_END_DECLS
