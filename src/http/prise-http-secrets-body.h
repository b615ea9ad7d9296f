// SPDX-License-Identifier: GPL-3.0-or-later
/* Bodies of requests without what should not be kept on a disk. Pure functions. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *prise_http_secrets_strip_body (GBytes *body, const char *content_type);

G_END_DECLS
