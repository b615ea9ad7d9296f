// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseInterfaceList:
 *
 * The network interfaces of this machine, kept up to date: a GListModel of PriseInterface in the
 * system's order. It belongs to the thread that made it.
 */
#pragma once

#include "prise-interface.h"
#include "prise-io.h"

G_BEGIN_DECLS

#define PRISE_TYPE_INTERFACE_LIST (prise_interface_list_get_type ())
G_DECLARE_FINAL_TYPE (PriseInterfaceList, prise_interface_list, PRISE, INTERFACE_LIST, GObject)

PriseInterfaceList *prise_interface_list_new (PriseIo *io);

G_END_DECLS
