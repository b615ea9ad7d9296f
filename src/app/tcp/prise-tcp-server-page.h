// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person runs a TCP server. */
#pragma once

#include <adwaita.h>

#include "prise-endpoint-page.h"
#include "prise-tcp-server.h"

G_BEGIN_DECLS

/**
 * PriseTcpServerPage:
 *
 * Its actions are `server.disconnect` and `server.reset` (the id of a client),
 * `server.disconnect-selected` and `server.reset-selected`.
 */

/**
 * PriseTcpServerPage:clients:
 *
 * A #GtkSingleSelection of #PriseTcpServerPage:peers.
 */

#define PRISE_TYPE_TCP_SERVER_PAGE (prise_tcp_server_page_get_type ())
G_DECLARE_FINAL_TYPE (PriseTcpServerPage,
                      prise_tcp_server_page,
                      PRISE,
                      TCP_SERVER_PAGE,
                      PriseEndpointPage)

GtkWidget *prise_tcp_server_page_new (PriseIo *io, GSettings *settings);
PriseTcpServer *prise_tcp_server_page_get_server (PriseTcpServerPage *self);

G_END_DECLS
