// SPDX-License-Identifier: GPL-3.0-or-later
/* Writing a body to a file. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "prise-body-loader.h"

G_BEGIN_DECLS

void prise_body_save_ask (GtkWidget *widget, PriseBodyContent *page);
void prise_body_save_write_async (PriseBodyContent *page,
                                  GFile *file,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean prise_body_save_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
