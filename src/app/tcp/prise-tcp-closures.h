// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of a TCP server, of its clients and of a TCP client: pure functions, as
 * those of prise-closures.h. */
#pragma once

#include <adwaita.h>

#include "prise-endpoint.h"

G_BEGIN_DECLS

void prise_tcp_closures_bind (GtkWidgetClass *widget_class);

gboolean prise_closure_can_finish (gpointer object, PriseEndpointState state, gboolean finished);
char *prise_closure_server_button (gpointer object, PriseEndpointState state);
char *prise_closure_client_button (gpointer object, PriseEndpointState state);
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
char *prise_closure_server_hint (gpointer object, PriseEndpointState state, guint n_clients);
char *prise_closure_client_hint (gpointer object, PriseEndpointState state, gboolean finished);
char *prise_closure_server_lesson_title (gpointer object,
                                         PriseEndpointState state,
                                         guint n_clients);
char *prise_closure_server_lesson (gpointer object, PriseEndpointState state, guint n_clients);
char *prise_closure_client_lesson_title (gpointer object, PriseEndpointState state);
char *prise_closure_client_lesson (gpointer object, PriseEndpointState state);
char *prise_closure_peer_details (gpointer object, gboolean half_closed, guint64 queued);

G_END_DECLS
