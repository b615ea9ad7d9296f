// SPDX-License-Identifier: GPL-3.0-or-later
/* How an endpoint tells its session, which lives on the I/O thread, what to do. */
#pragma once

#include "prise-io.h"

G_BEGIN_DECLS

typedef void (*PriseCommandFunc) (gpointer session, gpointer argument);

void prise_command_send (PriseIo *io,
                         PriseCommandFunc execute,
                         gpointer session,
                         GDestroyNotify unref_session,
                         gpointer argument,
                         GDestroyNotify free_argument);

G_END_DECLS
