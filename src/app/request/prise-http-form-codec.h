// SPDX-License-Identifier: GPL-3.0-or-later
/* What a form writes into a request in a coding of its own: fields of a body, a user and a
 * password. Pure functions. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRISE_HTTP_FORM_TYPE "application/x-www-form-urlencoded"

GBytes *prise_http_form_encode (GListModel *fields);
GListStore *prise_http_form_decode (GBytes *body);
char *prise_http_basic_encode (const char *user, const char *password);
gboolean prise_http_basic_decode (const char *value, char **user, char **password);

G_END_DECLS
