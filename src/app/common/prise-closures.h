// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of a state: pure functions, called by <closure>. The first argument is
 * the widget that the expression belongs to; none of them looks at it. Strings are new ones. */
#pragma once

#include <adwaita.h>

#include "prise-endpoint.h"

G_BEGIN_DECLS

void prise_closures_bind (GtkWidgetClass *widget_class);

gboolean prise_closure_is_closed (gpointer object, PriseEndpointState state);
gboolean prise_closure_is_active (gpointer object, PriseEndpointState state);
gboolean prise_closure_is_filled (gpointer object, const char *text);
gboolean prise_closure_is_template (gpointer object, guint reply);
gboolean prise_closure_is_none (gpointer object, guint n_items);
gboolean prise_closure_can_finish (gpointer object, PriseEndpointState state, gboolean finished);

char *prise_closure_server_button (gpointer object, PriseEndpointState state);
char *prise_closure_client_button (gpointer object, PriseEndpointState state);
GStrv prise_closure_button_classes (gpointer object, PriseEndpointState state);

char *prise_closure_server_status (gpointer object,
                                   PriseEndpointState state,
                                   GStrv addresses,
                                   const GError *error,
                                   guint n_clients);
char *prise_closure_client_status (gpointer object,
                                   PriseEndpointState state,
                                   const char *peer,
                                   const GError *error,
                                   gboolean sending_finished,
                                   gboolean peer_finished);
char *prise_closure_traffic (gpointer object,
                             guint64 received,
                             guint64 sent,
                             guint64 queued,
                             gboolean congested,
                             guint64 lost,
                             gboolean datagrams);
char *prise_closure_status_line (gpointer object, const char *status, const char *traffic);
GStrv prise_closure_status_classes (gpointer object,
                                    PriseEndpointState state,
                                    gboolean congested,
                                    guint64 lost);

char *prise_closure_server_hint (gpointer object, PriseEndpointState state, guint n_clients);
char *prise_closure_client_hint (gpointer object, PriseEndpointState state, gboolean finished);

char *prise_closure_server_lesson_title (gpointer object,
                                         PriseEndpointState state,
                                         guint n_clients);
char *prise_closure_server_lesson (gpointer object, PriseEndpointState state, guint n_clients);
char *prise_closure_client_lesson_title (gpointer object, PriseEndpointState state);
char *prise_closure_client_lesson (gpointer object, PriseEndpointState state);

char *prise_closure_choice_name (gpointer object, GObject *item);
char *prise_closure_peer_details (gpointer object, gboolean half_closed, guint64 queued);

G_END_DECLS
