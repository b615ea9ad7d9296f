// SPDX-License-Identifier: GPL-3.0-or-later
/* What the kinds of endpoints share with their base class. The owner's thread. */
#pragma once

#include "prise-endpoint.h"
#include "prise-session.h"

G_BEGIN_DECLS

gboolean prise_endpoint_begin (PriseEndpoint *self, GTask *start);
gpointer prise_endpoint_new_session (PriseEndpoint *self, const PriseSessionClass *klass);
gpointer prise_endpoint_get_session (PriseEndpoint *self);
void prise_endpoint_set_queued_bytes (PriseEndpoint *self, guint64 queued_bytes);
void prise_endpoint_set_notice (PriseEndpoint *self, const char *notice);

G_END_DECLS
