// SPDX-License-Identifier: GPL-3.0-or-later
/* Who listens where we want to, on this machine. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *prise_port_owner_find (GInetSocketAddress *address);

G_END_DECLS
