// SPDX-License-Identifier: GPL-3.0-or-later
/* Makes what is shown of a body, in a thread. */
#pragma once

#include "prise-body-content.h"
#include "prise-http-body.h"

G_BEGIN_DECLS

#define PRISE_TYPE_BODY_LOADER (prise_body_loader_get_type ())
G_DECLARE_FINAL_TYPE (PriseBodyLoader, prise_body_loader, PRISE, BODY_LOADER, GObject)

PriseBodyLoader *prise_body_loader_new (PriseHttpExchange *exchange, guint64 limit);
guint64 prise_body_loader_get_limit (PriseBodyLoader *self);
void prise_body_loader_load_async (PriseBodyLoader *self,
                                   gsize text_limit,
                                   guint indent_styles,
                                   gboolean as_text,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
PriseBodyContent *prise_body_loader_load_finish (PriseBodyLoader *self, GAsyncResult *result);

G_END_DECLS
