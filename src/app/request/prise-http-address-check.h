// SPDX-License-Identifier: GPL-3.0-or-later
/* What is wrong with the method and the URL of a request. */
#pragma once

#include "prise-http-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *prise_http_address_check_describe (gpointer object,
                                         const char *typed,
                                         const char *method,
                                         const char *url_error);
GtkWidget *prise_http_address_check_mark (GtkEditable *method_entry,
                                          GtkWidget *url_entry,
                                          PriseHttpDraft *draft);

G_END_DECLS
