// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person is a TCP client. */
#pragma once

#include <adwaita.h>

#include "prise-endpoint-page.h"
#include "prise-tcp-client.h"

G_BEGIN_DECLS

/**
 * PriseTcpClientPage:
 *
 * Its actions are `page.finish-sending` and `page.reset`.
 */

#define PRISE_TYPE_TCP_CLIENT_PAGE (prise_tcp_client_page_get_type ())
G_DECLARE_FINAL_TYPE (PriseTcpClientPage,
                      prise_tcp_client_page,
                      PRISE,
                      TCP_CLIENT_PAGE,
                      PriseEndpointPage)

GtkWidget *prise_tcp_client_page_new (PriseIo *io, GSettings *settings);
PriseTcpClient *prise_tcp_client_page_get_client (PriseTcpClientPage *self);

G_END_DECLS
