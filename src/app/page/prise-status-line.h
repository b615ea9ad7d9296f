// SPDX-License-Identifier: GPL-3.0-or-later
/* The last line of a page: the endpoint's state in words, and what has crossed the wire. */
#pragma once

#include <adwaita.h>

#include "prise-endpoint.h"

G_BEGIN_DECLS

/**
 * PriseStatusLine:status:
 *
 * The state in words.
 */

/**
 * PriseStatusLine:lost:
 *
 * How many datagrams the system dropped.
 */

/**
 * PriseStatusLine:received:
 *
 * In bytes.
 */

/**
 * PriseStatusLine:sent:
 *
 * In bytes.
 */

#define PRISE_TYPE_STATUS_LINE (prise_status_line_get_type ())
G_DECLARE_FINAL_TYPE (PriseStatusLine, prise_status_line, PRISE, STATUS_LINE, AdwBin)

G_END_DECLS
