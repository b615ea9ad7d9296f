// SPDX-License-Identifier: GPL-3.0-or-later
/* Timers in any context, each held by the one who waits. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GSource *prise_timeout_add (GMainContext *context,
                            guint milliseconds,
                            GSourceFunc func,
                            gpointer user_data);
void prise_timeout_clear (GSource **timeout);

G_END_DECLS
