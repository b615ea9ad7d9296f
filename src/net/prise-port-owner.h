// SPDX-License-Identifier: GPL-3.0-or-later
/* Who listens on a TCP port of this machine. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *prise_port_owner_find (guint16 port);

G_END_DECLS
