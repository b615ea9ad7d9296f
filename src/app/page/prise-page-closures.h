// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of an endpoint of any kind: pure functions, as those of prise-closures.h.
 */
#pragma once

#include <adwaita.h>

#include "prise-endpoint.h"

G_BEGIN_DECLS

void prise_page_closures_bind (GtkWidgetClass *widget_class);

gboolean prise_closure_is_template (gpointer object, guint reply);
char *prise_closure_traffic (gpointer object,
                             guint64 received,
                             guint64 sent,
                             guint64 queued,
                             gboolean congested,
                             guint64 lost,
                             gboolean datagrams);
char *prise_closure_status_line (gpointer object,
                                 const char *status,
                                 const char *notice,
                                 const char *traffic);
GStrv prise_closure_status_classes (gpointer object,
                                    PriseEndpointState state,
                                    gboolean congested,
                                    guint64 lost,
                                    const char *notice);

G_END_DECLS
