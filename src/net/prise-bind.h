// SPDX-License-Identifier: GPL-3.0-or-later
/* How sockets come to stand on several addresses with one port. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PriseBindEvents:
 * @open: opens and binds one socket, and keeps it
 * @get_port: the port of the first socket that is open
 * @close_all: closes what @open has opened
 *
 * What the owner of the sockets does.
 */
typedef struct {
  gboolean (*open) (GSocketAddress *address, gpointer owner, GError **error);
  guint16 (*get_port) (gpointer owner);
  void (*close_all) (gpointer owner);
} PriseBindEvents;

gboolean prise_bind_all (GList *addresses,
                         guint16 port,
                         const PriseBindEvents *events,
                         gpointer owner,
                         GError **error);

G_END_DECLS
