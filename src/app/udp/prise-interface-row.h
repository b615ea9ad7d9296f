// SPDX-License-Identifier: GPL-3.0-or-later
/* A row of a form in which a network interface is chosen, or left to the system. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PriseInterfaceRow:interface:
 *
 * The name of an interface; "" for the one that the system chooses.
 */

/**
 * PriseInterfaceRow::interface-left:
 * @self: what emits it
 * @name: its name
 *
 * Emitted when the chosen one is gone, and the system chooses.
 */

#define PRISE_TYPE_INTERFACE_ROW (prise_interface_row_get_type ())
G_DECLARE_FINAL_TYPE (PriseInterfaceRow, prise_interface_row, PRISE, INTERFACE_ROW, AdwComboRow)

void prise_interface_row_set_interfaces (PriseInterfaceRow *self, GListModel *interfaces);
const char *prise_interface_row_get_interface (PriseInterfaceRow *self);
void prise_interface_row_set_interface (PriseInterfaceRow *self, const char *interface);

G_END_DECLS
