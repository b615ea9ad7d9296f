// SPDX-License-Identifier: GPL-3.0-or-later
/* The fields of a form as the body of a request (the URL Standard, section 5). Pure functions. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PRISE_HTTP_FORM_TYPE "application/x-www-form-urlencoded"

GBytes *prise_http_form_encode (const char *const *fields);
GStrv prise_http_form_decode (GBytes *body);

G_END_DECLS
