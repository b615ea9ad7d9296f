// SPDX-License-Identifier: GPL-3.0-or-later
/* A client in the server's list. */
#pragma once

#include <adwaita.h>

#include "prise-tcp-peer.h"

G_BEGIN_DECLS

/**
 * PriseClientRow:
 *
 * Its buttons call `server.disconnect` and `server.reset` with the id of the peer.
 */

#define PRISE_TYPE_CLIENT_ROW (prise_client_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseClientRow, prise_client_row, PRISE, CLIENT_ROW, AdwBin)

G_END_DECLS
