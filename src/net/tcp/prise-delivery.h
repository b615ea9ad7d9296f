// SPDX-License-Identifier: GPL-3.0-or-later
/* How far what was sent has come. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseDelivery:
 * @since: when something arrived last, or the owner knew of another move; monotonic, in µs
 * @acknowledged: how many bytes had arrived by then
 * @is_waiting: whether the system still holds some, for a slow peer or a slow way
 */
typedef struct {
  gint64 since;
  guint64 acknowledged;
  gboolean is_waiting;
} PriseDelivery;

void prise_delivery_begin (PriseDelivery *self, GSocket *socket);
void prise_delivery_look (PriseDelivery *self, GSocket *socket);

G_END_DECLS
