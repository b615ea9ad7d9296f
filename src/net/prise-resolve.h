// SPDX-License-Identifier: GPL-3.0-or-later
/* From a host as typed to the addresses to try, in order. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void prise_resolve_async (const char *host,
                          guint16 port,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GList *prise_resolve_finish (GAsyncResult *result, GError **error);
gboolean prise_resolve_needs_lookup (const char *host);
GList *prise_resolve_at_once (const char *host, guint16 port);

G_END_DECLS
