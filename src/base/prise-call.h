// SPDX-License-Identifier: GPL-3.0-or-later
/* A call into another context. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*PriseCallFunc) (gpointer user_data);

void prise_call_in (GMainContext *context,
                    PriseCallFunc func,
                    gpointer user_data,
                    GDestroyNotify free_user_data);

G_END_DECLS
