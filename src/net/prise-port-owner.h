// SPDX-License-Identifier: GPL-3.0-or-later
/* Who listens where we want to, on this machine. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *prise_port_owner_find (GInetSocketAddress *address, GSocketType type);
void prise_port_owner_find_async (GList *addresses,
                                  GSocketType type,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *prise_port_owner_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
