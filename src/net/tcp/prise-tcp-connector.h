// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseTcpConnector:
 *
 * From a host and port to a connected socket: resolves, then tries the addresses in turn. It lives
 * on the I/O thread.
 */
#pragma once

#include <gio/gio.h>

#include "prise-io.h"
#include "prise-journal.h"

G_BEGIN_DECLS

typedef struct _PriseTcpConnector PriseTcpConnector;

/**
 * PriseResolvedFunc:
 *
 * The addresses are known.
 */
typedef void (*PriseResolvedFunc) (gpointer owner);

/**
 * PriseConnectedFunc:
 * @socket: (transfer full) (nullable): connected, with the addresses of its two ends; or %NULL,
 *   and @error
 * @error: (nullable): with a @socket, by what its connection is broken already
 *
 * Called once; the connector may be freed in it.
 */
typedef void (*PriseConnectedFunc) (GSocket *socket,
                                    const char *local_address,
                                    const char *peer_address,
                                    const GError *error,
                                    gpointer owner);

PriseTcpConnector *prise_tcp_connector_new (PriseIo *io,
                                            PriseJournal *journal,
                                            const char *host,
                                            guint16 port,
                                            guint timeout,
                                            PriseResolvedFunc resolved,
                                            PriseConnectedFunc connected,
                                            gpointer owner);
void prise_tcp_connector_set_local (PriseTcpConnector *self, GSocketAddress *local);
void prise_tcp_connector_set_keep_alive (PriseTcpConnector *self, guint seconds);
void prise_tcp_connector_free (PriseTcpConnector *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseTcpConnector, prise_tcp_connector_free)

G_END_DECLS
