// SPDX-License-Identifier: GPL-3.0-or-later
/* What the .ui files show of a UDP socket: pure functions, as those of prise-closures.h. */
#pragma once

#include "prise-closures.h"

G_BEGIN_DECLS

void prise_udp_closures_bind (GtkWidgetClass *widget_class);

gboolean prise_closure_udp_can_redirect (gpointer object,
                                         PriseEndpointState state,
                                         const char *peer);

char *prise_closure_udp_button (gpointer object, PriseEndpointState state);
char *prise_closure_udp_status (gpointer object,
                                PriseEndpointState state,
                                GStrv addresses,
                                const GError *error,
                                const char *peer,
                                guint n_groups);
char *prise_closure_udp_hint (gpointer object, PriseEndpointState state);
char *prise_closure_udp_lesson_title (gpointer object, PriseEndpointState state);
char *prise_closure_udp_lesson (gpointer object, PriseEndpointState state);
char *prise_closure_udp_buffer (gpointer object, guint64 granted);

char *prise_closure_udp_peer_details (gpointer object,
                                      guint64 received,
                                      guint64 sent,
                                      gint64 last_time);
gboolean prise_closure_query_udp_peer (GtkWidget *row,
                                       int x,
                                       int y,
                                       gboolean keyboard,
                                       GtkTooltip *tooltip,
                                       GtkListItem *list_item);
char *prise_closure_udp_peer_tooltip (gpointer object,
                                      guint64 received,
                                      guint64 sent,
                                      gint64 last_time);
char *prise_closure_interface_name (gpointer item);
char *prise_closure_interface_label (gpointer object, GObject *item);
GStrv prise_closure_interface_classes (gpointer object, GObject *item);

G_END_DECLS
