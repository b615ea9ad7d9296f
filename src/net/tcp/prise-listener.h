// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseListener:
 *
 * A server's listening sockets and its accept loop. It lives on the I/O thread.
 */
#pragma once

#include <gio/gio.h>

#include "prise-io.h"
#include "prise-journal.h"

G_BEGIN_DECLS

typedef struct _PriseListener PriseListener;

/**
 * PriseAcceptedFunc:
 * @socket: (transfer full): one that was accepted
 *
 * Returns: %FALSE: no more, the listener is closed
 */
typedef gboolean (*PriseAcceptedFunc) (GSocket *socket, const char *peer_address, gpointer owner);

PriseListener *prise_listener_new (PriseIo *io,
                                   PriseJournal *journal,
                                   PriseAcceptedFunc accepted,
                                   gpointer owner);
void prise_listener_free (PriseListener *self);
gboolean prise_listener_open (PriseListener *self, GList *addresses, guint16 port, GError **error);
char **prise_listener_dup_addresses (PriseListener *self);
void prise_listener_close (PriseListener *self);
void prise_listener_retry (PriseListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseListener, prise_listener_free)

G_END_DECLS
