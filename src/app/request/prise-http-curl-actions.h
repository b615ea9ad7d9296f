// SPDX-License-Identifier: GPL-3.0-or-later
/* A request on the clipboard, as a command line of curl. */
#pragma once

#include <gtk/gtk.h>

#include "prise-http-draft.h"

G_BEGIN_DECLS

void prise_http_curl_actions_copy (GtkWidget *widget, PriseHttpDraft *draft);
void prise_http_curl_actions_paste (GtkWidget *widget, PriseHttpDraft *draft);
gboolean prise_http_curl_actions_import (GtkWidget *widget,
                                         PriseHttpDraft *draft,
                                         const char *command);

G_END_DECLS
