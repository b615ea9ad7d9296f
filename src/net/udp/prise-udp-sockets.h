// SPDX-License-Identifier: GPL-3.0-or-later
/* The sockets of one UDP endpoint, one for each local address, as a whole. The I/O thread. */
#pragma once

#include "prise-datagram-socket.h"

G_BEGIN_DECLS

char **prise_udp_sockets_dup_addresses (GPtrArray *sockets);
gsize prise_udp_sockets_get_receive_buffer (GPtrArray *sockets);
PriseDatagramSocket *prise_udp_sockets_find (GPtrArray *sockets, sa_family_t family);

G_END_DECLS
