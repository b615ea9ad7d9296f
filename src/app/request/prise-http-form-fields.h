// SPDX-License-Identifier: GPL-3.0-or-later
/* The rows of a form as the body of a request. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *prise_http_form_fields_encode (GListModel *fields);
GListStore *prise_http_form_fields_decode (GBytes *body);

G_END_DECLS
