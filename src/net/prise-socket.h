// SPDX-License-Identifier: GPL-3.0-or-later
/* What Prise asks of a GSocket beyond what GIO says. The I/O thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int prise_socket_get_errno (const GError *error);
int prise_socket_take_error (GSocket *socket);
char *prise_socket_dup_local_address (GSocket *socket);

G_END_DECLS
