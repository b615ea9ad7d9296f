// SPDX-License-Identifier: GPL-3.0-or-later
/* The page with which a person sends and receives UDP datagrams. */
#pragma once

#include <adwaita.h>

#include "prise-endpoint-page.h"
#include "prise-udp-socket.h"

G_BEGIN_DECLS

/**
 * PriseUdpPage:peers:
 *
 * A #GtkNoSelection of the socket's peers.
 */

#define PRISE_TYPE_UDP_PAGE (prise_udp_page_get_type ())
G_DECLARE_FINAL_TYPE (PriseUdpPage, prise_udp_page, PRISE, UDP_PAGE, PriseEndpointPage)

GtkWidget *prise_udp_page_new (PriseIo *io, GSettings *settings);
PriseUdpSocket *prise_udp_page_get_socket (PriseUdpPage *self);

G_END_DECLS
