// SPDX-License-Identifier: GPL-3.0-or-later
/* Requests without what should not be kept on a disk. Pure functions. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean prise_http_secrets_is_secret (const char *name);
gboolean prise_http_secrets_is_secret_field (const char *name, gsize size);
GBytes *prise_http_secrets_strip_request (GBytes *request);
char *prise_http_secrets_strip_url (const char *url);

G_END_DECLS
