// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PriseInterfaceMonitor:
 *
 * Hears from the system (rtnetlink(7)) that interfaces or their addresses have changed. It owns the
 * netlink socket and lives on the I/O thread.
 */
#pragma once

#include "prise-io.h"

G_BEGIN_DECLS

typedef struct _PriseInterfaceMonitor PriseInterfaceMonitor;

/**
 * PriseInterfacesChangedFunc:
 *
 * Called on the I/O thread, once for changes that come together. It may not free the monitor.
 */
typedef void (*PriseInterfacesChangedFunc) (gpointer user_data);

PriseInterfaceMonitor *prise_interface_monitor_new (PriseIo *io,
                                                    PriseInterfacesChangedFunc changed,
                                                    gpointer user_data);
void prise_interface_monitor_free (PriseInterfaceMonitor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PriseInterfaceMonitor, prise_interface_monitor_free)

G_END_DECLS
